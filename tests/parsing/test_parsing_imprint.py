"""The line under a title that says who wrote it, where and when it appeared: what it says, and nothing else."""

import pytest

from rr_reader.model import Kind
from rr_reader.parsing.importing import parse_source

BODY = """

Ann Lee has made a film about snow. It opened in a small town, and Lee went there twice to see who came.

“I went alone,” Lee says. “Nobody knew me.”

She has since made another, about rain, in which Bo Ek plays a man who sells umbrellas to the dead of three villages.
"""
TALK = """

Q: Why snow?

Ann Lee: It was there.

Q: And rain?

Ann Lee: It came later.
"""


def meta_under(line: str, body: str = BODY) -> tuple[str, str, tuple[str, ...], bool]:
    meta = parse_source(f"Snow and After: a Film in White\n\n{line}{body}".encode(), name="x.txt").meta
    return meta.outlet, meta.published, meta.byline, "outlet" in meta.derived


@pytest.mark.parametrize("body", [BODY, TALK], ids=["feature", "interview"])
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Sight & Frame, 14 February 2024", ("Sight & Frame", "2024-02-14", (), False)),
        ("Sight & Frame · 14 February 2024", ("Sight & Frame", "2024-02-14", (), False)),
        ("Sight & Frame – February 14, 2024", ("Sight & Frame", "2024-02-14", (), False)),
        ("14 February 2024 | Sight & Frame", ("Sight & Frame", "2024-02-14", (), False)),
        ("The Harbour Post | Monday, 3 May 2024", ("The Harbour Post", "2024-05-03", (), False)),
        ("The Harbour Post – Published 3 May 2024 11:48 am IST", ("The Harbour Post", "2024-05-03", (), False)),
        ("By Tom Orr | Sight & Frame | 14 February 2024", ("Sight & Frame", "2024-02-14", ("Tom Orr",), False)),
        ("By Tom Orr, The Harbour Post, 3 May 2024", ("The Harbour Post", "2024-05-03", ("Tom Orr",), False)),
        ("By Tom Orr | 3 May 2024", ("", "2024-05-03", ("Tom Orr",), False)),
        ("By Tom Orr, London, 3 May 2024", ("", "2024-05-03", ("Tom Orr",), False)),
        ("By Tom Orr | LONDON | 3 May 2024", ("", "2024-05-03", ("Tom Orr",), False)),
        # not sure that it is one: it is shown as inferred
        ("By Tom Orr | Snowline | 3 May 2024", ("Snowline", "2024-05-03", ("Tom Orr",), True)),
        ("The Lantern, 3 May 2024", ("The Lantern", "2024-05-03", (), True)),
    ],
)
def test_a_line_of_outlet_and_date_gives_both(line: str, expected: tuple[object, ...], body: str) -> None:
    assert meta_under(line, body) == expected
    article = parse_source(f"Snow and After: a Film in White\n\n{line}{body}".encode(), name="x.txt")
    (block,) = (block for block in article.blocks if block.text == line)
    assert block.kind is (Kind.BYLINE if expected[2] else Kind.DATE)


@pytest.mark.parametrize(
    "line",
    [
        "Published – 12 March 2025",
        "Updated: Monday, 12 March 2025",
        "LONDON, 3 May 2024",
        "NEW YORK · 3 May 2024",
        "Paris, 3 May 2024",
        "New York, 3 May 2024",
        "The Hague, 3 May 2024",
        "Monday, 3 May 2024",
        "May Review, 3 May 2024",
        "Ann Lee, 3 May 2024",
        "Ann Lee | 3 May 2024",
        "Tom Orr · 3 May 2024",
        "The Night of 3 May 2024",
        "The Times 3 May 2024",
        "Oslo Review Festival, 3 May 2024",
        "Tom Orr, The Harbour Post, 3 May 2024",
        "a harbour post, 3 May 2024",
        "She left the Harbour Post on 3 May 2024",
    ],
)
def test_a_place_a_person_or_a_weekday_is_no_outlet(line: str) -> None:
    assert meta_under(line)[0] == ""


def test_somebody_who_speaks_is_no_outlet() -> None:
    body = TALK.replace("Ann Lee", "Standard Orr")
    assert meta_under("Standard Orr, 3 May 2024", body)[:2] == ("", "2024-05-03")


def test_such_a_line_in_the_middle_or_under_front_matter_changes_nothing() -> None:
    line = "Sight & Frame, 14 February 2024"
    for inside, kind in ((line, Kind.DATE), ("The Mail, 3 May 2024", None)):
        late = parse_source(f"Snow and After\n{BODY * 4}\n{inside}\n{BODY}".encode(), name="x.txt")
        assert late.meta.outlet == ""
        assert not any(block.kind is kind and block.text == inside for block in late.blocks)
    front = f"---\noutlet: The Lantern\n---\n\n# Snow\n\n{line}{BODY}"
    assert parse_source(front.encode(), name="x.md").meta.outlet == "The Lantern"


HEADLINE = "Tova Lindahl on the pier that was sold twice, and on what it carries"
WRAPPED = """
Nobody in Ostvik remembers who built the pier. It stands in the charts of
three companies, two of which are gone, and it is wrong in every particular
that matters to a boat.

"I bought it for the nails," says Tova Lindahl, who came here nine winters
ago with a saw and a borrowed oar. "The rest of it is air."
"""
SPOKEN = """
Tova Lindahl: It was the nails.

Ole Brandt: And the rest?

Tova Lindahl: The rest of it is air, and I pay tax on it, twice a year, like anybody.
"""


@pytest.mark.parametrize("body", [WRAPPED, SPOKEN])
@pytest.mark.parametrize(
    ("below", "outlet", "published", "byline"),
    [
        ("The Pier Courier, 3 March 2026", "The Pier Courier", "2026-03-03", ()),
        ("3 March 2026", "", "2026-03-03", ()),
        ("By Ole Brandt", "", "", ("Ole Brandt",)),
        ("By Ole Brandt\nThe Pier Courier, 3 March 2026", "The Pier Courier", "2026-03-03", ("Ole Brandt",)),
    ],
)
def test_a_long_title_is_not_wrapped_into_what_tells_whence_it_is(
    body: str, below: str, outlet: str, published: str, byline: tuple[str, ...]
) -> None:
    article = parse_source(f"{HEADLINE}\n{below}\n{body}".encode())
    assert (article.meta.title, article.blocks[0].kind) == (HEADLINE, Kind.TITLE)
    assert (article.meta.outlet, article.meta.published, article.meta.byline) == (outlet, published, byline)


@pytest.mark.parametrize("body", [WRAPPED, SPOKEN])
@pytest.mark.parametrize("rest", ["and on the winter of 3 March 2026", "as nobody has told it before", "by night"])
def test_a_title_that_goes_on_below_stays_one(body: str, rest: str) -> None:
    article = parse_source(f"{HEADLINE}\n{rest}\n{body}".encode())
    assert (article.meta.title, article.meta.published) == (f"{HEADLINE} {rest}", "")


def test_a_date_within_what_is_wrapped_is_no_line_of_its_own() -> None:
    dated = WRAPPED.replace("It stands in the charts of\nthree", "It was sold, once more, on\n3 March 2026 to three")
    assert "once more, on 3 March 2026 to three companies" in parse_source(dated.encode()).blocks[0].text
