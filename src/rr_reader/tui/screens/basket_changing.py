"""What one changes in the basket: notes, tags, colours, the order; all of it saved before it is shown, and undoable."""

from collections.abc import Awaitable, Callable, Sequence
from functools import partial

from msgspec.structs import replace

from rr_reader.model.highlight import COLOURS, Highlight
from rr_reader.tui.basket import Held, tags_of, told_count
from rr_reader.tui.basket_keys import BY_ID, keys_of
from rr_reader.tui.basket_order import Pair, made_one, moved
from rr_reader.tui.commands import Keys, spoken
from rr_reader.tui.keeping import Change
from rr_reader.tui.screens.basket_list import BasketList
from rr_reader.tui.screens.choose import choose
from rr_reader.tui.screens.note import Note, Written
from rr_reader.tui.session import Session
from rr_reader.tui.widgets.prompt import Prompt

NOTE_WIDTH = 72
"""Columns of what one writes a note in, where there are so many."""


class BasketChanging(BasketList, inherit_bindings=False):
    """The list with what changes it."""

    _meant: Sequence[Held] = ()
    """What is typed is for these."""

    def __init__(self, session: Session, keys: Keys) -> None:
        super().__init__(session, keys)
        self._drafts: dict[str, str] = {}
        """Notes that were typed and not kept, by highlight."""

    # changing

    def change(self, make: Callable[[], Sequence[Pair]], said: str, what: str, *, follow: str = "") -> None:
        """Change highlights, once all changes before are made; shown when they are on the disk."""
        self.app.run_worker(self._change(make, said, what, follow), group="mark")  # the app's: it outlives the basket

    async def _change(self, make: Callable[[], Sequence[Pair]], said: str, what: str, follow: str) -> None:
        async with self._changing:
            changes = [Change(*pair) for pair in make() if pair[0] != pair[1]]
            if not changes:
                return
            is_saved = await self.session.highlights.put(*changes, what=what)
            self.look()
            if follow and self.is_attached:
                self.show(follow)
        if not is_saved:
            self.say(f"NOT SAVED: {self.session.highlights.trouble.removeprefix('not saved: ')}")
        elif said:
            undo = next(iter(keys_of(BY_ID["undo"], self.keys)), "")
            self.say(f"{said} ({spoken(undo)} undoes)" if undo else said)

    def _each(self, some: Sequence[Held], change: Callable[[Highlight], Highlight]) -> Callable[[], list[Pair]]:
        """Change each as it is by then."""
        wanted = {each.id for each in some}
        return lambda: [(each, change(each)) for each in self.session.highlights.all() if each.id in wanted]

    def action_remove(self) -> None:
        """Remove what is chosen: the words are marked no longer."""
        if some := self.chosen():
            self.going |= {each.id for each in some}
            self.show()
            change = self._each(some, lambda each: replace(each, is_gone=True))
            self.change(change, f"Removed: {told_count(some)}", "removing")

    def action_colour(self) -> None:
        """Ask for a colour."""
        if some := self.chosen():

            def take(colour: str | None) -> None:
                if colour:
                    change = self._each(some, lambda each: replace(each, colour=colour))
                    self.change(change, f"{colour}: {told_count(some)}", "colour")

            self.app.push_screen(choose("COLOUR", COLOURS, some[0].highlight.colour), take)

    def action_join(self) -> None:
        """Make those one that are held twice."""
        some = self.chosen()
        wanted = {each.id for each in some}
        if not any(each in wanted or of in wanted for each, of in self.twice.items()):
            self.say("No other quotation holds these words")
            return
        said = "Made one, with all notes and tags"
        self.change(lambda: made_one(self.held, self.twice, wanted), said, "joining what was held twice")

    def action_move_up(self) -> None:
        """Move the one under the cursor before the one that stands over it."""
        self._move(-1)

    def action_move_down(self) -> None:
        """Move it behind the one that stands under it."""
        self._move(1)

    def _move(self, step: int) -> None:
        one = self.list.current_id

        def make() -> Sequence[Pair]:
            beside = self.list.beside(step) if self.list.current_id == one else None
            if beside is None:
                return ()
            return moved(self.session.highlights.all(), one, beside.id, behind=step > 0)

        if one:
            self.change(make, "", "moving", follow=one)

    def action_undo(self) -> None:
        """Take back what was done last, here or in the article."""
        self.app.run_worker(self._undo(), group="mark")

    async def _undo(self) -> None:
        async with self._changing:
            step = self.session.past.back()
            await self._again(step.undo if step else partial(self._nothing, "Nothing to take back"))

    def action_redo(self) -> None:
        """Do again what was taken back."""
        self.app.run_worker(self._redo(), group="mark")

    async def _redo(self) -> None:
        async with self._changing:
            step = self.session.past.on()
            await self._again(step.redo if step else partial(self._nothing, "Nothing to do again"))

    async def _again(self, deed: Callable[[], Awaitable[None]]) -> None:
        """Take something back or do it again; the cursor goes to the first of what came back by that."""
        before = {each.id for each in self.session.highlights.all()}
        await deed()
        self.look()
        back = next((each.id for each in self.session.highlights.all() if each.id not in before), "")
        if back and self.is_attached:
            self.show(follow=back)

    async def _nothing(self, words: str) -> None:
        self.say(words)

    # typing

    def action_filter(self) -> None:
        """Open the line that filters the list."""
        self._whole_list()
        self.filter_prompt.open(self.filter_prompt.input.value if self.is_filtered else "")

    async def action_note(self) -> None:
        """Write a note to the one under the cursor."""
        if each := self.list.current:
            width = min(NOTE_WIDTH, self.size.width)
            text = self._drafts.get(each.id, each.highlight.note)
            note = Note("NOTE", " ".join(each.text.split()), text, width=width, lift=lambda rows: True)
            await self.app.push_screen(note, partial(self._take_note, each))
            await note.ready.wait()

    def _take_note(self, each: Held, written: Written | None) -> None:
        """Keep a note that was written; one that was left is what one goes on with the next time."""
        if written is None or written.text == each.highlight.note:
            return
        if written.is_kept:
            self._drafts.pop(each.id, None)
            said = "Note kept" if written.text else "Note removed"
            self.change(self._each([each], lambda one: replace(one, note=written.text)), said, "note")
        else:
            self._drafts[each.id] = written.text
            key = next(iter(keys_of(BY_ID["note"], self.keys)), "")
            self.say(f"The note is as it was; {spoken(key)} brings back what you typed")

    def action_tag(self) -> None:
        """Set the tags of one, or give several some."""
        if some := self.chosen():
            self._meant = some
            self.tag_prompt.open(", ".join(some[0].highlight.tags) if len(some) == 1 else "")
            self.tag_prompt.say(told_count(some) if len(some) > 1 else "")

    def on_prompt_typed(self, message: Prompt.Typed) -> None:
        """Filter while one types."""
        if message.prompt is self.filter_prompt:
            self.filter_by(self.filter_prompt.input.value)

    def on_prompt_entered(self, message: Prompt.Entered) -> None:
        """Take what was typed."""
        some, text = self._meant, message.text
        if message.prompt is self.filter_prompt:
            self.filter_by(text)
            self.set_focus(None)
            if not text.strip():
                self.filter_prompt.close()
            return
        self._end_typing(message.prompt)
        is_one = len(some) == 1
        change = self._each(some, lambda each: replace(each, tags=tags_of(text, () if is_one else each.tags)))
        self.change(change, f"Tags kept: {told_count(some)}", "tags")

    @property
    def _typed_into(self) -> Prompt | None:
        return next((prompt for prompt in self.query(Prompt) if prompt.input is self.focused), None)

    def _end_typing(self, prompt: Prompt) -> None:
        prompt.put("")
        prompt.close()
        self.set_focus(None)

    def _whole_list(self) -> None:
        self.remove_class("-whole")
