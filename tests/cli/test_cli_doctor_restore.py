"""What `rr-reader doctor` says of places, stars and highlights, and how it puts a backup back."""

WORDS = "I threw forty pages away that night."


def test_a_damaged_file_is_told_and_its_backup_put_back(library):
    assert "nothing is kept yet" in library("doctor").out
    assert library("highlight", "salt harbour", "--text", WORDS).code == 0
    said = library("doctor").out
    assert "sound; highlights: 1" in said
    assert "last backup: 2" in said
    data = library.home / "data" / "rr-reader"
    (data / "reader.db").write_bytes(b"no database " * 1000)
    assert "--restore" in library("doctor").out
    assert library("highlight", "salt harbour", "--text", WORDS).code == 74
    ran = library("doctor", "--restore")
    assert (ran.code, ran.err) == (0, "")
    assert "sound; highlights: 1" in ran.out
    assert library("highlights").out.count(WORDS) == 1
    (former,) = data.glob("reader-*.db")
    assert str(former) in ran.out
    assert former.read_bytes() == b"no database " * 1000


def test_a_backup_that_is_not_there_is_told_with_those_that_are(library):
    assert library("highlight", "salt harbour", "--text", WORDS).code == 0
    (backup,) = (library.home / "data" / "rr-reader" / "backups").iterdir()
    ran = library("doctor", "--restore", "1999")
    assert (ran.code, ran.out) == (66, "")
    assert backup.stem in ran.err
    assert library("doctor", "--restore", backup.stem[:7]).code == 0
