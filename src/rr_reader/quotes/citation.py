"""Saying in one line where words come from: what the article gives, and nothing else.

What was inferred stands in square brackets, as bibliographers do; a doubtful speaker is called
uncertain. Quotation marks inside a title become single ones. Everything is fit to show on one line.
"""

import re
from collections.abc import Sequence

from rr_reader.model import Meta, is_page
from rr_reader.quotes.excerpt import Excerpt, Part
from rr_reader.text.safe import printable

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
"""Not the calendar module's: those are in the locale's language."""

UNNAMED = "speaker not named"

_DATE = re.compile(r"\d{4}(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)

_SINGLE = str.maketrans("“”„‟«»", "‘’‚‛‹›")
_OPENING_MARK = re.compile(r'(?:(?<=[\s(\[‘‚‹—–-])|\A)"(?=\S)')


def cite(meta: Meta, part: Part, opening: str = "") -> str:
    """Cite words by one voice; `opening` is what the article is known by where it has no title.

    >>> part = Part("Words.", "Ann Lee", "answer", question=3)
    >>> cite(Meta(title="A Talk", outlet="The Paper", published="2025-03-12"), part)
    'Ann Lee, in “A Talk” (The Paper, 12 March 2025), question 3'
    >>> cite(Meta(title="A Talk"), part)
    'Ann Lee, in “A Talk”, question 3'
    >>> cite(Meta(title="A Talk", byline=("Bo Ek",)), Part("“Words,” says Lee.", quoted=("Ann Lee",), paragraph=2))
    'Ann Lee, quoted in Bo Ek, “A Talk”, paragraph 2'
    """
    voice, source, place = voice_of(part), cite_source(meta, opening), locator(part)
    if part.kind == "text":
        source = ", ".join(filter(None, [byline_of(meta), source]))
        return ", ".join(filter(None, [f"{voice} in {source}" if voice else source, place]))
    return ", ".join(filter(None, [voice, f"in {source}" if voice else source, place]))


def cite_source(meta: Meta, opening: str = "") -> str:
    """Cite an article: its title, and in brackets outlet and date where they are given."""
    origin = origin_of(meta)
    return title_of(meta, opening) + (f" ({origin})" if origin else "")


def origin_of(meta: Meta) -> str:
    """Give outlet and date, as far as they are given."""
    given = [_marked(meta, "outlet", printable(meta.outlet)), _marked(meta, "published", spoken_date(meta.published))]
    return ", ".join(filter(None, given))


def title_of(meta: Meta, opening: str = "") -> str:
    """Give the title in quotation marks; for want of one, how the article begins, and that it is untitled."""
    is_given = bool(meta.title) and "title" not in meta.derived
    words = inside_marks(printable(meta.title or opening))
    if is_given:
        return f"“{words}”"
    return f"[untitled: “{words}”]" if words else "[untitled]"


def inside_marks(words: str) -> str:
    """Make a title's own quotation marks single, for it is going to stand in double ones.

    >>> print(inside_marks('“The Light Was Late”: A "Conversation"'))
    ‘The Light Was Late’: A ‘Conversation’
    """
    return _OPENING_MARK.sub("‘", words.translate(_SINGLE)).replace('"', "’")


def byline_of(meta: Meta) -> str:
    """Name the authors; "" where none is given."""
    return _marked(meta, "byline", join_names(meta.byline))


def voice_of(part: Part) -> str:
    """Name who speaks, with the doubt there is; "" for an asker without a name and for the article itself.

    Of words of the article that quote somebody known: who that is, and that it is quoted.

    >>> voice_of(Part("“Words,” says Lee.", quoted=("Ann Lee",)))
    'Ann Lee, quoted'
    """
    if part.heard:
        names = join_names([part.speaker] if part.speaker else [name or f"a {UNNAMED}" for name in part.quoted])
        voice = f"attributed to {names} (uncertain)" if part.uncertain else names
        return voice if part.speaker else f"{voice}, quoted"
    return "" if part.kind in ("text", "question") else UNNAMED


def locator(part: Part) -> str:
    """Say where: a time stamp or a page of print, else the question, else the paragraph; "" where none is known."""
    if part.time:
        return printable(part.time) if is_page(part.time) else f"at {printable(part.time)}"
    if part.question:
        return f"question {part.question}"
    return f"paragraph {part.paragraph}" if part.paragraph else ""


def range_of(excerpt: Excerpt) -> str:
    """Say where in the article several parts are, from the first to the last."""
    places = list(dict.fromkeys(filter(None, map(locator, excerpt.parts))))
    if len(places) < 2:
        return "".join(places)
    (first, start), (last, end) = (place.split(" ", 1) for place in (places[0], places[-1]))
    if first == last and first != "at":
        return f"pp. {start}–{end}" if first == "p." else f"{first}s {start}–{end}"
    return f"{places[0]} to {places[-1] if first != last else end}"


def spoken_date(published: str) -> str:
    """Write YYYY-MM-DD, or a part of it, as people do; what is no such date stays as it is.

    >>> spoken_date("2025-03-02"), spoken_date("2025-03"), spoken_date("Spring 2025")
    ('2 March 2025', 'March 2025', 'Spring 2025')
    """
    year, *rest = published.split("-")
    if not rest or not is_date(published):
        return printable(published)
    day = [str(int(rest[1]))] if len(rest) == 2 else []
    return " ".join([*day, _MONTHS[int(rest[0]) - 1], year])


def is_date(published: str) -> bool:
    """Tell whether it is YYYY, YYYY-MM or YYYY-MM-DD.

    >>> is_date("2025-03"), is_date("2025-13"), is_date("Spring 2025")
    (True, False, False)
    """
    found = _DATE.fullmatch(published)
    return found is not None and 1 <= int(found[1] or 1) <= 12 and 1 <= int(found[2] or 1) <= 31


def join_names(names: Sequence[str]) -> str:
    """Join names for a sentence.

    >>> join_names(["Ann Lee", "Bo Ek", "Cy Oz"])
    'Ann Lee, Bo Ek and Cy Oz'
    """
    shown = [printable(name) for name in names if name]
    return " and ".join(filter(None, [", ".join(shown[:-1]), *shown[-1:]]))


def _marked(meta: Meta, field: str, shown: str) -> str:
    return f"[{shown}]" if shown and field in meta.derived else shown
