"""From words to a highlight, and from highlights to the quotations that they are today."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import groupby

import msgspec
from msgspec.structs import replace

from rr_reader.errors import ReaderError
from rr_reader.library.catalogue import Entry
from rr_reader.library.folder import LibraryFolder
from rr_reader.model import Article, Span
from rr_reader.model.highlight import Highlight
from rr_reader.quotes.anchoring import Finder
from rr_reader.quotes.cutting import excerpt, excerpts
from rr_reader.quotes.excerpt import Excerpt, Part, Remarks
from rr_reader.text.safe import printable


class Gathered(msgspec.Struct, frozen=True):
    """A highlight as it is found today."""

    highlight: Highlight
    excerpt: Excerpt
    """The words as they are attributed now; of an orphan, as they were when they were marked."""
    span: Span | None
    """Where they stand; None for an orphan: words that are not found, or whose article is gone."""
    words: str
    """The words themselves, as an anchor has them: those that stand there now; of an orphan, as they were marked."""

    @property
    def is_orphan(self) -> bool:
        """Tell whether the words stand in no article any more."""
        return self.span is None


def marked(article: Article, article_id: str, span: Span, highlight: Highlight) -> Highlight:
    """Let a highlight be of a span: `highlight` gives the rest, its id and its colour, say.

    What is kept is whole: anchor, and the words as they are attributed today.
    """
    cut = _kept(excerpt(article, span), article_id)
    return replace(highlight, article=article_id, anchor=Finder(article).anchor(span), cut=cut)


def renewed(article: Article, highlights: Iterable[Highlight]) -> list[Highlight]:
    """Give those highlights of an article of which something was mended since they were made, with the words of today.

    It is for the time when the article is about to go: what stays of them is what was cut out.
    """
    finder, today = Finder(article), []
    for each in in_article(article, highlights):
        if each.span:
            cut = _kept(each.excerpt, each.highlight.article)
            changed = replace(each.highlight, anchor=finder.anchor(each.span), cut=cut)
            today += [changed] if changed != each.highlight else []
    return today


def _kept(cut: Excerpt, article_id: str) -> str:
    return msgspec.json.encode(replace(cut, article=article_id, remarks=None)).decode()


def gathered(highlights: Iterable[Highlight], entry_of: Callable[[str], Entry | None]) -> Iterator[Gathered]:
    """Find highlights in their articles, in the order given; `entry_of` gives the article of an id, if there is one.

    Highlights of one article that follow each other are found in the time of one.
    """
    for article_id, group in groupby(highlights, key=lambda each: each.article):
        of_one = list(group)
        article = _article(entry_of(article_id))
        yield from in_article(article, of_one) if article else map(orphan, of_one)


def _article(entry: Entry | None) -> Article | None:
    try:
        return entry.article if entry else None
    except ReaderError:  # the file is gone, or cannot be loaded
        return None


def in_article(article: Article, highlights: Iterable[Highlight]) -> Iterator[Gathered]:
    """Find highlights in the article that they are of."""
    of_it = list(highlights)
    finder = Finder(article)
    found = list(zip(of_it, finder.find_all([each.anchor for each in of_it]), strict=True))
    cut = excerpts(article, [span for _, span in found if span])
    for each, span in found:
        if span is None:
            yield orphan(each)
        else:
            words = finder.anchor(span).exact
            yield Gathered(each, replace(next(cut), article=each.article, remarks=remarks_of(each)), span, words)


def orphan(highlight: Highlight) -> Gathered:
    """Give a highlight whose words are nowhere, as it was made."""
    remarks = remarks_of(highlight, is_orphan=True)
    cut = replace(_cut_of(highlight), article=highlight.article, remarks=remarks)
    return Gathered(highlight, cut, None, highlight.anchor.exact)


def _cut_of(highlight: Highlight) -> Excerpt:
    """Read what was cut out when it was made, fit to show; its words alone where nothing sound was.

    What others write beside a library is not to be trusted with what a terminal does.
    """
    try:
        cut = msgspec.json.decode(highlight.cut, type=Excerpt)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        cut = Excerpt((Part(highlight.anchor.exact),))
    return replace(cut, parts=tuple(replace(part, text=printable(part.text, lines=True)) for part in cut.parts))


def moves(folder: LibraryFolder, highlights: Iterable[Highlight]) -> dict[str, str]:
    """Say which articles of highlights have another id by now, as after their files were renamed: the old id, the new.

    It is one that was made of a source of the same name, and has some of the words; of several, most of them. Raises
    StorageError.
    """
    there = set(folder.ids())
    gone: dict[str, list[Highlight]] = {}
    for each in highlights:
        if each.article not in there:
            gone.setdefault(each.article, []).append(each)
    found = ((article_id, _successor(folder, of_it)) for article_id, of_it in gone.items())
    return {article_id: to for article_id, to in found if to}


def _successor(folder: LibraryFolder, highlights: list[Highlight]) -> str:
    names = {_cut_of(each).file for each in highlights}
    best = 0, ""
    for article_id in {to for name in names if name for to in folder.namesakes(name).values()}:
        with suppress(ReaderError):
            found = Finder(folder.load(article_id)).find_all([each.anchor for each in highlights])
            best = max(best, (len(found) - found.count(None), article_id))
    return best[1] if best[0] else ""


def remarks_of(highlight: Highlight, *, is_orphan: bool = False) -> Remarks:
    """Give what was said of the words, fit to show."""
    note, tags = printable(highlight.note, lines=True), tuple(map(printable, highlight.tags))
    return Remarks(highlight.id, highlight.colour, note, tags, highlight.made, is_orphan)
