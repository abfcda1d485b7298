"""What was highlighted follows its article: renamed, mended, edited, read otherwise, removed and back again."""

import json

import pytest

from rr_reader.userdata.store import Store

WORDS = "I threw forty pages away that night."


@pytest.fixture
def marked(library):
    ran = library("highlight", "salt harbour", "--text", WORDS, "--note", "So much for the boat.")
    assert (ran.code, ran.err) == (0, "")
    return library


def the_only(reader) -> dict:
    [line] = reader("highlights", "--jsonl").out.splitlines()
    return json.loads(line)


def id_of(reader, words: str) -> str:
    return reader("list", words).out.partition("\t")[0]


def highlighted(reader) -> list[str]:
    return [line.partition("\t")[0] for line in reader("list", "is:highlighted").out.splitlines()]


def test_articles_with_highlights_are_listed_as_such(marked):
    assert highlighted(marked) == [id_of(marked, "title:salt")]
    assert id_of(marked, "title:salt") not in marked("list", "-is:highlighted").out
    assert marked("highlights", "--remove", the_only(marked)["id"]).code == 0
    assert highlighted(marked) == []


def test_a_renamed_file_keeps_its_highlights(marked):
    old = id_of(marked, "title:salt")
    shelf = marked.home / "shelf"
    (shelf / f"{old}.md").rename(shelf / "ferry.md")
    assert (the_only(marked)["article"], the_only(marked)["orphan"]) == ("ferry", False)
    assert highlighted(marked) == ["ferry"]


def test_mended_and_edited_it_has_the_words_in_the_mouth_of_today(marked):
    name = id_of(marked, "title:salt")
    assert marked("mend", name, "--rename", "Mira Solberg=Mira Lund").code == 0
    path = marked.home / "shelf" / f"{name}.md"
    path.write_text(path.read_text("utf-8").replace("forty pages", "fourteen pages"), "utf-8")
    found = the_only(marked)
    assert (found["orphan"], found["speakers"]) == (False, ["Mira Lund"])
    assert "fourteen pages" in marked("highlights", "--format", "text").out


def test_of_a_removed_article_the_words_stay_and_are_found_when_it_is_back(marked):
    name = id_of(marked, "title:salt")
    assert marked("remove", name).code == 0
    assert (the_only(marked)["orphan"], the_only(marked)["text"]) == (True, WORDS)
    assert WORDS in marked("highlights", "--format", "text").out
    assert highlighted(marked) == []
    assert marked("add", "harbour.txt").code == 0
    assert the_only(marked)["orphan"] is False
    assert highlighted(marked) == [name]


def test_the_words_follow_a_reading_in_another_encoding(reader):
    reader.variables["RR_READER_LIBRARY"] = str(reader.home / "shelf")
    answer = "Per Vega: On the left, behind the mill, where nobody has looked for years."
    reader.file("talk.txt", f"Разговор о море\n\nAnna Lund: Где море?\n\n{answer}\n".encode("koi8-r"))
    assert reader("add", "talk.txt", "--assume-encoding", "cp1251").code == 0
    old = id_of(reader, "mill")
    assert reader("highlight", old, "--text", "behind the mill").code == 0
    assert reader("add", "talk.txt", "--assume-encoding", "koi8-r").code == 0
    new = id_of(reader, "mill")
    assert new != old
    store = Store.open(reader.home / "data" / "rr-reader" / "reader.db")
    assert [each.article for each in store.highlights.all()] == [new]
    store.close()
    assert the_only(reader)["orphan"] is False


def test_the_words_follow_a_source_that_has_changed(marked, interview):
    marked.file("harbour.txt", interview.replace("I threw", "On deck, I threw").replace("On a ferry", "Upon a ferry"))
    assert marked("add", "--refresh", "harbour.txt").code == 0
    assert (the_only(marked)["orphan"], the_only(marked)["text"]) == (False, WORDS)
