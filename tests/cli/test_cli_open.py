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
