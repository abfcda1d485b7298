import pytest


def test_a_word_that_is_nothing_is_told_with_the_command_it_may_have_meant(reader):
    ran = reader("quoets")
    assert (ran.code, ran.out) == (66, "")
    assert "quoets" in ran.err
    assert "rr-reader quotes" in ran.err
    assert "quotes" not in reader("interviews.txt").err


def test_without_a_terminal_the_library_cannot_be_opened(reader):
    ran = reader()
    assert (ran.code, ran.out) == (64, "")
    assert len(ran.err.splitlines()) == 1
    assert "rr-reader list" in ran.err


def test_on_a_terminal_that_cannot_draw_the_screen_stays_away(reader):
    ran = reader.on_terminal(TERM="dumb")
    assert ran.code == 64
    assert "\x1b" not in ran.out


def test_in_a_pipe_a_source_is_printed_as_show_prints_it(library):
    shown = library("show", "salt harbour")
    assert library("harbour.txt").out == shown.out
    assert library("-", stdin=(library.home / "harbour.txt").read_bytes()).out == shown.out


def test_of_several_sources_the_good_ones_are_shown(library):
    ran = library("missing.txt", "harbour.txt")
    assert ran.code == 66
    assert "forty pages" in ran.out
    assert "missing.txt" in ran.err


@pytest.mark.parametrize(
    "words", [["--colour"], ["--library"], ["list", "--library"], ["parse"], ["search"]], ids=" ".join
)
def test_a_wrong_option_or_a_missing_word_is_a_usage_error(reader, words):
    ran = reader(*words)
    assert (ran.code, ran.out) == (64, "")
    assert "--help" in ran.err


def test_a_cleaned_file_of_a_library_is_opened_as_its_library_has_it(library):
    assert library("mend", "salt harbour", "--kind", "She dried it=note", "--rename", "Zoë Ibarra=Zoë Lund").code == 0
    (name,) = (line.split("\t")[0] for line in library("list", "title:salt").out.splitlines())
    shown = library("show", name).out
    assert "‹note› She dried it" in shown
    assert library(f"shelf/{name}.md").out == shown
    elsewhere = library.file("elsewhere/x.md", (library.home / "shelf" / f"{name}.md").read_bytes())
    assert library(elsewhere).out == shown


def test_a_broken_cleaned_file_is_named_with_its_line(library):
    (name,) = (line.split("\t")[0] for line in library("list", "title:salt").out.splitlines())
    path = library.home / "shelf" / f"{name}.md"
    path.write_text(path.read_text("utf-8") + "\n> [!captoin] A rope\n", "utf-8")
    ran = library(f"shelf/{name}.md")
    assert (ran.code, ran.out) == (65, "")
    line = len(path.read_text("utf-8").splitlines())
    assert f"{name}.md, line {line}: " in ran.err


@pytest.mark.parametrize("head", ["title: Of Reeds\nsource:\n  name: reeds.txt\n", "title: Of Reeds\nsha256: abc\n"])
def test_front_matter_of_others_is_imported(reader, head):
    name = reader.file("reeds.md", f"---\n{head}---\n\n> [!captoin] A rope\n\nThey grow along the shore.\n")
    ran = reader(name)
    assert ran.code == 0
    assert "They grow along the shore." in ran.out
