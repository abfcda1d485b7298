"""An invented talk, of which documents are made in every format: whose words, and which."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from hypothesis import strategies as st

from rr_reader.text.safe import make_safe
from strategies import TRICKY


class Said(NamedTuple):
    """A paragraph, and whose it is; nobody's is the narrator's."""

    who: str
    words: str


Talk = Sequence[Said]
Parts = Mapping[str, bytes]
"""Files that a zip packs, in their order."""
Maker = Callable[[Talk], bytes | Parts]

PEOPLE = ("Una Brekke", "Tor Vik")
_SENTENCES = (
    "So where did the salt go?", "Into the barn, all of it.", "“Never again,” she said.", "They left in the spring.",
    "Photo: Ida Moe", "[laughs]", "Une drôle d’affaire — n’est-ce pas ?", "Соль хранит.", "塩は残る。", "الملح يبقى",
    "cafÃ© â€“ gone", "By Ida Moe", "12 March 2024", "— No.", "Q. Why?", "ALSO READ: Of tar",
)  # fmt: skip
_LATIN = st.sampled_from([text for text in _SENTENCES if text.isascii()])

words = st.lists(
    st.sampled_from(_SENTENCES) | st.sampled_from(TRICKY) | st.text(st.characters(exclude_categories=["Cs", "Cc"])),
    min_size=1,
    max_size=3,
).map(lambda pieces: " ".join(make_safe(" ".join(pieces)).text.replace("\ufeff", "").split()) or "So.")
talks: st.SearchStrategy[Talk] = st.lists(st.builds(Said, st.sampled_from(("", *PEOPLE)), words), max_size=8)
"""Talks whose words are full of what some format takes for markup."""
latin_talks: st.SearchStrategy[Talk] = st.lists(
    st.builds(Said, st.sampled_from(("", *PEOPLE)), st.lists(_LATIN, min_size=1, max_size=3).map(" ".join)), max_size=8
)
