"""Speakers named by the markup alone: a class name, or the first of a table's two columns.

What bold type and headings say of speakers is said in other formats too, and left to it.
"""

from collections.abc import Sequence

import msgspec

from rr_reader.model import Mark
from rr_reader.sources.html_elements import Flow
from rr_reader.sources.html_tables import tables
from rr_reader.sources.html_zones import Zoned


def voices(lines: Sequence[Zoned]) -> list[Zoned]:
    """Give the lines with those that name a speaker as labels of their own, before what is said."""
    found: list[Zoned] = []
    for line in tables(lines):
        is_article = line.role not in {"outside", "hidden", "title"}
        found += _parted(line) if line.flow.speaker and is_article else [line]
    return found


def _parted(line: Zoned) -> list[Zoned]:
    """Part a line after the name it begins with; both keep the place of the whole, as it is one line of the source."""
    flow = line.flow
    name, rest = flow.text[: flow.speaker].strip(), flow.text[flow.speaker :]
    if not rest.strip():
        return [Zoned(flow, "label")]
    if name.endswith((":", "：")) or rest.lstrip().startswith((":", "：")):
        return [line]  # as in any other format
    shift = len(flow.text) - len(rest.lstrip())
    marks = tuple(Mark(max(m.start - shift, 0), m.end - shift, m.style, m.target) for m in flow.marks if m.end > shift)
    label = Flow(name, flow.start, flow.end, flow.element, broken=flow.broken)
    return [Zoned(label, "label"), Zoned(msgspec.structs.replace(flow, text=rest.lstrip(), marks=marks), line.role)]
