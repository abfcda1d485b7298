"""UTF-8 that was read as a codec of two bytes comes back; sound text in these scripts stays."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rr_reader.text.edits import apply_changes
from rr_reader.text.multibyte import multibyte
from rr_reader.text.multibyte_codec import CODECS

SOUND = [
    "猫は茅葺きの家にいる。",
    "첼로와 챕터, 챌린지",
    "辿る (to trace) and 旦那 – le “Café旦”",
    "ﾊﾟｰﾃｨｰのﾁｹｯﾄ",
    "The word 猫 means cat; 東京 (Tokyo) is a city.",
    "卡拉OK和T恤,A股",
    "Bar猫, Café猫 and Hotel矇",
    "政治上の問題と国際上の地位について",
    "그 사람은 어제 철원에 갔다, 창문을 열고",
    "a lost \ufffd\ufffd character beside 茅",
    "家\ufffd\ufffd庭と\ufffd\ufffd人は\ufffd対",
]
GARBLED = [
    ("gb18030", "Zoë’s fiancé, né à Orléans", "Zoë’s fiancé, né à Orléans"),
    ("gb18030", "Пётр живёт в Москве", "Пётр живёт в Москве"),
    ("gb18030", "她在河边写信，没有人回答她。", "她在河边写信，没有人回答她�"),
    ("cp932", "Η θάλασσα ήταν ήρεμη", "� θάλασσα ή�αν ήρεμη"),
    ("cp949", "She’d left. “Later,” he’d said", "She’d left. “Later,��� he’d said"),
    ("big5", "la forêt où tombait la neige", "la forêt où tombait la neige"),
    ("euc_jp", "Ångström’s ångström, två år", "��ngström���s ångström, två år"),
]


def misread(text: str, codec: str) -> str:
    """Read the UTF-8 of a text as a codec, one U+FFFD for each byte it makes nothing of."""
    data = text.encode()
    read = ""
    while data:
        try:
            return read + data.decode(codec)
        except UnicodeDecodeError as error:
            read += data[: error.start].decode(codec) + "\ufffd"
            data = data[error.start + 1 :]
    return read


def mended(line: str, *trusted: str) -> str:
    return apply_changes(line, multibyte(line, frozenset(f"UTF-8 read as {codec}" for codec in trusted)))


@pytest.mark.parametrize("text", SOUND)
def test_sound_text_stays(text: str) -> None:
    assert multibyte(text, frozenset()) == ()


@pytest.mark.parametrize(("codec", "text", "wanted"), GARBLED)
def test_what_was_not_lost_comes_back(codec: str, text: str, wanted: str) -> None:
    assert mended(misread(text, codec)) == wanted


def test_sound_words_beside_garbled_ones_stay() -> None:
    garbled = misread("강가에서 편지를", "gb18030")
    assert mended(f"그녀는 {garbled} 썼다. 그 사람은 어제 철원에 갔다").startswith("그녀는 강가에서 편지")


def test_what_was_misread_twice_comes_back_layer_by_layer() -> None:
    text = "szabadság, ház és kör"
    once = misread(text, "gb18030")
    assert mended(misread(once, "gb18030")) == once
    assert mended(once) == text


def test_a_lone_character_is_mended_where_its_codec_is_known_from_elsewhere() -> None:
    assert mended("猫 vero") == "猫 vero"
    assert mended("猫 vero", "gb18030") == "è vero"


def test_the_letter_a_codec_swallowed_is_given_back() -> None:
    (change,) = multibyte("the director鈥檚 cut", frozenset())
    assert (change.before, change.after, change.reason) == ("鈥檚", "’s", "UTF-8 read as gb18030")


LETTERS = st.text("абвгдежзийклмнопрстуфхцчшщыьэюя", min_size=5, max_size=12)


@settings(deadline=None, max_examples=40)
@given(st.lists(LETTERS, min_size=3, max_size=6), st.sampled_from(CODECS))
def test_a_letter_comes_back_as_itself_or_as_lost(words: list[str], codec: str) -> None:
    text = " ".join(words)
    garbled = misread(text, codec)
    pattern = "".join(" " if letter == " " else f"(?:{letter}|\ufffd{{0,2}})" for letter in text)
    assert mended(garbled) == garbled or re.fullmatch(pattern, mended(garbled))  # too little may be left for proof


@settings(deadline=None, max_examples=60)
@given(st.text(st.sampled_from("é茅猫檚鈥Żabc \ufffd’人家の챕ﾃｩ\ue000𠀀."), max_size=40))
def test_any_line_is_mended_without_fault_and_changes_tell_what_stood_there(line: str) -> None:
    for change in multibyte(line, frozenset()):
        assert line[change.start : change.end] == change.before != change.after
