"""Every format, sound and damaged, holds what is promised of all; what was found once stays mended."""

import signal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents import FEEDS, FORMATS, damaged, sound
from promises import look, said, shown
from talks_written import zipped

quick = settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@pytest.mark.parametrize("form", [form for form in FORMATS if form not in FEEDS])
@quick
@given(st.data())
def test_every_word_of_a_sound_document_is_shown_or_accounted_for(form: str, data: st.DataObject) -> None:
    talk, raw = data.draw(sound(FORMATS[form]))
    words = said(" ".join(part.words for part in talk))
    for article in look(raw, FORMATS[form].name, form):
        assert not words - shown(article)


@pytest.mark.parametrize("form", FORMATS)
@quick
@given(st.data())
def test_a_damaged_document_is_read_or_refused_in_a_line(form: str, data: st.DataObject) -> None:
    look(data.draw(damaged(FORMATS[form])), FORMATS[form].name, form)


_HEADERS = b"From: a@x.example\nSubject: %s\nMIME-Version: 1.0\nContent-Type: text/plain\n\nSo.\n"
FOUND: dict[str, tuple[Any, ...]] = {
    "a subject that hides an escape": ("mail", _HEADERS % b"=?utf-8?b?G1sySg==?="),
    "an escape that YAML spells": ("markdown", b'---\ntitle: "\\e[2J"\nauthor: ["a\\eb"]\n---\nSo.'),
    "code with a space at the text's end": ("markdown", b"so `it is `"),
    "half a character, by its code": ("rtf", rb"{\rtf1{\info{\title a\u-10100?}}so}"),
    "half a character in JSON": ("json", rb'{"segments": [{"start": 0, "end": 1, "text": "so \ud800"}]}'),
    "a code page that is none": ("rtf", rb"{\rtf1\ansicpg12 caf\'e9}"),
    "a file without a name": ("zip", zipped({"~": b"so"}).replace(b"~", b"\0")),
    "a name that ends the line": ("zip", zipped({"a\n" * 2_000 + ".zip": b"so"})),
    "another name in the list than at the file": (
        "zip",
        zipped({"a" * 3_000 + ".txt": b""}).replace(b"a", b"b", 3_000),
    ),
    "emphasis within emphasis, cut in lines": ("markdown", b"**So it\nPhoto: Bo Ek\nand* on*"),
    "an address that is none": ("mhtml", b"Snapshot-Content-Location: http://[x\nContent-Type: text/plain\n\nSo."),
    "a reference to nothing, within a line": ("html", b"<html><p>a<b>&#x1b;</b>b</p>"),
    "a header on which the parser of headers chokes": ("mail", b"Content-Type: text/plain\nFrom: Ida <i@\n\nSo."),
    "times outside of the article": (
        "html",
        b"<html><body><article><p>So.</article>" + b"<footer>00:00:01.000 a</footer>" * 2,
    ),
    "a stage direction among lyrics": ("timed", b"[00:01.00]So\n[00:02.00][laughs]\n", "laughs"),
}
"""What fuzzing found: the format, the source, and words that were lost."""


@pytest.mark.parametrize("case", FOUND)
def test_what_fuzzing_found_is_mended(case: str) -> None:
    form, raw, *words = FOUND[case]
    for article in look(raw, FORMATS[form].name, form):
        assert not said("".join(words)) - shown(article)


_LETTER = b"MIME-Version: 1.0\nSubject: Salt\nContent-Type: text/html;"
_CUE = b"1\n00:00:01,000 --> 00:00:02,000\n"
CHOKED = {
    "parameters of a header": ("mail", _LETTER + b'"' * 90_000 + b"\n\nSo."),
    "spaces in a heading": ("markdown", b"# So" + b" " * 90_000 + b"it #"),
    "spaces in code": ("markdown", b"So.\n\n```\na" + b" \t" * 45_000 + b"it\n```\n"),
    "spaces among captions": ("captions", _CUE + b" " * 90_000 + b"\nSo.\n"),
    "brackets in captions": (
        "captions",
        _CUE + b"So." + b"]" * 90_000 + b"it\n\n2\n00:00:03,000 --> 00:00:04,000\nWent.\n",
    ),
}
"""What took minutes."""


def _given_up(*_: object) -> None:
    raise TimeoutError("this takes longer than anybody waits")


@pytest.mark.parametrize("case", CHOKED)
def test_what_took_minutes_is_read_at_once(case: str) -> None:
    form, raw = CHOKED[case]
    before = signal.signal(signal.SIGVTALRM, _given_up)
    signal.setitimer(
        signal.ITIMER_VIRTUAL, 10
    )  # of work, whatever else the machine does: a hundred times what it takes
    try:
        (article,) = look(raw, FORMATS[form].name, form)
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
    assert not said("So.") - shown(article)


def test_captions_with_the_line_ends_of_windows_are_read_like_others() -> None:
    raw = _CUE + b"So &lt;i&gt; it\n\n2\n00:00:03,000 --> 00:00:04,000\nwent &amp;lt; on.\n"
    (one,), (other,) = (look(each, "salt.srt", "captions") for each in (raw, raw.replace(b"\n", b"\r\n")))
    assert [block.text for block in other.blocks] == [block.text for block in one.blocks]
