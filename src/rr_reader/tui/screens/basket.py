"""The basket: what one does with all quotations that one marked. Opened with Q."""

import time
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import CancelledError
from contextlib import suppress
from functools import partial
from inspect import isawaitable
from pathlib import Path
from typing import TYPE_CHECKING

from rr_reader.errors import ReaderError
from rr_reader.quotes.excerpt import Excerpt
from rr_reader.quotes.grouping import GROUPS
from rr_reader.quotes.wording import plain
from rr_reader.tui.basket import GROUPINGS, Held, told_count
from rr_reader.tui.basket_keys import BY_ID, help_lines
from rr_reader.tui.commands import Keys
from rr_reader.tui.copying import Copying, counted
from rr_reader.tui.screens.basket_changing import BasketChanging
from rr_reader.tui.screens.basket_list import Opened
from rr_reader.tui.screens.choose import choose
from rr_reader.tui.screens.overlay import Overlay
from rr_reader.tui.session import Session
from rr_reader.tui.widgets.prompt import Prompt
from rr_reader.view.quotation import LOST

if TYPE_CHECKING:
    from rr_reader.quotes.exporting import Exported

__all__ = ["Basket", "Opened"]


class Basket(BasketChanging, inherit_bindings=False):
    """Returns where to open which article, or None."""

    _format = "markdown"
    _last_marked = ""
    _wanted = ""
    """What is to be opened once it is found."""

    def __init__(self, session: Session, keys: Keys, copying: Copying, rescue: Callable[[], Awaitable[None]]) -> None:
        """`rescue` asks what becomes of what could not be saved."""
        super().__init__(session, keys)
        self._copying, self._rescue = copying, rescue

    async def action_command(self, command_id: str, key: str) -> None:
        """Do what a key means."""
        if command_id in BY_ID:
            done = getattr(self, "action_" + command_id.replace("-", "_"))()
            if isawaitable(done):
                await done
            return
        target = self.page if self.has_class("-whole") else self.list
        getattr(target, "action_" + command_id.replace("-", "_"))()

    # leaving, and what is seen

    def action_close(self) -> None:
        """Close the basket."""
        self.dismiss(None)

    def action_back(self) -> None:
        """Close one thing after the other: the line, the whole quotation, the filter, the marks, the basket."""
        prompt = self._typed_into
        if prompt and prompt is not self.filter_prompt:
            self._end_typing(prompt)
        elif self.has_class("-whole"):
            self.action_preview()
        elif prompt or self.is_filtered:
            self._end_typing(self.filter_prompt)
            self.filter_by("")
        elif self.marked:
            self.marked.clear()
            self.show()
        else:
            self.dismiss(None)

    def action_open(self) -> None:
        """Open the article at the words; what is still looked for, once it is found."""
        each = self.list.current
        self._wanted = each.id if each and each.is_sought else ""
        if each and each.span:
            self.dismiss((each.highlight.article, each.span))
        elif each:
            self.say("It is still being looked for" if each.is_sought else LOST)

    def _take(self, found: list[Held]) -> None:
        super()._take(found)
        each = self.list.current
        if each and each.id == self._wanted and not each.is_sought:
            self.action_open()

    def on_quotations_taken(self) -> None:
        """Open what was clicked."""
        self.action_open()

    def action_preview(self) -> None:
        """Show the whole quotation in the list's place, or the list again."""
        self.toggle_class("-whole")

    def action_keys(self) -> None:
        """Show what the keys do here."""
        self.app.push_screen(Overlay("KEYS IN THE BASKET", partial(help_lines, self.keys), self.keys, "help"))

    def action_group(self) -> None:
        """Group them the next way."""
        names = list(GROUPINGS)
        self.group_by(names[(names.index(self.grouping) + 1) % len(names)])

    def action_choose_group(self) -> None:
        """Ask how they are to be grouped."""
        by_words = {words: name for name, words in GROUPINGS.items()}

        def take(words: str | None) -> None:
            if words:
                self.group_by(by_words[words])

        self.app.push_screen(choose("SHOW THEM", list(by_words), GROUPINGS[self.grouping]), take)

    async def action_rescue(self) -> None:
        """Ask what becomes of what could not be saved."""
        await self._rescue()

    # marks

    def action_mark(self) -> None:
        """Mark the one under the cursor, or take its mark away, and go on."""
        if each := self.list.current:
            self.marked ^= {each.id}
            self._last_marked = each.id
            self.list.move(1)
            self.show()

    def action_mark_range(self) -> None:
        """Mark all from the last one marked to this one."""
        shown, here = self.list.shown(), self.list.current_id
        if here:
            start = shown.index(self._last_marked if self._last_marked in shown else here)
            first, last = sorted((start, shown.index(here)))
            self.marked |= {*shown[first : last + 1]}
            self._last_marked = here
            self.show()

    def action_mark_all(self) -> None:
        """Mark all that are listed; where all are, none."""
        shown = {*self.list.shown()}
        self.marked = set() if shown <= self.marked else self.marked | shown
        self.show()

    # copying

    def action_copy_cited(self) -> None:
        """Copy what is chosen, each with its citation, or in the style that the settings name."""
        self._copy(self._copying.cited)

    def action_copy_plain(self) -> None:
        """Copy the words alone."""
        self._copy(lambda excerpts: "\n\n".join(map(plain, self._copying.bare(excerpts))))

    def action_copy_style(self) -> None:
        """Ask for a style, and copy in it."""
        from rr_reader.tui.screens.styles import Chosen, Styles  # late: few ask

        def take(style: Chosen | None) -> None:
            if style:
                self._copy(lambda excerpts: self._copying.written(excerpts, style.style, drops=style.drops))

        if some := self.chosen():
            self.app.push_screen(Styles([each.excerpt for each in some], self._copying, self.keys), take)

    def _copy(self, write: Callable[[Sequence[Excerpt]], str]) -> None:
        if some := self.chosen():
            excerpts = [each.excerpt for each in some]
            what = f"{told_count(some)}, {counted(excerpts)}" if len(some) > 1 else counted(excerpts)
            self.owner.copy_written(partial(write, excerpts), what)  # type: ignore[attr-defined]

    # writing to files

    def action_export(self) -> None:
        """Ask for a format, then for a file."""
        from rr_reader.quotes.exporting import exports  # late: not for the first screen

        some, formats = self._exported(), exports()

        def take(name: str | None) -> None:
            if name:
                self._format, self._meant = name, some
                self.path_prompt.open(f"~/quotations-{time.strftime('%Y-%m-%d')}{formats[name].suffix}")
                self.path_prompt.say(f"{name}, {told_count(some)}")

        if some:
            self.app.push_screen(choose(f"WRITE {told_count(some).upper()} AS", list(formats), self._format), take)

    def _exported(self) -> list[Held]:
        by_id = {each.id: each for each in self.held}
        return self.chosen() if self.marked else [by_id[each] for each in self.list.shown()]

    def on_prompt_entered(self, message: Prompt.Entered) -> None:
        """Write to the file that was named, or take what else was typed."""
        if message.prompt is not self.path_prompt:
            super().on_prompt_entered(message)
        elif typed := message.text.strip():
            excerpts = [each.excerpt for each in self._meant]
            self.app.run_worker(partial(self._write_file, typed, self._format, excerpts), thread=True, group="copy")

    def _write_file(self, typed: str, name: str, excerpts: Sequence[Excerpt]) -> None:
        """Write a file, or notes into a folder."""
        from rr_reader.quotes.exporting import export_to  # late: not for the first screen

        by = self.grouping if self.grouping in GROUPS else "none"
        removed = {each.id for each in self.session.store.highlights.everything() if each.is_gone}
        try:
            path = Path(typed).expanduser().absolute()
            done = export_to(path, excerpts, name, by, removed=removed)
        except (ReaderError, RuntimeError, ValueError) as error:  # RuntimeError: ~ of nobody; ValueError: a NUL
            told = partial(self._not_written, str(error).partition(" --")[0])
        else:
            told = partial(self._written, _done(done, path, len(excerpts)))
        with suppress(RuntimeError, CancelledError):  # the app has ended meanwhile
            self.owner.call_from_thread(told)

    def _written(self, words: str) -> None:
        if self._typed_into is self.path_prompt:
            self._end_typing(self.path_prompt)
        self.say(words)

    def _not_written(self, words: str) -> None:
        """Say what is wrong under the line, to type another; where one has left it meanwhile, as a notice."""
        if self._typed_into is self.path_prompt:
            self.path_prompt.complain(words)
        else:
            self.say(words)


def _done(done: "Exported", path: Path, count: int) -> str:
    """Say what was written where."""
    state = "Written" if done.new else "Brought up to date" if done.changed else "Up to date already"
    files = len((*done.new, *done.changed, *done.same))
    many = f" in {files} files" if files > 1 else ""
    edited = f"; {len(done.edited)} left as you edited them" if done.edited else ""
    return f"{state}: {count:,} quotation{'s' * (count != 1)}{many}: {path}{edited}"
