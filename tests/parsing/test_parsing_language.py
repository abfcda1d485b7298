"""The language of an article, told from its small words."""

import pytest

from rr_reader.parsing.language import language_of

_ENGLISH = "Snow fell on the harbour and it was what they had for all of that winter, not for a day. "
_FRENCH = "La neige est dans le port, et les bateaux que nous avons ne sont pas sur une mer qui dort. "
_HEAD = "Harbour Press — Winter notebook — Page eleven — Ann Lindqvist — "


@pytest.mark.parametrize(
    ("texts", "language"),
    [
        pytest.param([_ENGLISH] * 12, "en", id="many paragraphs"),
        pytest.param([_ENGLISH * 12], "en", id="one long paragraph"),
        pytest.param([_HEAD + _FRENCH] * 12, "fr", id="paragraphs whose first words tell nothing"),
        pytest.param([_ENGLISH, _FRENCH] * 12, "", id="two languages by turns"),
        pytest.param([_ENGLISH], "", id="too little"),
        pytest.param([], "", id="nothing"),
    ],
)
def test_a_language_is_told_where_one_is_far_ahead(texts: list[str], language: str) -> None:
    assert language_of(texts) == language
