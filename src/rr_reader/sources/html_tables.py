"""Tables on a page: conversations set in two columns, data, and those that merely lay a page out."""

import re
from collections.abc import Sequence

import msgspec

from rr_reader.model import Mark
from rr_reader.sources.html_elements import Element, Flow
from rr_reader.sources.html_zones import Zoned

_LONGEST_CELL = 200
"""Characters: a longer cell is no datum."""
_LONGEST_NAME = 50
_BETWEEN = " | "


def tables(lines: Sequence[Zoned]) -> list[Zoned]:
    """Give the lines with each table of data as one, and the names in a table of two columns as labels."""
    found: list[Zoned] = []
    for table, group in _by_table(lines):
        if table is None:
            found += group
            continue
        rows = _rows(group)
        if _is_conversation([row[_stamps(row) :] for row in rows]):
            found += (
                Zoned(cell.flow, "label" if at == _stamps(row) < len(row) - 1 else "")
                for row in rows
                for at, cell in enumerate(row)
            )
        elif _is_data(rows):
            found.append(_joined(rows))
        else:
            found += (Zoned(each.flow, "") for each in group)
    return found


def _around(element: Element | None, name: str) -> Element | None:
    while element and element.name != name:
        element = element.parent
    return element


def _by_table(lines: Sequence[Zoned]) -> list[tuple[Element | None, list[Zoned]]]:
    """Group lines that follow one another in the cells of one table; None for those that stand in none."""
    groups: list[tuple[Element | None, list[Zoned]]] = []
    for line in lines:
        table = _around(line.flow.element, "table") if line.role == "cell" else None
        if groups and groups[-1][0] is table:
            groups[-1][1].append(line)
        else:
            groups.append((table, [line]))
    return groups


def _rows(group: Sequence[Zoned]) -> list[list[Zoned]]:
    rows: list[list[Zoned]] = []
    last: Element | None = None
    for line in group:
        row = _around(line.flow.element, "tr")
        if not rows or row is not last:
            rows.append([])
        rows[-1].append(line)
        last = row
    return rows


def _stamps(row: Sequence[Zoned]) -> int:
    """Count the cells at a row's start that say when something is said."""
    return next((at for at, cell in enumerate(row) if not _STAMP.fullmatch(cell.flow.text)), 0)


_STAMP = re.compile(r"[\[(]?\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d{1,3})?[\])]?")


def _cells(row: Sequence[Zoned]) -> int:
    cells = (_around(line.flow.element, "td") or _around(line.flow.element, "th") for line in row)
    return len({cell.index if cell else 0 for cell in cells})


def _is_conversation(rows: Sequence[Sequence[Zoned]]) -> bool:
    """Tell whether the first column names who says what stands in the second: few names, again and again."""
    names = [row[0].flow.text for row in rows if len(row) > 1 and len(row[0].flow.text) <= _LONGEST_NAME]
    said = [line.flow.text for row in rows for line in row[1:]]
    recur = len(names) >= 4 and 2 * len(set(names)) <= len(names)
    return recur and len(names) >= 0.8 * len(rows) and sum(map(len, said)) > 2 * sum(map(len, names))


def _is_data(rows: Sequence[Sequence[Zoned]]) -> bool:
    flat = [line for row in rows for line in row]
    one_each = all(_cells(row) == len(row) for row in rows)
    return one_each and len(rows) > 1 and len(flat) > len(rows) and all(len(x.flow.text) <= _LONGEST_CELL for x in flat)


def _joined(rows: Sequence[Sequence[Zoned]]) -> Zoned:
    """Write a table as lines with bars between the cells."""
    parts: list[str] = []
    marks: list[Mark] = []
    length = 0
    for row in rows:
        for at, line in enumerate(row):
            before = _BETWEEN if at else "\n" if parts else ""
            length += len(before)
            marks += (Mark(m.start + length, m.end + length, m.style, m.target) for m in line.flow.marks)
            parts += before, line.flow.text
            length += len(line.flow.text)
    first, last = rows[0][0].flow, rows[-1][-1].flow
    whole: Flow = msgspec.structs.replace(first, text="".join(parts), end=last.end, marks=tuple(marks))
    return Zoned(whole, "table")
