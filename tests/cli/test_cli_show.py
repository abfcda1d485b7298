import shutil

import pytest

needs_less = pytest.mark.skipif(not shutil.which("less"), reason="less is not installed")


def test_in_a_pipe_an_article_is_plain_and_whole(library, interview):
    ran = library("show", "salt", "harbour")
    assert (ran.code, ran.err) == (0, "")
    given = iter(ran.out.replace("[", " ").split())
    said = [line.partition(": ")[2] or line for line in interview.splitlines()]
    assert all(word in given for line in said for word in line.split())
    assert max(map(len, ran.out.splitlines())) <= 80


def test_only_this_voice(library):
    ran = library("show", "salt harbour", "--speaker", "solberg")
    assert ran.code == 0
    assert "I threw forty pages away that night." in ran.out
    assert "wrap a herring" not in ran.out
    assert "Did you keep anything?" in ran.out


@pytest.mark.parametrize(("name", "told"), [("nobody", "Mira Solberg"), ("", "Mira Solberg")])
def test_a_speaker_who_is_not_there_is_told_with_those_who_are(library, name, told):
    ran = library("show", "salt harbour", "--speaker", name)
    assert (ran.code, ran.out) == (66, "")
    assert told in ran.err


def test_an_article_that_is_not_there_is_told(library):
    ran = library("show", "no such thing")
    assert (ran.code, ran.out) == (66, "")
    assert "no such thing" in ran.err


@needs_less
def test_what_is_longer_than_the_terminal_waits_in_the_pager(library):
    seen = library.on_terminal("show", "salt harbour", keys=b"q", rows=6).out
    assert "Mira Solberg on the Making" in seen
    assert "on the radiator" not in seen
    assert "on the radiator" in library.on_terminal("show", "salt harbour", keys=b"Gq", rows=6).out


def test_what_fits_is_printed_at_once(library):
    assert "on the radiator" in library.on_terminal("show", "salt harbour", rows=200).out


@pytest.mark.parametrize("pager", ["no-such-pager --at-all", "'unbalanced", "cat", "head -n 999"])
def test_any_pager_or_none_will_do(library, pager):
    ran = library.on_terminal("show", "salt harbour", rows=6, PAGER=pager)
    assert ran.code == 0
    assert "on the radiator" in ran.out


def test_the_pager_is_no_shell_word(library):
    library.on_terminal("show", "salt harbour", rows=6, PAGER="cat; touch owned")
    assert not (library.home / "owned").exists()
