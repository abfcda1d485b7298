"""The session's highlights: on the disk before they are shown; what could not be saved is kept and offered."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from msgspec.structs import replace

from rr_reader.errors import StorageError
from rr_reader.model.highlight import COLOURS, Anchor, Highlight, time_of
from rr_reader.tui.past import Past, Step
from rr_reader.tui.saving import Saver
from rr_reader.userdata.highlights import in_order
from rr_reader.userdata.merging import redone
from rr_reader.userdata.store import Store


class Change(NamedTuple):
    """A highlight as it was, None for a new one, and as it shall be; to remove it, with `is_gone`."""

    before: Highlight | None
    after: Highlight

    def reversed(self) -> "Change":
        """Give the change that takes this one back."""
        return Change(self.after, self.before or replace(self.after, is_gone=True))


class Keeping:
    """All highlights of one user, as they are known here. What other windows write is taken over by `take`.

    Who draws them asks for `version`, which grows with each change. The methods are for the screen's thread.
    """

    def __init__(self, store: Store, saver: Saver, past: Past) -> None:
        self._store = store
        self._saver = saver
        self._past = past
        self._known: dict[str, Highlight] = {}
        self._unsaved: dict[str, Change] = {}
        """From what was on the disk to what shall be, by id."""
        self._elsewhere: frozenset[Highlight] = frozenset()
        """Of what is unsaved, what nobody need be asked about again."""
        self._all: tuple[Highlight, ...] | None = None
        self._is_loaded = False
        self._one_by_one = asyncio.Lock()
        self.version = 0
        self.trouble = ""
        """Why what is unsaved is not saved, in one line."""
        self.colour = COLOURS[0]
        """The colour that the next highlight gets."""
        self.tell: Callable[[str], None] = lambda words: None
        """Who says what undoing and doing again have done."""
        self.show: Callable[[], None] = lambda: None
        """Who draws anew after any change."""

    # what there is

    async def load(self) -> None:
        """Read them from the disk, once; before that there are none."""
        async with self._one_by_one:
            if not self._is_loaded:
                known = await asyncio.to_thread(self._store.highlights.known)
                colour = await asyncio.to_thread(self._store.kept, "colour")
                self.colour = colour if colour in COLOURS else self.colour
                if known is not None:  # else whoever looks for news reads them
                    self.take(known, self.version)

    @property
    def is_loaded(self) -> bool:
        """Tell whether they were read from the disk."""
        return self._is_loaded

    def all(self) -> tuple[Highlight, ...]:
        """Give all that were not removed, in the order that somebody put them in, then in that of their making."""
        if self._all is None:
            there = (each for each in self._known.values() if not each.is_gone)
            self._all = tuple(sorted(there, key=in_order))
        return self._all

    def of(self, article_id: str) -> tuple[Highlight, ...]:
        """Give those of one article, in the same order."""
        return tuple(each for each in self.all() if each.article == article_id)

    def __contains__(self, highlight_id: str) -> bool:
        """Tell whether a highlight is known here, or was."""
        return highlight_id in self._known

    def counts(self) -> Mapping[str, int]:
        """Say how many each article has, by its id."""
        return Counter(each.article for each in self.all())

    @property
    def unsaved(self) -> tuple[Highlight, ...]:
        """What was changed here and is not on the disk, those that were removed too."""
        return tuple(change.after for change in self._unsaved.values())

    @property
    def at_risk(self) -> tuple[Highlight, ...]:
        """What is unsaved, and nowhere else either."""
        return tuple(each for each in self.unsaved if each not in self._elsewhere)

    # changing

    def new(self, *, colour: str = "", note: str = "") -> Highlight:
        """Give a highlight of no words yet, with an id and a time of its own: `quotes.gathering.marked` gives it words.

        It stands behind all others.
        """
        import secrets  # late: not for the first screen

        order = max((each.order for each in self.all()), default=0.0)
        made = time_of(datetime.now(UTC))
        return Highlight(
            secrets.token_hex(8), "", Anchor(""), colour=colour or self.colour, note=note, made=made, order=order
        )

    async def put(self, *changes: Change, what: str = "highlight", is_step: bool = True) -> bool:
        """Make changes, all or none, after what was asked for before; True once they are on the disk.

        Where that fails they hold here all the same, are `unsaved`, and are tried again with every further change.
        What another window has changed of the same highlight meanwhile stays: see `userdata.merging`. The changes are
        one step of the session's past, unless they are no `is_step`; `what` says of what kind they are.
        """
        if not changes:
            return True
        async with self._one_by_one:
            trouble, kept, made = await asyncio.to_thread(self._write, changes, time_of(datetime.now(UTC)))
            self._hold(kept, made, trouble)
        if is_step:
            self._past.did(self._step(tuple(made), what))
        self.show()
        return not trouble

    async def save_again(self) -> bool:
        """Try to save what is unsaved; True where nothing is unsaved any more."""
        async with self._one_by_one:
            if not self._unsaved:
                return True
            trouble, kept, _ = await asyncio.to_thread(self._write, (), "")
            if trouble:
                return False
            self._hold(kept, (), "")
        self.show()
        return True

    def settle_for(self, elsewhere: Iterable[Highlight]) -> None:
        """Know that these are saved elsewhere, or are not missed: no longer `at_risk`, and still tried again here.

        What is changed after that is at risk as before.
        """
        self._elsewhere = frozenset(elsewhere)
        self.show()

    def prefer(self, colour: str) -> None:
        """Let the next highlights have this colour, also those of another day."""
        self.colour = colour
        self._saver.save(lambda store: store.keep("colour", colour))

    def take(self, everything: Iterable[Highlight], version: int) -> bool:
        """Take over what another window has written, read when `version` was this; False if that is past by now."""
        if version != self.version:
            return False
        known = self._with_unsaved({each.id: each for each in everything})
        self._is_loaded = True
        if known != self._known:
            self._known = known
            self._changed()
            self.show()
        return True

    def _write(self, changes: Sequence[Change], now: str) -> tuple[str, dict[str, Highlight], list[Change]]:
        """Put changes on the disk with what is unsaved, in a thread.

        Gives what went wrong, what was to be kept, by id, and the changes as they were made to what was there.
        """
        ids = {*self._unsaved, *(each.after.id for each in changes)}
        made: list[Change] = []
        kept: dict[str, Highlight] = {}

        def change(there: Mapping[str, Highlight]) -> Iterable[Highlight]:
            by_now = self._with_unsaved(there)
            made[:] = (_made(each, by_now.get(each.after.id), now) for each in changes)
            kept.update({key: by_now[key] for key in self._unsaved} | {each.after.id: each.after for each in made})
            return kept.values()

        try:
            self._store.highlights.update(change, ids)
        except StorageError as error:
            change({})  # nothing was: they hold here all the same
            return str(error), kept, made
        return "", kept, made

    def _with_unsaved(self, there: Mapping[str, Highlight]) -> dict[str, Highlight]:
        """Give what there is with what is unsaved made to it."""
        return {**there, **{key: redone(there.get(key), *change) for key, change in self._unsaved.items()}}

    def _hold(self, kept: Mapping[str, Highlight], made: Iterable[Change], trouble: str) -> None:
        self._known |= kept
        changed = {each.after.id: each for each in made}
        first = {key: self._unsaved.get(key, change).before for key, change in changed.items()}
        more = {key: Change(first[key], change.after) for key, change in changed.items()}
        self._unsaved = {**self._unsaved, **more} if trouble else {}
        self.trouble = trouble
        self._changed()

    def _changed(self) -> None:
        self.version += 1
        self._all = None

    # taking back

    def _step(self, made: tuple[Change, ...], what: str) -> Step:
        async def undo() -> None:
            await self.put(*(change.reversed() for change in made), is_step=False)
            self.tell(f"Taken back: {what}{_words(made)}")

        async def redo() -> None:
            await self.put(*made, is_step=False)
            self.tell(f"Done again: {what}{_words(made)}")

        return Step(undo, redo)


def _made(change: Change, there: Highlight | None, now: str) -> Change:
    """Make a change to a highlight as it is by now, so that no window undoes another's work."""
    return Change(there or change.before, redone(there, change.before, replace(change.after, changed=now)))


def _words(made: Sequence[Change]) -> str:
    if len(made) > 1:
        return f" ({len(made)})"
    words = " ".join(made[0].after.anchor.exact.split()) if made else ""
    return f" “{words[:40].rstrip()}…”" if len(words) > 41 else f" “{words}”"
