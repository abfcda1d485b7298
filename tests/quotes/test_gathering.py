"""A highlight finds its words again, in whoever's mouth they are by then; what is gone keeps the words it had."""

from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from rr_reader.library.catalogue import Library
from rr_reader.library.folder import LibraryFolder
from rr_reader.model import Article, Block, Kind, Meta, Span, Speaker
from rr_reader.model.highlight import Highlight
from rr_reader.quotes.anchoring import Finder
from rr_reader.quotes.excerpt import Excerpt, Part
from rr_reader.quotes.gathering import gathered, marked, moves
from rr_reader.quotes.wording import cited

TALK = Article(
    meta=Meta(title="The Mill at Night", kind="interview"),
    speakers=(Speaker("Ida Holm"), Speaker("Rolf Aune")),
    blocks=(
        Block(Kind.QUESTION, "What did you hear first?"),
        Block(Kind.ANSWER, "The wheel, always the wheel. It never stopped.", speaker="Ida Holm"),
        Block(Kind.ANSWER, "Only the river. It never stopped.", speaker="Rolf Aune"),
    ),
)


def _marked(words: str) -> Highlight:
    span = Finder(TALK).words(words)
    assert span
    return marked(TALK, "mill", span, Highlight("1", "", anchor=Finder(TALK).anchor(span), note="loud"))


def test_words_are_those_of_whoever_says_them_today() -> None:
    mended = replace(TALK, blocks=(*TALK.blocks[:2], replace(TALK.blocks[2], speaker="Ida Holm")))
    library = Library.of([mended])
    (found,) = gathered([replace(_marked("Only the river."), article=library.entries[0].id)], library.entry)
    assert found.span == Span.within(2, 0, 15)
    assert [(part.text, part.speaker) for part in found.excerpt.parts] == [("Only the river.", "Ida Holm")]
    assert found.excerpt.remarks is not None
    assert found.excerpt.remarks.note == "loud"


def test_of_an_article_that_is_gone_the_words_and_their_source_are_kept() -> None:
    (found,) = gathered([_marked("Only the river.")], Library.of([]).entry)
    assert found.is_orphan
    assert [(part.text, part.speaker) for part in found.excerpt.parts] == [("Only the river.", "Rolf Aune")]
    assert found.excerpt.meta.title == "The Mill at Night"


def test_of_two_places_with_the_same_words_the_marked_one_is_found() -> None:
    second = Span.within(2, 16, 33)
    highlight = marked(TALK, "mill", second, Highlight("1", "", Finder(TALK).anchor(second)))
    earlier = replace(TALK, blocks=(Block(Kind.PARAGRAPH, "A word before."), *TALK.blocks))
    assert Finder(earlier).find(highlight.anchor) == Span.within(3, 16, 33)


@pytest.mark.parametrize("cut", ["", "{", '{"parts": 3}', '"words"', "[" * 9000])
def test_where_nothing_sound_was_cut_out_the_words_themselves_are_kept(cut: str, tmp_path: Path) -> None:
    spoilt = replace(_marked("Only the river."), cut=cut)
    (found,) = gathered([spoilt], Library.of([]).entry)
    assert (cited(found.excerpt).partition("\n")[0], found.excerpt.article) == ("Only the river.", "mill")
    assert moves(LibraryFolder(tmp_path), [spoilt]) == {}


def test_what_others_wrote_beside_a_library_steers_no_terminal_and_names_no_file() -> None:
    cut = msgspec.json.encode(Excerpt((Part("Only\x1b[2J\nthe river."),), article="../../elsewhere")).decode()
    (found,) = gathered(
        [replace(_marked("Only the river."), cut=cut, note="a\x1b]0;b\nc", tags=("d\u202ee",))], lambda _: None
    )
    assert (found.excerpt.parts[0].text, found.excerpt.article) == ("Only␛[2J\nthe river.", "mill")
    assert found.excerpt.remarks is not None
    assert (found.excerpt.remarks.note, found.excerpt.remarks.tags) == ("a␛]0;b\nc", ("d⟨U+202E⟩e",))
