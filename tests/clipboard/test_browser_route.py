"""Copying where the reader is shown in a browser: what the page answers is what is said."""

from pathlib import Path

import pytest
from pretended import LOCAL, Screen

from rr_reader.clipboard import copy


@pytest.mark.parametrize(
    ("answer", "is_confirmed", "says"),
    [
        ("read", True, "copied"),
        ("taken", False, "unconfirmed"),
        ("asked", False, "asks for a click"),
        ("", False, "unconfirmed"),
        ("whatever a page may say", False, "unconfirmed"),
    ],
)
@pytest.mark.parametrize("chosen", ["", "osc52", "x11"])
def test_the_browsers_clipboard_is_the_only_one(
    answer: str, is_confirmed: bool, says: str, chosen: str, tmp_path: Path
) -> None:
    asked: list[str] = []
    screen = Screen()

    def page(text: str, seconds: float) -> str:
        assert 0 < seconds < 2
        asked.append(text)
        return answer

    copied = copy(
        "Ann’s\x1b words",
        environ=LOCAL,
        to_terminal=screen.append,
        save_to=tmp_path / "words.txt",
        chosen=chosen,
        to_browser=page,
    )
    assert asked == ["Ann’s␛ words"]
    assert (copied.route, copied.confirmed) == ("browser", is_confirmed)
    assert says in copied.message
    assert screen == []
    assert not (tmp_path / "words.txt").exists()
