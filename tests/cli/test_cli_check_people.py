"""`check` and `people` as their users run them."""

import json
import re
import shlex

import pytest

from rr_reader.cli.alikes import alikes_in
from rr_reader.cli.plain import text_of
from rr_reader.library.catalogue import Library
from rr_reader.library.cleaned import dump, load
from rr_reader.library.folder import LibraryFolder
from rr_reader.model import Account, Article, Block, Doubt, Kind, Meta, Origin, Speaker

TYPO = """\
---
title: "The Radiator Speaks"
kind: interview
outlet: The Herring
published: 2019-03-02
speakers:
  - name: Mira Solberg
    role: guest
  - name: Mira Sollberg
    role: guest
  - name: M. Kowalczyk
    role: guest
---

**Q:** Is it warm?

**Mira Solberg:** It was warm in the second winter.
"""


def described(reader, *words: str):
    ran = reader(*words, "--json")
    assert ran.code == 0, ran.err
    return json.loads(ran.out)


@pytest.fixture
def two_outlets(library):
    """The library, and articles that write some names in other ways."""
    for name, speaker in (("plain", "ZOE IBARRA"), ("short", "Z. Ibarra"), ("slip", "Mira Solburg")):
        text = TYPO.replace("The Radiator Speaks", f"The {name} radiator").replace("Mira Sollberg", "Per Anders")
        text = text.replace("Mira Solberg", speaker)
        library.file(f"shelf/{name}.md", text)
    return library


def test_people_shows_who_says_most_first_and_adds_up_over_articles(two_outlets):
    people = described(two_outlets, "people")
    assert [person["words"] for person in people] == sorted((person["words"] for person in people), reverse=True)
    zoe = next(person for person in people if person["name"] == "Zoë Ibarra")
    assert (zoe["turns"], len(zoe["articles"]), zoe["spellings"]) == (2, 2, ["Zoë Ibarra", "ZOE IBARRA"])
    assert (zoe["outlets"], zoe["first"]) == (["The Herring"], "2019-03-02")
    assert zoe["words"] == 15 + 7


def test_people_takes_a_query_and_a_speaker_leaves_only_that_person(two_outlets):
    assert {person["name"] for person in described(two_outlets, "people", "speaker:zoe")} == {"Zoë Ibarra"}
    counted = described(two_outlets, "people", "speaker:zoe outlet:herring")
    assert [(person["turns"], person["words"]) for person in counted] == [(1, 7)]
    nobody = two_outlets("people", "outlet:nowhere")
    assert (nobody.code, nobody.out) == (0, "")
    assert "outlet:nowhere" in nobody.err


def test_people_in_a_pipe_is_an_aligned_table_with_nothing_cut(library):
    rows = library("people").out.splitlines()
    words_end = rows[0].index("WORDS") + len("WORDS")
    for row in rows[1:]:
        assert re.search(r"\d$", row[:words_end]), row
        assert "…" not in row
    assert "\x1b" not in "".join(rows)


@pytest.mark.parametrize("columns", [120, 80, 40, 20])
def test_people_fits_the_terminal_and_keeps_name_and_words(library, columns):
    library.file("shelf/long.md", TYPO.replace("Mira Sollberg", "P" + "er" * 60).replace("The Herring", "The " * 40))
    rows = library.on_terminal("people", columns=columns).out.splitlines()
    assert max(map(len, rows)) <= columns
    assert {"NAME", "WORDS"} <= set(rows[0].split())


def test_check_lists_names_that_look_like_one_persons_with_where_they_stand(two_outlets):
    alike = {
        frozenset(name["name"] for name in each["names"]): each["reason"]
        for each in described(two_outlets, "check")["people"]
    }
    assert frozenset({"Zoë Ibarra", "ZOE IBARRA"}) not in alike, "who is one row of `people` already"
    assert alike[frozenset({"Mira Solburg", "Mira Solberg"})] == "one letter differs"
    assert alike[frozenset({"Z. Ibarra", "Zoë Ibarra"})] == "one may be short for the other"
    assert two_outlets("check").out.count("The Herring") >= 3


def test_check_has_a_command_for_each_pair_and_no_pair_for_who_is_one_already(two_outlets):
    known = TYPO.replace("Mira Sollberg", "Per Anders").replace(
        "- name: Mira Solberg\n", "- name: M. S.\n    aliases: [X]\n"
    )
    two_outlets.file("shelf/short name.md", known.replace("[X]", "[Mira Solberg]").replace("Mira Solberg:", "M. S.:"))
    assert described(two_outlets, "people", "speaker:solberg")[0]["spellings"] == ["Mira Solberg", "M. S."]
    pairs = described(two_outlets, "check")["people"]
    assert all(each["mend"] for each in pairs)
    assert not any({"Mira Solberg", "M. S."} == {name["name"] for name in each["names"]} for each in pairs)


def test_check_tells_slips_of_who_edits_by_hand_and_what_to_type(library):
    library.file(
        "shelf/warm.md", TYPO.replace("**Mira Solberg:", "**Mira Solbrg:").replace("kind: interview", "kind: talk")
    )
    ran = library("check", "radiator speaks")
    assert ran.code == 0
    kind, name = (line.split("\t") for line in ran.out.splitlines() if line.startswith("slip"))
    assert (kind[1:3], name[1:3]) == (["warm", "3"], ["warm", "17"])
    assert "interview, feature, transcript" in kind[3]
    assert library(*shlex.split(name[4])[1:]).code == 0
    assert "Solbrg" not in library("check", "radiator speaks").out
    (left,) = described(library, "check", "radiator speaks")["slips"]
    assert (left["line"], left["mend"]) == (3, "")


@pytest.fixture
def two_spellings(library):
    """The library, and an article in which one name is two speakers."""
    text = TYPO.replace("Mira Sollberg", "Mira Sólberg") + "\n**Q:** And dry?\n\n**Mira Sólberg:** Dry as chalk.\n"
    library.file("shelf/two radiators.md", text.replace("Mira", "Tuva"))
    return library


def test_check_names_one_name_that_is_two_speakers_in_an_article_and_what_to_type(two_spellings):
    (alike,) = (
        each
        for each in described(two_spellings, "check", "two radiators")["people"]
        if "Tuva" in each["names"][0]["name"]
    )
    assert {name["name"] for name in alike["names"]} == {"Tuva Solberg", "Tuva Sólberg"}
    (command,) = alike["mend"]
    assert command in two_spellings("check").out
    assert two_spellings(*shlex.split(command)[1:]).code == 0
    assert described(two_spellings, "people", "speaker:tuva")[0]["turns"] == 2
    assert "Tuva" not in two_spellings("check", "two radiators").out
    for query in ('speaker:="Tuva Solberg"', 'speaker:="Tuva Sólberg"'):
        assert two_spellings("quotes", query).out.count("Tuva S") == 2


def test_what_check_says_to_type_makes_look_alikes_one_person(two_outlets):
    (alike,) = (
        each
        for each in described(two_outlets, "check")["people"]
        if {name["name"] for name in each["names"]} == {"Mira Solburg", "Mira Solberg"}
    )
    assert alike["names"][0]["name"] == "Mira Solberg", "which stands in more articles"
    for command in alike["mend"]:
        assert two_outlets(*shlex.split(command)[1:]).code == 0
    assert {person["name"] for person in described(two_outlets, "people", "speaker:mira")} == {"Mira Solberg"}


@pytest.mark.parametrize("command", ["quotes", "search", "people", "list"])
def test_a_person_is_found_by_a_name_that_was_merged_into_another(library, command):
    words = [command, 'speaker:="Zoë Ibarra"', *(["chart"] if command == "search" else [])]
    assert library(*words).out
    assert library("mend", "salt harbour", "--merge", "Zoë Ibarra=Mira Solberg").code == 0
    assert "Mira Solberg" in library(*words).out
    assert "1911" in library("quotes", 'speaker:="Zoë Ibarra"').out
    assert library(command, 'speaker:="Zoë Solberg"', *words[2:]).out == ""


def test_of_spellings_in_one_article_that_of_most_articles_is_kept():
    def entry(title: str, *names: str) -> Article:
        return Article(Meta(title), tuple(map(Speaker, names)), tuple(Block(Kind.TURN, "So.", name) for name in names))

    articles = [entry("Fog", "ZOE IBARRA", "Zoë Ibarra"), entry("Snow", "Zoë Ibarra"), entry("Ice", "Zoë Ibarra")]
    (alike,) = alikes_in(Library.of(articles).entries)
    assert [each.name for each in alike.names] == ["ZOE IBARRA", "Zoë Ibarra"]
    (command,) = alike.mend
    assert shlex.split(command)[3:] == ["--merge", "ZOE IBARRA=Zoë Ibarra"]


def doubtful() -> Article:
    """An article of which some things are guessed, one of them twice as sure as another."""
    return Article(
        Meta(title="Forty Clocks", kind="interview", language="en"),
        (Speaker("Tove Lindahl", "guest"), Speaker("Arne Moe", "quoted")),
        (
            Block(Kind.PARAGRAPH, "“They never agree,” he said. Nobody asked the clocks.", origin=Origin(0, 60)),
            Block(Kind.QUESTION, "Was there a first clock?", origin=Origin(60, 90, "", 0.57)),
            Block(Kind.ANSWER, "It ran backwards on Sundays.", "Tove Lindahl", origin=Origin(90, 120, "", 1, 0.5)),
            Block(Kind.CONTINUATION, "I go out.", "Tove Lindahl", origin=Origin(120, 130, "", 1, 0.5)),
            Block(Kind.CAPTION, "The first clock", origin=Origin(130, 150, "", 0.7)),
        ),
        account=Account(
            doubts=(
                Doubt(60, 90, "taken for a question, by its form alone"),
                Doubt(125, 126, "a character that cannot be read"),
            )
        ),
    )


@pytest.fixture
def clocks(library):
    """The library, with the doubtful article in it."""
    LibraryFolder(library.home / "shelf").add(doubtful(), b"Forty clocks")
    return library


def test_check_lists_doubtful_places_with_what_and_how_sure_and_the_words_and_ends_with_0(clocks):
    quote, *others = (tuple(each.values())[1:] for each in described(clocks, "check", "forty clocks")["doubts"])
    assert (quote[:2], quote[-1]) == (("¶ 1", "quote"), "They never agree,")
    assert others == [
        ("¶ 2", "kind", "question", 0.57, "Was there a first clock?"),
        ("¶ 3", "speaker", "Tove Lindahl", 0.5, "It ran backwards on Sundays."),
        ("¶ 4", "source", "a character that cannot be read", None, "I go out."),
        ("caption", "kind", "caption", 0.7, "The first clock"),
    ], "in order; a turn is one doubt, and what the paragraph tells the account need not tell again"
    lines = [line.split("\t") for line in clocks("check").out.splitlines()]
    assert ["doubt", "forty-clocks", "¶ 2", "kind", "question", "0.57", "Was there a first clock?"] in lines


def test_what_was_settled_is_doubtful_no_more_and_only_the_source_stays_in_doubt(clocks):
    for option in (
        "--quote=They never agree=Arne Moe",
        "--kind=Was there a first=question",
        "--speaker=It ran=Tove Lindahl",
        "--kind=The first clock=caption",
    ):
        assert clocks("mend", "forty-clocks", option).code == 0
    (left,) = described(clocks, "check", "forty clocks")["doubts"]
    assert (left["what"], left["taken_for"]) == ("source", "a character that cannot be read")


def test_check_names_broken_files_with_their_line_and_ends_with_65(library):
    library.file("shelf/torn.md", "---\ntitle: Torn\nspeakers: [\n---\n\nWords.\n")
    ran = library("check")
    assert ran.code == 65
    (line,) = (line for line in ran.out.splitlines() if line.startswith("broken"))
    assert line.split("\t")[1] == "torn"
    assert re.search(r"torn\.md, line \d+", line)
    described_broken = json.loads(library("check", "--json").out)["broken"]
    assert [(each["article"], each["line"]) for each in described_broken] == [("torn", int(line.split("\t")[2]))]
    assert library("check", "torn").code == 65
    assert library("check", "fog").code == 0, "of one article, the others' faults are not told"


def test_check_says_when_there_is_nothing(library):
    (library.home / "shelf" / "empty").mkdir()
    ran = library("check", "fog", RR_READER_LIBRARY=str(library.home / "shelf"))
    assert (ran.code, ran.out) == (0, "")
    assert "Nothing is doubtful" in ran.err


@pytest.mark.parametrize("columns", [120, 80, 40])
def test_check_fits_the_terminal(clocks, columns):
    drawn = clocks.on_terminal("check", "forty", "clocks", columns=columns).out
    places = [line.rstrip() for line in drawn.splitlines() if "¶" in line]
    assert len(places) == 4
    assert max(map(len, places)) <= columns
    assert [re.findall(r"(\d+ %)", line) for line in places][1:] == [["57 %"], ["50 %"], []]


def test_a_guessed_speaker_is_named_as_uncertain_in_what_is_printed(clocks):
    assert "attributed to Tove Lindahl (uncertain)" in clocks("quotes", "speaker:lindahl").out
    assert "Tove Lindahl  ? speaker 50 %" in clocks("show", "forty clocks").out
    assert "\nTove Lindahl (uncertain): It ran backwards" in text_of(doubtful())


def test_search_says_who_is_a_guess_and_how_sure_it_is(clocks):
    assert clocks("search", "backwards").out.split("\t")[2] == "Tove Lindahl (uncertain)"
    assert "Tove Lindahl (uncertain): It ran backwards" in clocks.on_terminal("search", "backwards").out
    for words in (["backwards"], ["speaker:lindahl", "backwards"]):
        (hit,) = json.loads(clocks("search", *words, "--json").out)
        assert (hit["speaker"], hit["uncertain"], hit["speaker_confidence"]) == ("Tove Lindahl", True, 0.5)
    (question,) = json.loads(clocks("search", "first", "block:question", "--json").out)
    assert (question["uncertain"], question["kind_confidence"]) == (False, 0.57)
    (sure,) = json.loads(clocks("search", "keeps the lighthouse", "--json").out)
    assert (sure["uncertain"], sure["speaker_confidence"]) == (False, 1.0)


def test_search_tells_how_sure_it_is_of_who_is_quoted(library):
    library.file("bells.txt", BELLS)
    assert library("add", "bells.txt").code == 0
    parsed = json.loads(library("parse", "bells.txt", "--json").out)
    sure = {quote["text"]: quote["confidence"] for quote in parsed["quotes"]}
    assert min(sure.values()) < 0.75 <= max(sure.values()), "else this tests nothing"
    for words, confidence in sure.items():
        for more in ([], ["speaker:okoro"]):
            (hit,) = json.loads(library("search", f'"{words}"', *more, "--json").out)
            assert (hit["speaker_confidence"], hit["uncertain"]) == (confidence, confidence < 0.75)


BELLS = """\
The Last Bell of Holm

Ada Okoro has cast bells since 1970. Nobody else does. “It was the coldest year,” Okoro says.

Okoro’s apprentice Lia Moen opens the furnace. “Nobody rings them now.”

In the yard stand nine of them.
"""


def test_the_markdown_of_parse_carries_doubt_and_loads(library):
    library.file("bells.txt", BELLS)
    printed = library("parse", "bells.txt", "--markdown").out
    head = printed.split("---\n")[1]
    assert "doubts:\n  - quote: Nobody rings them now" in head.replace('"', "")
    assert "what: quote" in head
    assert re.search(r'sure: "?0\.\d', head)
    article = load(printed)
    assert dump(article) == printed.replace(head[head.index("doubts:") :], "")
    assert "doubts" not in library("parse", "harbour.txt", "--markdown").out
