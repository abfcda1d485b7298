"""The works that quotations are from, as bibliographies know them: one of each, whatever was quoted of it.

Of an interview those who are interviewed are the authors, as CSL has it; who asks is the interviewer. A byline says
who wrote the article, not who asked: of an interview it is a contributor. What was inferred stands in square brackets.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence

import msgspec

from rr_reader.model import Meta
from rr_reader.quotes.citation import is_date, locator, range_of, spoken_date, title_of, voice_of
from rr_reader.quotes.excerpt import Excerpt
from rr_reader.quotes.wording import in_marks, plain
from rr_reader.text.safe import printable

_INTERVIEWS = frozenset({"interview", "transcript"})
_PARTICLE = re.compile(r"(?:d'|d’|[a-z]{1,3}\b|della|delle|vom|zum|zur|van|von|ter|ten)$")
_SUFFIX = re.compile(r"Jr\.?|Sr\.?|II|III|IV")
_NAME_WORD = re.compile(r"(?:[A-ZÀ-ÖØ-ÞŁŚŠŽŻŞİĆČĐ][^\W\d_]*|[A-Z]\.(?:-?[A-Z]\.)*)(?:[’'-][^\W\d_]+)*")
"""A word of a name in Latin letters, or initials. `Dr.` and `St.` are none."""
_ARTICLES = frozenset({"a", "an", "the", "le", "la", "les", "der", "die", "das", "el", "il", "interview", "untitled"})


class Name(msgspec.Struct, frozen=True):
    """A person's name in its parts, or whole in `literal` where the parts cannot be told."""

    family: str = ""
    given: str = ""
    particle: str = ""
    """What stands before the family name and does not count when names are sorted: `van`."""
    suffix: str = ""
    literal: str = ""


class Work(msgspec.Struct, frozen=True):
    """An article that was quoted from."""

    key: str
    """Unlike that of any other work written along with it; letters and digits only."""
    meta: Meta
    title: str
    """As the article gives it, or `[untitled: “…”]`."""
    authors: tuple[Name, ...]
    interviewers: tuple[Name, ...]
    contributors: tuple[Name, ...]
    excerpts: tuple[Excerpt, ...]

    @property
    def is_interview(self) -> bool:
        """Tell whether it is an interview, as a page or as a transcript."""
        return self.meta.kind in _INTERVIEWS

    @property
    def has_title(self) -> bool:
        """Tell whether the article itself gives the title."""
        return has_title(self.meta)

    @property
    def outlet(self) -> str:
        """Where it appeared; "" where that is not known."""
        return _marked(self.meta, "outlet", printable(self.meta.outlet))

    @property
    def date(self) -> tuple[int, ...]:
        """Give year, month and day, as many as the article gives; none where it gives no date or it is inferred."""
        published = self.meta.published
        return tuple(map(int, published.split("-"))) if is_date(published) and not self._is_inferred else ()

    @property
    def date_in_words(self) -> str:
        """Give a date that is inferred, or given in other words than numbers: `[9 May 2031]`, `Spring 2031`."""
        return "" if self.date else _marked(self.meta, "published", spoken_date(self.meta.published))

    @property
    def url(self) -> str:
        """Where it is on the web; "" where that is not known."""
        return web_address(self.meta.url)

    @property
    def _is_inferred(self) -> bool:
        return "published" in self.meta.derived


def web_address(url: str) -> str:
    """Give an address of the web as it may stand in a reference; "" for anything else.

    >>> web_address("https://x.example/a b"), web_address("javascript:alert(1)")
    ('https://x.example/a%20b', '')
    """
    shown = re.sub(r"\s", "%20", printable(url.strip()))
    return shown if re.match(r"https?://[^/\s]", shown, re.I) else ""


def has_title(meta: Meta) -> bool:
    """Tell whether the article itself gives the title."""
    return bool(meta.title) and "title" not in meta.derived


def source_of(excerpt: Excerpt) -> tuple[object, ...]:
    """Tell works apart: excerpts for which this is the same are from one."""
    return excerpt.article, excerpt.file, excerpt.meta, excerpt.opening


def works_of(excerpts: Iterable[Excerpt]) -> tuple[Work, ...]:
    """Give the works that excerpts are from, in the order in which each is quoted first."""
    groups: dict[tuple[object, ...], list[Excerpt]] = {}
    for each in excerpts:
        groups.setdefault(source_of(each), []).append(each)
    works: list[Work] = []
    for group in groups.values():
        works.append(_work(group, {work.key for work in works}))
    return tuple(works)


def _work(excerpts: Sequence[Excerpt], taken: set[str]) -> Work:
    first, meta = excerpts[0], excerpts[0].meta
    byline = _names([name for name in meta.byline if name not in first.hosts], is_inferred="byline" in meta.derived)
    is_interview = meta.kind in _INTERVIEWS
    authors = _names(first.guests or _heard(excerpts)) if is_interview else byline
    title = printable(meta.title) if has_title(meta) else title_of(meta, first.opening)
    return Work(
        _key(authors, meta, title, taken),
        meta,
        title,
        authors,
        _names(first.hosts) if is_interview else (),
        byline if is_interview else (),
        tuple(excerpts),
    )


def _heard(excerpts: Iterable[Excerpt]) -> list[str]:
    """Name who answers, where that is sure."""
    parts = (part for each in excerpts for part in each.parts)
    sure = (part.speaker for part in parts if part.kind == "answer" and not part.uncertain and part.speaker)
    return list(dict.fromkeys(sure))


def _names(names: Iterable[str], *, is_inferred: bool = False) -> tuple[Name, ...]:
    shown = [printable(name) for name in names if name.strip()]
    return tuple(Name(literal=f"[{name}]") for name in shown) if is_inferred else tuple(map(name_of, shown))


def name_of(name: str) -> Name:
    """Part a name where it is plain how: given names, small words, one family name. Any other stays whole.

    >>> name_of("Ada M. Lindqvist"), name_of("Jan van der Meer")  # doctest: +NORMALIZE_WHITESPACE
    (Name(family='Lindqvist', given='Ada M.', particle='', suffix='', literal=''),
     Name(family='Meer', given='Jan', particle='van der', suffix='', literal=''))
    >>> [name_of(name).literal for name in ("Madonna", "Dr. Ann Lee", "The News Desk", "宮崎 駿")]
    ['Madonna', 'Dr. Ann Lee', 'The News Desk', '宮崎 駿']
    """
    words = name.replace(",", " ").split() if re.search(r",\s*(?:Jr|Sr)\.?$", name) else name.split()
    suffix = words.pop() if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) else ""
    given = words[:-1]
    particles: list[str] = []
    while len(given) > 1 and _PARTICLE.fullmatch(given[-1]):
        particles.insert(0, given.pop())
    is_plain = bool(given) and all(_NAME_WORD.fullmatch(word) for word in [*given, words[-1]])
    if not is_plain or given[0].lower() in _ARTICLES or words[-1].endswith("."):
        return Name(literal=name)
    return Name(words[-1], " ".join(given), " ".join(particles), suffix)


def _key(authors: Sequence[Name], meta: Meta, title: str, taken: set[str]) -> str:
    """Make a key of the first author, the year and the first telling word of the title."""
    author = next((name.family or name.literal for name in authors), meta.outlet)
    year = meta.published[:4] if meta.published[:4].isdigit() and "published" not in meta.derived else ""
    words = (_letters(word) for word in title.split())
    word = next((word for word in words if len(word) > 1 and word not in _ARTICLES), "")
    key = (_letters(author)[:24] + year + word[:24]) or "untitled"
    number = 1
    while (numbered := key if number == 1 else f"{key}x{number}") in taken:
        number += 1
    return numbered


def _letters(text: str) -> str:
    """Give the letters and digits of a text that are, or come near to, those of ASCII."""
    return re.sub(r"[^a-z0-9]", "", unicodedata.normalize("NFKD", text).lower())


def _marked(meta: Meta, field: str, shown: str) -> str:
    return f"[{shown}]" if shown and field in meta.derived else shown


def annotation_of(excerpt: Excerpt) -> str:
    """Write words with who says them and where in the work, and what was noted on them, for a note beside the work."""
    told = told_in(excerpt)
    quoted = plain(excerpt) if len(excerpt.parts) > 1 else in_marks(plain(excerpt))
    note = printable(excerpt.remarks.note, lines=True).strip() if excerpt.remarks else ""
    return (f"{quoted} — {told}" if told else quoted) + (f"\nNote: {note}" if note else "")


def told_in(excerpt: Excerpt) -> str:
    """Say who speaks and where in the work, without the work; for several voices only where."""
    if len(excerpt.parts) != 1:
        return range_of(excerpt)
    (part,) = excerpt.parts
    return ", ".join(filter(None, [voice_of(part), locator(part)]))


def tags_in(work: Work) -> tuple[str, ...]:
    """Give the tags that somebody gave to the words, each once."""
    return tuple(dict.fromkeys(tag for each in work.excerpts if each.remarks for tag in each.remarks.tags))
