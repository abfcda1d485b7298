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
        self._unsaved: dict[str, Highlight] = {}
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
                known = await asyncio.to_thread(self._store.highlights.everything)
                colour = await asyncio.to_thread(self._store.kept, "colour")
                self.colour = colour if colour in COLOURS else self.colour
                self.take(known, self.version)

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
        return tuple(self._unsaved.values())

    # changing

    def new(self, *, colour: str = "", note: str = "") -> Highlight:
        """Give a highlight of no words yet, with an id and a time of its own: `quotes.gathering.marked` gives it words.

        It stands behind all others.
        """
        import secrets  # late: not for the first screen

        order = max((each.order for each in self.all()), default=0.0)
        made = _now()
        return Highlight(
            secrets.token_hex(8), "", Anchor(""), colour=colour or self.colour, note=note, made=made, order=order
        )

    async def put(self, *changes: Change, what: str = "highlight", is_step: bool = True) -> bool:
        """Make changes, all or none, after what was asked for before; True once they are on the disk.

        Where that fails they hold here all the same, are `unsaved`, and are tried again with every further change.
        What another window has changed of the same highlight meanwhile stays: see `joined`. The changes are one step
        of the session's past, unless they are no `is_step`; `what` says of what kind they are.
        """
        if not changes:
            return True
        async with self._one_by_one:
            trouble, made = await asyncio.to_thread(self._write, changes, _now())
            self._hold(made, trouble)
        if is_step:
            self._past.did(self._step(made, what))
        self.show()
        return not trouble

    async def save_again(self) -> bool:
        """Try to save what is unsaved; True where nothing is unsaved any more."""
        async with self._one_by_one:
            if not self._unsaved:
                return True
            trouble, _ = await asyncio.to_thread(self._write, (), "")
            if trouble:
                return False
            self._hold((), "")
        self.show()
        return True

    def forget_unsaved(self) -> None:
        """Let go of what is unsaved: it was saved elsewhere."""
        self._unsaved.clear()
        self.trouble = ""
        self.show()

    def prefer(self, colour: str) -> None:
        """Let the next highlights have this colour, also those of another day."""
        self.colour = colour
        self._saver.save(lambda store: store.keep("colour", colour))

    def take(self, everything: Iterable[Highlight], version: int) -> bool:
        """Take over what another window has written, read when `version` was this; False if that is past by now."""
        if version != self.version:
            return False
        known = {each.id: each for each in everything} | self._unsaved
        self._is_loaded = True
        if known != self._known:
            self._known = known
            self._changed()
            self.show()
        return True

    def _write(self, changes: Sequence[Change], now: str) -> tuple[str, tuple[Change, ...]]:
        """Put changes on the disk with what is unsaved, in a thread; give what went wrong, and what was changed."""
        highlights, articles = self._store.highlights, {change.after.article for change in changes}
        there = {each.id: each for article in articles for each in highlights.of(article)} | self._unsaved
        made = tuple(joined(change, there.get(change.after.id), now) for change in changes)
        try:
            highlights.put(*({**self._unsaved, **{each.after.id: each.after for each in made}}.values()))
        except StorageError as error:
            return str(error), made
        return "", made

    def _hold(self, made: Iterable[Change], trouble: str) -> None:
        changed = {each.after.id: each.after for each in made}
        self._known |= changed
        self._unsaved = {**self._unsaved, **changed} if trouble else {}
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


def joined(change: Change, there: Highlight | None, now: str) -> Change:
    """Make a change to a highlight as it is on the disk: only what it changes, so that no window undoes another's work.

    Of two notes both stay.
    """
    before, after = change
    stamped = replace(after, changed=now)
    if there is None or before is None or there == before:
        return Change(there or before, stamped)
    fields = ("anchor", "cut", "article", "colour", "note", "tags", "order", "is_gone")
    changed = {name: getattr(after, name) for name in fields if getattr(after, name) != getattr(before, name)}
    if changed.get("note") and there.note not in (before.note, after.note, ""):
        changed["note"] = f"{there.note}\n\n{after.note}"
    return Change(there, replace(there, changed=now, **changed))


def _words(made: Sequence[Change]) -> str:
    if len(made) > 1:
        return f" ({len(made)})"
    words = " ".join(made[0].after.anchor.exact.split()) if made else ""
    return f" “{words[:40].rstrip()}…”" if len(words) > 41 else f" “{words}”"


def _now() -> str:
    return time_of(datetime.now(UTC))
