"""Who wrote it, where and when it appeared: bylines, and lines that give outlet and date."""

import re

import msgspec

from rr_reader.parsing.dates import MONTH_OR_DAY, find_date, is_date_furniture
from rr_reader.parsing.lexicon import EVENTS, PLACES_WITH_THE, PRESS, STARTERS
from rr_reader.parsing.names import UPPER, is_name

_BYLINE = re.compile(
    r"(?:(?:written|words|text|story|interview(?:ed)?|conducted|recorded|reported|photographs?)\s+(?:and\s+\w+\s+)?by|by|authors?\s*:|von|par|por|di|door|texte?\s*:|"
    r"interview\s*:|(?:propos\s+)?recueillis?\s+par|entretien\s+(?:réalisé\s+)?par|entrevista\s+(?:de|por)|intervista\s+di|"
    r"(?:das\s+)?(?:gespräch|interview)\s+(?:geführt\s+von|führten?)|aufgezeichnet\s+von|a\s+cura\s+di|"
    r"door|av|af|rozmawia(?:ł|ła|li)|tekst\s*:|rozmowę\s+przeprowadził[ai]?|ptal[ai]?\s+se|(?:текст|автор|интервью|беседовал[аи]?)\s*:|"
    r"беседовал[аи]?|розмовля(?:в|ла|ли)|(?:本报)?(?:记者|記者)|撰文\s*[:：]?|(?:文|作者|采访|取材・文|インタビュー・文)\s*[:：/／=＝])(?:\s+|(?<=[者文:：/／=＝]))(?=\S)",
    re.I,
)
_LONGEST = 120
_LONGEST_NOTE = 300
_ISSUE = re.compile(
    r"(?:\A|[.!?]\s+)(?P<outlet>[^.!?,]{3,60}),\s+(?P<when>spring|summer|autumn|fall|winter|"
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\s+(?P<year>(?:19|20)\d\d)\.?\s*\Z",
    re.I,
)
_BETWEEN = re.compile(r"\s*[|·•]\s*|\s+[–—-]\s+|,\s+")
_ENDS_A_FIELD = re.compile(r"[|·•,–—-]\s*\Z")
_BAR = re.compile(r"[|·•]")
_SMALL = r"(?:of|and|the|for|in|on|de|del|des|du|la|le|les|et|y|und|der|die|das|&)"
_NAME = rf"[{UPPER}][\w.'’-]*"
_CAPITALISED = re.compile(rf"{_NAME}(?:\s(?:{_SMALL}\s)*{_NAME})*")
_MOST_WORDS = 6


class Imprint(msgspec.Struct, frozen=True):
    """What one line says of where an article is from; `outlet` may be ""."""

    names: tuple[str, ...]
    outlet: str
    published: str
    """YYYY-MM-DD."""
    is_sure: bool = True
    """Nothing but an outlet can stand there."""


def byline_of(text: str) -> list[str]:
    """Give the names of a byline, [] if the line is none.

    >>> byline_of("By Ana Ruiz and Tom Orr")
    ['Ana Ruiz', 'Tom Orr']
    >>> byline_of("by Ana Ruiz, May 1998"), byline_of("By May Orr")
    (['Ana Ruiz'], ['May Orr'])
    """
    if len(text) > _LONGEST or not (match := _BYLINE.match(text)):
        return []
    rest = re.sub(r"\s*\([^()]*\)", "", text[match.end() :]).strip(" .|")
    names = [name.strip() for name in re.split(r"\s*(?:,|&|\||\band\b|\bund\b|\bet\b|\by\b)\s*", rest) if name.strip()]
    names = [name for name in names if not (name[-1].isdigit() and MONTH_OR_DAY.fullmatch(name.split()[0]))]
    names = [name for name in names if not _AGE.fullmatch(name)] if len(names) > 1 else names
    is_people = all(is_name(name) and len(name) > 2 and name.split()[0].casefold() not in STARTERS for name in names)
    is_people = is_people or _NEWSROOM.fullmatch(rest) is not None
    return names if names and is_people else []


_NEWSROOM = re.compile(r"(?:[Tt]he )?(?:[\w&’'-]+ ){0,3}(?:Desk|Staff|Team|Editors|Newsroom|Editorial Board)")
"""Those who sign without a name."""
_AGE = re.compile(r"(?:[Yy]ear|[Gg]rade|[Cc]lass|[Aa]ged?)? ?\d{1,2}")
"""What stands behind the name of a pupil: `Year 10`, `aged 15`."""


def imprint_of(text: str) -> Imprint | None:
    """Read a line of outlet and date, or author, outlet and date; None where it could be anything else.

    >>> imprint_of("By Tom Orr | Sight & Frame | 14 February 2024")
    Imprint(names=('Tom Orr',), outlet='Sight & Frame', published='2024-02-14', is_sure=True)
    >>> imprint_of("LONDON, 3 May 2024") or imprint_of("Published – 12 March 2025") or imprint_of("Paris, 3 May 2024")
    """
    found = find_date(text) if len(text) <= _LONGEST else None
    if found is None:
        return None
    published, start, end = found
    head, tail = text[:start], text[end:]
    fields = _fields(head) + _fields(tail)
    if not fields or not (_is_set_off(head) and (is_date_furniture(tail) or _BAR.match(tail.lstrip()))):
        return None
    names = tuple(byline_of(fields[0]))
    match fields[1:] if names else fields:
        case []:
            return Imprint(names, "", published)
        case [outlet] if _could_be_outlet(outlet):
            if _is_known_by_its_words(outlet):
                return Imprint(names, outlet, published)
            if (names and _BAR.search(text)) or _has_the(outlet):
                return Imprint(names, outlet, published, is_sure=False)
        case [_, _, *_]:
            return None
    return Imprint(names, "", published) if names else None


def issue_of(text: str) -> Imprint | None:
    """Read the issue that the last sentence of a note names, if its outlet is known by its words.

    >>> issue_of("Tor Vik talks with Una Brekke. Salt Quarterly, Summer 2020.")
    Imprint(names=(), outlet='Salt Quarterly', published='2020', is_sure=False)
    >>> issue_of("Salt Review, March 2020").published, issue_of("They met at the Salt Museum, Summer 2020.")
    ('2020-03', None)
    """
    match = _ISSUE.search(text) if len(text) <= _LONGEST_NOTE else None
    if not match or not (_could_be_outlet(match["outlet"]) and _is_known_by_its_words(match["outlet"])):
        return None
    day = find_date(f"1 {match['when']} {match['year']}")
    return Imprint((), match["outlet"], day[0][:7] if day else match["year"], is_sure=False)


def _fields(text: str) -> list[str]:
    return [field.strip() for field in _BETWEEN.split(text) if not is_date_furniture(field)]


def _is_set_off(head: str) -> bool:
    """Tell whether the date has a field of its own; a weekday or `Published` may be in it."""
    fields = _BETWEEN.split(head)
    return is_date_furniture(fields[-1]) or _ENDS_A_FIELD.search(head) is not None


def _could_be_outlet(words: str) -> bool:
    folded = _folded(words)
    return (
        _CAPITALISED.fullmatch(words) is not None
        and len(words.split()) <= _MOST_WORDS
        and not words.isupper()
        and not folded & EVENTS
        and not any(MONTH_OR_DAY.fullmatch(word) for word in folded)
    )


def _is_known_by_its_words(outlet: str) -> bool:
    """Tell whether a name has a word that papers, magazines and stations have in theirs, or joins two with &."""
    return bool(_folded(outlet) & PRESS) or " & " in outlet or re.fullmatch(r"\w[\w-]*\.\w{2,6}", outlet) is not None


def _has_the(outlet: str) -> bool:
    first, _, rest = outlet.partition(" ")
    return first == "The" and bool(rest) and rest.casefold() not in PLACES_WITH_THE


def _folded(words: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in words.split())
