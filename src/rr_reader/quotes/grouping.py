"""Excerpts put together: those of an article, of a speaker, with a tag."""

from collections.abc import Callable, Sequence
from typing import Final

import msgspec

from rr_reader.library.naming import safe_name, slug
from rr_reader.quotes.citation import byline_of, origin_of
from rr_reader.quotes.excerpt import Excerpt
from rr_reader.text.safe import printable

NOBODY: Final = "Speaker not named"
UNTAGGED: Final = "Untagged"


class Group(msgspec.Struct, frozen=True):
    """Excerpts that have something in common."""

    by: str
    """A name in GROUPS."""
    id: str
    """What a file of theirs may be called: the article's id, or a slug."""
    title: str
    excerpts: tuple[Excerpt, ...]

    @property
    def source(self) -> str:
        """Say where the article is from, for the line below its title; "" where they are not of one."""
        meta = self.excerpts[0].meta
        untitled = "" if meta.title and "title" not in meta.derived else "[untitled]"
        return ", ".join(filter(None, [untitled, byline_of(meta), origin_of(meta)])) if self.by == "article" else ""


def grouped(excerpts: Sequence[Excerpt], by: str, *, once: bool = False) -> list[Group]:
    """Put excerpts into groups, in the order in which these come up; those of an article in its order.

    With `once` an excerpt that belongs to several stands in the first only.
    """
    found: dict[str, tuple[str, list[Excerpt]]] = {}
    for excerpt in excerpts:
        for name, title in list(GROUPS[by](excerpt).items())[: 1 if once else None]:
            found.setdefault(name, (title, []))[1].append(excerpt)
    order = _place if by == "article" else lambda _: (False, 0, 0)
    return [Group(by, name, title, tuple(sorted(members, key=order))) for name, (title, members) in found.items()]


def title_of_all(groups: Sequence[Group]) -> str:
    """Say what a document with groups is called: as the only one is, or after what is in it."""
    return groups[0].title if len(groups) == 1 else "Quotations"


def speakers_of(excerpt: Excerpt) -> list[str]:
    """Name everybody who speaks or is quoted in an excerpt, once."""
    names = (name for part in excerpt.parts for joint in part.heard for name in joint.split(" & "))
    return [printable(name) for name in dict.fromkeys(names) if name]


def title_of(excerpt: Excerpt) -> str:
    """Say what the article is called: its title, else how it begins."""
    return printable(excerpt.meta.title or excerpt.opening or excerpt.article or excerpt.file or "Untitled")


def article_of(excerpt: Excerpt) -> str:
    """Say what a file about the article is called: by its id in the library, else by its title."""
    return safe_name(excerpt.article) if excerpt.article else slug(title_of(excerpt))


def tags_of(excerpt: Excerpt) -> list[str]:
    """Give the tags that somebody put to an excerpt."""
    return [printable(tag) for tag in (excerpt.remarks.tags if excerpt.remarks else ())]


def _by_article(excerpt: Excerpt) -> dict[str, str]:
    return {article_of(excerpt): title_of(excerpt)}


def _by_speaker(excerpt: Excerpt) -> dict[str, str]:
    return {slug(name): name for name in speakers_of(excerpt) or [NOBODY]}


def _by_tag(excerpt: Excerpt) -> dict[str, str]:
    return {slug(tag): tag for tag in tags_of(excerpt) or [UNTAGGED]}


def _together(excerpt: Excerpt) -> dict[str, str]:
    return {"quotations": "Quotations"}


GROUPS: Final[dict[str, Callable[[Excerpt], dict[str, str]]]] = {
    "article": _by_article,
    "speaker": _by_speaker,
    "tag": _by_tag,
    "none": _together,
}
"""What excerpts can be grouped by: each gives titles of the groups that one belongs to, by what a file is called."""


def _place(excerpt: Excerpt) -> tuple[bool, int, int]:
    """Say where in its article an excerpt stands; what stands there no longer comes last."""
    spans = [span for part in excerpt.parts for span in part.spans]
    start = spans[0].start if spans else None
    is_orphan = excerpt.remarks is not None and excerpt.remarks.is_orphan
    return is_orphan, start.block if start else 0, start.offset if start else 0
