"""What HTML is made of: elements and which of them end which, what class names and styles say, the lines of a page."""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import pairwise

import msgspec

from rr_reader.model import Mark, Removed
from rr_reader.sources.html_tokens import Token

VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())  # noqa: SIM905
_BLOCK_NAMES = """address article aside audio blockquote body button canvas caption center dd details dialog dir div dl
    dt fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup html legend li main map menu
    nav noscript object ol optgroup option p picture pre search section select summary svg table tbody td template tfoot
    th thead tr ul video"""
BLOCKS = frozenset(_BLOCK_NAMES.split())
"""Elements before and after which a line ends."""
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
CLOSES: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset({"li"}), frozenset({"ul", "ol", "menu", "dir"})),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "tr": (frozenset({"tr", "caption"}), frozenset({"table"})),
    "td": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "th": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "option": (frozenset({"option"}), frozenset({"select"})),
    "body": (frozenset({"head"}), frozenset({"html"})),
} | {
    name: (frozenset({"thead", "tbody", "tfoot", "caption"}), frozenset({"table"}))
    for name in ("thead", "tbody", "tfoot")
}
"""Which open elements a tag ends, and which it does not look beyond."""
SCOPES = frozenset({"html", "body", "table", "td", "th", "caption", "template"})
"""What an end tag inside does not reach out of, but for their own."""
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|bolder|[6-9]00)", re.I)
_ITALIC = re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.I)
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)


class Element(msgspec.Struct, eq=False):
    """A block element. `index` counts elements in order; those within it are up to `last`."""

    name: str
    attributes: dict[str, str]
    parent: "Element | None"
    index: int
    start: int
    styles: tuple[str, ...] = ()
    """Emphasis of all its text, as in `Mark`."""
    last: int = 0
    text: int = 0
    """Characters shown in it, and of these the ones in links, in paragraphs that read like prose, and in long lines."""
    linked: int = 0
    prose: int = 0
    long: int = 0
    links: int = 0
    """Lines in it that are links, that could be headings, and others."""
    heads: int = 0
    others: int = 0
    leads: int = 0
    """Headings in it that are links to elsewhere."""

    @property
    def hidden(self) -> bool:
        """Whether its markup says not to show it."""
        return is_hidden(self.attributes) or self.name in {"noscript", "template", "svg", "audio", "video", "canvas"}


class Flow(msgspec.Struct):
    """A line of a page: what stands between two borders of blocks or breaks."""

    text: str
    start: int
    end: int
    element: Element
    marks: tuple[Mark, ...] = ()
    broken: bool = False
    """Whether a mere `<br>` stands before it."""
    linked: int = 0
    speaker: tuple[int, int] = (0, 0)
    """[start, end) of what a class name calls a speaker at its start; a time stamp may stand before it."""
    lead: tuple[int, int] = (0, 0)
    """The same of an element at its start whose class name says nothing."""
    lead_class: str = ""
    """That class name."""
    classes: str = ""
    """Class names of inline elements that a line of its own was made for."""

    @property
    def to_itself(self) -> bool:
        """Whether it is a link to a place in its own page."""
        return any(mark.style == "link" and mark.target.startswith("#") for mark in self.marks)


class Said(msgspec.Struct):
    """What inline markup calls something: `tag` (of the article), `author`, `person` (a link to one), `date`."""

    what: str
    text: str
    start: int
    """Where the line begins in which it stands."""


class Walked(msgspec.Struct):
    """All that stands in a page."""

    lines: list[Flow]
    elements: list[Element]
    tags: list[Token]
    """Those of `meta`, `link`, `time`, `title` and JSON-LD: what metadata is made of."""
    removed: list[Removed]
    said: list[Said]


def is_hidden(attributes: dict[str, str]) -> bool:
    """Tell whether attributes say not to show an element."""
    if not attributes:
        return False
    return "hidden" in attributes or _UNSEEN.search(attributes.get("style", "")[:1_000]) is not None


_NAMED = ("class", "id", "itemprop", "data-component", "data-gu-name", "data-testid", "data-qa", "rel")
"""Attributes by which pages name their parts."""


def class_words(attributes: dict[str, str]) -> list[str]:
    """Give the words of an element's class, id and the like, in small letters: `postAuthor` is two."""
    if not attributes:
        return []
    named = " ".join(attributes.get(key, "")[:300] for key in _NAMED)
    words = re.findall(r"[A-Za-z]+", named)
    for word in [word for word in words if not (word.islower() or word.isupper())]:
        words += re.sub(r"(?<=[a-z])(?=[A-Z])", " ", word).split()
    return [word.lower() for word in words]


_BODIES = {(of, part) for of in ("article", "entry", "post", "story") for part in ("body", "content", "text")}


def is_body(element: Element) -> bool:
    """Tell whether a class or property says that the text of an article stands here, and nothing else."""
    if not element.attributes or element.name in {"html", "body"}:
        return False
    words = class_words(element.attributes)
    return "articlebody" in words or not _BODIES.isdisjoint(pairwise(words))


def within(elements: Sequence[Element], says: Callable[[Element], bool]) -> list[bool]:
    """Tell for every element whether it, or one around it, says something."""
    found: list[bool] = []
    for element in elements:
        is_inside = element.parent is not None and found[element.parent.index]
        found.append(is_inside or (bool(element.attributes) and says(element)))
    return found


def holds_any(element: Element, indexes: Sequence[int]) -> bool:
    """Tell whether an element is or holds one of some others, whose indexes are in order."""
    at = bisect_left(indexes, element.index)
    return at < len(indexes) and indexes[at] <= element.last


SPEAKER_WORDS = frozenset(
    {
        "speaker",
        "speakername",
        "interviewer",
        "interviewee",
        "participant",
        "voice",
        "actor",
        "persona",
        "locutor",
        "sprecher",
    }
)


def emphasis(css: str, around: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Give the emphasis (`strong`, `em`) that a `style` gives, over that of the block around it.

    >>> emphasis("font-weight: 700", ("em",)), emphasis("font-style: normal", ("em",))
    (('strong', 'em'), ())
    """
    bold = _BOLD.search(css) or ("strong" in around and "font-weight" not in css)
    italic = _ITALIC.search(css) or ("em" in around and "font-style" not in css)
    return ("strong",) * bool(bold) + ("em",) * bool(italic)
