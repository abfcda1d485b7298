"""Wrapping text into lines of cells: where lines begin, and which character stands in which cell.

A text whose characters are all one cell wide goes a fast way, by `str.rfind`; any other goes by
graphemes, and only in the lines that need it. Cells are counted as `rich.cells` counts them,
because the renderer does.
"""

import re
from functools import cache

from rich.cells import cell_len, split_graphemes

_NARROW = " -~\xa1-\xac\xae-\u02ff\u0370-\u0377\u0384-\u038a\u038e-\u03a1\u03a3-\u0482\u048a-\u052f"
_NARROW += "\u1e00-\u1eff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2116\u2122\u2190-\u2193"
ALL_NARROW = re.compile(f"[{_NARROW}]*")
"""Texts of characters that are one cell wide, join nothing and command nothing: most of Europe's. No line feeds."""

_WIDE = "\u2e80-\u2e99\u3001-\u3029\u3041-\u3096\u309b-\u30ff\u3105-\u312f\u3400-\u4dbf\u4e00-\u9fff"
_WIDE += "\uac00-\ud7a3\uf900-\ufa6d\uff01-\uff60"
_FILLER = "\uffff"
"""Stands for a wide character's second cell while such texts are wrapped."""

_NOT_SHOWABLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_LONE_JOINER = re.compile(r"(?<!\S)\u200d")
_UNSAFE = (*range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xD800, 0xE000))
_STAND_IN = dict.fromkeys(_UNSAFE, "\N{REPLACEMENT CHARACTER}")
_STAND_IN |= {code: chr(0x2400 + code) for code in range(32)} | {0x7F: "\N{SYMBOL FOR DELETE}"}
_STAND_IN |= {ord("\t"): " ", 0x2028: " ", 0x2029: " "}
del _STAND_IN[ord("\n")]


@cache  # on first use, not at the start
def all_narrow_or_wide() -> re.Pattern[str]:
    """Texts that hold characters of two cells beside: Chinese, Japanese, Korean."""
    return re.compile(f"[{_NARROW}{_WIDE}]*")


@cache
def _wide_run() -> re.Pattern[str]:
    return re.compile(f"[{_WIDE}]+")


def is_narrow(text: str) -> bool:
    r"""Tell whether every character is known to be one cell wide, and harmless.

    >>> is_narrow("“Déjà vu” – again"), is_narrow("寅さん"), is_narrow("a\nb")
    (True, False, False)
    """
    if text.isascii():
        return text.isprintable()
    return ALL_NARROW.fullmatch(text) is not None


def showable(text: str) -> str:
    r"""Put a visible stand-in of the same length for every character a terminal might obey; tabs become spaces.

    Offsets stay the same. It is a second lock: documents are made safe when they are imported.

    >>> showable("a\tb\x1b[2J\n")
    'a b␛[2J\n'
    """
    if _NOT_SHOWABLE.search(text):
        text = text.translate(_STAND_IN)
    # Rich lets a joiner swallow the next character's cell; one that follows nothing joins nothing.
    return _LONE_JOINER.sub("\N{ZERO WIDTH NON-JOINER}", text) if "\N{ZERO WIDTH JOINER}" in text else text


def line_starts(text: str, width: int) -> list[int]:
    """Wrap greedily at spaces; a word longer than the line is cut, never inside a grapheme.

    `width` is in cells, at least 2. Gives the offset at which each line begins, the first always 0. The
    space at which a line was broken, and a line feed, belong to the line before and are not shown.

    >>> line_starts("to be or not to be", 6)
    [0, 6, 13]
    """
    if is_narrow(text):
        return _narrow_starts(text, 0, len(text), width)
    starts: list[int] = []
    start = 0
    while (end := text.find("\n", start)) >= 0:
        starts += _starts(text, start, end, width)
        start = end + 1
    return starts + _starts(text, start, len(text), width)


def line_count(text: str, width: int) -> int:
    """Count the lines that `line_starts` gives for a text that `is_narrow`.

    >>> line_count("to be or not to be", 6)
    3
    """
    start, count, end, rfind = 0, 1, len(text), text.rfind
    last = end - width
    while start < last:
        cut = rfind(" ", start + 1, start + width + 1)
        start = cut + 1 if cut > 0 else start + width
        if start < end:
            count += 1
    return count


def shown_end(text: str, start: int, after: int) -> int:
    """Give the end of what is shown of the line [start, after): without the white space it was broken at."""
    if after > start and text[after - 1] == "\n":
        after -= 1
    if after > start and text[after - 1] == " ":
        after -= 1
    return after


def _narrow_starts(text: str, start: int, end: int, width: int) -> list[int]:
    starts = [start]
    add, rfind = starts.append, text.rfind
    last = end - width
    while start < last:
        cut = rfind(" ", start + 1, start + width + 1)
        start = cut + 1 if cut > 0 else start + width
        if start < end:
            add(start)
    return starts


def _starts(text: str, start: int, end: int, width: int) -> list[int]:
    """Wrap one hard line [start, end), looking at graphemes only in the lines that need it."""
    if ALL_NARROW.fullmatch(text, start, end):
        return _narrow_starts(text, start, end, width)
    if all_narrow_or_wide().fullmatch(text, start, end):
        return _wide_starts(text[start:end], start, width)
    starts = [start]
    narrow_to = start
    while True:
        # Two more characters than fit: a mark that joins the next space or letter must be seen.
        window = min(start + width + 2, end)
        if narrow_to < window:
            narrow_to = _narrow_end(text, start, end)
        if narrow_to < window:
            start = _grapheme_break(text, start, end, width)
        elif end - start <= width:
            return starts
        else:
            cut = text.rfind(" ", start + 1, start + width + 1)
            start = cut + 1 if cut > 0 else start + width
        if start >= end:
            return starts
        starts.append(start)


def _narrow_end(text: str, start: int, end: int) -> int:
    """Give how far the characters from `start` on are known to be one cell wide."""
    match = ALL_NARROW.match(text, start, end)
    return match.end() if match else start


def _wide_starts(line: str, origin: int, width: int) -> list[int]:
    """Wrap a line of characters one and two cells wide: blown up so that one character is one cell."""
    cells = _wide_run().sub(lambda run: _FILLER.join(run[0]) + _FILLER, line)
    starts = [origin]
    start, last = 0, len(cells) - width
    while start < last:
        edge = start + width
        wide = cells.rfind(_FILLER, start, edge + 2)
        # A wide character may be parted from what is before it and what is after it.
        after_wide = wide + 1 if wide < edge else edge - 1 if wide == edge else edge
        cut = max(cells.rfind(" ", start + 1, edge + 1) + 1, after_wide) or edge
        origin += cut - start - cells.count(_FILLER, start, cut)
        start = cut
        if start < len(cells):
            starts.append(origin)
    return starts


def _grapheme_break(text: str, start: int, end: int, width: int) -> int:
    """Find where the line after the one at `start` begins; `end` if all the rest fits."""
    length = 2 * width
    while True:
        stop = min(start + length, end)
        graphemes, cells = split_graphemes(text[start:stop])
        if cells > width or stop == end:
            break
        length *= 2
    if cells <= width:
        return end
    best = used = 0
    for first, after, size in graphemes:
        is_space = text[start + first : start + after] == " "
        if used + size > width:
            return start + (after if is_space else first if size == 2 and first else best or first or after)
        used += size
        if (is_space and first) or size == 2:
            best = after
    return end


def cells_to_offset(shown: str, column: int) -> tuple[int, int]:
    """Give [start, end) of the grapheme that covers a cell of a line; past its end, the empty span there.

    >>> cells_to_offset("寅さん", 3)
    (1, 2)
    """
    if column < 0:
        column = 0
    if is_narrow(shown):
        return (column, column + 1) if column < len(shown) else (len(shown), len(shown))
    used = 0
    for start, end, size in split_graphemes(shown)[0]:
        used += size
        if column < used:
            return start, end
    return len(shown), len(shown)


def snap(shown: str, offset: int) -> int:
    """Move an offset inside a grapheme of a line back to where the grapheme begins."""
    if offset <= 0 or offset >= len(shown) or is_narrow(shown):
        return min(max(offset, 0), len(shown))
    return max(start for start, _, _ in split_graphemes(shown)[0] if start <= offset)


def clip(text: str, width: int) -> str:
    """Cut a one-line text to a width in cells, with an ellipsis where something is left out.

    >>> clip("a long name", 7), clip("short", 7)
    ('a long…', 'short')
    """
    text = showable(text.replace("\n", " "))
    if cell_len(text) <= width:
        return text
    used = end = 0
    for _, after, size in split_graphemes(text[: 4 * width])[0]:
        if used + size > width - 1:
            break
        used, end = used + size, after
    return text[:end].rstrip() + "…"
