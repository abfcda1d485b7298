"""The one sanitiser: no character of a document can steer a terminal, reorder a line or hide words.

What is replaced becomes a visible token: C0 controls and DEL their control picture (`␛`), all others
their number (`⟨U+202E⟩`). Kept are tab and line feed, the joiners and direction marks that scripts
and emoji need (ZWJ, ZWNJ, LRM, RLM, ALM), one variation selector a character, and the tag sequences
of the three regional flags.
"""

import re
from collections.abc import Iterator
from typing import Final

from rr_reader.model import Change
from rr_reader.text.edits import Edited, apply_changes

LINE_END: Final = "line end"
"""The reason of a change that only wrote a line's end as `\\n`: nothing visible was altered."""

CONTROL: Final = "control character shown as a token"
INVISIBLE: Final = "invisible character shown as a token"

_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_LINE_ENDS = frozenset("\r\v\f\x85\u2028\u2029")
# One class of few ranges, which is what a search is fast with; all above U+FFFE is looked at one by one.
_SUSPECT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029"
    # embeddings, overrides, isolates; deprecated format characters; interlinear annotation
    "\u202a-\u202e\u2066-\u206f\ufff9-\ufffb\ud800-\udfff"
    "\ufe00-\ufe0f\ufdd0-\ufdef\ufffe-\U0010ffff]"
)
_SELECTOR = re.compile(f"[{_SELECTORS}]")
_FLAG = re.compile(
    "\U0001f3f4(?:{})\U000e007f".format(
        "|".join("".join(chr(0xE0000 + ord(letter)) for letter in region) for region in ("gbeng", "gbsct", "gbwls"))
    )
)
_ONE_LINE = str.maketrans(
    {"\n": "␊", "\t": "␉", "\r": "␍", "\v": "␋", "\f": "␌"}
    | {character: f"⟨U+{ord(character):04X}⟩" for character in "\x85\u2028\u2029"}
)


def make_safe(text: str) -> Edited:
    r"""Replace what is unsafe to show, and write every line's end as `\n`; the paragraph separator as two.

    Changes whose reason is `LINE_END` keep offsets right and need not be told. Gives the same text object
    where nothing is to do. Idempotent.

    >>> make_safe("a\x1b[2Jb").text
    'a␛[2Jb'
    >>> [(change.start, change.after, change.reason) for change in make_safe("one\r\ntwo\u202e").changes]
    [(3, '\n', 'line end'), (8, '⟨U+202E⟩', 'invisible character shown as a token')]
    """
    changes = tuple(_changes(text))
    return Edited(apply_changes(text, changes), changes) if changes else Edited(text)


def printable(text: str, *, lines: bool = False) -> str:
    r"""Make a name, a message or metadata fit to show; on one line, unless `lines`.

    >>> printable("Notes\n\x1b]0;owned\x07")
    'Notes␊␛]0;owned␇'
    """
    if text.isascii() and text.isprintable():
        return text
    return make_safe(text if lines else text.translate(_ONE_LINE)).text


def _changes(text: str) -> Iterator[Change]:
    done = 0
    for match in _SUSPECT.finditer(text):
        start, end = match.span()
        character = match.group()
        if start < done:
            continue
        if character in _LINE_ENDS:
            if character == "\r":  # CR, CR LF, and the CR CR LF of files converted twice
                end += 1 if text.startswith("\n", end) else 2 * text.startswith("\r\n", end)
            yield Change(start, end, text[start:end], "\n\n" if character == "\u2029" else "\n", LINE_END)
        elif character < "\xa0":
            yield Change(start, end, character, _token(character), CONTROL)
        elif "\U000e0000" <= character < "\U000e0080":
            if flag := _FLAG.match(text, max(start - 1, 0)):
                end = flag.end()
            else:
                yield Change(start, end, character, _token(character), INVISIBLE)
        elif _SELECTOR.match(character):
            if start and _SELECTOR.match(text, start - 1):
                yield Change(start, end, character, _token(character), INVISIBLE)
        elif character < "\ufffe" or ord(character) & 0xFFFE == 0xFFFE:
            yield Change(start, end, character, _token(character), INVISIBLE)
        done = end


def _token(character: str) -> str:
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"⟨U+{code:04X}⟩"
