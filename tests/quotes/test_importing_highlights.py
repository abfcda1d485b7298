"""Highlights from elsewhere are read as their programs write them, found where their words stand, and come once."""

import csv
import io
import json

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from articles import FEATURE, TALK, between
from rr_reader.errors import BadSourceError
from rr_reader.library.catalogue import Library
from rr_reader.model import Source
from rr_reader.model.highlight import Anchor, Highlight
from rr_reader.quotes.anchoring import Finder
from rr_reader.quotes.foreign import read_foreign
from rr_reader.quotes.formats import render
from rr_reader.quotes.gathering import in_article, marked, orphan
from rr_reader.quotes.placing import placed

NOW = "2031-07-01T00:00:00+00:00"
WEAVER = replace(TALK, source=Source("weaver"), meta=replace(TALK.meta, url="https://www.post.example/weaver/"))
MILL = replace(FEATURE, source=Source("mill"))
LIBRARY = Library.of([WEAVER, MILL])

READWISE = (
    "Highlight,Book Title,Book Author,Amazon Book ID,Note,Color,Tags,Location Type,Location,Highlighted at,"
    "Document tags\n"
    '"I met Dr. Okafor\nthere.",The Weaver at the Mill,Ada Lindqvist,,".loom Ask, ""again""",pink,"rivers, sea",page,3,'
    "2031-06-01 10:00:00+02:00,\n"
    "Nothing like it.,A Book Nobody Has,B. Author,,,orange,,,,,\n"
)
HYPOTHESIS = {
    "total": 2,
    "rows": [
        {
            "id": "x1",
            "created": "2031-06-02T10:00:00.123456+00:00",
            "uri": "http://post.example/weaver#a",
            "text": "Why a river?",
            "tags": ["rivers"],
            "document": {"title": ["Another title"]},
            "target": [
                {
                    "source": "http://post.example/weaver",
                    "selector": [
                        {"type": "RangeSelector", "startContainer": "/p[1]"},
                        {"type": "TextPositionSelector", "start": 5, "end": 9},
                        {"type": "TextQuoteSelector", "exact": "wrote it", "prefix": "Then  we\n", "suffix": "."},
                    ],
                }
            ],
        },
        {"id": "x2", "uri": "http://post.example/weaver", "text": "a note on the page", "target": [{"source": "…"}]},
    ],
}  # fmt: skip


def ours() -> list[Highlight]:
    """Two highlights, the second of two voices, in the articles of the library."""
    spans = [
        (WEAVER, "weaver", between(TALK, "She said", "nothing.")),
        (WEAVER, "weaver", between(TALK, "Then", "it!")),
    ]
    made = [Highlight(f"a{n}", "", Anchor(""), "blue", f"note {n}", ("sea",), NOW, NOW) for n in range(len(spans))]
    return [marked(article, name, span, each) for (article, name, span), each in zip(spans, made, strict=True)]


def place(raw: bytes, known: list[Highlight] = [], library: Library = LIBRARY):  # noqa: B006 - not changed
    return list(placed(read_foreign(raw, "file").highlights, library, known, NOW))


def test_readwise_comes_with_notes_tags_colour_and_time():
    found, lost = read_foreign(READWISE.encode()).highlights
    assert (found.text, found.title, found.authors) == (
        "I met Dr. Okafor\nthere.",
        "The Weaver at the Mill",
        ("Ada Lindqvist",),
    )
    assert (found.note, found.tags) == ('Ask, "again"', ("loom", "rivers", "sea"))
    assert (found.colour, found.made) == ("red", "2031-06-01T08:00:00.000000Z")
    assert (lost.title, lost.note, lost.made) == ("A Book Nobody Has", "", "")


def test_words_are_found_and_what_is_not_is_kept_with_its_text():
    found, lost = place(READWISE.encode())
    assert (found.highlight.article, found.highlight.anchor.exact) == ("weaver", "I met Dr. Okafor there.")
    assert not found.is_orphan
    assert lost.is_orphan
    kept = orphan(lost.highlight).excerpt
    assert kept.parts[0].text == "Nothing like it."
    assert (kept.meta.title, kept.meta.byline) == ("A Book Nobody Has", ("B. Author",))


def test_hypothesis_is_found_by_what_stands_around_the_words_and_a_note_on_the_page_is_left_out():
    (found,) = place(json.dumps(HYPOTHESIS).encode())
    assert (found.highlight.article, found.is_orphan) == ("weaver", False)
    (whole,) = in_article(WEAVER, [found.highlight])
    assert [(part.text, part.speaker) for part in whole.excerpt.parts] == [("wrote it", "Mira Solberg")]
    assert (found.highlight.note, found.highlight.tags) == ("Why a river?", ("rivers",))
    for other in (HYPOTHESIS["rows"], {"annotations": HYPOTHESIS["rows"]}):
        assert place(json.dumps(other).encode()) == [found]


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ("October 5, 2024 9:15am", "2024-10-05T09:15:00.000000Z"),
        ("October 5, 2024 at 9:15 p.m.", "2024-10-05T21:15:00.000000Z"),
        ("Oct 5, 2024", "2024-10-05T00:00:00.000000Z"),
        ("5 October 2024, 21:15", "2024-10-05T21:15:00.000000Z"),
        ("2024-10-05T21:15Z", "2024-10-05T21:15:00.000000Z"),
        ("04/05/2024", ""),  # of April or of May
        ("soon", ""),
        ("October 35, 2024", ""),
        ("", ""),
    ],
)
def test_a_date_is_read_as_people_write_it_or_left(written, made):
    table = f'Highlight,Date\nSalt.,"{written}"\n'
    (one,) = read_foreign(table.encode()).highlights
    assert (one.made, one.date) == (made, written)
    assert read_foreign(json.dumps([{"text": "Salt.", "made": written}]).encode()).highlights[0].made == made


@pytest.mark.parametrize("name", ["json", "jsonl", "readwise"])
def test_what_is_exported_here_is_found_there_as_it_was(name):
    highlights = ours()
    exported = render([each.excerpt for each in in_article(WEAVER, highlights)], name)
    there = [each.highlight for each in place(exported.encode())]
    about = [(each.article, each.anchor, each.note, each.tags) for each in highlights]
    assert [(each.article, each.anchor, each.note, each.tags) for each in there][:1] == about[:1]
    if name != "readwise":  # of two voices Readwise has a name before each: no words of the article
        assert [(each.article, each.anchor, each.note, each.tags) for each in there] == about
        assert [each.id for each in there] == ["a0", "a1"]


def test_what_is_new_stands_behind_all_that_somebody_put_in_order():
    known = [replace(each, order=order) for each, order in zip(ours(), (7.5, -1), strict=True)]
    assert {each.highlight.order for each in place(READWISE.encode(), known)} == {7.5}


def test_what_is_kept_beside_a_library_is_read_and_what_was_removed_is_not():
    kept = [*ours(), Highlight("gone", "weaver", ours()[0].anchor, is_gone=True)]
    there = [each.highlight for each in place(b"\n".join(map(msgspec.json.encode, kept)))]
    assert [(each.id, each.anchor, each.note) for each in there] == [
        (each.id, each.anchor, each.note) for each in ours()
    ]


@pytest.mark.parametrize("raw", [READWISE.encode(), json.dumps(HYPOTHESIS).encode()])
def test_a_second_import_brings_nothing_new_nor_what_was_removed(raw):
    first = [each.highlight for each in place(raw)]
    assert all(each.is_known for each in place(raw, first))
    assert all(each.is_known for each in place(raw, [replace(each, is_gone=True) for each in first]))
    assert not any(each.is_known for each in place(raw))


def test_the_very_words_that_are_marked_already_are_known():
    exported = render([each.excerpt for each in in_article(WEAVER, ours())], "readwise")
    mine = [replace(each, id=f"z{each.id}") for each in ours()]
    assert place(exported.encode(), mine)[0].is_known


def test_short_words_are_not_put_into_any_article_that_has_them():
    (each,) = place(b"Highlight,Title\nnothing,Elsewhere\n")
    assert each.is_orphan
    (known_title,) = place(b"Highlight,Title\nnothing,The Weaver at the Mill\n")
    assert not known_title.is_orphan


def test_words_of_an_unknown_page_are_found_by_themselves():
    (each,) = place("Highlight,Title\nThe mill is silent. “We never oil it,Saved page\n".encode())
    assert each.highlight.article == "mill"


def test_an_orphan_is_found_when_its_article_comes():
    (lost,) = place(READWISE.split("\n", 1)[0].encode() + b"\nThen the loom stopped for good.,Late News,,,,,,,,,\n")
    assert lost.is_orphan
    late = replace(FEATURE, meta=replace(FEATURE.meta, title="Late News"), source=Source(""))
    late = replace(late, blocks=(replace(late.blocks[0], text="Then the loom stopped for good."),), quotes=())
    (entry,) = Library.of([late]).entries
    assert entry.id == lost.highlight.article
    assert Finder(late).find(lost.highlight.anchor)


def test_the_id_of_an_article_is_no_path():
    (each,) = place(json.dumps([{"text": "Gone words of somebody.", "article": "../../etc/passwd"}]).encode())
    assert each.highlight.article == "passwd"


def test_a_record_whose_speaker_is_a_guess_is_nobodys():
    record = {"text": "Gone words of somebody.", "speaker": "Ann Lee", "uncertain": True, "note": "n"}
    assert read_foreign(json.dumps([record]).encode()).highlights[0].speaker == ""
    assert read_foreign(json.dumps([record | {"uncertain": False}]).encode()).highlights[0].speaker == "Ann Lee"


@pytest.mark.parametrize(
    "raw",
    [b"", b"Title,Author\na,b\n", b"[1, 2\n", b'{"a": 1}\nnot json\n', b"\x00\x01\x02\x03", b"[" * 100_000],
    ids=range(6),
)  # fmt: skip
def test_what_is_no_file_of_highlights_is_said_to_be_none(raw):
    with pytest.raises(BadSourceError):
        read_foreign(raw, "file")


FIELDS = (
    "id text target selector type exact anchor tags document title rows",
    "start made speakers is_gone colour article highlight",
)
_plain = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5)
_names = st.sampled_from(" ".join(FIELDS).split())
json_values = st.deferred(
    lambda: _plain | st.lists(json_values, max_size=3) | st.dictionaries(_names, json_values, max_size=3)
)


@settings(max_examples=150, deadline=None)
@given(st.lists(json_values, max_size=4))
def test_any_json_is_read_or_refused(values):
    for raw in (json.dumps(values), "\n".join(map(json.dumps, values))):
        try:
            found = read_foreign(raw.encode(), "file").highlights
        except BadSourceError:
            continue
        for each in placed(found, LIBRARY, [], NOW):
            assert each.highlight.anchor.exact.strip()
            assert "/" not in each.highlight.article


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(*[st.text(max_size=9)] * 3)))
def test_any_table_gives_what_stands_in_it(rows):
    page = io.StringIO()
    table = csv.writer(page)
    table.writerows([("Highlight", "Title", "Note"), *rows])
    try:
        found = read_foreign(page.getvalue().encode("utf-8", "replace"), "file").highlights
    except BadSourceError:  # not text: control characters
        return
    assert len(found) <= len(rows)
    assert all(each.text.strip() for each in found)


def test_what_stands_in_a_file_cannot_steer_a_terminal():
    (each,) = read_foreign(b"Highlight,Title,Note,Tags\na\x1b[2Jb,t\x1b]0;x\x07,n\x1b[1m,\x1b[3mtag\n").highlights
    assert "\x1b" not in "".join([each.text, each.title, each.note, *each.tags])
