"""A source that was cut says so; one that leaves out what it may does not."""

from email.message import EmailMessage

import pytest

from rr_reader import parse

TALK = "".join(f"<p><b>{who}:</b> {what}</p>" for who, what in [("Una Brekke", "Where?"), ("Tor Vik", "Below.")] * 3)
PAGE = f"<!DOCTYPE html><html><body><div><article><h1>The Salt Barn</h1>{TALK}</article></div></body></html>"
SRT = "".join(f"{n}\n00:00:{n:02},000 --> 00:00:{n + 1:02},500\nThe salt of day {n}.\n\n" for n in range(1, 9))
WHOLE = {
    "page.html": PAGE,
    "no-ends.html": PAGE.replace("</body></html>", ""),
    "never-closed-paragraph.html": f"<html><body><p>One.<p>Two.<ul><li>Three.</ul>{TALK}",
    "piece.html": f"<div><article>{TALK}",
    "talk.srt": SRT,
    "a-time-said.srt": SRT.rstrip() + "\n12:30\n",
    "talk.txt": "Una Brekke: Where is",
}
CUT = {
    "element.html": PAGE[: PAGE.rindex("</article>")],
    "tag.html": f'<html><body><h1>Salt</h1>{TALK}<p>See <a href="https://ex',
    "timing.srt": SRT[: SRT.rindex("The salt")],
    "half-a-timing.srt": SRT[: SRT.rindex(",500")],
    "half-an-arrow.vtt": "WEBVTT\n\n00:01.000 --> 00:02.000\nSalt.\n\n00:03.000 -",
}


def _breaks(name: str, raw: bytes) -> bool:
    return any("break" in doubt.reason for doubt in parse(raw, name=name).account.doubts)


@pytest.mark.parametrize("name", WHOLE)
def test_what_is_whole_is_not_said_to_break_off(name: str) -> None:
    assert not _breaks(name, WHOLE[name].encode())


@pytest.mark.parametrize("name", CUT)
def test_what_was_cut_is_said_to_break_off(name: str) -> None:
    assert _breaks(name, CUT[name].encode())


def _letter() -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "Una Brekke <una@example.org>", "The Salt Barn"
    message.set_content("Una Brekke: Where?\n\nTor Vik: Below, always below.\n\nUna Brekke: And?\n\nTor Vik: Salt.\n")
    message.add_alternative(f"<html><body>{TALK}</body></html>", subtype="html")
    return message.as_bytes()


def test_of_a_letter_the_part_that_is_whole_is_read() -> None:
    whole = _letter()
    assert "always" not in _words(whole)
    assert not _breaks("a.eml", whole)
    cut = whole[: whole.index(b"<html>") + 60]
    assert "Below, always below." in _words(cut)
    assert _breaks("a.eml", cut)


def test_a_page_in_one_file_says_that_it_breaks_off_only_where_its_text_does() -> None:
    message = EmailMessage()
    message["Snapshot-Content-Location"] = "https://example.org/barn"
    message.set_content(PAGE, subtype="html")
    message.add_related(b"\x89PNG\r\n" * 90, "image", "png")
    raw = message.as_bytes()
    assert [_breaks("a.mhtml", each) for each in (raw, raw[:-300], raw[: raw.index(b"Below")])] == [False, False, True]


def _words(raw: bytes) -> str:
    return " ".join(block.text for block in parse(raw, name="a.eml").blocks)
