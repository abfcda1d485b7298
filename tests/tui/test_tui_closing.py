"""What lies over the main screen closes once, however often it is told to in one moment."""

from running_app import Run


async def test_a_second_enter_in_the_same_moment_chooses_nothing_more(run: Run) -> None:
    async with run() as person:
        await person.press("O")
        for key in ["down", "enter", "enter"]:
            person.strike(key)
        await person.settle()
        assert "oldest first" in person.screen
        assert len(person.app.screen_stack) == 1


async def test_a_second_enter_on_a_hit_of_the_library_opens_nothing_more(run: Run) -> None:
    async with run() as person:
        await person.press("S")
        await person.type("salt")
        await person.press("down")
        for key in ["enter", "enter"]:
            person.strike(key)
        await person.settle()
        assert len(person.app.screen_stack) == 1
        assert person.inked("hit-now").casefold() == "salt"


async def test_in_one_burst_each_key_is_for_what_the_one_before_left_there(run: Run) -> None:
    async with run() as person:
        for key in ["O", "j", "enter"]:
            person.strike(key)
        await person.settle()
        assert "oldest first" in person.screen
        for key in ["O", "q", "q"]:
            person.strike(key)
        await person.until(lambda: person.app._exit)
        assert person.app.return_code == 0
