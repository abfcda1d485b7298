"""Dates as articles write them, given as YYYY-MM-DD; not guessed where day and month could be swapped.

Where points part numbers the day comes first, in all languages that write so.
"""

import re
from functools import lru_cache

from rr_reader.parsing.lexicon import MONTHS

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_MONTH_FIRST = re.compile(rf"\b({_MONTH})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s+(\d{{4}})\b", re.I)
_DAY_FIRST = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?\s+(?:de\s+|of\s+)?({_MONTH})\.?,?\s+(?:de\s+)?(\d{{4}})\b", re.I
)
_ISO = re.compile(r"\b(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d)")
_NUMBERS = re.compile(r"\b(\d{1,2})[/-](\d{1,2})[/-](\d{4})\b")
_POINTS = re.compile(r"\b(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\b")
_CJK = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_YEAR = re.compile(r"\d{4}")
"""What every date has: looked for first, as most lines have none."""
_AROUND = re.compile(
    r"\b(?:published|posted|updated|last|modified|released|recorded|conducted|first|date|on|at|le|el|il|am|pm|um|uhr|h|the|of|de|publié|publicado|"
    r"veröffentlicht|pubblicato|gepubliceerd|publicerad|udgivet|publisert|opublikowan[oy]|data|dato|опубликован[оа]|r|г|mon|tue|wed|thu|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday|"
    r"utc|gmt|(?-i:[A-Z]{1,4}T))\b|\d{1,2}[:.]\d\d(?::\d\d)?|[\W_]+",
    re.I,
)
MONTH_OR_DAY = re.compile(
    rf"(?:{_MONTH}|mon|tue|wed|thu|fri|sat|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\.?", re.I
)
LATER = re.compile(
    r"©|(?:last|updated?|modified|copyright|aktualisiert|mis à jour|actualizado|aggiornato|atualizado|uppdaterad)\b",
    re.I,
)
"""What begins a line whose day is not that of publishing."""
_DIGIT = re.compile(r"\d")


@lru_cache(maxsize=1_000)
def find_date(text: str) -> tuple[str, int, int] | None:
    """Find the first date of a text: (YYYY-MM-DD, start, end). None if there is none, or it could be read in two ways.

    >>> find_date("Published – March 12, 2025 11:48 am IST")
    ('2025-03-12', 12, 26)
    """
    if not _YEAR.search(text):
        return None
    if match := _MONTH_FIRST.search(text):
        return _found(match, match[3], MONTHS[match[1].lower()], match[2])
    if match := _DAY_FIRST.search(text):
        return _found(match, match[3], MONTHS[match[2].lower()], match[1])
    if match := _ISO.search(text) or _CJK.search(text):
        return _found(match, match[1], int(match[2]), match[3])
    if match := _POINTS.search(text):
        return _found(match, match[3], int(match[2]), match[1])
    if (match := _NUMBERS.search(text)) and ((int(match[1]) > 12) != (int(match[2]) > 12) or match[1] == match[2]):
        day, month = (match[1], match[2]) if int(match[1]) > 12 else (match[2], match[1])
        return _found(match, match[3], int(month), day)
    return None


def _found(match: re.Match[str], year: str, month: int, day: str) -> tuple[str, int, int] | None:
    if not (1 <= month <= 12 and 1 <= int(day) <= 31):
        return None
    return f"{int(year):04d}-{month:02d}-{int(day):02d}", match.start(), match.end()


def date_line(text: str) -> str | None:
    """Give the date of a line that says little else; "" if it is one whose date can be read in two ways; else None.

    >>> date_line("Published – March 12, 2025 11:48 am IST")
    '2025-03-12'
    >>> date_line("On March 12, 2025 the film opened.") is None
    True
    """
    if len(text) > 90 or not _DIGIT.search(text):
        return None
    found = find_date(text)
    if found is None:
        return "" if (match := _NUMBERS.search(text)) and len(_rest(text, match.start(), match.end())) <= 6 else None
    return found[0] if len(_rest(text, found[1], found[2])) <= 6 else None


def _rest(text: str, start: int, end: int) -> str:
    return _AROUND.sub("", text[:start] + " " + text[end:])


def is_date_furniture(text: str) -> bool:
    """Tell whether nothing stands here but what goes with a date: `Published`, a weekday, a time, marks.

    >>> is_date_furniture("Updated: Monday, 11:48 am IST"), is_date_furniture("Oslo")
    (True, False)
    """
    return not _AROUND.sub("", text)
