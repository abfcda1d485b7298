"""Speakers named by markup alone: `<dt>`, class names, and bold lines or beginnings of lines that recur.

A heading that recurs names no part of a text, and neither does a bold beginning: they name who speaks.
"""

from collections import Counter
from collections.abc import Sequence

import msgspec

from rr_reader.model import Mark
from rr_reader.sources.html_flow import Flow
from rr_reader.sources.html_tables import tables
from rr_reader.sources.html_zones import Zoned

_LONGEST = 50
_FEWEST = 4
"""Places at which names must stand before their recurrence proves anything."""


def voices(lines: Sequence[Zoned]) -> list[Zoned]:
    """Give the lines with those that name a speaker as labels of their own, before what is said."""
    lines = tables(lines, _could_name)
    alone = _recurring([_alone(line) for line in lines])
    leads = _recurring([_lead(line) for line in lines])
    found: list[Zoned] = []
    for line in lines:
        if line.role in {"outside", "hidden", "title"}:
            found.append(line)
        elif line.flow.speaker and (line.flow.speaker < len(line.flow.text)):
            found += _parted(line, line.flow.speaker)
        elif (name := _alone(line)) and (name in alone or line.flow.speaker):
            found.append(Zoned(line.flow, "label"))
        elif (name := _lead(line)) and name in leads:
            found += _parted(line, len(name))
        else:
            found.append(line)
    return found


def _recurring(names: Sequence[str]) -> frozenset[str]:
    """Give the names where they recur as the names of people who talk do: few of them, again and again."""
    counts = Counter(name for name in names if name)
    total = sum(counts.values())
    often = sum(count for count in counts.values() if count > 1)
    return frozenset(counts) if total >= _FEWEST and 2 * len(counts) <= total and often >= 0.7 * total else frozenset()


def _could_name(text: str) -> bool:
    return (
        0 < len(text) <= _LONGEST
        and len(text.split()) <= 6
        and text[-1] not in ".!?:…,;："
        and any(map(str.isalpha, text))
    )


def _alone(line: Zoned) -> str:
    """Give the words of a heading or a line all in bold, if they could name somebody."""
    flow = line.flow
    if line.role not in {"", "heading"} or not _could_name(flow.text):
        return ""
    is_bold = any(m.style == "strong" and m.start == 0 and m.end >= len(flow.text) for m in flow.marks)
    return flow.text if line.role == "heading" or is_bold or flow.speaker >= len(flow.text) else ""


def _lead(line: Zoned) -> str:
    """Give the words in bold that a line begins with, if they could name somebody and no colon says so."""
    flow = line.flow
    if line.role not in {"", "quote", "item"}:
        return ""
    end = next((m.end for m in flow.marks if m.style == "strong" and m.start == 0 and m.end < len(flow.text)), 0)
    name = flow.text[:end]
    return name if _could_name(name) and not flow.text[end:].lstrip().startswith((":", "：")) else ""


def _parted(line: Zoned, length: int) -> list[Zoned]:
    """Part a line after a name; both keep the place of the whole, as it is one line of the source."""
    flow = line.flow
    rest = flow.text[length:]
    shift = len(flow.text) - len(rest.lstrip())
    marks = tuple(Mark(max(m.start - shift, 0), m.end - shift, m.style, m.target) for m in flow.marks if m.end > shift)
    if flow.text[length - 1] in ":：" or rest.lstrip().startswith((":", "：")) or not rest.strip():
        return [line]
    name = Flow(flow.text[:length].strip(), flow.start, flow.end, flow.element, broken=flow.broken)
    said = msgspec.structs.replace(flow, text=rest.lstrip(), marks=marks)
    return [Zoned(name, "label"), Zoned(said, line.role)]
