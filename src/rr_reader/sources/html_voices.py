"""Speakers named by the markup alone: a class name, or the first of a table's two columns.

What bold type and headings say of speakers is said in other formats too, and left to it.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence

import msgspec

from rr_reader.model import Mark
from rr_reader.sources.html_elements import Flow
from rr_reader.sources.html_tables import tables
from rr_reader.sources.html_zones import Zoned

_FEWEST = 3
_LONGEST_NAME = 60
_SPOKEN_ENDS = (".", "?", "!", "…", ",", ";")
_COLONS = (":", "：")


def voices(lines: Sequence[Zoned]) -> list[Zoned]:
    """Give the lines with those that name a speaker as labels of their own, before what is said."""
    laid_out = tables(lines)
    naming = _naming([line.flow for line in laid_out if _is_article(line)])
    found: list[Zoned] = []
    for line in laid_out:
        flow = line.flow
        start, end = flow.speaker if any(flow.speaker) else flow.lead if flow.lead_class in naming else (0, 0)
        found += _parted(line, start, end) if end and _is_article(line) else [line]
    return found


def _is_article(line: Zoned) -> bool:
    return line.role not in {"outside", "hidden", "title"}


def _naming(flows: Sequence[Flow]) -> Collection[str]:
    """Find the classes that name speakers: elements at the start of lines, most of them names that recur."""
    leads: dict[str, Counter[str]] = defaultdict(Counter)
    for flow in flows:
        if flow.lead_class:
            leads[flow.lead_class][flow.text[slice(*flow.lead)].strip()] += 1
    return {
        name
        for name, texts in leads.items()
        if texts.total() >= _FEWEST
        and 2 * sum(count for count in texts.values() if count > 1) >= texts.total()
        and all(_may_name(text) for text in texts)
    }


def _may_name(text: str) -> bool:
    return (
        1 < len(text) <= _LONGEST_NAME
        and not text[0].islower()
        and text[0].isalpha()
        and (not text.endswith(_SPOKEN_ENDS) or text.isupper())
    )


def _parted(line: Zoned, start: int, end: int) -> Iterator[Zoned]:
    """Part a line after the name it begins with; all parts keep the place of the whole, one line of the source."""
    flow = line.flow
    name, rest = flow.text[start:end].strip(), flow.text[end:]
    if rest.strip() and (name.endswith(_COLONS) or rest.lstrip().startswith(_COLONS)):
        yield line  # as in any other format
        return
    if stamp := flow.text[:start].strip():
        yield Zoned(Flow(stamp, flow.start, flow.end, flow.element, broken=flow.broken))
    if not rest.strip():
        yield Zoned(flow if not start else Flow(name, flow.start, flow.end, flow.element), "label")
        return
    shift = len(flow.text) - len(rest.lstrip())
    marks = tuple(Mark(max(m.start - shift, 0), m.end - shift, m.style, m.target) for m in flow.marks if m.end > shift)
    yield Zoned(Flow(name, flow.start, flow.end, flow.element, broken=flow.broken), "label")
    yield Zoned(msgspec.structs.replace(flow, text=rest.lstrip(), marks=marks), line.role)
