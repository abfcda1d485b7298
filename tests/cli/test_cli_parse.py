import json

import pytest

OTHER = "A Note on Tides\n\nThe harbour at Vestre Holm falls dry twice a day, and nobody there owns a watch.\n"


def test_text_gives_back_every_word_in_order(reader, interview):
    reader.file("talk.txt", interview)
    ran = reader("parse", "talk.txt", "--text")
    assert (ran.code, ran.err) == (0, "")
    given = iter(ran.out.split())
    assert all(word in given for word in interview.split())


def test_each_turn_stands_under_its_speakers_full_name(reader, interview):
    reader.file("talk.txt", interview)
    lines = reader("parse", "talk.txt").out.splitlines()
    assert "Tomas Okafor: Did you keep anything?" in lines
    assert "I threw forty pages away that night." in lines


def test_json_is_an_object_for_one_source_and_an_array_for_several(reader, interview):
    reader.file("saved/talk.txt", interview)
    one = json.loads(reader("parse", "saved/talk.txt", "--json").out)
    assert one["file"] == "saved/talk.txt"
    assert {person["id"] for person in one["speakers"]} >= {"Mira Solberg", "Tomas Okafor"}
    reader.file("note.txt", OTHER)
    several = json.loads(reader("parse", "note.txt", "saved/talk.txt", "--json").out)
    assert [article["file"] for article in several] == ["note.txt", "saved/talk.txt"]
    assert several[1] == one
    assert json.loads(reader("parse", "saved", "--json").out) == [one]
    lines = reader("parse", "note.txt", "saved", "--jsonl").out.splitlines()
    assert [json.loads(line) for line in lines] == several


def test_no_cleaned_file_tells_of_a_folder_of_this_machine(reader, interview):
    reader.file("saved/talk.txt", interview)
    path = str(reader.home / "saved" / "talk.txt")
    printed = reader("parse", path, "--markdown").out
    assert "  name: talk.txt" in printed
    assert reader("add", path, "--library", "shelf").code == 0
    kept = [file.read_text("utf-8") for file in (reader.home / "shelf").rglob("*") if file.is_file()]
    assert len(kept) == 3
    assert not any(str(reader.home) in text for text in [printed, *kept])
    assert printed in kept


def test_a_bad_source_is_told_and_the_others_are_printed(reader):
    reader.file("note.txt", OTHER)
    reader.file("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)))
    ran = reader("parse", "picture.txt", "note.txt", "missing.txt", "--json")
    assert ran.code == 65
    assert [article["file"] for article in json.loads(ran.out)] == ["note.txt"]
    told = ran.err.splitlines()
    assert len(told) == 2
    assert "picture.txt" in told[0]
    assert "missing.txt" in told[1]
    assert json.loads(reader("parse", "missing.txt", "picture.txt", "--json").out) == []
    assert reader("parse", "missing.txt", "picture.txt").code == 66


@pytest.mark.parametrize("form", ["--text", "--markdown", "--json", "--jsonl"])
def test_a_single_bad_source_prints_nothing(reader, form):
    ran = reader("parse", "missing.txt", form)
    assert (ran.code, ran.out) == (66, "")
    assert "missing.txt" in ran.err


def test_standard_input_is_a_source(reader):
    ran = reader("parse", "-", stdin=OTHER.encode("utf-16"))
    assert ran.code == 0
    assert "nobody there owns a watch" in ran.out


def test_markdown_is_what_the_library_would_keep(reader, interview):
    reader.file("talk.txt", interview)
    ran = reader("parse", "talk.txt", "--markdown")
    assert ran.out.startswith("---\n")
    assert "**Mira Solberg:** On a ferry" in ran.out


def test_several_texts_stand_under_their_names(reader):
    reader.file("a.txt", OTHER)
    reader.file("b.txt", "One more.\n")
    out = reader("parse", "a.txt", "b.txt").out
    assert out.index("==> a.txt <==") < out.index("owns a watch") < out.index("==> b.txt <==") < out.index("One more.")


def test_a_folder_without_sources_is_told(reader):
    reader.file("pictures/cat.png", b"\x89PNG")
    ran = reader("parse", "pictures")
    assert ran.code == 66
    assert "pictures" in ran.err


def test_two_forms_at_once_are_refused(reader):
    reader.file("note.txt", OTHER)
    ran = reader("parse", "note.txt", "--json", "--text")
    assert (ran.code, ran.out) == (64, "")


@pytest.mark.parametrize("word", ["", "https://nowhere.invalid/talk", "x" * 300, "talk.txt/within"])
def test_what_is_no_file_is_told_as_such(reader, word):
    reader.file("talk.txt", OTHER)
    ran = reader("parse", word)
    assert (ran.code, ran.out) == (66, "")
    assert 1 <= len(ran.err.splitlines()) <= 3


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-8"])
def test_every_change_and_doubt_is_in_the_json_in_code_points_of_the_decoded_source(reader, encoding):
    garbled = "Zoë’s “café”".encode().decode("cp1252", "ignore")
    text = (
        f"Tides \U0001f30a\r\n\r\nBo: {garbled}, Caf&eacute;.\r\n\r\nAn: Red \x1b[31m, lost\ufffd.\r\nSound: café.\r\n"
    )
    reader.file("talk.txt", text.encode(encoding))
    article = json.loads(reader("parse", "talk.txt", "--json").out)
    assert {change["reason"] for change in article["changes"]} >= {"character entity", "UTF-8 read as windows-1252"}
    assert all(text[change["start"] : change["end"]] == change["before"] for change in article["changes"])
    mended = text
    for change in reversed(article["changes"]):
        mended = mended[: change["start"]] + change["after"] + mended[change["end"] :]
    words = set(mended.replace("An:", "").replace("Bo:", "").split())
    assert words <= set(" ".join(block["text"] for block in article["blocks"]).split())


def test_bytes_that_could_not_be_read_are_doubts_at_their_place(reader):
    text = "Où étiez-vous, Zoë ? À l’hôtel, côté mer,\r\noù l’été s’arrête à midi, côté {} rue.\n"
    head, tail = text.encode().split(b"{}")
    reader.file("talk.txt", head + b"\xff\xe9" + tail)
    article = json.loads(reader("parse", "talk.txt", "--json").out)
    [doubt] = [doubt for doubt in article["doubts"] if "bytes" in doubt["reason"]]
    assert text.format("\ufffd\ufffd")[doubt["start"] : doubt["end"]] == "\ufffd\ufffd"
