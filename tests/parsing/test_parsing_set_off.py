"""One conversation, set in the ways that people set one: what each form says of who speaks is the same."""

import textwrap

import pytest

from rr_reader.model import Article
from rr_reader.parsing.importing import parse_source

INTRO = "Marta Holm has built in ice for thirty years. We met Marta Holm in her workshop, where Oskar Brandt asked her."
TALK = [
    ("Oskar Brandt", "How did the two of you come to build a lighthouse out of ice?"),
    ("Marta Holm", "It was a bet. My sister said that nobody could do it, and so we cut the first blocks in December."),
    ("Oskar Brandt", "And what happened in the third winter, when it thawed?"),
    (
        "Marta Holm",
        "It sank. I stood on the pier and watched the lamp go under, and I have to say that it was beautiful.",
    ),
    ("Oskar Brandt", "Do you still skate out there?"),
    ("Marta Holm", "Every morning. The ice is thinner now, but my legs remember where it holds."),
]
MORE = "By February we had a tower of nine metres, and the fishermen began to steer by it."
ROLES = ["question", "answer", "continuation", "question", "answer", "question", "answer"]
VOICES = ["Oskar Brandt", "Marta Holm", "Marta Holm", "Oskar Brandt", "Marta Holm", "Oskar Brandt", "Marta Holm"]

FORMS = {
    "a colon": "{name}: {text}",
    "a hyphen": "{name} - {text}",
    "a dash": "{name} — {text}",
    "a bar": "{name} | {text}",
    "a slash": "{name} / {text}",
    "an arrow": "{name} > {text}",
    "square brackets": "[{name}] {text}",
    "round brackets": "({name}) {text}",
    "angle brackets": "<{name}> {text}",
    "a line in brackets": "[{name}]\n{text}",
    "a line with a colon": "{name}:\n\n{text}",
    "a line": "{name}\n{text}",
    "a paragraph": "{name}\n\n{text}",
    "capitals": "{NAME} {text}",
    "a time behind the name": "{name} (00:0{i}:12): {text}",
    "a time before the name": "00:0{i}:12 - {name}: {text}",
    "a time behind the words": "{name}: {text} [00:0{i}:12]",
    "a time on its own line": "00:0{i}:12\n{name}: {text}",
    "a time behind a bar": "{name} | 0{i}:12\n{text}",
    "an equals sign": "{name} = {text}",
    "stars as in mail": "*{name}*: {text}",
    "two stars as in mail": "**{name}:** {text}",
    "underscores as in letters": "_{name}_: {text}",
    "an outlet behind the name": "{name} (The Northern Lamp): {text}",
}
MARKED = {
    "bold": "**{name}** {text}",
    "bold and a dash": "**{name}** — {text}",
    "bold with its colon": "**{name}:** {text}",
    "italics and a colon": "*{name}*: {text}",
    "a bold line": "**{name}**\n\n{text}",
    "a bold line that breaks": "**{name}**  \n{text}",
    "a heading": "### {name}\n\n{text}",
    "a time behind bold": "**{name}** [0{i}:12]\n{text}",
    "a quotation": "> **{name}:** {text}",
}


def talk(form: str) -> str:
    turns = [form.format(name=name, NAME=name.upper(), text=text, i=i) for i, (name, text) in enumerate(TALK)]
    return "\n\n".join([*turns[:2], MORE, *turns[2:]])


def spoken(text: str, name: str) -> tuple[Article, list[str], list[str], list[str]]:
    article = parse_source(f"The Ice Tower\n\n{INTRO}\n\n{text}\n".encode(), name=name)
    first, second, *turns = article.blocks
    assert first.kind == "title"
    assert second.kind in {"deck", "paragraph"}
    return article, [b.kind.value for b in turns], [b.speaker for b in turns], [b.text for b in turns]


@pytest.mark.parametrize(
    ("form", "name"),
    [*((form, "a.txt") for form in FORMS.values()), *((form, "a.md") for form in MARKED.values())],
    ids=[*FORMS, *MARKED],
)
def test_a_name_is_a_label_however_it_is_set_off(form: str, name: str) -> None:
    _, kinds, voices, texts = spoken(talk(form), name)
    assert (kinds, voices) == (ROLES, VOICES)
    said = [text for _, text in TALK]
    assert texts == [*said[:2], MORE, *said[2:]]


@pytest.mark.parametrize("form", [form for form in [*FORMS.values(), *MARKED.values()] if "{i}" in form])
def test_a_time_is_told_apart_from_the_words(form: str) -> None:
    article, _, _, _ = spoken(talk(form), "a.md" if "*" in form else "a.txt")
    times = [block.time for block in article.blocks if block.kind in {"question", "answer"}]
    assert [time[-4:] for time in times] == [f"{i}:12" for i in range(6)]


@pytest.mark.parametrize("form", ["- **{}:** {}\n", "**{}:** {}\n", "> **{}:** {}\n"])
def test_turns_line_on_line_are_turns_each(form: str) -> None:
    _, kinds, voices, texts = spoken("".join(form.format(*turn) for turn in TALK), "a.md")
    assert kinds == ["question", "answer"] * 3
    assert voices == [name for name, _ in TALK]
    assert texts == [text for _, text in TALK]


def test_blocks_cut_from_one_paragraph_keep_their_own_places() -> None:
    source = "".join(f"**{name}:** {text}\n" for name, text in TALK)
    for block, (_, text) in zip(parse_source(source.encode(), name="a.md").blocks, TALK, strict=True):
        assert block.origin
        assert text in source[block.origin.start : block.origin.end]
        assert len(source[block.origin.start : block.origin.end]) < len(text) + 25


@pytest.mark.parametrize("form", ["**{}**\n{}\n\n", "**{}** {}\n\n", "*{}*\n{}\n\n"])
def test_a_bold_question_and_its_answer_in_one_paragraph_are_two(form: str) -> None:
    asked = [(TALK[at][1], TALK[at + 1][1]) for at in (0, 2, 4)]
    _, kinds, voices, texts = spoken("".join(form.format(*pair) for pair in asked), "a.md")
    assert kinds == ["question", "answer"] * 3
    assert voices[1::2] == ["Marta Holm"] * 3
    assert texts == [text for _, text in TALK]


FEATURE = [
    "Oslo — the harbour was frozen when they came.", "Bergen — the harbour was open, and nobody came.",
    "[Holm] Some manuscripts leave this out.", "(Brandt) was what they called the fire.",
    "NATO Officials were there as well.", "10:30 was when the doors opened.", "**Snow** fell on all of it.",
]  # fmt: skip


def test_what_looks_like_a_name_set_off_but_does_not_recur_is_no_label() -> None:
    article = parse_source("\n\n".join(["The Ice Tower", INTRO, *FEATURE]).encode(), name="a.md")
    assert {block.kind.value for block in article.blocks} <= {"title", "deck", "paragraph"}
    assert not any(block.time for block in article.blocks)


@pytest.mark.parametrize("heading", ["## The New Normal", "## On Size", "**Getting Started**"])
def test_headings_that_could_be_names_do_not_speak(heading: str) -> None:
    text = "\n\n".join(
        f"{head}\n\n{body}" for head, (_, body) in zip([heading, "## Ann Roe", "## Snow"], TALK[1::2], strict=True)
    )
    article = parse_source(f"# Ice\n\n{INTRO}\n\n{text}".encode(), name="a.md")
    assert not any(block.kind in {"turn", "question", "answer"} for block in article.blocks)


ASKED = {
    "letters and points": ("Q. {}", "A. {}"),
    "letters and brackets": ("Q) {}", "A) {}"),
    "numbered letters": ("Q{n}: {}", "A{n}: {}"),
    "words": ("Question: {}", "Answer: {}"),
    "what they are": ("Interviewer: {}", "Interviewee: {}"),
    "stars": ("*{}*", "{}"),
    "underscores": ("_{}_", "{}"),
    "bullets": ("■ {}", "{}"),
    "quotations": ("> {}", "{}"),
}


@pytest.mark.parametrize("wide", [0, 60], ids=["whole", "wrapped"])
@pytest.mark.parametrize("form", ASKED)
def test_who_asks_and_answers_without_a_name(form: str, wide: int) -> None:
    q, a = ASKED[form]
    if wide and q.startswith(("*", "_", "■", ">")):
        pytest.skip("a mark for a whole paragraph is not seen to be wrapped")
    turns = [(q if at % 2 == 0 else a).format(text, n=at // 2 + 1) for at, (_, text) in enumerate(TALK)]
    lines = ["\n".join(textwrap.wrap(turn, wide)) if wide else turn for turn in turns]
    for separator in ("\n\n", "\n") if wide else ("\n\n",):
        _, kinds, voices, texts = spoken(separator.join(lines), "a.txt")
        assert kinds == ["question", "answer"] * 3
        assert voices == ["", "Marta Holm"] * 3
        assert [" ".join(text.strip("■*_ ").split()) for text in texts] == [text for _, text in TALK]


@pytest.mark.parametrize("rule", ["***", "* * *", "-----", "_______", "~ ~ ~"])
def test_a_line_between_parts_is_told_and_ends_nothing(rule: str) -> None:
    article, kinds, _, texts = spoken(talk("{name}: {text}").replace(MORE, f"{rule}\n\n{MORE}"), "a.txt")
    assert kinds == ROLES
    assert texts[2] == MORE
    assert [item.text for item in article.account.removed] == [rule]


def test_after_the_talk_the_page_has_the_word() -> None:
    tail = ["Bo Vik is a writer from Nordby.", "Tags: ice, Marta Holm, lighthouse", "Next: The Bridge"]
    article, kinds, _, _ = spoken("\n\n".join([talk("{name}: {text}"), *tail]), "a.txt")
    assert kinds == [*ROLES, "note", "boilerplate", "boilerplate"]
    assert article.meta.tags == ("ice", "Marta Holm", "lighthouse")


@pytest.mark.parametrize("form", ["<p><b>{}</b> {}</p>", "**{}** {}", "{} {}"], ids=["html", "markdown", "text"])
def test_initials_without_a_colon_do_not_swallow_the_first_word(form: str) -> None:
    says = [
        ("OB", "How did it begin, and who was there?"), ("MK", "I’m not sure that it did. We cut ice in December."),
        ("OB", "And what happened in the third winter?"), ("MK", "I’m told that it sank. We stood on the pier."),
        ("OB", "Do you still skate?"), ("MK", "Every morning. The ice is thinner now."),
    ]  # fmt: skip
    text = "\n\n".join(form.format(*turn) for turn in says)
    html = form.startswith("<")
    text = f"<html><body><h1>Of ice</h1>{text}</body></html>" if html else f"Of ice\n\n{text}"
    article = parse_source(text.encode(), name="a.html" if html else "a.md" if "*" in form else "a.txt")
    turns = [block for block in article.blocks if block.speaker]
    assert [(block.speaker, block.text) for block in turns] == says
    assert all(block.origin and block.origin.speaker_confidence > 0.5 for block in turns)
