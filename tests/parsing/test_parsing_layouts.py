"""How an interview can be set, case by case."""

import json
from itertools import pairwise
from pathlib import Path

import pytest

from rr_reader.model import Article, Kind
from rr_reader.parsing.importing import parse_source

_FOLDER = Path(__file__).parents[1] / "cases" / "parsing"
CASES = [
    case for name in ("layouts.json", "set_apart.json") for case in json.loads((_FOLDER / name).read_text("utf-8"))
]


def parse(*lines: str, name: str = "a.txt") -> Article:
    return parse_source("\n".join(lines).encode(), name=name)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["say"])
def test_kinds_and_speakers_of_a_layout(case: dict[str, list[str]]) -> None:
    article = parse(*case["lines"], name=str(case.get("name", "a.txt")))
    assert [[block.kind.value, block.speaker] for block in article.blocks] == case["blocks"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["say"])
def test_no_two_blocks_are_made_of_the_same_text(case: dict[str, list[str]]) -> None:
    origins = [block.origin for block in parse(*case["lines"], name=str(case.get("name", "a.txt"))).blocks]
    places = sorted((origin.start, origin.end) for origin in origins if origin)
    assert all(end <= start for (_, end), (start, _) in pairwise(places))


def test_labels_and_times_are_kept_beside_the_words() -> None:
    article = parse(
        "[00:00:01] Tom Orr: Hm?", "", "[00:00:09] Vera Lind: Yes.", "", "[00:01:00] Tom: Hm?", "", "[0:02] Vera: No."
    )
    first, second, third, _ = article.blocks
    assert [block.time for block in (first, second, third)] == ["00:00:01", "00:00:09", "00:01:00"]
    assert [block.origin.label for block in (first, third) if block.origin] == ["Tom Orr", "Tom"]
    assert first.text == "Hm?"
    assert article.meta.kind == "transcript"


def test_who_asks_without_a_label_is_a_guess_and_says_so() -> None:
    lines = [
        "Ann Roe: With snow, much of it.",
        "",
        "Was it cold for you?",
        "",
        "AR: Very.",
        "",
        "What is next for you?",
        "",
        "AR: Sun.",
    ]
    question = parse("How did it begin, Ann?", "", *lines).blocks[2]
    assert question.kind == "question"
    assert question.origin
    assert question.origin.confidence < 1


def test_an_article_without_a_title_gets_one_that_says_it_was_derived() -> None:
    text = "Snow fell all night, and nobody slept in the house on the hill, for the wind had taken the door."
    meta = parse(text).meta
    assert text.startswith(meta.title.removesuffix(" …"))
    assert meta.title.endswith(" …")
    assert meta.derived == ("title",)


def test_tags_are_the_keywords_that_occur_in_the_article() -> None:
    tail = next(case for case in CASES if case["say"] == "the page's tail")
    meta = parse(*tail["lines"]).meta
    assert (meta.tags, meta.published) == (("Ann Roe", "snow", "glass", "film"), "2021-05-03")


def test_the_outlet_that_the_prose_names_is_derived() -> None:
    meta = parse("Vera Lind sat down in conversation with The Evening Star. “Snow,” Lind said.").meta
    assert (meta.outlet, meta.derived) == ("The Evening Star", ("outlet", "title"))


def test_whom_somebody_talks_with_is_no_outlet() -> None:
    assert parse("Tom Orr sat down in conversation with Vera Lind. “Snow,” Lind said.").meta.outlet == ""


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Published – 3/5/2021", ""),
        ("Published: 23/5/2021", "2021-05-23"),
        ("Published: 5/5/2021", "2021-05-05"),
        ("Published: 3. 5. 2021", "2021-05-03"),
        ("3 mai 2021", "2021-05-03"),
    ],
)
def test_a_date_that_can_be_read_two_ways_is_not_guessed(line: str, date: str) -> None:
    assert parse("Snow fell all night, and nobody slept.", "", "It was gone.", "", line).meta.published == date


def test_front_matter_feeds_the_metadata_and_is_no_block() -> None:
    article = parse(
        "---", "title: Snow", "date: 2021-05-03 10:00:00 -5", "authors:", "- Tom Orr", "tags: [ice, glass]",
        "number: 010", "---", "It fell.", name="a.md",
    )  # fmt: skip
    assert [block.text for block in article.blocks] == ["It fell."]
    meta = article.meta
    assert (meta.title, meta.published, meta.byline, meta.tags) == (
        "Snow",
        "2021-05-03",
        ("Tom Orr",),
        ("ice", "glass"),
    )
    assert article.account.removed[0].text.startswith("---\ntitle: Snow")


def test_toml_front_matter_is_read_too() -> None:
    article = parse("+++", 'title = "Snow"', "date = 2021-05-03", "+++", "It fell.", name="a.md")
    assert (article.meta.title, article.meta.published) == ("Snow", "2021-05-03")


@pytest.mark.parametrize(
    "bomb", ["a: &a [x, x]\nb: [*a, *a]", "a: " + "[" * 3000, "a: " + "9" * 9000, "x: !!python/name:os.system"]
)
def test_hostile_front_matter_is_text_or_nothing(bomb: str) -> None:
    article = parse("---", bomb, "---", "It fell.", name="a.md")
    assert article.blocks[-1].text == "It fell."
    assert article.meta.byline == ()


def test_markdown_is_told_by_its_marks_where_there_is_no_name() -> None:
    assert parse("# Snow", "", "**Ann:** Hm?", "", "**Bo:** No.", name="").source.format == "markdown"
    assert parse("Snow fell.", name="").source.format == "text"


def test_an_interview_names_its_people_their_roles_and_what_they_are_called() -> None:
    article = parse(
        "Tom Orr: How did it begin?",
        "",
        "Vera Lind: With a letter that came.",
        "",
        "TO: And then?",
        "",
        "VL: Rain, for a month.",
    )
    assert [(person.name, person.role, person.aliases) for person in article.speakers] == [
        ("Tom Orr", "host", ("TO",)),
        ("Vera Lind", "guest", ("VL",)),
    ]


def test_the_lines_of_code_tables_and_lists_stay_lines() -> None:
    code = ["```python", "def snow():", "    return 1", "", "snow()", "```"]
    lists = ["1. **one**  thing", "2. two", "", "- ice", "- glass", "", "| a |  b |", "|---|---|", "| 1 | 2 |"]
    blocks = parse(*code, "", *lists, "", "not", "so here", name="a.md").blocks
    assert [block.text for block in blocks] == [
        "def snow():\n    return 1\n\nsnow()", "1. one thing\n2. two", "ice\nglass", "| a | b |\n| 1 | 2 |",
        "not so here",
    ]  # fmt: skip
    assert [block.text[mark.start : mark.end] for block in blocks for mark in block.marks] == ["one"]


NOTED = {
    "an Obsidian callout": ["> [!note] Of the tower", "> It stood until 1999."],
    "a callout that folds": ["> [!info]- Of the tower", "> It stood until 1999."],
    "an admonition": ['!!! note "Of the tower"', "    It stood until 1999."],
    "a container": ["::: note", "Of the tower", "It stood until 1999.", ":::"],
    "a template": ['{{< note "x" >}}Of the tower', "It stood until 1999.{{< /note >}}"],
    "a footnote": ["[^1]: Of the tower", "    It stood until 1999."],
}


@pytest.mark.parametrize("form", NOTED)
def test_what_markdown_sets_apart_is_a_note_within_the_talk(form: str) -> None:
    talk = ["**Ann Roe:** Was it cold?", "", "**Bo Vik:** It was, and we had no coats.", ""]
    article = parse(*talk, *NOTED[form], "", "We had one hat.", "", *talk, name="a.md")
    assert [block.kind for block in article.blocks] == [
        "question", "answer", "note", "continuation", "question", "answer",
    ]  # fmt: skip
    note = article.blocks[2]
    assert (note.text.split(), note.speaker) == (["Of", "the", "tower", "It", "stood", "until", "1999."], "")
    removed = "".join(item.text for item in article.account.removed)
    assert removed.strip(' {}<>/x"not:') or form == "a container"


def test_template_tags_of_a_blog_are_taken_out_and_told() -> None:
    tags = ["[youtube=http://tube.example/a?b=1&w=600]", '[caption id="a" width="300"]', "[/caption id=a]"]
    article = parse("# Snow", "", f"{tags[0]}It fell all night.", "", "It was [sic] deep [see=saw] then.", name="a.md")
    assert [block.text for block in article.blocks[1:]] == [
        "It fell all night.",
        "It was [sic] deep  then.".replace("  ", " "),
    ]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("*All summer we will be visiting those who build in ice. Bo Vik is the second.*", "note"),
        ("*Bo Vik builds in ice. He sat down with Ann Roe on a pier to say how that is done and why.*", "paragraph"),
        ("All summer we will be visiting those who build in ice. Bo Vik is the second.", "paragraph"),
    ],
)  # fmt: skip
def test_a_paragraph_in_italics_before_the_talk_is_a_note_unless_it_introduces(line: str, kind: str) -> None:
    talk = ["**Ann Roe:** Was it cold?", "", "**Bo Vik:** It was, and we had no coats.", ""]
    blocks = parse(
        "---",
        "title: Ice",
        "---",
        line,
        "",
        "It was a cold day on the pier, and the gulls were loud.",
        "",
        *talk * 2,
        name="a.md",
    ).blocks
    assert blocks[0].kind == kind


def test_what_typists_set_around_words_stays_in_plain_text() -> None:
    lines = ["It _is_ cold, and _the", "sea_ is near. [She laughs_._]", "", "*So* cold, **so** near, 2 * 3 * 4."]
    blocks = parse(*lines).blocks
    assert " ".join(block.text for block in blocks).split() == " ".join(lines).split()
    assert not any(block.marks for block in blocks)
    marked = parse(*lines, name="a.md").blocks
    assert [block.text[mark.start : mark.end] for block in marked for mark in block.marks][:1] == ["is"]


def test_questions_quoted_in_mail_are_questions() -> None:
    asked = ["How did it begin, and who was there?", "And then, what came of it?", "Is it still cold?"]
    lines = [line for question in asked for line in (f"> {question}", "", "It did, and all of us were there.", "")]
    blocks = parse(*lines).blocks
    assert [(block.kind, block.text) for block in blocks[::2]] == [("question", question) for question in asked]
    assert {block.kind for block in blocks[1::2]} == {"answer"}


def test_insertions_are_what_an_editor_put_into_somebodys_words() -> None:
    blocks = parse(
        "Ann Roe: Was it [the pier] cold (laughs)?", "", "[Bo Vik comes in.]", "", "Bo Vik: It was (once) [1] [a=b].",
        "", "Ann Roe: Was it?", "", "Bo Vik: It was.",
    ).to_dict()["blocks"]  # fmt: skip
    assert isinstance(blocks, list)
    assert [block.get("insertions") for block in blocks[:3]] == [["[the pier]", "(laughs)"], None, None]


def test_front_matter_is_kept_as_it_is_written() -> None:
    front = ["---", "title: Ice", "description: “Cold,” they said.", "excerpt: They said it.", "---", "It fell."]
    assert parse(*front, name="a.md").meta.deck == "“Cold,” they said."


HEADED = """
## How did it begin?

It was a bet. My sister said that nobody could do it.

## And what happened in the third winter?

It sank. I stood on the pier and watched.

## Do you still skate out there?

Every morning.
"""


@pytest.mark.parametrize(
    ("title", "intro", "is_sure"),
    [
        ("Of an ice tower", "We met Marta Holm in her workshop.", True),
        ("Of an ice tower", "Lund Bay froze again in May. We met Marta Holm there, in her workshop.", True),
        ("Marta Holm", "She builds in ice.", True),
        ("Marta Holm and the ice", "Bo Vik and Ida Lund once said that nobody could do it.", False),
    ],
)
def test_answers_without_a_label_are_surely_those_of_the_only_guest(title: str, intro: str, is_sure: bool) -> None:
    answers = [block for block in parse(f"# {title}", "", intro, HEADED, name="a.md").blocks if block.kind == "answer"]
    assert len(answers) == 3
    for answer in answers:
        assert answer.origin
        assert answer.speaker == "Marta Holm" or not is_sure
        assert not answer.speaker or (answer.origin.speaker_confidence >= 0.75) == is_sure


def test_a_heading_that_was_only_set_bold_keeps_no_bold() -> None:
    page = b"# A talk\n\n**Ann Lee:** Hello.\n\n**What comes next**\n\n**Q:** Why?\n\n**Ann Lee:** I say so.\n"
    [heading] = [block for block in parse_source(page, name="talk.md").blocks if block.text == "What comes next"]
    assert (heading.kind, heading.marks) == (Kind.HEADING, ())
