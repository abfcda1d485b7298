"""Caption files as conversations: whose words they are, and when they were said."""

import json
import sys
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rr_reader.errors import ReaderError
from rr_reader.parsing.importing import parse_source

CASES: list[dict[str, Any]] = json.loads(
    Path(__file__).parents[1].joinpath("cases/captions/turns.json").read_text(encoding="utf-8")
)
BITS = st.sampled_from(
    ["WEBVTT", "NOTE", "STYLE", "1", "2", "", "", " ", "00:01.000 --> 00:02.000", "00:00:02,000 --> 00:00:01,000 a:b",
     "<v Ann Lee>Is it", "<v Bo>", "</v>", "cold?", "ANN LEE: Why?", "ANN LEE: So", "BO: <i>Yes", "- No.", "- Never.",
     ">> Oh >> no", "&gt;&gt; &amp; &#27;", "[wind]", "♪ la ♪", "{\\an8}Up", "<00:00:01.000><c> down</c>", "cold?"]
)  # fmt: skip
FILES = st.lists(BITS, max_size=25).map(lambda bits: "WEBVTT\n\n00:00.000 --> 00:01.000\nSo.\n" + "\n".join(bits))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["say"])
def test_turns_are_given_to_who_speaks(case: dict[str, Any]) -> None:
    article = parse_source("\n".join(case["text"]).encode(), name="a.srt")
    assert [[block.kind.value, block.speaker, block.text] for block in article.blocks] == case["blocks"]


def test_a_block_tells_when_it_was_said_and_where_it_stands() -> None:
    source = "\r\n".join(CASES[0]["text"])
    article = parse_source(source.encode(), name="a.vtt")
    assert [block.time for block in article.blocks] == ["00:00:01", "00:00:02", "00:00:04", "00:00:05"]
    origins = [block.origin for block in article.blocks]
    assert [source[at.start : at.end].split(">")[-1] for at in origins if at] == [
        "cold?", "dark.", "[wind]", "Then came spring.",
    ]  # fmt: skip
    assert [at.label for at in origins if at] == ["", "", "", ""]  # a voice is markup, and told as that
    assert (article.source.format, article.meta.kind, article.meta.title) == ("vtt", "transcript", "Is it cold?")
    assert article.meta.derived == ("title",)


def test_who_asks_without_a_name_is_told_as_doubtful() -> None:
    case = next(case for case in CASES if case["say"] == "chevrons, named and not")
    article = parse_source("\n".join(case["text"]).encode())
    assert [doubt.reason for doubt in article.account.doubts] == ["taken for a question, by its form alone"]


def _cues(*said: str) -> bytes:
    return ("WEBVTT\n\n" + "\n\n".join(f"00:{i:02}.000 --> 00:{i:02}.900\n{x}" for i, x in enumerate(said))).encode()


def test_a_caption_without_a_voice_among_voices_is_told_as_doubtful() -> None:
    """Nobody is made to say it, and the reader hears of it; what goes on in the middle of a sentence is no such one."""
    said = ["<v Ann Lee>Is it", "cold?", "<v Bo Ek>Very.", "<v Ann Lee>Still?", "<v Bo Ek>Still.", "And dark.",
            "<v Ann Lee>Since when?", "<v Bo Ek>Since May.", "<v Ann Lee>Oh."]  # fmt: skip
    article = parse_source(_cues(*said))
    unsure = [(b.text, b.speaker) for b in article.blocks if b.origin and b.origin.confidence < 0.6]
    assert unsure == [("And dark.", "")]
    assert article.blocks[0].text == "Is it cold?"
    assert [doubt.reason for doubt in article.account.doubts] == ["taken for a turn, by its form alone"]


@pytest.mark.parametrize(
    ("header", "title"),
    [
        ("WEBVTT - Of ice, part 2", "Of ice, part 2"), ("WEBVTT – Of ice: a talk", "Of ice: a talk"),
        ("WEBVTT - Of ice\nKind: captions\nLanguage: en", "Of ice"), ("WEBVTT", "Is it cold?"),
        ("WEBVTT Kind: captions", "Is it cold?"), ("WEBVTT - Created by Ice Writer 2", "Is it cold?"),
        ("WEBVTT - Captions generated with Ice", "Is it cold?"), ("WEBVTT - ice-2.mp4", "Is it cold?"),
        ("WEBVTT - https://ice.example", "Is it cold?"), ("WEBVTT - ", "Is it cold?"),
        ("WEBVTT\nTitle: Of ice", "Of ice"),
    ],
)  # fmt: skip
def test_the_title_of_captions_stands_behind_a_dash_in_their_header(header: str, title: str) -> None:
    said = _cues("<v Ann Lee>Is it cold?", "<v Bo Ek>Very.").decode().removeprefix("WEBVTT")
    meta = parse_source(f"{header}{said}".encode(), name="a.vtt").meta
    assert (meta.title, meta.derived) == (title, ("title",) if title == "Is it cold?" else ())


LABELLED = ["HOST: Is it cold?", "ANN LEE: Very.", "HOST: Since when?", "ANN LEE: May."]


@pytest.mark.parametrize("more", [[], ["It never thawed."]])
def test_two_who_share_a_caption_behind_dashes_are_not_who_spoke_before(more: list[str]) -> None:
    article = parse_source(_cues(*LABELLED, "- Were you afraid?\n- Every day.", *more))
    shared = article.blocks[len(LABELLED) :]
    assert [(block.kind, block.speaker, block.text) for block in shared] == [
        ("question", "", "Were you afraid?"), ("turn", "", "Every day."), *(("turn", "", text) for text in more),
    ]  # fmt: skip
    assert len(article.account.doubts) == 2


@pytest.mark.parametrize("said", ["- Every day.", "Every day -\n- and night.", "It was -5\n-10 at night."])
def test_a_single_dash_in_labelled_captions_changes_no_speaker(said: str) -> None:
    article = parse_source(_cues(*LABELLED, said))
    assert {block.speaker for block in article.blocks[len(LABELLED) - 1 :]} == {"Ann Lee"}


@pytest.mark.parametrize(
    ("after", "is_doubted"), [("Because of the wind.", True), ("Or is it warm?", False), ("[laughs] Or not?", False)]
)
def test_who_answers_their_own_question_is_doubted(after: str, is_doubted: bool) -> None:
    """A typist who forgets to change the label makes such turns; a second question is the asker's own."""
    said = ["HOST: Is it cold?", "ANN LEE: Very, and dark.", "It has been so since May.", "HOST: Why is that?",
            "[wind]", f"HOST: {after}", "And so it went.", "ANN LEE: That was it.", "It never thawed."]  # fmt: skip
    article = parse_source(_cues(*said))
    unsure = [b.text for b in article.blocks if b.origin and b.origin.speaker_confidence < 0.6]
    assert bool(unsure) == is_doubted
    assert all(text.startswith(after) for text in unsure)
    assert len(article.account.doubts) == is_doubted


@pytest.mark.parametrize("stops", [0, 60])
def test_captions_without_stops_are_cut_to_be_read(stops: int) -> None:
    cues = []
    for at in range(600):
        minute, second = divmod(at, 60)
        words = f"and we went on number {at}{'.' if at < stops else ''}"
        cues.append(f"{minute:02}:{second:02}.000 --> {minute:02}:{second:02}.900\n{words}")
    article = parse_source(("WEBVTT\n\n" + "\n\n".join(cues)).encode())
    assert 5 < len(article.blocks) < 40
    assert max(len(block.text) for block in article.blocks) < 2_000


@settings(max_examples=60, deadline=None)
@given(FILES)
def test_nothing_is_lost_and_nothing_invented(text: str) -> None:
    article = parse_source(text.encode(), name="a.vtt")
    spoken = Counter(filter(str.isalnum, "".join(f"{block.text}" for block in article.blocks)))
    told = [*(item.text for item in article.account.removed), *(item.before for item in article.account.changes)]
    told += [block.origin.label for block in article.blocks if block.origin]
    afters = "".join(change.after for change in article.account.changes)
    assert not spoken - Counter(filter(str.isalnum, text + afters))
    assert (
        not Counter(filter(str.isalnum, text))
        - spoken
        - Counter(filter(str.isalnum, "".join(told) + "ampgtgt#27" * 25))
    )
    starts = [block.origin.start for block in article.blocks if block.origin]
    assert starts == sorted(starts)
    assert all(0 <= mark.start < mark.end <= len(block.text) for block in article.blocks for mark in block.marks)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="WEBVT1 0:.,->\n<v>i/&;#-♪[]AaB:", max_size=120))
def test_nothing_but_reader_errors_escapes(text: str) -> None:
    for head in ("", "WEBVTT\n\n", "1\n00:00:01,000 --> 00:00:02,000\n"):
        with suppress(ReaderError):
            parse_source((head + text).encode(), name="a.vtt")


SHAPES = [">>", ">> ", ">> a ", ">> a\n", "<v ", "<v a>", "<v a>x", "<", "{\\", "&", "&gt;", "<i>a ", "<c.", "-->\n",
          "1\n", "1:", "- a.\n", "00:01.000 --> 00:02.000\n", "\n00:01.000 --> 00:02.000\nA B: a\n", "NOTE\n\n",
          "♪ a\n"]  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_work_grows_with_the_length_alone(shape: str) -> None:
    def steps(size: int) -> int:
        count = 0

        def trace(frame: object, event: str, arg: object) -> Any:
            nonlocal count
            count += 1
            return trace

        text = "WEBVTT\n\n00:01.000 --> 00:02.000\n" + shape * (size // len(shape))
        parse_source(text.encode(), name="a.vtt")  # what is loaded or made at first use is not counted
        before = sys.gettrace()
        sys.settrace(trace)
        try:
            parse_source(text.encode(), name="a.vtt")
        finally:
            sys.settrace(before)
        return count

    assert steps(4_000) < 12 * steps(500) + 10_000
