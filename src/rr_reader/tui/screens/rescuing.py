"""What the main screen does while highlights cannot be saved: it says so, tries again, and offers other places."""

import asyncio
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from rr_reader.errors import ReaderError
from rr_reader.tui.commands import spoken
from rr_reader.tui.rescuing import as_text, write_lines
from rr_reader.tui.screens.saved_searches import SavedSearchesScreen

if TYPE_CHECKING:
    from rr_reader.tui.remarking import Rescue
    from rr_reader.tui.steps import Decided


class RescuingScreen(SavedSearchesScreen, inherit_bindings=False):
    """The panes, which lose nothing that was highlighted or noted."""

    def look_at_file(self) -> None:
        """See what has changed in other windows, and try again to save what is not saved."""
        super().look_at_file()
        if self.session.highlights.unsaved:
            self.run_worker(self._save_again(), group="save-again", exclusive=True)

    async def _save_again(self) -> None:
        if await self.session.highlights.save_again():
            self.say("Saving works again: your highlights are saved")

    def tell_saved(self, said: str, is_saved: bool) -> None:
        """Say what was done, and how it is undone; or that it is not saved."""
        undo = next(iter(self.keys.of("undo")), "")
        if is_saved:
            self.say(f"{said} ({spoken(undo)} undoes)" if undo else said)
        else:
            self.say(f"NOT SAVED: {self.session.highlights.trouble.removeprefix('not saved: ')}", severity="warning")

    def unsaved_words(self, *, briefly: bool) -> str:
        """Say that something is not saved, for as long as it is not, and which key saves it elsewhere."""
        if not (count := len(self.session.highlights.unsaved)):
            return super().unsaved_words(briefly=briefly)
        save = spoken(next(iter(self.keys.of("save-elsewhere")), ""))
        if briefly:
            return f"NOT SAVED: {count}" + (f" ({save})" if save else "")
        what = f"NOT SAVED: {count} {'highlight' if count == 1 else 'highlights'}"
        if not self.session.highlights.at_risk:
            return f"{what}, but in the file"
        return what + (f" ({save} saves elsewhere)" if save else "")

    async def action_save_elsewhere(self) -> None:
        """Ask what becomes of what could not be saved."""
        if self.session.highlights.unsaved:
            await self.offer_unsaved()
        else:
            self.say("Still being saved …" if self.reader_app.errands else "All your highlights are saved")

    async def offer_unsaved(self, *, is_leaving: bool = False) -> None:
        """Ask what becomes of what could not be saved, before one leaves if one `is_leaving`."""
        from rr_reader.tui.remarking import Rescue, unsaved_step  # late: not for the first screen

        def done(decided: "Decided | None") -> None:
            if isinstance(decided, Rescue):
                self.run_worker(self._rescue(decided, is_leaving), group="rescue")

        highlights = self.session.highlights
        step = unsaved_step(len(highlights.unsaved), Path.home(), is_leaving=is_leaving)
        await self.ask(step, (highlights.trouble,), done)

    async def _rescue(self, rescue: "Rescue", is_leaving: bool) -> None:
        highlights = self.session.highlights
        if rescue.way == "copy":
            self.reader_app.copy_written(partial(as_text, highlights.unsaved), "what is NOT SAVED")
            return
        if rescue.way == "again" and not await highlights.save_again():
            self.say(f"NOT SAVED: {highlights.trouble.removeprefix('not saved: ')}", severity="warning")
            return
        said, these = "Your highlights are saved", highlights.at_risk or highlights.unsaved
        if rescue.way == "file":
            try:
                path = await asyncio.to_thread(write_lines, rescue.path, these)
            except ReaderError as error:
                self.say(str(error), severity="warning")
                return
            said = f"Saved to {path}; your library gets them as soon as it can be written"
        if rescue.way != "again":
            highlights.settle_for(highlights.unsaved if rescue.way == "leave" else these)
        self.say(said)
        if is_leaving:
            await self.run_action("quit")
