"""Slips of somebody who edits a cleaned file by hand are told with their line, and nothing else is."""

import pytest
from hypothesis import given, settings

from rr_reader.library.cleaned import dump, load
from rr_reader.library.slips import slips_in
from strategies import articles

GOOD = """\
---
title: The Kiln Is Never Cold
kind: interview
published: 1987-03
speakers:
  - name: Ann Sorel
    role: host
  - name: Vera Plante
    role: guest
    aliases: [VP]
---

Ann Sorel met the potters.

**Ann Sorel:** Who lit the kiln first?

**Vera Plante** [0:12]: My aunt did.

**[0:20]** In a winter that nobody remembers.

**Mind** the step: it is steep.

**[answer] VP:** I do.

**Ann Sorel & Vera Plante:** And **so**: on.

> [!note] **Vera Plantte: nobody of that name

**Q:** And then?
"""

SLIPS = {
    "a name one letter off": ("**[answer] VP:** I", "**[answer] Vera Plantte:** I", "Vera Plante"),
    "half of a joint turn": ("Sorel & Vera Plante:", "Sorel & Vera Plate:", "Vera Plante"),
    "a name that is nobody's": ("**Vera Plante** [0:12]:", "**Odo Marsh** [0:12]:", "“Odo Marsh”"),
    "a name not closed": ("**Ann Sorel:** Who", "**Ann Sorel: Who", "**Ann Sorel:** …"),
    "a kind of block that is none": ("**[answer] VP", "**[anwser] VP", "answer, "),
    "a kind of article that is none": ("kind: interview", "kind: intervue", "interview, feature"),
    "a month that is none": ("1987-03", "31/13/2024", "31/13/2024"),
    "a role that is none": ("role: guest", "role: gust", "guest"),
}


def test_what_is_meant_so_is_no_slip() -> None:
    assert slips_in(GOOD) == ()


@pytest.mark.parametrize(("old", "new", "says"), SLIPS.values(), ids=SLIPS)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["unix", "dos"])
def test_a_slip_is_told_with_its_line_and_what_there_is(old: str, new: str, says: str, line_end: str) -> None:
    text = GOOD.replace(old, new)
    (slip,) = slips_in(text.replace("\n", line_end))
    assert new.split("\n")[0] in text.split("\n")[slip.line - 1]
    assert says in slip.message
    assert load(text).meta.title, "nothing is lost meanwhile"


def test_without_a_list_of_speakers_names_are_taken_as_they_are() -> None:
    start, end = GOOD.index("speakers:"), GOOD.index("---\n\n")
    assert slips_in(GOOD[:start] + GOOD[end:]) == ()


def test_who_is_not_among_the_speakers_is_told_once_with_who_is_meant() -> None:
    text = GOOD.replace("**Vera Plante** [0:12]", "**Vera Plantte** [0:12]").replace("**[answer] VP", "**Vera Plantte")
    (slip,) = slips_in(text)
    assert slip.names == ("Vera Plantte", "Vera Plante")


@settings(max_examples=40, deadline=None)
@given(articles)
def test_what_the_program_writes_has_no_name_unclosed_and_no_kind_that_is_none(article) -> None:
    told = [slip.message for slip in slips_in(dump(article))]
    assert not any("not closed" in message or "kind of block" in message for message in told)
