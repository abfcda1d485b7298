"""A small list to choose from."""

from running_app import Run


async def test_a_second_enter_in_the_same_moment_chooses_nothing_more(run: Run) -> None:
    async with run() as person:
        await person.press("O")
        for key in ["down", "enter", "enter"]:
            person.strike(key)
        await person.settle()
        assert "oldest first" in person.screen
        assert len(person.app.screen_stack) == 1
