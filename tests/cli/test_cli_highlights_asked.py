"""`highlight:` in the queries of every command that takes one."""

WORDS = "I threw forty pages away that night."


def test_every_command_finds_what_is_highlighted(library):
    for words, *said in ((WORDS, "--colour", "green", "--tag", "the sea"), ("a chart from 1911", "--note", "Herring!")):
        assert library("highlight", "salt harbour", "--text", words, *said).code == 0
    (name,) = (line.split("\t")[0] for line in library("list", "highlight:green").out.splitlines())
    assert "salt" in name
    assert library("list", "highlight:blue").out == ""
    (found,) = library("search", 'highlight:"the sea"').out.splitlines()
    assert WORDS in found
    quoted = library("quotes", "highlight:herring").out
    assert "a chart from 1911" in quoted
    assert WORDS not in quoted
    (listed,) = library("highlights", "highlight:herring").out.splitlines()
    assert "a chart from 1911" in listed
    assert len(library("highlights", "block:answer highlight:green").out.splitlines()) == 1
    exported = library("export", "highlight:herring", "--format", "json", "-o", "out.json")
    assert exported.code == 0
    assert "forty" not in (library.home / "out.json").read_text("utf-8")
    assert library("export", "--only", "quotes", "highlight:herring", "--format", "json", "-o", "said.json").code == 0
    assert "a chart from 1911" in (said := (library.home / "said.json").read_text("utf-8"))
    assert "forty" not in said
    wrong = library("list", "highlight:")
    assert (wrong.code, wrong.out) == (64, "")
