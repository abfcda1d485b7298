"""Copying with the real programs: what another program then pastes is what was copied."""

import base64
import os
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import real
from rr_reader.clipboard import Copied, copy

TEXTS = {
    "one byte": "x",
    "lines": "First she waits.\n\nThen — “nothing” …\n",
    "emoji": "👩🏽‍🚀 e\u0301 ไทย 漢字 \U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    "looks like an option": "--help\n-o",
    "two megabytes": "Żaba i żółw. " * 120_000,
}


SHORT, LONG = "Ann’s", "Żaba i żółw 👩🏽‍🚀. " * 1500


def put(text: str, environ: dict[str, str], folder: Path) -> Copied:
    return copy(text, environ=environ, to_terminal=None, save_to=folder / "words.txt", platform="linux")


@pytest.fixture(scope="module")
def display() -> Iterator[dict[str, str]]:
    if reason := real.missing("Xvfb", "xclip", "xsel"):
        pytest.skip(reason)
    with real.x_server() as environ:
        yield environ


@pytest.fixture(scope="module")
def wayland() -> Iterator[dict[str, str]]:
    if reason := real.missing("Xvfb", "weston", "wl-copy"):
        pytest.skip(reason)
    with real.wayland_server() as environ:
        yield environ


@pytest.fixture
def tmux() -> Iterator[real.Tmux]:
    if reason := real.missing("tmux"):
        pytest.skip(reason)
    with real.tmux_server() as server:
        yield server


def only(tool: str, environ: dict[str, str], folder: Path) -> dict[str, str]:
    """An environment in which this is the only tool installed."""
    (folder / "bin").mkdir()
    (folder / "bin" / tool).symlink_to(subprocess.check_output(["which", tool], text=True).strip())
    return environ | {"PATH": str(folder / "bin")}


@pytest.mark.parametrize("tool", ["xclip", "xsel"])
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_another_x_program_pastes_the_very_bytes(
    display: dict[str, str], tool: str, text: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    if tool == "xsel":
        text = text[:800_000]  # it needs a second for two megabytes
    copied = put(text, only(tool, display, tmp_path), tmp_path)

    assert (copied.route, copied.confirmed, copied.message) == ("x11", True, "copied")
    other = ["xclip", "-selection", "clipboard", "-o"]
    if tool == "xclip" and len(text) < 1_000_000:  # xsel 1.2 takes no more from xclip
        other = ["xsel", "--clipboard", "--output"]
    assert subprocess.check_output(other, env=display) == text.encode()
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_wayland_holds_the_very_bytes(
    wayland: dict[str, str], text: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    copied = put(text, wayland, tmp_path)

    assert (copied.route, copied.confirmed, copied.message) == ("wayland", True, "copied")
    assert subprocess.check_output(["wl-paste", "--no-newline"], env=wayland) == text.encode()
    assert capfd.readouterr() == ("", "")


def test_a_wayland_without_a_seat_says_so_and_a_display_beside_it_is_used(
    display: dict[str, str], tmp_path: Path
) -> None:
    if reason := real.missing("weston", "wl-copy"):
        pytest.skip(reason)
    with real.wayland_server(has_seat=False) as environ:
        copied = put("words", environ, tmp_path)
        assert copied.route == "file"
        assert "the Wayland clipboard did not take it (wl-copy: Missing a seat)" in copied.message
        assert put("words", environ | {"DISPLAY": display["DISPLAY"]}, tmp_path).route == "x11"


def test_a_second_copy_takes_the_place_of_the_first(display: dict[str, str], tmp_path: Path) -> None:
    for text in ("the first", "the second", "the third"):
        tries = (put(text, display, tmp_path).message for _ in range(3))  # a busy machine may answer too late
        assert "copied" in tries
        assert subprocess.check_output(["xclip", "-selection", "clipboard", "-o"], env=display) == text.encode()


@pytest.mark.parametrize("name", [":987654", "localhost:987654", "no display at all"])
def test_a_dead_display_saves_to_a_file_and_draws_nothing(
    name: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    copied = put("words", {"DISPLAY": name, "PATH": os.environ["PATH"]}, tmp_path)

    assert (copied.route, copied.confirmed) == ("file", False)
    assert "saved to" in copied.message
    assert copied.path is not None
    assert copied.path.read_text() == "words"
    assert capfd.readouterr() == ("", "")


def test_a_dead_display_inside_tmux_goes_to_tmux(tmux: real.Tmux, tmp_path: Path) -> None:
    assert put("words", tmux.environ | {"DISPLAY": ":987654"}, tmp_path).route == "tmux"


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_tmux_holds_the_very_bytes(
    tmux: real.Tmux, text: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    copied = put(text, tmux.environ, tmp_path)

    assert (copied.route, copied.confirmed, copied.message) == ("tmux", True, "copied to the tmux buffer only")
    assert tmux.bytes_of("show-buffer") == text.encode()
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("others", "route"), [(["another text"], "tmux"), (["one", "two"], "tmux"), (["1", "2", "3"], "file")]
)
def test_what_is_copied_in_another_pane_meanwhile_is_not_taken_for_a_failure(
    tmux: real.Tmux, others: list[str], route: str, tmp_path: Path
) -> None:
    program = subprocess.check_output(["which", "tmux"], text=True).strip()
    busy = tmp_path / "busy"
    busy.mkdir()
    copies = "".join(f' && "{program}" set-buffer -- "{other}"' for other in others)
    (busy / "tmux").write_text(
        f'#!/bin/sh\ncase "$1" in load-buffer) "{program}" "$@"{copies};; *) exec "{program}" "$@";; esac\n'
    )
    (busy / "tmux").chmod(0o755)
    copied = put("Ann’s words\n", tmux.environ | {"PATH": f"{busy}:{os.environ['PATH']}"}, tmp_path)

    assert copied.route == route
    assert tmux.bytes_of("show-buffer") == others[-1].encode()
    for _ in others:
        tmux.run("delete-buffer")  # the newest, which the key that pastes takes before ours
    assert tmux.bytes_of("show-buffer") == "Ann’s words\n".encode()


SENT, ONLY = "copied to the tmux buffer, sent to the terminal (unconfirmed)", "copied to the tmux buffer only"


@pytest.mark.parametrize(
    ("term", "setting", "words", "message"),
    [
        ("xterm-256color", "external", "Żaba, said Ann.", SENT),
        ("xterm-256color", "on", "Żaba, said Ann.", SENT),
        ("xterm-256color", "off", "Żaba, said Ann.", ONLY),
        ("vt100", "external", "Żaba, said Ann.", ONLY),
        ("xterm-256color", "external", "Żaba, said Ann." * 5_000, ONLY),  # no terminal takes so much
    ],
)
def test_tmux_says_sent_to_the_terminal_only_where_it_sends(
    tmux: real.Tmux, term: str, setting: str, words: str, message: str, tmp_path: Path
) -> None:
    tmux.run("set-option", "-s", "set-clipboard", setting)
    with tmux.terminal(term) as terminal, tmux.pane() as write:
        copied = put(words, tmux.environ, tmp_path)
        write("\r\nand then")
        terminal.until(lambda seen: b"and then" in seen)

        assert (copied.message, tmux.bytes_of("show-buffer").decode()) == (message, words)
        if message == SENT:
            terminal.until(lambda seen: base64.b64encode(words.encode()) in seen)
        assert (b"]52;" in terminal.received) == (message == SENT)


@pytest.mark.parametrize("setting", ["external", "off"])
def test_a_tmux_that_cannot_reach_the_terminal_is_asked_to_let_the_sequence_through(
    tmux: real.Tmux, setting: str, tmp_path: Path
) -> None:
    words = "Żaba, said Ann. " * 300
    tmux.run("set-option", "-s", "set-clipboard", setting)
    tmux.run("set-option", "-g", "allow-passthrough", "on")
    with tmux.terminal("vt100") as terminal, tmux.pane() as write:
        copied = copy(words, environ=tmux.environ, to_terminal=write, save_to=tmp_path / "words.txt")

        assert copied.message == "copied to the tmux buffer, sent to the terminal (unconfirmed)"
        terminal.until(lambda seen: sequence_of(words) in seen)


def sequence_of(words: str) -> bytes:
    """What a terminal has to get."""
    return b"\x1b]52;c;" + base64.b64encode(words.encode()) + b"\x07"


@pytest.mark.parametrize(
    ("term", "options"),
    [
        ("tmux-256color", ["set-clipboard on"]),
        ("tmux-256color", ["allow-passthrough on"]),
        ("screen-256color", ["set-clipboard on"]),
    ],
)
@pytest.mark.parametrize("words", [SHORT, LONG], ids=["short", "long"])
def test_over_ssh_from_inside_tmux_the_sequence_finds_its_way(
    tmux: real.Tmux, term: str, options: list[str], words: str, tmp_path: Path
) -> None:
    """There is no TMUX at the far end of SSH: only TERM went along."""
    for option in options:
        tmux.run("set-option", "-g", *option.split())
    far = {"PATH": "/nowhere", "TERM": term, "SSH_CONNECTION": "192.0.2.1 50000 192.0.2.2 22"}
    with tmux.terminal() as terminal, tmux.pane() as write:
        copied = copy(words, environ=far, to_terminal=write, save_to=tmp_path / "words.txt")

        if term == "screen-256color" and words == LONG:
            assert copied.route == "file", "GNU screen, which that may be, would draw it on the screen"
            return
        assert copied.message == "sent to the terminal (unconfirmed)"
        payload = base64.b64encode(words.encode())
        terminal.until(lambda seen: payload in seen)
        if "set-clipboard on" in options:
            assert tmux.bytes_of("show-buffer") == words.encode()


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({"TERM": "screen", "STY": "1.pts-1.here"}, SHORT),
        ({"TERM": "screen", "STY": "1.pts-1.here"}, LONG),
        ({"TERM": "screen.xterm-256color", "SSH_TTY": "/dev/pts/9"}, SHORT),
        ({"TERM": "screen.xterm-256color", "SSH_TTY": "/dev/pts/9"}, LONG),
        ({"TERM": "screen-256color", "SSH_TTY": "/dev/pts/9"}, SHORT),
    ],
)
def test_screen_hands_the_sequence_to_its_terminal_in_one_piece(
    environ: dict[str, str], words: str, tmp_path: Path
) -> None:
    if reason := real.missing("screen"):
        pytest.skip(reason)
    sent: list[str] = []
    copied = copy(words, environ=environ, to_terminal=sent.append, save_to=tmp_path / "words.txt", platform="linux")
    (tmp_path / "sequence").write_text("".join(sent))
    with real.in_screen("sh", "-c", f"cat '{tmp_path}/sequence'; echo nothing else; exec cat") as terminal:
        terminal.until(lambda seen: b"nothing else" in seen)

    assert copied.message == "sent to the terminal (unconfirmed)"
    assert terminal.received.count(sequence_of(words)) == 1
    shown = terminal.received.replace(sequence_of(words), b"")
    assert base64.b64encode(words.encode())[:6] not in shown, "no piece of it is drawn on the screen"


INSIDE = {  # each ends with its terminal
    "nothing": "{write}",
    "screen": "echo autodetach off >screenrc; exec screen -c screenrc sh -c '{write}'",
    "tmux": "exec tmux -S socket -f /dev/null set-option -g allow-passthrough on ';' new-session '{write}' ';'"
    " set-option -g destroy-unattached on",
}


@pytest.mark.parametrize("inside", INSIDE.keys())
def test_a_real_terminal_takes_the_words_into_its_clipboard(
    display: dict[str, str], inside: str, tmp_path: Path
) -> None:
    """What is sent without a display is what is pasted at the desk: xterm, told to obey, and what may stand between."""
    if reason := real.missing("xterm", *([] if inside == "nothing" else [inside])):
        pytest.skip(reason)
    environ = {"TERM": "xterm"} | {"screen": {"STY": "1.pts"}, "tmux": {"TERM": "tmux-256color"}}.get(inside, {})
    sent: list[str] = []
    words = f"{inside}: Żaba i żółw 漢字 👩🏽‍🚀. " * 900
    copied = copy(words, environ=environ, to_terminal=sent.append, save_to=tmp_path / "words.txt", platform="linux")
    assert copied.message == "sent to the terminal (unconfirmed)"
    (tmp_path / "sequence").write_text("".join(sent))
    write = f"cat {tmp_path}/sequence; exec cat"
    with real.xterm(display, INSIDE[inside].format(write=write), tmp_path):
        real.until_held(display, words)


HOSTILE = {
    "ends a bracketed paste": ("words\x1b[201~rm -rf ~\n", "words␛[201~rm -rf ~\n", "1 unsafe character written out"),
    "ends it in one character": ("words\x9b201~rm", "words⟨U+009B⟩201~rm", "1 unsafe character written out"),
    "nul": ("be\0fore", "be␀fore", "1 unsafe character written out"),
    "lone surrogates": ("a\ud800b\udfff", "a\ufffdb\ufffd", "2 broken characters replaced by \ufffd"),
}


@pytest.mark.parametrize(("text", "safe", "told"), HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("tool", ["xclip", "xsel", "wl-copy", "tmux"])
def test_what_could_steer_a_terminal_is_pasted_as_text(
    tool: str, text: str, safe: str, told: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    if tool == "tmux":
        tmux: real.Tmux = request.getfixturevalue("tmux")
        copied, pasted = put(text, tmux.environ, tmp_path), tmux.bytes_of("show-buffer")
    else:
        environ = request.getfixturevalue("wayland" if tool == "wl-copy" else "display")
        copied = put(text, environ if tool == "wl-copy" else only(tool, environ, tmp_path), tmp_path)
        paste = ["wl-paste", "--no-newline"] if tool == "wl-copy" else ["xclip", "-selection", "clipboard", "-o"]
        pasted = subprocess.check_output(paste, env=environ)

    assert copied.confirmed
    assert copied.message.endswith(f"; {told}")
    assert pasted.decode() == safe


def test_copies_made_at_once_do_not_call_each_other_failures(display: dict[str, str], tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        copies = list(pool.map(lambda number: put(f"words {number}", display, tmp_path), range(12)))
    assert {copied.message for copied in copies} == {"copied"}
