"""`add --refresh` of what an archive holds."""

import zipfile

import pytest

TALK = "Una Brekke: Where is {0}?\n\nTor Vik: Below {0}, where it was.\n\nUna Brekke: Still?\n\nTor Vik: {1}.\n"


@pytest.fixture
def talks(reader):
    reader.variables |= {"RR_READER_LIBRARY": str(reader.home / "shelf")}

    def pack(said: str) -> str:
        with zipfile.ZipFile(reader.home / "talks.zip", "w") as archive:
            for name in ("pier", "quay"):
                archive.writestr(f"{name}.txt", TALK.format(f"the {name}", said))
        return str(reader.home / "talks.zip")

    assert reader("add", pack("Always")).out.count("Added: ") == 2
    return pack("Never")


def test_a_member_is_named_by_its_place(reader, talks):
    ran = reader("add", "--refresh", f"{talks}/quay.txt")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.count("Refreshed: ") == 1
    shelf = [path.read_text() for path in (reader.home / "shelf").glob("*.md")]
    assert sum("Never" in text and "the quay" in text for text in shelf) == 1
    assert sum("Always" in text and "the pier" in text for text in shelf) == 1


def test_an_archive_stands_for_all_that_it_holds(reader, talks):
    assert reader("add", "--refresh", talks).out.count("Refreshed: ") == 2


@pytest.mark.parametrize("name", ["/none.txt", "x/quay.txt", "/" + "q" * 300 + "/quay.txt"])
def test_what_it_does_not_hold_is_told(reader, talks, name):
    ran = reader("add", "--refresh", talks + name)
    assert (ran.code, ran.out) == (66, "")
    assert ran.err.count("\n") == 1
