"""The one sanitiser: no character of a document can steer a terminal, reorder a line or hide words.

What is replaced becomes a visible token: C0 controls and DEL their control picture (`␛`), all others
their number (`⟨U+202E⟩`). Kept are tab and line feed, the joiners and direction marks that scripts
and emoji need (ZWJ, ZWNJ, LRM, RLM, ALM), one variation selector a character, and the tag sequences
of the three regional flags.
"""

import re
from typing import Final

from rr_reader.model import Change
from rr_reader.text.edits import Edited

LINE_END: Final = "line end"
"""The reason of a change that only wrote a line's end as `\\n`: nothing visible was altered."""

CONTROL: Final = "control character shown as a token"
INVISIBLE: Final = "invisible character shown as a token"

_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_FLAGS = "\U0001f3f4(?:{})\U000e007f".format(
    "|".join("".join(chr(0xE0000 + ord(letter)) for letter in region) for region in ("gbeng", "gbsct", "gbwls"))
)
_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
_UNSAFE = re.compile(
    f"(?P<flag>{_FLAGS})"
    "|(?P<line_end>\r{1,2}\n|[\r\v\f\x85\u2028\u2029])"
    "|(?P<control>[\x00-\x08\x0e-\x1f\x7f-\x9f])"
    # embeddings, overrides, isolates; deprecated format characters; interlinear annotation; tags
    f"|[\u202a-\u202e\u2066-\u206f\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f{_NONCHARACTERS}]"
    f"|(?<=[{_SELECTORS}])[{_SELECTORS}]"
)
_ONE_LINE = str.maketrans(
    {"\n": "␊", "\t": "␉", "\r": "␍", "\v": "␋", "\f": "␌"} | {c: f"⟨U+{ord(c):04X}⟩" for c in "\x85\u2028\u2029"}
)


def make_safe(text: str) -> Edited:
    r"""Replace what is unsafe to show, and write every line's end as `\n`; the paragraph separator as two.

    Gives the same object where nothing is to do. Idempotent.

    >>> make_safe("a\x1b[2Jb").text
    'a␛[2Jb'
    >>> [(change.start, change.after, change.reason) for change in make_safe("one\r\ntwo\u202e").changes]
    [(3, '\n', 'line end'), (8, '⟨U+202E⟩', 'invisible character shown as a token')]
    """
    changes: list[Change] = []
    pieces: list[str] = []
    done = 0
    for match in _UNSAFE.finditer(text):
        kind = match.lastgroup
        if kind == "flag":
            continue
        start, end = match.span()
        before = match.group()
        if kind == "line_end":
            after, reason = "\n\n" if before == "\u2029" else "\n", LINE_END
        else:
            after, reason = _token(before), CONTROL if kind == "control" else INVISIBLE
        changes.append(Change(start, end, before, after, reason))
        pieces += text[done:start], after
        done = end
    if not changes:
        return Edited(text)
    pieces.append(text[done:])
    return Edited("".join(pieces), tuple(changes))


def printable(text: str, *, lines: bool = False) -> str:
    r"""Make a name, a message or metadata fit to show; on one line, unless `lines`.

    >>> printable("Notes\n\x1b]0;owned\x07")
    'Notes␊␛]0;owned␇'
    """
    if text.isascii() and text.isprintable():
        return text
    return make_safe(text if lines else text.translate(_ONE_LINE)).text


def _token(character: str) -> str:
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"⟨U+{code:04X}⟩"
