"""What a reader types for a name or a field, made fit to be kept."""

from collections.abc import Sequence
from datetime import date

from rr_reader.errors import UsageError
from rr_reader.text.safe import make_safe

KINDS = ("interview", "feature", "transcript")
ROLES = ("host", "guest", "quoted")
TEXTS = ("title", "deck", "kind", "outlet", "published", "url", "language")
LISTS = ("byline", "tags")


def name_said(name: str, *, empty: bool = False) -> str:
    """Give a name in one line. Raises UsageError where nothing is left of it, unless it may be `empty`.

    >>> name_said(" Bo  Ek ")
    'Bo Ek'
    """
    said = _line(name)
    if not said and not empty:
        raise UsageError("A name is needed.")
    return said


def value_said(field: str, value: str | Sequence[str]) -> str | tuple[str, ...]:
    """Give the value of a field of `Meta`. Raises UsageError for an unknown field, and for what cannot be its value.

    >>> value_said("tags", "sea"), value_said("outlet", " The  Quay ")
    (('sea',), 'The Quay')
    """
    if field in LISTS:
        values = [value] if isinstance(value, str) else value
        return tuple(said for each in values if (said := _line(each)))
    if field not in TEXTS:
        raise UsageError(f"“{field}” is nothing that can be set. Use one of these: {', '.join((*TEXTS, *LISTS))}.")
    if not isinstance(value, str):
        raise UsageError(f"“{field}” is one text, not a list.")
    said = _line(value)
    if field == "kind" and said not in KINDS:
        raise UsageError(f"“{said}” is no kind of article. Use one of these: {', '.join(KINDS)}.")
    if field == "published" and said and not is_date(said):
        raise UsageError(f"“{said}” is no date. Write it like this: 2024-03-01, or 2024-03, or 2024.")
    return said


def _line(text: str) -> str:
    return " ".join(make_safe(text).text.split())


def is_date(text: str) -> bool:
    """Tell whether this is a day, a month or a year, as an article gives it.

    >>> [is_date(text) for text in ("2024-03-01", "1891-07", "1891", "1891-13", "31/13/2024", "20240301")]
    [True, True, True, False, False, False]
    """
    day = text + {4: "-01-01", 7: "-01"}.get(len(text), "")
    try:
        return date.fromisoformat(day).isoformat() == day
    except ValueError:
        return False
