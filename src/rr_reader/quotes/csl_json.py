"""Works as items of CSL-JSON, which processors of citations read."""

from rr_reader.quotes.works import Name, Work
from rr_reader.text.safe import printable


def csl_item(work: Work) -> dict[str, object]:
    """Give a work as an item of CSL-JSON, without the quotations."""
    date: dict[str, object] = {"date-parts": [list(work.date)]} if work.date else {"literal": work.date_in_words}
    fields: dict[str, object] = {
        "id": work.key,
        "type": "interview"
        if work.is_interview
        else "article"
        if work.outlet
        else "document",  # of what kind is not known
        "title": work.title,
        "author": list(map(_csl_name, work.authors)),
        "interviewer": list(map(_csl_name, work.interviewers)),
        "contributor": list(map(_csl_name, work.contributors)),
        "container-title": work.outlet,
        "issued": date if work.date or work.date_in_words else None,
        "URL": work.url,
        "language": printable(work.meta.language),
    }
    return {name: value for name, value in fields.items() if value}


def _csl_name(name: Name) -> dict[str, str]:
    parts = {
        "family": name.family,
        "given": name.given,
        "non-dropping-particle": name.particle,
        "suffix": name.suffix,
        "literal": name.literal,
    }
    return {part: value for part, value in parts.items() if value}
