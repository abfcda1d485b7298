"""Pairs of quotation marks in a paragraph: curly, straight, guillemets, low-high, corner brackets."""

import re
from collections.abc import Iterable

import msgspec

CLOSERS = {"“": "”", "„": "“”", "«": "»", "»": "«", "「": "」", "『": "』", '"': '"', "”": "”"}
"""What may close each opening mark."""
_MARK = re.compile(r"[“”„«»「」『』\"]")
_OPENS_AFTER = re.compile(r"[\s(\[{—–\-/‘'“]")
_LED_IN = re.compile(r"(?:\A|[,:.!?…])\s*\Z")
_ENOUGH = 3
"""Paragraphs: fewer that begin with a single mark show no habit."""
QUOTED = re.compile(r"[“„«「『\"]")
"""Something that can open a quotation."""

_SINGLE_OPENS = re.compile(r"(?:\A|(?<=[\s(—–-]))['‘](?=’?[\w¡¿…—-])")
_SINGLE_CLOSES = re.compile(r"(?<=[,.!?…—–-])['’](?!\w)")
_BEGINS_SINGLE = re.compile(r"\A['‘][\w¡¿…—-]")
_INNER = str.maketrans('“”"', "‘’'")


class Quoted(msgspec.Struct, frozen=True, gc=False):
    """Words between marks: [start, end) without them. `closed` is False where the paragraph ends inside."""

    start: int
    end: int
    closed: bool = True
    width: int = 1
    """How many characters the closing mark takes: none in speech that a dash opens."""

    @property
    def outer_end(self) -> int:
        """The offset behind the closing mark."""
        return self.end + self.width * self.closed


def quoted_spans(text: str) -> list[Quoted]:
    """Find the outermost quoted spans of a paragraph, in order.

    A mark that closes nothing is left alone; one that is never closed counts only where speech can begin: it says that
    the speech goes on in the next paragraph.

    >>> [text[q.start:q.end] for text in ['She has a 30" screen and says “so ‘what’?”'] for q in quoted_spans(text)]
    ['so ‘what’?']
    """
    spans: list[Quoted] = []
    opener, start, depth = "", 0, 0
    last_guillemet = text.rfind("«")
    for match in _MARK.finditer(text):
        mark, place = match[0], match.start()
        if not opener:
            if _opens(text, place, mark, last_guillemet):
                opener, start, depth = mark, place + 1, 0
        elif mark in CLOSERS[opener] and not (mark == '"' and _opens(text, place, mark, last_guillemet)):
            if depth:
                depth -= 1
                continue
            spans.append(Quoted(start, place))
            opener = ""
        elif mark == opener and mark not in CLOSERS[opener]:
            depth += 1
    if opener and _LED_IN.search(text[max(0, start - 20) : start - 1]):
        spans.append(Quoted(start, len(text), closed=False))
    return [span for span in spans if text[span.start : span.end].strip()]


def uses_single_marks(texts: Iterable[str]) -> bool:
    """Tell whether a document sets speech in single marks: more paragraphs begin so than hold double ones."""
    single = double = 0
    for text in texts:
        double += QUOTED.search(text) is not None
        single += _BEGINS_SINGLE.match(text) is not None and _SINGLE_CLOSES.search(text) is not None
    return single >= _ENOUGH and single > double


def with_double_marks(text: str) -> str:
    """Set double marks for the single ones of speech, and NUL for the double ones inside; offsets are kept.

    >>> with_double_marks("‘It’s the boys’ boat,’ said Ann, ‘or was.’")
    '“It’s the boys’ boat,” said Ann, “or was.”'
    """
    if "'" not in text and "’" not in text:
        return text
    text = text.translate(_INNER)
    return _SINGLE_CLOSES.sub("”", _SINGLE_OPENS.sub("“", text))


def _opens(text: str, place: int, mark: str, last_guillemet: int) -> bool:
    """Tell whether a mark can open: a straight one by the white space around it."""
    if mark in "”」』":
        return False
    if mark == "»":  # opens only in the German and Danish manner, »so«
        return (
            "«" in text[place:]
            and not text[place + 1 : place + 2].isspace()
            and (place == 0 or text[place - 1] in " \n(")
        )
    if mark != '"':
        return True
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    return (not before or _OPENS_AFTER.match(before) is not None) and bool(after) and not after.isspace()
