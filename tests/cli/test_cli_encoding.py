"""--assume-encoding: the user knows better than the guess."""

import json

import pytest

from rr_reader.model import Place
from rr_reader.userdata.store import Reading, Store

TALK = """\
Разговор о море

Анна Лунд: Где началось ваше море?

Пётр Вега: На пароме, в шторм. Лодка не хотела оставаться на бумаге.
"""
RAW = TALK.encode("koi8-r")
ASSUME = "--assume-encoding"


def test_parsing_as_the_user_says(reader):
    reader.file("talk.txt", RAW)
    article = json.loads(reader("parse", "talk.txt", "--json", ASSUME, "koi8-r").out)
    assert (article["encoding"], article["encoding_evidence"]) == ("koi8-r", "assumed")
    assert "Пётр Вега: На пароме" in reader("parse", ASSUME, "KOI8_R", "-", stdin=RAW).out
    assert "Пётр Вега: На пароме" in reader(ASSUME, "koi8-r", "parse", "talk.txt").out
    assert "Пётр" not in reader("parse", "talk.txt", ASSUME, "cp1251").out


def test_opening_as_the_user_says(reader):
    reader.file("talk.txt", RAW)
    assert "На пароме" in reader("talk.txt", f"{ASSUME}=koi8-r").out
    assert "На пароме" in reader(ASSUME, "koi8-r", "-", stdin=RAW).out
    assert "На пароме" not in reader(ASSUME, "cp1251", "talk.txt").out


@pytest.mark.parametrize("words", [["parse"], ["add"], []], ids=" ".join)
@pytest.mark.parametrize(
    ("name", "near"),
    [("windoze-1251", "windows-1251"), ("", "windows"), ("mac_cyrilic", "mac-cyrillic"), ("utf-7", "utf-8")],
)
def test_an_unknown_encoding_is_one_line_before_anything_is_read(reader, words, name, near):
    ran = reader(*words, "nowhere.txt", ASSUME, name, "--library", "shelf")
    assert (ran.code, ran.out) == (64, "")
    [line] = ran.err.splitlines()
    assert f"“{name}”" in line
    assert f"{ASSUME} {near}" in line
    assert "nowhere" not in line
    assert not (reader.home / "shelf").exists()


def test_an_encoding_of_nothing_is_a_usage_error(reader):
    ran = reader(ASSUME, "koi8-r")
    assert (ran.code, ran.out) == (64, "")
    assert ASSUME in ran.err


def shelf(reader) -> dict[str, str]:
    """Give every file of the library."""
    files = sorted((reader.home / "shelf").rglob("*"))
    return {path.name: path.read_bytes().decode("utf-8", "replace") for path in files if path.is_file()}


@pytest.fixture
def misread(reader):
    """A reader whose library has the talk in the wrong encoding."""
    reader.variables["RR_READER_LIBRARY"] = str(reader.home / "shelf")
    reader.file("talk.txt", RAW)
    assert reader("add", "talk.txt", ASSUME, "mac-roman").code == 0
    return reader


def test_place_and_star_go_with_an_article_that_is_read_anew(misread):
    [old] = [name[:-3] for name in shelf(misread) if name.endswith(".md")]
    store = Store.open(misread.home / "data" / "rr-reader" / "reader.db")
    store.save_position(old, Reading(Place(1, 4), 50))
    store.set_starred(old, is_starred=True)
    assert misread("add", "talk.txt", ASSUME, "koi8-r").code == 0
    [new] = [name[:-3] for name in shelf(misread) if name.endswith(".md")]
    assert new != old
    assert store.states() == {new: frozenset({"reading", "starred"})}
    assert store.position(new).place.block == 1
    store.close()


def test_adding_in_another_encoding_replaces_the_wrong_reading(misread):
    [wrong] = [name for name in shelf(misread) if name.endswith(".md")]
    ran = misread("add", "talk.txt", ASSUME, "koi8-r")
    assert (ran.code, ran.err) == (0, "")
    [right] = [name for name in shelf(misread) if name.endswith(".md")]
    assert right != wrong
    assert ran.out.startswith(f"Read anew: talk.txt as {right[:-3]}, in place of {wrong[:-3]}")
    files = shelf(misread)
    assert "Пётр Вега" in files[right]
    assert json.loads(files["talk.txt.account.json"])["account"]["encoding"] == "koi8-r"
    assert sorted(files) == sorted([right, "talk.txt", "talk.txt.account.json"])
    again = misread("add", "talk.txt", ASSUME, "KOI8_R")
    assert again.out.startswith("Already there: ")
    assert shelf(misread) == files


def test_the_source_may_come_under_another_name(misread):
    assert misread("add", "-", ASSUME, "koi8-r", stdin=RAW).code == 0
    [article] = [name for name in shelf(misread) if name.endswith(".md")]
    assert sorted(shelf(misread)) == sorted(["talk.txt", "talk.txt.account.json", article])


def test_without_the_option_what_is_there_stays(misread):
    before = shelf(misread)
    assert misread("add", "talk.txt").out.startswith("Already there: ")
    assert shelf(misread) == before


def test_what_somebody_edited_is_not_replaced(misread):
    [wrong] = [name for name in shelf(misread) if name.endswith(".md")]
    path = misread.home / "shelf" / wrong
    path.write_text(path.read_text("utf-8") + "\nA line of my own.\n", "utf-8")
    before = shelf(misread)
    ran = misread("add", "talk.txt", ASSUME, "koi8-r")
    assert (ran.code, ran.out) == (73, "")
    assert f"rr-reader remove {wrong[:-3]}" in ran.err
    assert shelf(misread) == before
    assert misread("add", "talk.txt", ASSUME, "mac-roman").out.startswith("Already there: ")


def test_the_id_stays_where_the_title_reads_the_same(reader):
    raw = "A Talk About the Sea\n\nAnna Lund: Где море?\n\nPer Vega: В шторм.\n".encode("koi8-r")
    reader.file("sea.txt", raw)
    for encoding, wanted in (("cp1251", "Added: "), ("koi8-r", "Read anew: ")):
        ran = reader("add", "sea.txt", ASSUME, encoding, "--library", "shelf")
        assert ran.out.startswith(f"{wanted}sea.txt as a-talk-about-the-sea")
    [kept] = (reader.home / "shelf").glob("*.md")
    assert "Где море?" in kept.read_text("utf-8")


def test_of_the_wrong_reading_no_mending_can_be_done_again(reader):
    raw = "A Talk About the Sea\n\nAnna Lund: Где море?\n\nPer Vega: В шторм.\n".encode("koi8-r")
    reader.file("sea.txt", raw)
    reader.variables["RR_READER_LIBRARY"] = str(reader.home / "shelf")
    sea = "a-talk-about-the-sea"
    assert reader("add", "sea.txt", ASSUME, "cp1251").code == 0
    assert reader("mend", sea, "--rename", "Per Vega=Per Lund").code == reader("mend", sea, "--undo").code == 0
    assert list((reader.home / "state" / "rr-reader" / "mendings").iterdir())
    assert reader("add", "sea.txt", ASSUME, "koi8-r").out.startswith("Read anew: ")
    assert not list((reader.home / "state" / "rr-reader" / "mendings").iterdir())
    assert reader("mend", sea, "--redo").code == 66


LETTER = 'Content-Type: text/plain; charset="latin-1"\r\nMIME-Version: 1.0\r\nSubject: The sea\r\n\r\n'
WORDS = {"segments": [{"speaker": "Анна Лунд", "start": 0, "end": 2, "text": "На пароме, в шторм."}]}


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("talk.eml", LETTER.encode() + RAW),
        ("talk.json", json.dumps(WORDS, ensure_ascii=False).encode("koi8-r")),
        ("talk.sbv", "0:00:01.000,0:00:03.000\nНа пароме, в шторм.\n".encode("koi8-r")),
    ],
)
def test_what_is_in_a_container_is_read_as_the_user_says(reader, name, raw):
    reader.file(name, raw)
    article = json.loads(reader("parse", name, "--json", ASSUME, "koi8-r").out)
    assert (article["encoding"], article["encoding_evidence"]) == ("koi8-r", "assumed")
    texts = [block["text"] for block in article["blocks"]]
    assert any("На пароме, в шторм." in text for text in texts)
    assert not any(sign in text for text in texts for sign in ("charset", "{", "0:00"))


def test_what_has_an_encoding_of_its_own_is_not_read_in_another(reader):
    reader.file("talk.rtf", rb"{\rtf1\ansi Why salt?\par}")
    ended = reader("parse", "talk.rtf", ASSUME, "koi8-r")
    assert ended.code == 65
    assert "talk.rtf: this has an encoding of its own" in ended.err
