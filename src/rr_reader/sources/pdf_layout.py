"""From what is drawn on pages to paragraphs: lines, columns, running heads, hyphens at the ends of lines.

Pure. The result is HTML: paragraphs with their emphasis, headings by their size; a mark where a page begins; what is no
prose hidden, with the reason, so that it stands in the account and not in the text.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise
from statistics import median

import msgspec

from rr_reader.sources.pdf import Run, Sheet

_EM = 0.5
"""Width of a letter at its size, about."""
_GUTTER = 1.2
"""Sizes of white space between columns, at least."""
_ROWS = 5
"""Lines side by side that are columns."""
_NAME = 20
"""Characters that a name with its colon may have, before what that person says."""
_GAP = 1.3
"""Leadings between two lines from which they are two paragraphs."""
_INDENT = 0.7
_LARGER = 1.15
"""Times the size of the text from which a line is a heading."""
_LONGEST_HEADING = 200
_SHORT = 0.8
"""Of a column's width: a line that ends a sentence there ends a paragraph too."""
_FULL_STOP = re.compile(r"[.?!…。？！][\"'”’»)\]]*\s*\Z")
_HYPHENED = re.compile(r"([^\W\d_]+)([-\u2010\u00ad])\Z")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_COUNTED = re.compile(r"\d+|\A[ivxlc]+\Z", re.I)
"""A number, or one in Roman letters that is all that a line says."""
_MOST_EDGES = 3
"""Lines of a running head or foot."""
_RUNNING = "running head, foot or page number"
_BROKEN = "hyphen at a line's end"
_LEVELS = 6


class _Line:
    """Runs at one height. `right` is where it ends, by the number of its letters; `size` that of its largest."""

    def __init__(self, run: Run, page: int = 0) -> None:
        self.runs, self.page, self.size = [run], page, run.size
        self._length, self.shown = len(run.text), len(run.text.strip())

    def add(self, run: Run) -> None:
        """Put a run at its end."""
        self.runs.append(run)
        self.size = max(self.size, run.size)
        if ends := len(run.text.rstrip()):
            self.shown = self._length + ends
        self._length += len(run.text)

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def x(self) -> float:
        return self.runs[0].x

    @property
    def y(self) -> float:
        return self.runs[0].y

    @property
    def right(self) -> float:
        return self.x + _EM * self.size * self.shown


def body_of(sheets: Sequence[Sheet]) -> str:
    """Write what some pages say as the body of a page of HTML."""
    pages = [_in_columns(_lines_of(index, sheet)) for index, sheet in enumerate(sheets)]
    running = _running(pages, [sheet.label for sheet in sheets])
    lines = [line for page in pages for line in page if id(line) not in running]
    aside: dict[int, list[_Line]] = {}
    for page in pages:
        for line in page:
            if id(line) in running:
                aside.setdefault(line.page, []).append(line)
    sizes = Counter[float]()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    usual = max(sizes, key=lambda size: (sizes[size], -size), default=10.0)
    writer = _Writer([sheet.label for sheet in sheets], aside, usual, lines)
    return "<article>\n" + "".join(map(writer.paragraph, _paragraphs(lines, usual))) + writer.rest() + "</article>"


def _lines_of(page: int, sheet: Sheet) -> list[_Line]:
    """Gather the runs that stand at one height and follow one another: the parts of one line."""
    lines: list[_Line] = []
    columns = _columns(sheet)
    for run in sheet.runs:
        last = lines[-1] if lines else None
        if last and _goes_on(last, run) and not (round(run.x) in columns and _is_apart(last, run)):
            last.add(run)
        elif run.text.strip():
            lines.append(_Line(msgspec.structs.replace(run, text=run.text.lstrip()), page))
    return lines


def _goes_on(line: _Line, run: Run) -> bool:
    same_height = abs(run.y - line.y) <= 0.5 * max(run.size, line.size) and run.size <= 1.5 * line.size
    return same_height and line.x - 1 <= run.x <= line.right + 6 * line.size


def _columns(sheet: Sheet) -> set[int]:
    """Find where columns begin that are drawn row by row: places at which rows go on after words and a wide space."""
    seen = Counter[int]()
    line: _Line | None = None
    for run in sheet.runs:
        if line and _goes_on(line, run):
            seen[round(run.x)] += line.shown >= _NAME and _is_apart(line, run)
            line.add(run)
        elif run.text.strip():
            line = _Line(run)
    return {x for x, count in seen.items() if count >= _ROWS}


def _is_apart(line: _Line, run: Run) -> bool:
    """Tell whether more than spaces stand between a line and a run."""
    return run.x >= line.right + _GUTTER * run.size


def _in_columns(lines: list[_Line]) -> list[_Line]:
    """Put lines that were drawn row by row over columns into the order of the columns.

    Most programs draw a column to its end, and their order stands: it knows more than places do.
    """
    rows = sum(abs(one.y - other.y) < 1 and other.x > one.right for one, other in pairwise(lines))
    if rows < _ROWS or 4 * rows < len(lines):
        return lines
    lefts = Counter(round(line.x) for line in lines)
    starts = sorted(x for x, count in lefts.items() if count >= rows / 2)
    columns = [x for index, x in enumerate(starts) if not index or x - starts[index - 1] > 10 * lines[0].size]
    if len(columns) < 2:
        return lines
    ordered: list[_Line] = []
    held: list[list[_Line]] = [[] for _ in columns]
    for line in lines:
        column = max((i for i, x in enumerate(columns) if line.x >= x - _GUTTER * line.size), default=0)
        if column == 0 and line.right > columns[1] + 2 * line.size:  # over all columns: what is above it comes first
            ordered += [each for part in held for each in part]
            held = [[] for _ in columns]
            ordered.append(line)
        else:
            held[column].append(line)
    return ordered + [each for part in held for each in part]


def _running(pages: Sequence[Sequence[_Line]], labels: Sequence[str]) -> set[int]:
    """Find the lines at the top and foot of pages that say the same on several, or only which page it is."""
    edges = [(line, labels[line.page]) for page in pages for line in _edges(page)]
    said = [(round(line.y / 4), _COUNTED.sub("#", line.text.strip())) for line, _ in edges]
    seen = Counter(said)
    return {
        id(line)
        for (line, label), (height, text) in zip(edges, said, strict=True)
        if sum(seen[height + by, text] for by in (-1, 0, 1)) > 1 or line.text.strip(" -–—·") == label
    }


def _edges(page: Sequence[_Line]) -> Iterator[_Line]:
    """Give the lines that stand apart from the text at the top and the foot of a page."""
    heights = sorted({line.y for line in page})
    gaps = [high - low for low, high in pairwise(heights) if high - low > 2]
    apart = _GAP * median(gaps) if gaps else 0.0
    for edge in (heights[: _MOST_EDGES + 1], heights[: -_MOST_EDGES - 2 : -1]):
        at = next((at for at, (one, other) in enumerate(pairwise(edge), 1) if abs(one - other) > apart), 0)
        yield from (line for line in page if line.y in edge[:at])


def _paragraphs(lines: Sequence[_Line], usual: float) -> Iterator[list[_Line]]:
    """Join lines into paragraphs, over columns and pages too."""
    drops = [one.y - other.y for one, other in pairwise(lines) if 0 < one.y - other.y < 3 * usual]
    leading = median(drops) if drops else 1.2 * usual
    leading = min(leading, Counter(round(drop, 1) for drop in drops).most_common(1)[0][0]) if drops else leading
    widths = sorted(line.right - line.x for line in lines if abs(line.size - usual) < 0.5)
    width = widths[int(0.9 * len(widths))] if widths else 0.0
    held: list[_Line] = []
    for line in lines:
        if held and _parts(held, line, leading, width):
            yield held
            held = []
        held.append(line)
    if held:
        yield held


def _parts(held: Sequence[_Line], line: _Line, leading: float, width: float) -> bool:
    """Tell whether a line begins a paragraph after those held."""
    last = held[-1]
    if abs(last.size - line.size) > 0.08 * last.size:
        return True
    ends = bool(_FULL_STOP.search(last.text))
    opens = line.runs[0].bold and not last.runs[-1].bold
    drop = last.y - line.y
    if last.page != line.page or drop < 0 or drop > 12 * leading:  # another column or page
        return ends or opens
    if drop > _GAP * leading:
        return True
    indent = line.x - min(last.x, *(each.x for each in held))
    if _INDENT * line.size < indent < 6 * line.size and (len(held) > 1 or ends):
        return True
    is_short = last.right - last.x < _SHORT * width
    return (is_short and (ends or opens)) or (opens and ends)


class _Writer:
    def __init__(self, labels: list[str], aside: dict[int, list[_Line]], usual: float, lines: Sequence[_Line]) -> None:
        self._labels, self._aside, self._usual = labels, aside, usual
        self._page = -1
        self._words = Counter(word.casefold() for line in lines for word in _WORD.findall(line.text))
        larger = {round(line.size, 1) for line in lines if line.size >= _LARGER * usual}
        self._levels = sorted(larger, reverse=True)

    def paragraph(self, lines: Sequence[_Line]) -> str:
        """Write a paragraph, after the mark of the page on which it begins."""
        tag = self._tag(lines)
        before = self._pages_to(lines[0].page)
        inner = "".join(
            self._line(line, lines[at + 1] if at + 1 < len(lines) else None, is_heading=tag != "p")
            for at, line in enumerate(lines)
        )
        return f"{before}<{tag}>{inner.rstrip()}</{tag}>\n"

    def rest(self) -> str:
        """Write the marks of the pages after the last paragraph."""
        return self._pages_to(len(self._labels) - 1)

    def _pages_to(self, page: int) -> str:
        marks = ""
        while self._page < page:
            self._page += 1
            marks += f'<hr role="doc-pagebreak" aria-label="{escape(self._labels[self._page])}">\n'
            marks += "".join(_hidden(line.text.strip(), _RUNNING) + "\n" for line in self._aside.get(self._page, []))
        return marks

    def _tag(self, lines: Sequence[_Line]) -> str:
        size = round(lines[0].size, 1)
        if size in self._levels and sum(len(line.text) for line in lines) <= _LONGEST_HEADING:
            return f"h{min(self._levels.index(size) + 1, _LEVELS)}"
        return "p"

    def _line(self, line: _Line, after: _Line | None, *, is_heading: bool) -> str:
        match = _HYPHENED.search(line.text.rstrip()) if after and after.text[:1].isalpha() else None
        runs = line.runs
        if match:
            runs = _shortened(runs, len(line.text.rstrip()) - 1)
        written = "".join(_emphasized(run, is_heading=is_heading) for run in runs)
        if not (match and after):
            return written.rstrip() + "\n"
        following = _WORD.match(after.text)
        second = following[0] if following else ""
        if match[2] != "\u00ad" and (second[:1].isupper() or self._keeps(match[1], second)):
            return written + escape(match[2])
        return written + _hidden(match[2], _BROKEN)

    def _keeps(self, first: str, second: str) -> bool:
        """Tell whether a word broken at its hyphen has one anyway, by how the text writes it elsewhere."""
        first, second = first.casefold(), second.casefold()
        if self._words[f"{first}-{second}"] or self._words[f"{first}{second}"]:
            return not self._words[f"{first}{second}"]
        return self._words[first] > 1 and self._words[second] > 1


def _shortened(runs: Sequence[Run], length: int) -> list[Run]:
    kept: list[Run] = []
    for run in runs:
        kept.append(msgspec.structs.replace(run, text=run.text[:length]))
        length = max(0, length - len(run.text))
    return kept


def _emphasized(run: Run, *, is_heading: bool) -> str:
    bare = run.text.strip()
    if not bare or is_heading or not (run.bold or run.slanted):
        return escape(run.text)
    begins = run.text.index(bare)
    inner = f"<i>{escape(bare)}</i>" if run.slanted else escape(bare)
    inner = f"<b>{inner}</b>" if run.bold else inner
    return run.text[:begins] + inner + run.text[begins + len(bare) :]


def _hidden(text: str, reason: str) -> str:
    return f'<span hidden data-set-aside="{escape(reason)}">{escape(text)}</span>' if text else ""
