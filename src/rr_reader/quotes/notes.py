"""Notes in Markdown: the marked words of an article, a speaker or a tag, in a file that one goes on writing in.

Each quotation is a piece of its own (`segments`), so that a later export brings it up to date and leaves the rest.
"""

import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import TYPE_CHECKING

import msgspec

from rr_reader.quotes.excerpt import Excerpt, Remarks
from rr_reader.quotes.formats.markdown import body_of, escaped, quoted
from rr_reader.quotes.grouping import Group, article_of, speakers_of, tags_of, title_of
from rr_reader.quotes.segments import Segment, key_of, updated, written
from rr_reader.quotes.wording import citation_of
from rr_reader.text.safe import printable

if TYPE_CHECKING:
    from rr_reader.library.yaml_text import Value

ORPHAN = "These words do not stand in the article any more."


class Style(msgspec.Struct, frozen=True):
    """How notes are written: for any reader of Markdown, or for Obsidian."""

    piece: Callable[[Excerpt, str, str], str]
    """Writes an excerpt, of its key and what its note is grouped by."""
    about: Callable[[Group], "dict[str, Value]"]
    """What the front matter says."""


class Note(msgspec.Struct, frozen=True):
    """What a file is to hold."""

    name: str
    """The file's, without its ending; "" where it has one already."""
    head: str
    """The key of the piece that tells whose note it is."""
    segments: tuple[Segment, ...]
    title: str = ""

    def new(self) -> str:
        """Write the file for the first time."""
        heads = "".join(f"---\n{written(each)}---\n\n" for each in self.segments if each.is_head)
        title = f"# {escaped(self.title)}\n\n" if self.title else ""
        return heads + title + "\n".join(written(each) for each in self.segments if not each.is_head)

    def again(self, text: str, removed: Collection[str] = ()) -> str:
        """Bring a file up to date; what somebody wrote in it stays to the letter.

        `removed` are the ids of highlights that are gone: these are marked as such.
        """
        return updated(text, self.segments, {key_of(each) for each in removed})


def note_of(group: Group, style: Style) -> Note:
    """Write a group as a note of its own, with front matter."""
    from rr_reader.library.yaml_text import write_fields

    key = key_of(f"{group.by}-{group.id}")
    head = Segment(key, write_fields(style.about(group)), is_head=True)
    return Note(group.id, key, (head, *_pieces(group, style)), group.title)


def note_of_all(groups: Iterable[Group], style: Style) -> Note:
    """Write groups one after the other in one note, each under its heading."""
    segments: list[Segment] = []
    for group in groups:
        source = f"\n{escaped(group.source)}\n" if group.source else ""
        head = Segment(key_of(f"{group.by}-{group.id}"), f"# {escaped(group.title)}\n{source}")
        segments += [head, *_pieces(group, style)]
    return Note("", "", tuple(segments))


def _pieces(group: Group, style: Style) -> Iterator[Segment]:
    seen: set[str] = set()
    for excerpt in group.excerpts:
        key = _key(excerpt)
        if key not in seen:
            seen.add(key)
            yield Segment(key, style.piece(excerpt, key, group.by))


def _key(excerpt: Excerpt) -> str:
    """Know an excerpt again: by its highlight, else by where it stands and what it says."""
    if excerpt.remarks:
        return key_of(excerpt.remarks.id)
    words = "\0".join([article_of(excerpt), *(f"{part.paragraph}\0{part.text}" for part in excerpt.parts)])
    return "q" + hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:10]


def _markdown(excerpt: Excerpt, key: str, by: str) -> str:
    tags = tags_of(excerpt)
    return quoted("\n\n".join([*_said(excerpt), *([f"Tags: {escaped(', '.join(tags))}"] if tags else [])]))


def _obsidian(excerpt: Excerpt, key: str, by: str) -> str:
    """Write a callout under the names of those who speak, with a block id that links can lead to."""
    remarks = excerpt.remarks or Remarks("")
    unsure = " (uncertain)" if any(part.uncertain for part in excerpt.parts) else ""
    title = " ".join(filter(None, [_colour(remarks), ", ".join(map(_link, speakers_of(excerpt))) + unsure]))
    links = [_link(title_of(excerpt), article_of(excerpt))] if by != "article" else []
    tags = [f"#{tag}" for tag in map(_tag, remarks.tags) if tag]
    below = " · ".join([*links, " ".join(tags)] if tags else links)
    callout = "\n\n".join([*_said(excerpt), *([below] if below else [])])
    return quoted(f"{title}\n{callout}") + f"\n^rr-{key}\n\n"


def _colour(remarks: Remarks) -> str:
    """Open a callout; its colour is its metadata, which a style sheet of Obsidian can show."""
    return f"[!quote|{remarks.colour}]" if re.fullmatch(r"[a-z]+", remarks.colour) else "[!quote]"


def _said(excerpt: Excerpt) -> list[str]:
    """Give the words, where they are from, and what was said of them, in paragraphs."""
    remarks = excerpt.remarks or Remarks("")
    note = [f"**Note:** {escaped(printable(remarks.note, lines=True))}"] if remarks.note else []
    orphan = [f"*{ORPHAN}*"] if remarks.is_orphan else []
    return [body_of(excerpt), f"— {escaped(citation_of(excerpt))}", *orphan, *note]


def _about(group: Group) -> "dict[str, Value]":
    meta = group.excerpts[0].meta
    of_article: dict[str, Value] = {
        "outlet": printable(meta.outlet),
        "published": printable(meta.published),
        "byline": list(map(printable, meta.byline)),
        "url": printable(meta.url),
        "speakers": _speakers(group),
        "derived": [field for field in meta.derived if field in ("title", "outlet", "published", "byline")],
    }
    tags: list[Value] = list(dict.fromkeys(tag for excerpt in group.excerpts for tag in tags_of(excerpt)))
    fields: dict[str, Value] = {"title": group.title} | (of_article if group.by == "article" else {}) | {"tags": tags}
    return {name: value for name, value in fields.items() if value}


def _about_in_obsidian(group: Group) -> "dict[str, Value]":
    fields = _about(group) | {"aliases": [group.title]}
    if "speakers" in fields:
        fields["speakers"] = [_link(str(name)) for name in _speakers(group)]
    if group.by != "article":
        fields["articles"] = list(dict.fromkeys(_link(title_of(each), article_of(each)) for each in group.excerpts))
    tags: list[Value] = [tag for tag in map(_tag, map(str, fields.pop("tags", []))) if tag]
    return fields | ({"tags": list(dict.fromkeys(map(str, tags)))} if tags else {})


def _speakers(group: Group) -> "list[Value]":
    return list(dict.fromkeys(name for excerpt in group.excerpts for name in speakers_of(excerpt)))


def _link(title: str, name: str = "") -> str:
    """Link to the note of a person or an article: files are called by slugs, what is read is the name.

    Nothing in a link can be escaped: what has a meaning in Markdown is left out.
    """
    from rr_reader.library.naming import slug

    shown = " ".join(re.sub(r"[][|#^<>`*~$%=\\]", " ", printable(title)).split())
    return f"[[{name or slug(title)}|{shown}]]"


def _tag(tag: str) -> str:
    """Write a tag as Obsidian takes it: letters, digits, `_`, `-` and `/`, not digits alone."""
    plain = re.sub(r"[^\w/-]+", "-", tag).strip("-/")
    return f"_{plain}" if plain.isdigit() else plain


STYLES = {"markdown": Style(_markdown, _about), "obsidian": Style(_obsidian, _about_in_obsidian)}
"""The formats of notes by their name on the command line."""
