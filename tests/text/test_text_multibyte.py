"""UTF-8 that was read as a codec of two bytes comes back; sound text in these scripts stays."""

import pytest

from rr_reader.text.edits import apply_changes
from rr_reader.text.multibyte import CODECS, multibyte

SOUND = [
    "猫は茅葺きの家にいる。",
    "첼로와 챕터, 챌린지",
    "辿る (to trace) and 旦那 – le “Café旦”",
    "ﾊﾟｰﾃｨｰのﾁｹｯﾄ",
    "The word 猫 means cat; 東京 (Tokyo) is a city.",
    "卡拉OK和T恤,A股",
    "a lost \ufffd\ufffd character",
]


def mended(line: str) -> str:
    return apply_changes(line, multibyte(line, frozenset()))


@pytest.mark.parametrize("text", SOUND)
def test_sound_text_stays(text: str) -> None:
    assert multibyte(text, frozenset()) == ()


@pytest.mark.parametrize("codec", CODECS)
@pytest.mark.parametrize("text", ["Zoë à la tête, né à Orléans", "Пётр живёт в Москве", "Ὁ ἄνθρωπος, ἡ ψυχή"])
def test_what_no_byte_was_lost_of_comes_back(codec: str, text: str) -> None:
    try:
        garbled = text.encode().decode(codec)
    except UnicodeDecodeError:
        return
    assert mended(garbled) == text
