"""The issue of a paper that a note above the talk names is where and when that stood."""

import pytest

from rr_reader import parse

TALK = "".join(f"**{who}:** {what}\n\n" for who, what in [("Una Brekke", "Where?"), ("Tor Vik", "Below.")] * 3)


@pytest.mark.parametrize(
    ("note", "outlet", "published"),
    [
        (
            "*Tor Vik in conversation with Una Brekke. Salt Notes Quarterly, Summer 2020.*",
            "Salt Notes Quarterly",
            "2020",
        ),
        ("*Tor Vik in conversation with Una Brekke. The Salt Review, March 2020.*", "The Salt Review", "2020-03"),
        ("*Tor Vik in conversation with Una Brekke. Salt Barn, Summer 2020.*", "", ""),
        ("*Tor Vik spoke of the Salt Museum, Summer 2020.*", "", ""),
    ],
)
def test_the_issue_that_a_note_names_is_where_it_stood(note: str, outlet: str, published: str) -> None:
    meta = parse(f"# Of salt\n\n{note}\n\n{TALK}".encode(), name="salt.md").meta
    assert (meta.outlet, meta.published) == (outlet, published)
