"""What intrudes on an interview is told from what is said in it."""

import pytest

from rr_reader.parsing.importing import parse_source
from rr_reader.parsing.intrusions import is_box

TURNS = [
    "Ann Roe: How cold was it in the house on the pier?",
    "Bo Vik: It was so cold that we burned the chairs, and then the table, and slept in turns.",
    "Ann Roe: And what did you do when the wood was gone?",
    "Bo Vik: We walked to the mainland. The ice held, and nobody spoke on the way.",
]
GOES_ON = "By then the boats had left, and there was no road."


def kinds(*lines: str, name: str = "a.txt") -> list[str]:
    return [block.kind.value for block in parse_source("\n\n".join(lines).encode(), name=name).blocks]


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement", "ADVERT", "Sponsored", "Subscribe to our newsletter", "Sign up for the weekly letter",
        "Share this: Facebook | Twitter | Email", "Share", "Article continues below", "Follow us on Instagram",
        "Thanks for reading The Pier! Subscribe for free to receive new posts and support my work.", "Publicité",
        "Leave a comment", "Download our app", "Accept all cookies",
    ],
)  # fmt: skip
def test_a_box_between_paragraphs_ends_no_turn(line: str) -> None:
    found = kinds(*TURNS[:2], line, GOES_ON, *TURNS[2:])
    assert found == ["question", "answer", "boilerplate", "continuation", "question", "answer"]


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement was what they called it then.", "Share it with your brother, they said.", "I subscribe to that.",
        "Sponsored by nobody, we went on foot over the ice.", "Print was dead, and the paper with it.", "Like this?",
        "Subscribers came by boat.", "Donate blood, they said.", "Email took a week.",
    ],
)  # fmt: skip
def test_what_only_begins_like_a_box_is_said(line: str) -> None:
    assert not is_box(line)
    assert kinds(*TURNS[:2], line, GOES_ON, *TURNS[2:])[2] != "boilerplate"


def test_what_a_box_goes_on_to_say_belongs_to_it() -> None:
    box = ["Subscribe to our newsletter", "The best of the coast in your inbox every Friday."]
    assert kinds(*TURNS[:2], *box, GOES_ON, *TURNS[2:])[2:4] == ["boilerplate", "boilerplate"]
    assert kinds(*TURNS[:2], box[1], GOES_ON, *TURNS[2:])[2] == "continuation"


@pytest.mark.parametrize("head", ["Vik Oral History        Page {}", "{} / 40", "- {} -", "p. {}"])
def test_running_heads_recur_but_for_the_page(head: str) -> None:
    lines = [line for page, turn in enumerate(TURNS, 2) for line in (turn, head.format(page))]
    assert kinds(*lines) == ["question", "boilerplate", "answer", "boilerplate"] * 2


@pytest.mark.parametrize("line", ["1998", "Page 12 is missing", "p. 9"])
def test_what_does_not_recur_is_no_running_head(line: str) -> None:
    assert "boilerplate" not in kinds(*TURNS[:2], line, GOES_ON, *TURNS[2:])


@pytest.mark.parametrize(
    "quote", ["“We burned the chairs, and then the table”", "> We burned the chairs, and then the table"]
)
def test_a_quotation_that_repeats_the_text_is_nobodys_turn(quote: str) -> None:
    found = kinds(*TURNS[:2], quote, GOES_ON, *TURNS[2:], name="a.md")
    assert found == ["question", "answer", "note", "continuation", "question", "answer"]


def test_a_quotation_that_repeats_nothing_is_said() -> None:
    found = kinds(*TURNS[:2], "“We burned the boats, and then the pier,” they said.", GOES_ON, *TURNS[2:])
    assert found[2] == "continuation"


@pytest.mark.parametrize("head", ["Comments", "12 Comments", "Responses (3)", "Kommentare"])
def test_what_readers_say_after_the_end_is_the_pages(head: str) -> None:
    readers = ["Kari77: I was there!", "Jo: So was I, with a dog.", "Kari77: No dogs on the ice, please."]
    assert kinds(*TURNS, head, *readers)[4:] == ["boilerplate"] * 4


def test_comments_are_a_word_like_others_before_the_end() -> None:
    assert "boilerplate" not in kinds(TURNS[0], "Bo Vik: See below.", "Comments", *TURNS[1:], *TURNS[2:])


@pytest.mark.parametrize("form", ["**Ann Roe: {}**", "**Q:** {}", "Ann Roe: {}"])
def test_where_only_the_asker_is_labelled_the_rest_answers(form: str) -> None:
    asked = ["How cold was it?", "What did you do then?", "Would you do it again?"]
    lines = [line for question in asked for line in (form.format(question), GOES_ON, "We had one hat.")]
    assert kinds(*lines, name="a.md") == ["question", "answer", "continuation"] * 3


def test_where_only_one_is_labelled_and_tells_the_rest_goes_on() -> None:
    lines = [line for at in (1, 3, 1) for line in (TURNS[at], GOES_ON)]
    assert "answer" not in kinds(*lines)


@pytest.mark.parametrize(
    "why",
    [
        "You are receiving this email because you signed up at frost.example.",
        "This newsletter was sent to you@ice.example.",
        "You’re getting this because you asked for it.", "Sie erhalten diese E-Mail, weil Sie sich angemeldet haben.",
        "Vous recevez cette lettre car vous êtes inscrit.", "Recibes este correo porque te suscribiste.",
    ],
)  # fmt: skip
@pytest.mark.parametrize("rest", [[], ["Unsubscribe"], ["The Frost Letter, 2 Quay, Ny-By", "Unsubscribe"]])
def test_why_a_letter_was_sent_is_said_by_its_sender(why: str, rest: list[str]) -> None:
    found = kinds(*TURNS, GOES_ON, why, *rest)
    assert found[4:] == ["continuation", *["boilerplate"] * (1 + len(rest))]


@pytest.mark.parametrize(
    "said", ["You received this medal alone, they told us.", "You are receiving this and that, they said to us."]
)
def test_what_is_received_may_be_spoken_of(said: str) -> None:
    assert kinds(*TURNS, said)[-1] == "continuation"


def test_a_letter_may_be_spoken_of_within_the_talk() -> None:
    assert "boilerplate" not in kinds(*TURNS[:2], "This email was sent to a man in Oslo.", GOES_ON, *TURNS[2:])


@pytest.mark.parametrize("rows", ["| Year | Cold |\n|---|---|\n| 1980 | 12 |\n| 2019 | 3 |"])
def test_a_table_between_turns_is_nobodys_words(rows: str) -> None:
    article = parse_source("\n\n".join([*TURNS[:2], rows, GOES_ON, *TURNS[2:]]).encode(), name="a.md")
    table = next(block for block in article.blocks if "1980" in block.text)
    assert (table.kind, table.speaker) == ("note", "")
    assert [block.speaker for block in article.blocks if block.text == GOES_ON] == ["Bo Vik"]
