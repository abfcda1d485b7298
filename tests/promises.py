"""What is promised of every source, sound or not: one place where it is looked at, for tests and for the fuzzers."""

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape

import msgspec
from msgspec.structs import replace

from documents import BUNDLES, FEEDS
from rr_reader.errors import BadSourceError, ReaderError
from rr_reader.library.cleaned import dump, dump_account, load
from rr_reader.model import Article
from rr_reader.parsing.importing import parse_source, source_text
from rr_reader.sources.bundles import Member, members
from rr_reader.sources.feeds import read_feed
from rr_reader.sources.html_tokens import tokens
from rr_reader.sources.reading import format_of
from rr_reader.sources.renditions import rendition_of
from rr_reader.text.safe import make_safe, printable

MOST_MEMBERS = 20
"""Of a bundle that are read: enough to know that each is read by itself."""


def look(raw: bytes, name: str, form: str) -> list[Article]:
    """Read a source as a person would have it read, and hold it to all that is promised; give what was read.

    AssertionError for a promise that is broken; what escapes from a reader escapes from here.
    """
    if form in FEEDS:
        return _feed(raw, name)
    try:
        whole = [] if form in BUNDLES else [_article(raw, name)]
        held = members(raw, name)[:MOST_MEMBERS] if form in {*BUNDLES, "epub"} else []  # of a book, its chapters
        parts = [article for member in held for article in _member(member)]
        return whole or parts
    except ReaderError as error:
        _refused(error)
        return []


def _member(member: Member) -> Iterator[Article]:
    assert member.name == printable(member.name), "a name that is not fit to show"
    try:
        yield _article(member.read(), member.name)
    except ReaderError as error:
        _refused(error)


def _refused(error: ReaderError) -> None:
    message = str(error)
    assert message.strip(), "refused without a word"
    assert "\n" not in message, "refused in more than a line"
    assert len(message) < 1_000, "refused with a flood of words"
    assert type(error) is BadSourceError, "refused as something else"


def _feed(raw: bytes, url: str) -> list[Article]:
    try:
        feed = read_feed(raw, url)
    except ReaderError as error:
        _refused(error)
        return []
    for item in feed.items:
        assert item.id, "an item that cannot be known again"
        assert item.url.isprintable()
        msgspec.json.encode(item)  # refuses what is no text
    msgspec.json.encode(feed)
    return []


def _article(raw: bytes, name: str) -> Article:
    article = parse_source(raw, name=name)
    safe(article)
    placed(article)
    lost = Counter(filter(str.isalnum, visible(raw, name))) - shown(article)
    assert not lost, f"lost: {dict(lost)}"
    again(article)
    return article


def safe(article: Article) -> None:
    """No character that anybody is shown can steer a terminal."""
    for text in _texts(article):
        assert make_safe(text).text == text, "not safe to show"


def _texts(article: Article) -> Iterator[str]:
    meta = article.meta
    yield from (meta.title, meta.deck, meta.kind, meta.outlet, meta.published, meta.url, meta.language)
    yield from (*meta.byline, *meta.tags)
    for speaker in article.speakers:
        yield from (speaker.name, *speaker.aliases)
    for block in article.blocks:
        yield from (block.text, block.speaker, block.time)
        yield from (mark.target for mark in block.marks)
        if block.origin:
            yield block.origin.label
    for quote in article.quotes:
        yield from (quote.text, quote.speaker, quote.cue)
    yield from (removed.text for removed in article.account.removed)


def placed(article: Article) -> None:
    """Places are places: of marks and quotations in their block, of blocks in the order of the source."""
    starts = [block.origin.start for block in article.blocks if block.origin]
    assert starts == sorted(starts), "out of the source's order"
    for block in article.blocks:
        assert all(0 <= mark.start < mark.end <= len(block.text) for mark in block.marks), "a mark beyond the text"
    for quote in article.quotes:
        place = article.blocks[quote.block].text[quote.start : quote.start + len(quote.text)]
        assert place == quote.text, "a quotation elsewhere"


def again(article: Article) -> None:
    """What is written as a cleaned file is read as the same, and written as the same again."""
    written = dump(article)
    loaded = load(written, account=dump_account(article))
    assert _told(loaded) == _told(article), "another article after it was written and read"
    assert dump(loaded) == written, "written otherwise the second time"


def _told(article: Article) -> Article:
    """Give an article with its account as it is told: what was changed made safe."""
    changes = tuple(replace(change, before=make_safe(change.before).text) for change in article.account.changes)
    return replace(article, account=replace(article.account, changes=changes))


def shown(article: Article) -> Counter[str]:
    """Count letters and digits that stand in a block, the metadata, or the account."""
    meta = article.meta
    parts = [meta.title, meta.deck, meta.outlet, meta.published, meta.url, meta.language, *meta.byline, *meta.tags]
    for speaker in article.speakers:
        parts += [speaker.name, *speaker.aliases]
    for block in article.blocks:
        parts += [block.text, block.time, block.origin.label if block.origin else ""]
        parts += [mark.target for mark in block.marks]
    parts += [removed.text for removed in article.account.removed]
    parts += [change.before for change in article.account.changes]
    return Counter(character for part in parts for character in part if character.isalnum())


def visible(raw: bytes, name: str) -> str:
    """Give what a reader of the source would see: all of a text, of markup what is none."""
    rendition, text = rendition_of(raw, name), source_text(raw, name=name)
    form = rendition.format if rendition else format_of(text, name)
    if form == "html":
        return "".join(unescape(text[token.start : token.end]) for token in tokens(text) if token.kind == "text")
    if form == "markdown":
        return _TARGET.sub("]", text)
    return unescape(text) if form == "captions" else text


def said(words: str) -> Counter[str]:
    """Count the letters and digits of words that are words in every format: whatever reads references, or Markdown."""
    readings = (words, unescape(words), _TARGET.sub("]", words))
    one, other, third = (Counter(filter(str.isalnum, reading)) for reading in readings)
    return one & other & third


_TARGET = re.compile(r"\]\([^()\n]*\)")
"""Where a link or a picture of Markdown leads: the first is kept, the second is markup."""
