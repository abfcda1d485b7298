"""Entries as reference managers read them: pybtex, rispy, and pandoc, which knows CSL-JSON and BibTeX."""

import json
import shutil
import subprocess

import pybtex.database
import pytest
import rispy
from pybtex.richtext import Text
from test_formats_for_writers import HOSTILE, SPEAKERS

from rr_reader.model import Meta
from rr_reader.quotes.excerpt import Excerpt, Part, Remarks
from rr_reader.quotes.formats import render

PANDOC = shutil.which("pandoc") or ""
GIVEN = Meta(
    title="The Weaver at the Mill",
    kind="interview",
    outlet="The Harbour Post",
    byline=("Bo Ek",),
    published="2031-05-09",
    url="https://post.example/weaver",
    language="en",
)
INFERRED = Meta(
    title="It began so",
    outlet="The Quay",
    published="2030-02",
    byline=("Cy Oz",),
    derived=("byline", "outlet", "published", "title"),
)


def said(words: str = "It sings.", speaker: str = "Ada van der Meer", meta: Meta = GIVEN, **more: object) -> Excerpt:
    more = {"guests": (speaker,), "hosts": ("Dee Park",)} | more
    return Excerpt((Part(words, speaker, "answer", question=2),), meta, "It began …", **more)  # type: ignore[arg-type]


def in_bibtex(*excerpts: Excerpt) -> list[tuple[str, pybtex.database.Entry]]:
    return list(pybtex.database.parse_string(render(excerpts, "bibtex"), "bibtex").entries.items())


def in_ris(*excerpts: Excerpt) -> list[dict[str, object]]:
    return rispy.loads(render(excerpts, "ris"))


def in_csl(*excerpts: Excerpt) -> list[dict[str, object]]:
    items: list[dict[str, object]] = json.loads(render(excerpts, "csl-json"))
    return items


def test_bibtex_gives_who_is_interviewed_where_and_when() -> None:
    ((key, entry),) = in_bibtex(said())
    assert key.isalnum()
    (author,) = entry.persons["author"]
    assert (author.first_names, author.prelast_names, author.last_names) == (["Ada"], ["van", "der"], ["Meer"])
    assert [str(person) for person in entry.persons["editor"]] == ["Park, Dee"]
    assert entry.fields["title"] == "{The Weaver at the Mill}"
    assert (entry.fields["howpublished"], entry.fields["year"]) == ("The Harbour Post", "2031")
    assert entry.fields["annote"] == "“It sings.” — Ada van der Meer, question 2"
    assert "Bo Ek" in entry.fields["note"]


def test_ris_gives_who_is_interviewed_where_and_when() -> None:
    (entry,) = in_ris(said())
    assert (entry["authors"], entry["title"]) == (["van der Meer, Ada"], "The Weaver at the Mill")
    assert (entry["year"], entry["date"]) == ("2031", "2031/05/09/")
    assert entry["urls"] == ["https://post.example/weaver"]
    assert entry["notes"] == ["“It sings.” — Ada van der Meer, question 2"]


def test_csl_gives_an_interview() -> None:
    (item,) = in_csl(said())
    assert item["type"] == "interview"
    assert item["author"] == [{"family": "Meer", "given": "Ada", "non-dropping-particle": "van der"}]
    assert item["interviewer"] == [{"family": "Park", "given": "Dee"}]
    assert item["contributor"] == [{"family": "Ek", "given": "Bo"}]
    assert item["issued"] == {"date-parts": [[2031, 5, 9]]}


@pytest.mark.parametrize("read", [in_bibtex, in_ris, in_csl])
def test_one_entry_a_work_with_all_its_quotations(read: object) -> None:
    entries = read(said("One."), said("Two."), said("Three.", meta=INFERRED))  # type: ignore[operator]
    assert len(entries) == 2
    assert "One." in str(entries[0])
    assert "Two." in str(entries[0])


def test_works_that_look_alike_have_keys_of_their_own() -> None:
    keys = [key for key, _ in in_bibtex(said(article="1"), said(article="2"), said(article="3"))]
    assert len(set(keys)) == 3


def test_nothing_is_said_of_what_is_not_known() -> None:
    nothing = said(speaker="", meta=Meta(), guests=(), hosts=())
    ((_, entry),) = in_bibtex(nothing)
    assert set(entry.fields) == {"title", "annote"}
    assert not entry.persons
    (item,) = in_csl(nothing)
    assert set(item) == {"id", "type", "title", "note"}
    (reference,) = in_ris(nothing)
    assert set(reference) == {"type_of_reference", "id", "title", "notes"}
    assert "untitled" in str(item["title"])


@pytest.mark.parametrize("format_name", ["bibtex", "ris", "csl-json"])
def test_what_was_inferred_is_in_brackets(format_name: str) -> None:
    written = render([said(meta=INFERRED)], format_name)
    for inferred in ("[untitled: “It began so”]", "[The Quay]", "[February 2030]", "[Cy Oz]"):
        assert inferred in written


def test_whom_one_is_not_sure_of_is_no_author() -> None:
    doubtful = Excerpt((Part("Sand.", "Ada Meer", "answer", uncertain=True),), GIVEN)
    (item,) = in_csl(doubtful)
    assert "author" not in item
    assert "attributed to Ada Meer (uncertain)" in str(item["note"])


def test_notes_and_tags_go_along() -> None:
    marked = said(remarks=Remarks("x", "red", "Check 50 %", ("light, sea", "loom")))
    (reference,) = in_ris(marked)
    assert reference["keywords"] == ["light, sea", "loom"]
    assert reference["notes"] == ["“It sings.” — Ada van der Meer, question 2 / Note: Check 50 %"]
    ((_, entry),) = in_bibtex(marked)
    assert entry.fields["keywords"] == "light sea, loom"


@pytest.mark.parametrize(("kind", "types"), [("feature", ("GEN", "article")), ("interview", ("PCOMM", "interview"))])
def test_of_a_feature_nobody_knows_whether_its_outlet_is_a_newspaper_or_a_magazine(
    kind: str, types: tuple[str, str]
) -> None:
    quotation = said(meta=Meta(title="Sand", kind=kind, outlet="The Quay"))
    assert (in_ris(quotation)[0]["type_of_reference"], in_csl(quotation)[0]["type"]) == types


@pytest.mark.parametrize("read", [in_bibtex, in_ris, in_csl])
def test_a_note_stands_with_the_words_that_it_is_on(read: object) -> None:
    quotations = [said(f"Words {n}.", remarks=Remarks(str(n), note=f"Note {n}")) for n in range(3)]
    told = str(read(*quotations))  # type: ignore[operator]
    order = [told.index(f"{what} {n}") for n in range(3) for what in ("Words", "Note: Note")]
    assert order == sorted(order)


@pytest.mark.parametrize("words", ["“It sings,” she says.", "She says: “It sings.”", "«It sings.»", '"So."'])
@pytest.mark.parametrize("format_name", ["bibtex", "ris", "csl-json"])
def test_words_with_marks_of_their_own_get_no_others(format_name: str, words: str) -> None:
    written = render([said(words)], format_name)
    assert not any(doubled in written for doubled in ("““", "””", "“«", "»”", "“{", "}”", "“\\"))
    assert "“So.” — Ada" in render([said("So.")], format_name)


@pytest.mark.skipif(not PANDOC, reason="pandoc is not installed")
def test_typewriters_marks_come_back_from_an_entry_as_they_were() -> None:
    entry = render([said(remarks=Remarks("x", note='The "tide" \' is hers'))], "bibtex")
    assert "string" not in entry
    entry = entry.replace("annote =", "abstract =")  # pandoc passes annotations over
    command = [PANDOC, "-f", "biblatex", "-t", "csljson"]
    (item,) = json.loads(subprocess.run(command, input=entry.encode(), capture_output=True, check=True).stdout)
    assert item["abstract"].endswith('Note: The "tide" ’ is hers')
    (read,) = pybtex.database.parse_string(entry, "bibtex").entries.values()
    assert str(Text.from_latex(read.fields["abstract"])).endswith('The "tide" \' is hers')


@pytest.mark.parametrize("words", [*HOSTILE, "}}\n\n@misc{evil,\n title={x}}", "end\nER  - \nTY  - BOOK\n", '{ " }'])
@pytest.mark.parametrize("speaker", [*SPEAKERS, "Ann and Bo", "A, B, C, D, E"])
def test_hostile_text_stays_in_its_entry(words: str, speaker: str) -> None:
    meta = Meta(words, kind="interview", outlet=words, byline=(words,), published=words, tags=(words,), language=words)
    hostile = said(words, speaker, meta=meta, remarks=Remarks("x", "", words, (words,)))
    ((_, entry),) = in_bibtex(hostile)
    assert len(entry.persons["author"]) == 1
    (reference,) = in_ris(hostile)
    assert len(reference["authors"]) == 1  # type: ignore[arg-type]
    (item,) = in_csl(hostile)
    assert words in str(item["note"])


@pytest.mark.skipif(not PANDOC, reason="pandoc is not installed")
@pytest.mark.parametrize("words", HOSTILE)
def test_pandoc_reads_titles_and_names_from_bibtex(words: str) -> None:
    words = " ".join(words.split())
    written = render([said(speaker=f"The {words}", meta=Meta(words, kind="interview"))], "bibtex")
    command = [PANDOC, "-f", "biblatex", "-t", "csljson"]
    done = subprocess.run(command, input=written.encode(), capture_output=True, check=True)
    (item,) = json.loads(done.stdout)
    read = _plain(item["title"]), _plain(item["author"][0].get("literal") or item["author"][0]["family"])
    assert read == (words.replace("'", "’"), f"The {words}".replace("'", "’"))


def _plain(rich: str) -> str:
    """Text of a field, without the markup that says that capitals are to be kept."""
    return rich.replace('<span class="nocase">', "").replace("</span>", "")


@pytest.mark.skipif(not PANDOC, reason="pandoc is not installed")
def test_pandoc_makes_a_reference_of_an_item() -> None:
    command = [PANDOC, "-f", "csljson", "-t", "plain", "--wrap=none", "--citeproc"]
    written = render([said(), said(meta=INFERRED, guests=(), hosts=())], "csl-json")
    done = subprocess.run(command, input=written.encode(), capture_output=True, check=True)
    by_author = {line[:5]: line for line in done.stdout.decode().split("\n") if line}
    given, inferred = by_author["Meer,"], by_author["[Cy O"]
    for known in (
        "Meer, Ada van der",
        "2031",
        "The Weaver at the Mill",
        "Interview by Dee Park",
        "https://post.example",
    ):
        assert known in given
    for known in ("[Cy Oz]", "[The Quay]", "[Untitled"):
        assert known in inferred
