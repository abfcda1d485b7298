"""The basket as one looks at it: all quotations, found again in their articles meanwhile, narrowed and grouped."""

import asyncio
import time
from collections.abc import Sequence
from concurrent.futures import CancelledError
from contextlib import suppress
from functools import partial
from typing import ClassVar

from textual import work
from textual.app import App, ComposeResult
from textual.binding import BindingsMap
from textual.containers import Container, Vertical
from textual.events import DescendantBlur, DescendantFocus, Resize
from textual.worker import get_current_worker

from rr_reader.errors import QueryError
from rr_reader.library.catalogue import Entry
from rr_reader.library.query import Query, parse_query
from rr_reader.model import Span
from rr_reader.model.highlight import Highlight
from rr_reader.quotes.gathering import gathered
from rr_reader.tui.basket import GROUPINGS, Held, found_again, groups, held, narrowed, revised, told
from rr_reader.tui.basket_keys import bindings, hints, how_to_fill
from rr_reader.tui.basket_order import doubles
from rr_reader.tui.commands import Keys, spoken
from rr_reader.tui.messages import Said
from rr_reader.tui.screens.closing import Closing
from rr_reader.tui.screens.commanded import Commanded
from rr_reader.tui.session import Session
from rr_reader.tui.widgets.basket_foot import BasketFoot
from rr_reader.tui.widgets.prompt import Prompt
from rr_reader.tui.widgets.quotation import QuotationPage
from rr_reader.tui.widgets.quotations import Quotations
from rr_reader.tui.widgets.title import TitleLine
from rr_reader.view.pieces import Lines, Piece, folded
from rr_reader.view.quotation import quotation

Opened = tuple[str, Span]
"""Which article, and where the words stand in it."""
WIDE, TALL = 100, 20
"""Columns from which on the whole quotation stands beside the list; else rows from which on it stands under it."""
NARROW = 50
"""Columns below which there is room for the count alone."""
SMALL = 60, 16
"""Columns and rows below which it takes the whole screen."""
SHOWN_EVERY = 0.2
"""Seconds after which those found so far are shown."""
NEWS_EVERY = 1.0
"""Seconds after which one looks whether something was marked elsewhere."""


class BasketList(Closing[Opened | None], Commanded, inherit_bindings=False):
    """The list with its filter, its groups and the whole of the quotation under the cursor."""

    AUTO_FOCUS = ""  # else a line that one typed into gets the keys back
    DEFAULT_CSS: ClassVar[str] = """
    BasketList { align: center middle; }
    BasketList > Vertical { width: 96%; max-width: 150; height: 96%; padding: 0 1; background: $overlay; }
    BasketList.-small > Vertical { width: 100%; height: 100%; padding: 0; }
    BasketList #held { height: 1fr; layout: vertical; }
    BasketList.-wide #held { layout: horizontal; }
    BasketList QuotationPage { display: none; }
    BasketList.-tall QuotationPage { display: block; width: 1fr; height: 40%; }
    BasketList.-wide QuotationPage { display: block; width: 42%; height: 1fr; }
    BasketList.-bare QuotationPage, BasketList.-whole QuotationPage { display: block; width: 1fr; height: 1fr; }
    BasketList.-bare Quotations, BasketList.-whole Quotations { display: none; }
    BasketList.-airy TitleLine { height: 2; }
    """

    def __init__(self, session: Session, keys: Keys) -> None:
        super().__init__()
        self._bindings = BindingsMap([*bindings(keys)])
        self.keys = keys
        self.session = session
        self.list = Quotations()
        self.page = QuotationPage()
        self.filter_prompt = Prompt("f", 'words speaker:plante tag:fog "snuff films"', id="basket-filter")
        self.tag_prompt = Prompt("#", "tags, with commas", id="basket-tags")
        self.path_prompt = Prompt("→", "a file that is not there yet", id="basket-path")
        self._title = TitleLine("BASKET", paper="overlay", is_short=True)
        self._foot = BasketFoot()
        self.held: list[Held] = []
        """All of them in their own order."""
        self.twice: dict[str, str] = {}
        """Whose words another holds as well."""
        self.marked: set[str] = set()
        self.going: set[str] = set()
        """What is being removed: it is listed no longer, so that the next key is for the next one."""
        self.grouping = "own"
        self._query = Query()
        self._version = -1
        self._shown: Sequence[Held] = ()
        self._on_page = ""
        self.owner: App[object]
        """The app: the same for a thread that is still at work when one has left the basket."""
        self.ready = asyncio.Event()
        """The list is there: keys mean what is in it."""
        self._changing = asyncio.Lock()
        """One change is made after the other: each begins with what the one before has left."""

    def compose(self) -> ComposeResult:
        """Stand list and quotation under a title and a line to filter by, and over lines to type into."""
        with Vertical():
            yield self._title
            yield self.filter_prompt
            with Container(id="held"):
                yield self.list
                yield self.page
            yield self.tag_prompt
            yield self.path_prompt
            yield self._foot

    def on_mount(self) -> None:
        """Show what there is, and look for it."""
        self.owner = self.app
        self._title.lit = True
        self.set_interval(NEWS_EVERY, self.look)
        self._begin()

    @work(group="basket")
    async def _begin(self) -> None:
        await self.session.highlights.load()
        grouping = await asyncio.to_thread(self.session.store.kept, "basket")
        self.grouping = grouping if grouping in GROUPINGS else self.grouping
        self.look()
        self.ready.set()

    def on_resize(self, event: Resize) -> None:
        """Use the room there is."""
        width, height = event.size
        self.set_class(width >= WIDE, "-wide")
        self.set_class(width < WIDE and height >= TALL, "-tall")
        self.set_class(height >= TALL, "-airy")
        self._foot.hints = hints(self.keys, is_short=width < NARROW)
        self.set_class(width < SMALL[0] or height < SMALL[1], "-small")

    def say(self, words: str) -> None:
        """Show a notice in the foot, until a key is struck."""
        self.owner.post_message(Said(words))  # also when one has left the basket meanwhile

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Say what the keys do in a line one types into."""
        self._foot.hints = (("Enter", "take it"), ("Esc", "leave it"))

    def on_descendant_blur(self, event: DescendantBlur) -> None:
        """Say what they do in the list."""
        self._foot.hints = hints(self.keys, is_short=self.size.width < NARROW)

    # what there is

    def look(self) -> None:
        """Show what has changed, here or elsewhere, and look for what is new."""
        if not self.is_attached or self._version == self.session.highlights.version:
            return
        self._version = self.session.highlights.version
        known = {each.id: each for each in self.held}
        self.held = [revised(known.get(each.id), each) for each in self.session.highlights.all()]
        there = {each.id for each in self.held}
        self.marked &= there
        self.going &= there
        self._known_anew()
        if wanted := [each.highlight for each in self.held if each.is_sought]:
            entries = {each.article: self.session.entry(each.article) for each in wanted}
            self._seek(sorted(wanted, key=lambda each: each.article), entries)

    @work(thread=True, exclusive=True, group="seek")
    def _seek(self, wanted: Sequence[Highlight], entries: dict[str, Entry | None]) -> None:
        """Find them in their articles; in a thread, and told from time to time."""
        worker, found = get_current_worker(), list[Held]()
        until = time.monotonic() + SHOWN_EVERY
        for each in gathered(wanted, entries.get):
            if worker.is_cancelled:
                return
            found.append(held(each))
            if time.monotonic() > until:
                self._hand_over(found)
                found, until = [], time.monotonic() + SHOWN_EVERY
        self._hand_over(found)

    def _hand_over(self, found: list[Held]) -> None:
        with suppress(RuntimeError, CancelledError):  # the app has ended meanwhile
            self.owner.call_from_thread(self._take, found)

    def _take(self, found: list[Held]) -> None:
        if not self.is_attached:
            return
        by_id = {each.id: each for each in found}
        self.held = [found_again(each, by_id.get(each.id)) for each in self.held]
        self._known_anew()

    def _known_anew(self) -> None:
        self.twice = doubles(each for each in self.held if not each.is_sought)
        self.show()

    # what is shown

    def show(self, follow: str = "") -> None:
        """List what the filter leaves, in the groups that are asked for; the cursor goes to the one of an id."""
        staying = [each for each in self.held if each.id not in self.going]
        self._shown = narrowed(staying, self._query, self.session.states)
        listed = groups(self._shown, self.grouping)
        self.list.dress(self.session.voices, self.marked, self._query.shown)
        self.list.show(listed, self.twice, follow=follow)
        self._write()

    def _write(self) -> None:
        """Bring the page and all words around the list up to date."""
        each = self.list.current
        self.set_class(each is None, "-bare")
        is_same, self._on_page = self._on_page == (each.id if each else ""), each.id if each else ""
        self.page.show(partial(self._lines, each), is_same=is_same)
        self._title.aside = GROUPINGS[self.grouping] + (f" · {len(self.twice)} held twice" if self.twice else "")
        trouble = self.session.highlights.trouble
        self._foot.is_bad = bool(trouble)
        size = told(self._shown, self.held, self.marked)
        self._foot.told = self._unsaved() if trouble else size if self.size.width >= NARROW else size.split(" · ")[0]

    def _unsaved(self) -> str:
        key = next(iter(self.keys.of("save-elsewhere")), "")
        count = len(self.session.highlights.unsaved)
        return f"NOT SAVED: {count}" + (f" ({spoken(key)} saves elsewhere)" if key else "")

    def _lines(self, each: Held | None, width: int) -> Lines:
        if each:
            flags = {"is_lost": each.is_orphan, "is_twice": each.id in self.twice}
            return quotation(each.highlight, each.excerpt, self.session.voices, width, **flags)
        words = ("Nothing here fits the filter.",) if self.held else how_to_fill(self.keys)
        return [line for each in words for line in [*((Piece(part),) for part in folded(each, width)), ()]]

    def on_rows_cursor_moved(self) -> None:
        """Show the quotation that one came to."""
        self._write()

    def group_by(self, grouping: str) -> None:
        """Group them another way, and the next time as well."""
        self.grouping = grouping
        self.session.saver.save(lambda store: store.keep("basket", grouping))
        self.show()

    def filter_by(self, text: str) -> None:
        """Leave what a query asks for; one that cannot be read says why, and leaves the list as it is."""
        try:
            self._query = parse_query(text, self.session.saved)
        except QueryError as error:
            self.filter_prompt.complain(str(error), error.position)
            return
        self.filter_prompt.say("")
        self.show()

    @property
    def is_filtered(self) -> bool:
        """Tell whether a filter hides anything."""
        return bool(self._query)

    def chosen(self) -> list[Held]:
        """Give what a command is for: what is marked and listed, in that order; else the one under the cursor."""
        by_id = {each.id: each for each in self.held}
        marked = [by_id[each] for each in self.list.shown() if each in self.marked]
        return marked or ([self.list.current] if self.list.current else [])
