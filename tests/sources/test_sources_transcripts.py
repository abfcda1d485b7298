"""Transcripts of every service that is known say the same: who said what, and when."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rr_reader import parse
from rr_reader.errors import BadSourceError, ReaderError
from rr_reader.model import Article
from rr_reader.sources.discover import find_sources

TALK = [
    (0, "00:00:00", "So where did the salt go?"),
    (1, "00:00:02", "It went into the barn. We never saw it again."),
    (0, "00:00:06", "And the mice?"),
    (1, "00:00:08", "They left in the spring, all of them."),
    (0, "00:00:11", "Did they?"),
    (1, "00:00:12", "Yes."),
]
NAMES = ("Una Brekke", "Tor Vik")


def _words(*, signs: bool = False) -> Iterator[tuple[int, str, float, float, str]]:
    """Who, the word, from when to when, and the sign behind it, if it is apart."""
    at = 0.0
    for who, _, text in TALK:
        for word in text.split():
            bare = word.rstrip("?.,") if signs else word
            yield who, bare, round(at, 2), round(at + 0.3, 2), word[len(bare) :]
            at += 0.35
        at += 0.5


def _turns() -> Iterator[tuple[int, str, float, float, list[tuple[str, float, float]]]]:
    words = _words()
    for who, _, text in TALK:
        said = [next(words)[1:4] for _ in text.split()]
        yield who, text, said[0][1], said[-1][2], said


def _podcast() -> Any:
    return {
        "version": "1.0.0",
        "segments": [
            {"speaker": NAMES[who], "startTime": begin, "endTime": end, "body": word}
            for who, word, begin, end, _ in _words()
        ],
    }


def _whisperx() -> Any:
    return {
        "language": "en",
        "segments": [
            {
                "start": begin,
                "end": end,
                "text": f" {text}",
                "speaker": f"SPEAKER_0{who}",
                "words": [{"word": word, "start": a, "end": b, "score": float("nan")} for word, a, b in said],
            }
            for who, text, begin, end, said in _turns()
        ],
        "word_segments": [{"word": word, "start": begin, "end": end} for _, word, begin, end, _ in _words()],
    }


def _whisperx_voices_of_words() -> Any:
    words = [
        {"word": word, "start": begin, "end": end, "speaker": f"SPEAKER_0{who}"}
        for who, word, begin, end, _ in _words()
    ]
    return {"segments": [{"start": 0.0, "end": 12.0, "text": " ".join(w["word"] for w in words), "words": words}]}


def _deepgram(*, paragraphs: bool) -> Any:
    best: dict[str, Any] = {
        "transcript": "so where",
        "words": [
            {"word": word.lower(), "punctuated_word": word, "start": begin, "end": end, "speaker": who}
            for who, word, begin, end, _ in _words()
        ],
    }
    if paragraphs:
        said = [
            {"sentences": [{"text": text, "start": begin, "end": end}], "speaker": who, "start": begin, "end": end}
            for who, text, begin, end, _ in _turns()
        ]
        best["paragraphs"] = {"transcript": "So where", "paragraphs": said}
    worse = {"transcript": "sow wear", "words": [{"word": "sow", "start": 0.0, "end": 0.3, "speaker": 0}]}
    return {"metadata": {"duration": 12.5}, "results": {"channels": [{"alternatives": [best, worse]}]}}


def _deepgram_channels() -> Any:
    channels: list[list[Any]] = [[], []]
    for who, word, begin, end, _ in _words():
        channels[who].append({"word": word, "start": begin, "end": end})
    return {"results": {"channels": [{"alternatives": [{"transcript": "x", "words": words}]} for words in channels]}}


def _assemblyai() -> Any:
    return {
        "status": "completed",
        "language_code": "en_us",
        "words": [
            {"text": word, "start": int(begin * 1000), "end": int(end * 1000)} for _, word, begin, end, _ in _words()
        ],
        "utterances": [
            {"speaker": "AB"[who], "text": text, "start": int(begin * 1000), "end": int(end * 1000), "confidence": 0.9}
            for who, text, begin, end, _ in _turns()
        ],
    }


def _rev(*, names: bool) -> Any:
    spaced = {"type": "punct", "value": " "}
    return {
        "speakers": [{"id": number, "name": name} for number, name in enumerate(NAMES)] if names else [],
        "monologues": [
            {
                "speaker": who,
                "elements": [
                    part
                    for word, begin, end in said
                    for part in ({"type": "text", "value": word, "ts": begin, "end_ts": end}, spaced)
                ],
            }
            for who, _, _, _, said in _turns()
        ],
    }


def _aws() -> Any:
    items: list[Any] = []
    for _, word, begin, end, sign in _words(signs=True):
        items.append({"start_time": str(begin), "end_time": str(end), "alternatives": [{"content": word}]})
        items += [{"type": "punctuation", "alternatives": [{"content": sign}]}] if sign else []
    voices = [
        {"speaker_label": f"spk_{who}", "start_time": str(begin), "end_time": str(end), "items": []}
        for who, _, begin, end, _ in _turns()
    ]
    said = {
        "transcripts": [{"transcript": "So"}],
        "speaker_labels": {"speakers": 2, "segments": voices},
        "items": items,
    }
    return {"jobName": "salt", "results": said}


def _speechmatics() -> Any:
    results: list[Any] = []
    for who, word, begin, end, sign in _words(signs=True):
        for content, start in [(word, begin), *([(sign, end)] if sign else [])]:
            best = {"content": content, "speaker": f"S{who}"}
            results.append({"start_time": start, "end_time": end, "alternatives": [best]})
    return {"format": "2.9", "results": results}


def _elevenlabs() -> Any:
    words: list[Any] = []
    for who, word, begin, end, _ in _words():
        voice = f"speaker_{who}"
        words.append({"text": word, "start": begin, "end": end, "type": "word", "speaker_id": voice})
        words.append({"text": " ", "start": end, "end": end, "type": "spacing", "speaker_id": voice})
    return {"language_code": "en", "text": "So", "words": words}


def _azure() -> Any:
    return {
        "recognizedPhrases": [
            {
                "speaker": who,
                "offset": f"PT{begin}S",
                "offsetInTicks": begin * 1e7,
                "durationInTicks": (end - begin) * 1e7,
                "nBest": [{"lexical": text.lower(), "display": text}, {"display": "Sow"}],
            }
            for who, text, begin, end, _ in _turns()
        ]
    }


def _clocks() -> Any:
    """Podlove's: times as on a clock, an id and the name."""
    return {
        "transcript": [
            {"start": f"00:00:{begin:06.3f}", "end": f"00:00:{end:06.3f}", "speaker": f"u{who}", "voice": NAMES[who],
             "text": text}
            for who, text, begin, end, _ in _turns()
        ]
    }  # fmt: skip


NUMBERED = ("Speaker 0", "Speaker 1")
LABELS = ("SPEAKER_00", "SPEAKER_01")
SERVICES: dict[str, tuple[Any, tuple[str, str]]] = {
    "Podcasting 2.0, a word each": (_podcast(), NAMES),
    "WhisperX": (_whisperx(), LABELS),
    "WhisperX, the voices by words": (_whisperx_voices_of_words(), LABELS),
    "Deepgram, paragraphs": (_deepgram(paragraphs=True), NUMBERED),
    "Deepgram, words": (_deepgram(paragraphs=False), NUMBERED),
    "Deepgram, a channel each": (_deepgram_channels(), ("Channel 0", "Channel 1")),
    "AssemblyAI": (_assemblyai(), ("Speaker A", "Speaker B")),
    "Rev": (_rev(names=False), NUMBERED),
    "Rev, with names": (_rev(names=True), NAMES),
    "AWS": (_aws(), ("spk_0", "spk_1")),
    "Speechmatics": (_speechmatics(), ("Speaker S0", "Speaker S1")),
    "ElevenLabs": (_elevenlabs(), ("speaker_0", "speaker_1")),
    "Azure": (_azure(), NUMBERED),
    "Podlove": (_clocks(), NAMES),
}


def _said(article: Article) -> list[tuple[str, str, str]]:
    return [(block.speaker, block.time, block.text) for block in article.blocks]


@pytest.mark.parametrize("service", SERVICES)
def test_a_transcript_says_who_said_what_and_when(service: str) -> None:
    document, names = SERVICES[service]
    article = parse(json.dumps(document).encode(), name="talk.json")
    assert _said(article) == [(names[who], time, text) for who, time, text in TALK]
    assert (article.meta.kind, article.source.format) == ("transcript", "json")


def test_what_youtube_gives_has_times_and_no_voices() -> None:
    events: list[Any] = [{"tStartMs": 0, "dDurationMs": 99_000, "id": 1}]
    for _, text, begin, _, _ in _turns():
        segments = [{"utf8": f" {word}" if place else word} for place, word in enumerate(text.split())]
        events.append({"tStartMs": int(begin * 1000), "dDurationMs": 5000, "segs": segments})
        events.append({"tStartMs": int(begin * 1000), "aAppend": 1, "segs": [{"utf8": "\n"}]})
    article = parse(json.dumps({"wireMagic": "pb3", "events": events}).encode(), name="talk.json3")
    assert _said(article) == [("", "00:00:00", " ".join(text for _, _, text in TALK))]


def test_what_a_transcript_says_of_itself_is_kept() -> None:
    meta = parse(json.dumps({"title": "The Salt Barn", **_whisperx()}).encode()).meta
    assert (meta.title, meta.language, meta.derived) == ("The Salt Barn", "en", ())


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ([" Un", "believ", "able", ",", " this", "."], "Unbelievable, this."),
        (["So", "we", "left", "(", "early", ")", "."], "So we left ( early)."),
        (["Well,", "so", ":)", "he", "said."], "Well, so :) he said."),
        (["海", "が", "見", "え", "る", "。"], "海が見える。"),
        (["Is <i>this</i>", "a", "--> b", "&amp;", "{\\an8}"], "Is <i>this</i> a --> b &"),
        (["Hi\ud800", "there\x1b[2J\n\nNOTE", "x"], "Hi\ufffd there␛[2J NOTE x"),
    ],
)
def test_words_are_joined_as_they_are_written_and_stay_words(words: list[str], text: str) -> None:
    records = [{"word": word, "start": at / 2, "end": at / 2 + 0.4} for at, word in enumerate(words)]
    assert " ".join(block.text for block in parse(json.dumps({"words": records}).encode()).blocks) == text


def test_lists_in_lists_are_read_whatever_they_are_called() -> None:
    blocks = parse(json.dumps({"text": [[{"text": "So it was.", "start": 1}]]}).encode()).blocks
    assert [block.text for block in blocks] == ["So it was."]


def test_a_remark_between_sentences_is_nobodys_words() -> None:
    text = "We went out. (applause) Then we (laughs) came back. [music plays] So it was."
    records = [{"body": word, "startTime": at / 2, "speaker": "SPEAKER_00"} for at, word in enumerate(text.split())]
    blocks = parse(json.dumps({"version": "1.0.0", "segments": records}).encode()).blocks
    assert [(block.kind, block.text) for block in blocks if block.kind == "stage"] == [
        ("stage", "(applause)"),
        ("stage", "[music plays]"),
    ]
    said = [block.text for block in blocks if block.speaker == "SPEAKER_00"]
    assert said == ["We went out.", "Then we (laughs) came back.", "So it was."]


def test_a_paragraph_of_the_transcript_is_one() -> None:
    long = "The barn stood by the quay, and whoever came down the hill in those years saw the salt before the sea. " * 3
    records = [{"text": f"{long}{n}.", "speaker": "Una Brekke", "start": 30 * n, "end": 30 * n + 30} for n in range(3)]
    blocks = parse(json.dumps({"paragraphs": records}).encode()).blocks
    assert [block.text for block in blocks] == [f"{long}{n}." for n in range(3)]


def test_the_last_paragraph_is_of_the_voice_whose_it_is() -> None:
    said = [
        *[(who, f"{text} " * 12) for who, _, text in TALK],
        (1, "Whoever asks for Vik on the quay is sent to the barn, and there they find me. " * 4),
    ]
    records = [
        {"text": text, "speaker": NAMES[who], "start": 30 * at, "end": 30 * at + 29}
        for at, (who, text) in enumerate(said)
    ]
    last = parse(json.dumps({"paragraphs": records}).encode()).blocks[-1]
    assert (last.speaker, last.text) == ("Tor Vik", said[-1][1].strip())


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b'{"segments":[{"start":1,]}', "line 1: this is no JSON"),
        (b'\xef\xbb\xbf{"segments":[\n{"start":1,', "this JSON breaks off in line 2"),
        (b'{"segments":[\n{"start":1,\n"text":"Salt and', "this JSON breaks off in line 3"),
        (b'{"start": 1}\n{"start": 2}', "line 2: this is no JSON"),
        (b'{"name": "salt", "dependencies": {"barn": "1"}}', "no transcript"),
        (b'[{"text": "A note.", "created": "2024-03-01"}]', "no transcript"),
        (b'{"events": [{"text": "A fair.", "start": "2024-03-01"}]}', "no transcript"),
        (b"[" * 200_000, "deep"),
        (b"[" * 50_000 + b"]" * 50_000, "deep"),
        (b'[{"text": "so", "start": %s}]' % (b"9" * 5000), "number"),
        (b'{"a":' * 50_000 + b"1" + b"}" * 50_000, "deep"),
        (b'[{"words":' * 900 + b"[]" + b"}]" * 900, "deep|no transcript"),
    ],
)
def test_what_is_no_transcript_is_refused_in_one_line(raw: bytes, message: str) -> None:
    with pytest.raises(BadSourceError, match=message) as refused:
        parse(raw, name="talk.json")
    assert "\n" not in str(refused.value)


def test_times_that_nobody_knew_do_not_cost_the_words() -> None:
    raw = b'{"segments": [{"start": NaN, "end": Infinity, "text": "Salt."}, {"start": null, "text": "And ice."}]}'
    assert " ".join(block.text for block in parse(raw, name="talk.json").blocks) == "Salt. And ice."


def test_of_what_is_said_twice_the_last_is_read_and_that_is_told() -> None:
    once = b'{"segments": [{"start": 1, "text": "Salt.", "id": 1}, {"start": 2, "text": "And ice.", "id": 2}]}'
    twice = once.replace(b'"text": "And', b'"text": "Or not.", "text": "And')
    article = parse(twice, name="talk.json")
    assert [block.text for block in article.blocks] == ["Salt. And ice."]
    assert [doubt.reason for doubt in article.account.doubts] == [
        "the JSON has “text” twice in one object: what stands there first is not read"
    ]
    assert not parse(once, name="talk.json").account.doubts


@pytest.mark.parametrize(
    "begin", ["[Music]", "[[Salt]]", "[ ] Ask Tor", '["So," she said.]', "{salt}", "{}", "{% note %}"]
)
def test_what_only_begins_with_a_bracket_is_read_as_text(begin: str) -> None:
    article = parse(f"{begin}\n\nUna: So?\n\nTor: Yes.\n\nUna: So.\n".encode(), name="talk.txt")
    assert article.source.format == "text"
    assert article.blocks[-1].text.endswith("So.")


KEYS = ["segments", "words", "text", "word", "start", "end", "speaker", "alternatives", "elements", "results", "title"]
TREES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda node: st.lists(node, max_size=4) | st.dictionaries(st.sampled_from(KEYS), node, max_size=5),
    max_leaves=20,
)


@settings(deadline=None, max_examples=150)
@given(st.dictionaries(st.sampled_from(KEYS), TREES, min_size=1))
def test_whatever_json_holds_it_is_read_or_refused(document: Any) -> None:
    try:
        article = parse(json.dumps(document).encode())
    except ReaderError:
        return
    assert article.source.format == "json"


def test_of_a_folder_the_json_that_speaks_is_found(tmp_path: Path) -> None:
    for number, (document, _) in enumerate(SERVICES.values()):
        (tmp_path / f"talk-{number:02}.json").write_text(json.dumps(document))
    (tmp_path / "package.json").write_text('{"name": "salt", "scripts": {"start": "barn 1"}, "words": []}')
    (tmp_path / "talk.account.json").write_text('{"blocks": [], "account": {"removed": [{"start": 1, "end": 2}]}}')
    (tmp_path / "talk.json3").write_text("")
    found = [path.name for path in find_sources([str(tmp_path)])]
    assert found == [f"talk-{number:02}.json" for number in range(len(SERVICES))] + ["talk.json3"]
    assert [path.name for path in find_sources([str(tmp_path / "package.json")])] == ["package.json"]
