"""A mailbox is a folder of letters."""

import mailbox
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from rr_reader import parse
from rr_reader.sources.bundles import is_bundle, members

BODIES = {
    "Piers": "Una Brekke: Where is it?\n\nTor Vik: Below.\n\nUna Brekke: Still?\n\nTor Vik: Always.\n",
    "Nets": "From the quay one sees it all.\n\nFrom there to 2019\nnobody did.\n",
    "Empty": "",
}


def letter(subject: str, body: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["Subject"] = "Una Brekke <una@example.org>", subject
    message.set_content(body)
    return message


@pytest.fixture
def box(tmp_path: Path) -> Path:
    kept = mailbox.mbox(tmp_path / "letters.mbox")
    for subject, body in BODIES.items():
        kept.add(mailbox.mboxMessage(letter(subject, body)))
    kept.close()
    return tmp_path / "letters.mbox"


def test_each_letter_is_a_member_as_it_was_sent(box: Path) -> None:
    raw = box.read_bytes()
    assert b"\n>From the quay" in raw
    assert is_bundle(raw[:4096])
    held = members(raw, "letters.mbox")
    assert [member.name for member in held] == [f"letters.mbox/letters-00{number}.eml" for number in (1, 2, 3)]
    for member, (subject, body) in zip(held, BODIES.items(), strict=True):
        sent = message_from_bytes(member.read(), _class=EmailMessage, policy=policy.default)
        assert (sent["Subject"], sent.get_content().strip()) == (subject, body.strip())
    assert [block.text for block in parse(held[0].read()).blocks if block.speaker == "Tor Vik"] == ["Below.", "Always."]


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize(
    "line",
    [
        "From - Tue Mar 03 10:00:00 2026",
        "From una@example.org Tue Mar  3 10:00:00 2026",
        "From 1700000000000000000@xxx Tue Mar 03 10:00:00 +0000 2026",
        "From una at example.org  Tue Mar  3 10:00 2026",
        "From una@example.org Tue Mar  3 10:00:00 CET 2026",
    ],
)
def test_letters_begin_as_many_programs_write_it(line: str, ends: str) -> None:
    raw = b"".join(
        f"{line}\n{letter(subject, body)}\n".replace("\n", ends).encode() for subject, body in BODIES.items()
    )
    assert is_bundle(raw[:4096])
    assert len(members(raw, "letters")) == len(BODIES)


def test_the_only_letter_of_a_mailbox_is_read_as_one() -> None:
    raw = f"From - Tue Mar 03 10:00:00 2026\n{letter('Piers', BODIES['Piers'])}".encode()
    assert parse(raw, name="saved.eml").meta.title == "Piers"


@pytest.mark.parametrize("name", ["Una", "Una Brekke"])
def test_talk_that_begins_so_is_no_mailbox(name: str) -> None:
    talk = f"From Bergen to the pier, Tuesday Mar 2019\n{name}: And back?\n\nTor Vik: No. I walked.\n".encode()
    assert not is_bundle(talk)
    assert parse(talk, name="talk.txt").source.format == "text"
