"""The three panes: which are seen, which has the focus, and the words around them."""

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.css.query import NoMatches
from textual.events import DescendantFocus, Key, Resize, ScreenResume
from textual.geometry import Size
from textual.widget import Widget

from rr_reader.tui.commands import Keys
from rr_reader.tui.opening import Opening
from rr_reader.tui.panes import WIDE, Pane, arrange
from rr_reader.tui.screens.commanded import Commanded
from rr_reader.tui.session import SORT_WORDS, Session
from rr_reader.tui.widgets.article_list import ArticleList
from rr_reader.tui.widgets.copying_reader import Reader
from rr_reader.tui.widgets.filters import Filters
from rr_reader.tui.widgets.foot import Foot
from rr_reader.tui.widgets.prompt import Prompt
from rr_reader.tui.widgets.title import TitleLine
from rr_reader.view.navigation import Where
from rr_reader.view.voices import mark

if TYPE_CHECKING:
    from rr_reader.tui.app import ReaderApp

NARROW = 60
"""Columns below which the foot says less, so that the keys have room."""

TALL = 28
"""Rows from which on there is air under the titles."""

_HINTS: dict[str, tuple[str, ...]] = {
    "reader": ("select-sentence", "copy-cited", "highlight", "next-question", "only-voice", "find", "help", "quit"),
    "selecting": ("copy-cited", "highlight", "note", "select-sentence", "select-turn", "back", "help"),
    "list": ("open", "filter", "search-library", "find", "help", "quit"),
    "filters": ("open", "filter", "help", "quit"),
}


def place_words(where: Where, *, with_name: bool) -> str:
    """Say a place for the foot: `Q4/6 · Pascal Plante · 62 %`; a doubt stands where there is one, first of all."""
    question = f"Q{where.question}/{where.questions}" if where.question else ""
    doubt = ""
    if where.doubts:
        doubt = f"? {where.doubts[0].told if with_name else where.doubts[0].briefly}"
    named = where.speaker if with_name else ""
    return " · ".join(filter(None, [doubt, question, named, f"{where.percent} %"]))


class PanesScreen(Commanded, inherit_bindings=False):
    """Filters, articles, reader, over a foot. What they do is said in the classes made from this one."""

    AUTO_FOCUS = ""
    DEFAULT_CSS: ClassVar[str] = """
    #panes { width: 1fr; height: 1fr; }
    #filters-pane { background: $panel; }
    #list-pane { background: $surface; }
    #reader-pane { background: $background; width: 1fr; }
    PanesScreen.-tall TitleLine { height: 2; }
    """

    def __init__(self, session: Session, opening: Opening, keys: Keys) -> None:
        super().__init__()
        self.keys = keys
        self.session = session
        self.opening = opening
        self.reader = Reader()
        self.articles = ArticleList()
        self.filters = Filters()
        self.foot = Foot(keys)
        self.find_prompt = Prompt("/", "words of this article", id="find")
        self.filter_prompt = Prompt("f", "speaker:plante year:2025 words", id="filter")
        self.tag_prompt = Prompt("t", "a tag; several with commas", id="tag")
        self._titles: dict[Pane, TitleLine] = {
            "filters": TitleLine("FILTERS", paper="sidebar"),
            "list": TitleLine("ARTICLES", paper="list", is_short=True),
            "reader": TitleLine("", paper="page"),
        }
        self._active: Pane = "list" if opening.is_library else "reader"
        self._widths = (0, 0)
        """Columns of the filters and of the list; 0 where they are not seen."""
        self._zoomed = False
        self._is_loading = True
        self._waits = False
        """Whether articles are being read to find out what is to be listed."""
        self._progress = ""

    def compose(self) -> ComposeResult:
        """Stand the panes side by side over the foot."""
        with Horizontal(id="panes"):
            with Vertical(id="filters-pane"):
                yield self._titles["filters"]
                yield self.filters
            with Vertical(id="list-pane"):
                yield self._titles["list"]
                yield self.filter_prompt
                yield self.articles
                yield self.tag_prompt
            with Vertical(id="reader-pane"):
                yield self._titles["reader"]
                yield self.reader
                yield self.find_prompt
        yield self.foot

    @property
    def has_list(self) -> bool:
        """Tell whether there is more than one article to choose from."""
        return self.opening.is_library or len(self.session.library) > 1

    def _pane_widget(self, pane: Pane) -> Widget:
        return {"filters": self.filters, "list": self.articles, "reader": self.reader}[pane]

    def _arrange(self) -> None:
        """Show and size the panes for this width."""
        seen = arrange(self.size.width, self._active, zoomed=self._zoomed or not self.has_list)
        filters, articles, reader = (self.query_one(f"#{name}-pane") for name in ("filters", "list", "reader"))
        filters.display, articles.display, reader.display = seen.filters > 0, seen.list > 0, seen.reader
        if self._widths != (seen.filters, seen.list):  # else all would be laid out anew
            self._widths = seen.filters, seen.list
            filters.styles.width, articles.styles.width = seen.filters or None, seen.list or None
        self.set_class(self.size.height >= TALL, "-tall")

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Find no styles anew at the start: all widgets were given theirs when they were mounted, just before."""
        event.refresh_styles = event.refresh_styles and self.reader_app.is_drawing

    def on_resize(self, event: Resize) -> None:
        """Arrange anew."""
        self._arrange()

    def go_to_pane(self, pane: Pane) -> None:
        """Give a pane the focus, and show it if it is hidden."""
        if pane != "reader" and not self.has_list:
            self.say("There is one article only")
            return
        self._zoomed = self._zoomed and pane == "reader"
        self._active = pane
        self._arrange()
        self.set_focus(self._pane_widget(pane))
        self.update_words()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Follow a focus that came by the mouse."""
        for pane in ("filters", "list", "reader"):
            if self._pane_widget(pane) is event.widget is self.focused and pane != self._active:
                self._active = pane
                self._arrange()
        self.update_words()

    def _panes(self) -> list[Pane]:
        return ["filters", "list", "reader"] if self.has_list else ["reader"]

    def action_next_pane(self) -> None:
        """Go round the panes that are seen."""
        self._step_pane(1)

    def action_previous_pane(self) -> None:
        """Go round them the other way."""
        self._step_pane(-1)

    def _step_pane(self, step: int) -> None:
        order = [p for p in self._panes() if p != "filters" or self._active == "filters" or self.size.width >= WIDE]
        order = order or ["reader"]
        here = order.index(self._active) if self._active in order else 0
        self.go_to_pane(order[(here + step) % len(order)])

    def action_filters_pane(self) -> None:
        """Go to the filters; from there, back to the list."""
        self.go_to_pane("list" if self._active == "filters" else "filters")

    def action_list_pane(self) -> None:
        """Go to the articles."""
        self.go_to_pane("list")

    def action_reader_pane(self) -> None:
        """Go to the reader."""
        self.go_to_pane("reader")

    def action_zoom(self) -> None:
        """Give the reader the whole screen, or give it back."""
        if not self.has_list:
            return
        self._zoomed = not self._zoomed
        self._active = "reader"
        self._arrange()
        self.set_focus(self.reader)

    # words around the panes

    def takes(self, event: Key) -> bool:
        """Let what was said of the key before go, whatever key this is."""
        self.foot.pass_on()
        return super().takes(event)

    def say(self, words: str, *, severity: str = "information") -> None:
        """Show a notice."""
        self.reader_app.say(words, severity=severity)

    @property
    def reader_app(self) -> "ReaderApp":
        """The app, as what it is."""
        return cast("ReaderApp", self.app)

    def _compositor_refresh(self) -> None:
        """Draw; the words that say where one is along with what is read, not a frame later."""
        self.update_words()
        self._compositor.update_widgets({self.foot, self._titles["reader"]})
        super()._compositor_refresh()

    def _screen_resized(self, size: Size) -> None:
        """Lay out for another size, once: a screen is told by the app, and then by its own layout."""
        if size != self._compositor.size:
            super()._screen_resized(size)

    def update_words(self) -> None:
        """Bring titles, hints and the place line up to date."""
        try:
            self._update_titles()
        except NoMatches:
            return
        doing = "selecting" if self.reader.selection and self._active == "reader" else self._active
        hints = ("find-next", *_HINTS[doing]) if doing == "selecting" and self.reader.hits.spans else _HINTS[doing]
        self.foot.hints = hints if self.size.width >= NARROW else tuple(dict.fromkeys(("help", *hints)))
        where = self.reader.where() if self.query_one("#reader-pane").display else None
        is_wide = self.size.width >= NARROW
        self.foot.place = place_words(where, with_name=is_wide) if where else ""
        self.foot.remark = self.remark_here() if where else ("", "")
        self.foot.unsaved = self.unsaved_words(briefly=not is_wide)
        self.foot.slot = self.reader.voices.slot(where.speaker) if where else -1
        self.foot.mark = mark(self.foot.slot) if where and where.speaker else ""

    def remark_here(self) -> tuple[str, str]:
        """Say what somebody made of the words one reads, and in which colour; "" where nothing is to be said."""
        return "", ""

    def unsaved_words(self, *, briefly: bool) -> str:
        """Say that something cannot be saved; "" while everything can."""
        return "NOT SAVED" if self.session.store.trouble else ""

    def show_progress(self, words: str) -> None:
        """Say over the list how far the reading of the library is; "" once it is done."""
        self._progress = words
        self.update_words()

    def _update_titles(self) -> None:
        for pane, title in self._titles.items():
            title.lit = pane == self._active
        listed, total = self.articles.count(), len(self.session.library)
        of = f"{listed} of {total}" if self.session.query else f"{total}"
        marked = f"{len(self.session.marked)} marked" if self.session.marked else ""
        told = "reading …" if self._waits else self._progress or f"{of} · {SORT_WORDS[self.session.sort]}"
        self._titles["list"].aside = " · ".join(filter(None, [marked, told]))
        self._titles["reader"].text = self.reader.title or ("reading …" if self._is_loading else "")
        hits = self.reader.hits
        found = f"hit {hits.number(self.reader.hit)}/{len(hits.spans)}" if hits.spans else ""
        only = f"only {self.reader.only}" if self.reader.only else ""
        self._titles["reader"].aside = " · ".join(filter(None, [found, only]))
