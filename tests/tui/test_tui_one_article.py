"""Whatever the keys and the size: what the reader draws is what its title names, and what is copied."""

import asyncio
import re
import tempfile
from pathlib import Path

import shelf
from hypothesis import example, given, settings
from hypothesis import strategies as st
from person import Person
from running_app import running

ARTICLES = {"The Harbour": shelf.INTERVIEW, "A Glass": shelf.FEATURE, "Bell": shelf.TRANSCRIPT}
"""What the titles begin with, and the articles."""
SIZES = [(40, 12), (60, 20), (80, 24), (120, 30)]
KEYS = ["j", "G", "g", "enter", "escape", "J", "K", "/", "2", "3", "1", "tab", "z", "s", "n", "u", "}", "ctrl+l", "v"]
UNSEEN = ["G", "enter", "escape", "g", "/", "escape"]
"""Opens another article while the reader is hidden."""


def long_words(text: str) -> set[str]:
    return set(re.findall(r"\w{5,}", text.lower()))


def others(name: str, text: str) -> set[str]:
    """List the long words of a text that stand in other articles and not in this one."""
    elsewhere = set().union(*(long_words(other) for each, other in ARTICLES.items() if each != name))
    return long_words(text) & (elsewhere - long_words(ARTICLES[name]))


@settings(max_examples=3, deadline=None)
@given(st.lists(st.sampled_from(KEYS) | st.sampled_from(SIZES), min_size=4, max_size=10), st.sampled_from(SIZES))
@example(UNSEEN, (40, 12))
@example(["G", "enter", "escape", "g", (60, 20), "/", "escape"], (40, 12))
def test_what_is_drawn_is_what_is_named_and_copied(steps: list[str | tuple[int, int]], size: tuple[int, int]) -> None:
    asyncio.run(looked_at(steps, size))


async def looked_at(steps: list[str | tuple[int, int]], size: tuple[int, int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shelf.fill(Path(folder) / "library")
        async with running(Path(folder), size=size) as person:
            for step in steps:
                await (person.press(step) if isinstance(step, str) else person.resize(*step))
                seen(person)
            await person.press("escape", "3", "Y")
            assert not others(seen(person), person.copied), person.screen


def seen(person: Person) -> str:
    """Give which article the reader shows, of which every word must be; "" while it is hidden."""
    if not person.reader.strip():
        return ""
    title = re.split("ARTICLES.*?first", person.title_row)[-1]
    (named,) = (name for name in ARTICLES if name in title)
    assert long_words(person.reader) & long_words(ARTICLES[named]), person.screen
    assert not others(named, person.reader), person.screen
    return named
