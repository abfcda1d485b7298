"""While selecting, what moves takes the selection along: what is mended or copied then is what one saw grow."""

import pytest
import shelf
from running_app import Run

SIZES = [(120, 40), (40, 12)]


async def at_answer(run_person, *keys: str) -> None:
    run_person.app.screen.open_article(shelf.HARBOUR)
    run_person.app.screen.go_to_pane("reader")
    await run_person.settle()
    await run_person.press("g", "]", "]", "}", *keys)


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize(
    ("keys", "first", "last"),
    [
        (("G",), "You don’t.", "© The Quay Review"),
        (("end",), "You don’t.", "© The Quay Review"),
        (("g",), "The Harbour Was", "came from."),
        (("home",), "The Harbour Was", "came from."),
        (("}",), "You don’t.", "every day."),
        (("}", "{"), "You don’t.", "came from."),
        (("}", "}"), "You don’t.", "herring real?"),
        (("{",), "How do you", "came from."),
        (("{", "}"), "You don’t.", "came from."),
        (("]",), "You don’t.", "herring real?"),
        (("[",), "How do you", "came from."),
        (("G", "g"), "The Harbour Was", "© The Quay Review"),
    ],
    ids=str,
)
async def test_jumps_take_the_selection_along(
    run: Run, size: tuple[int, int], keys: tuple[str, ...], first: str, last: str
) -> None:
    async with run(size=size) as person:
        await at_answer(person, "V", *keys)
        reader = person.app.screen.reader
        span, blocks = reader.selection, reader.article.blocks
        assert blocks[span.start.block].text[span.start.offset :].startswith(first)
        assert blocks[span.end.block].text[: span.end.offset].endswith(last)
        assert person.selected, "the end that moves is in sight"


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize(
    ("keys", "first", "last"),
    [
        (("n",), "You record everything", "the hole is the fog"),
        (("n", "N"), "You record everything", "that fog"),
        (("N",), "fog?", "You don’t. "),
        (("N", "n"), "You record everything", "that fog"),
        (("y", "n"), "", ""),
    ],
    ids=str,
)
async def test_hits_take_the_selection_along(
    run: Run, size: tuple[int, int], keys: tuple[str, ...], first: str, last: str
) -> None:
    async with run(size=size) as person:
        await at_answer(person, "/", *"fog", "enter", "v")
        assert "to a hit" in person.foot or size[0] < 60
        await person.press(*keys)
        reader = person.app.screen.reader
        span, blocks = reader.selection, reader.article.blocks
        if not first:
            assert not span, "what was copied is selected no longer"
            return
        assert blocks[span.start.block].text[span.start.offset :].startswith(first)
        assert blocks[span.end.block].text[: span.end.offset].endswith(last)
        assert person.selected, "the end that moves is in sight"


@pytest.mark.parametrize("keys", [("space",), ("pagedown",), ("ctrl+d",), ("j",)], ids=str)
async def test_pages_and_lines_take_the_selection_along_and_back(run: Run, keys: tuple[str, ...]) -> None:
    async with run(size=(80, 24)) as person:
        await at_answer(person, "v")
        before = person.app.screen.reader.selection
        await person.press(*keys)
        grown = person.app.screen.reader.selection
        assert grown.start == before.start
        assert grown.end > before.end
        await person.press({"space": "b", "pagedown": "pageup", "ctrl+d": "ctrl+u", "j": "k"}[keys[0]])
        assert before.start in person.app.screen.reader.selection or not before.start
        assert person.app.screen.reader.selection.end < grown.end


async def test_what_was_copied_is_left_behind(run: Run) -> None:
    async with run() as person:
        await at_answer(person, "V", "y", "}")
        assert person.app.screen.reader.selection is None


@pytest.mark.parametrize(
    ("keys", "first", "last"),
    [
        (("E",), "How do you", "every day."),
        (("v", "E"), "How do you", "every day."),  # from a sentence of the answer: its question too
        (("E", "E"), "How do you", "real too."),
        (("o", "E"), "How do you", "every day."),  # nothing selected: no other end
        (("v", "o", "E", "o", "E"), "How do you", "real too."),
        (("E", "W", "W"), "How do you", "I asked him every"),
        (("V", "y", "E"), "How do you", "every day."),
    ],
    ids=str,
)
async def test_a_question_is_selected_with_its_answers(run: Run, keys: tuple[str, ...], first: str, last: str) -> None:
    async with run(size=(40, 12)) as person:
        await at_answer(person, *keys)
        span, blocks = person.app.screen.reader.selection, person.app.screen.reader.article.blocks
        assert blocks[span.start.block].text[span.start.offset :].startswith(first)
        assert blocks[span.end.block].text[: span.end.offset].endswith(last)


async def test_a_selection_survives_what_changes_around_it(run: Run) -> None:
    async with run() as person:
        await at_answer(person, "v", "v", "w")
        chosen, words = person.app.screen.reader.selection, person.selected
        for size in ((80, 24), (40, 12), (120, 40)):
            await person.resize(*size)
            assert person.app.screen.reader.selection == chosen
        assert person.selected == words
        await person.press("/", *"herring", "escape")
        assert person.selected == words, "a search that was given up"
        await person.press("f", *"harbour", "enter", "3")
        assert person.selected == words, "another list"
        await person.press("i", "q", "z", "z", "T", "s", "s", "s")
        assert person.app.screen.reader.selection == chosen, "the account, the panes, the theme, one voice"
        await person.press("Y")
        assert person.copied == words


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize(
    ("keys", "first", "last"),
    [
        (("v", ">", ">"), "You don’t.", "is the fog."),
        (("v", ">", ">", "<"), "You don’t.", "through wool."),
        (("v", ">", "o", ">", "o", ">", ">", ">"), "You record", "every day."),  # the first one given back
        (("v", "<"), "How do you", "You don’t."),
        (("v", "y", ">"), "You don’t.", "through wool."),
    ],
    ids=str,
)
async def test_sentences_are_taken_and_given_back_at_either_end(
    run: Run, size: tuple[int, int], keys: tuple[str, ...], first: str, last: str
) -> None:
    async with run(size=size) as person:
        await at_answer(person, *keys)
        span, blocks = person.app.screen.reader.selection, person.app.screen.reader.article.blocks
        assert blocks[span.start.block].text[span.start.offset :].startswith(first)
        assert blocks[span.end.block].text[: span.end.offset].endswith(last)
        assert person.selected, "the end that moves is in sight"
