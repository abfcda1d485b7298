"""Search over the library while one types: passages with who says them; Enter opens at the hit."""

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingsMap
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.strip import Strip

from rr_reader.errors import QueryError
from rr_reader.library.filtering import search_by_article
from rr_reader.library.passages import Hit
from rr_reader.library.query import parse_query
from rr_reader.model import Span
from rr_reader.text.safe import printable
from rr_reader.tui.commands import MOVE, Keys, bound
from rr_reader.tui.look import style
from rr_reader.tui.patience import patiently
from rr_reader.tui.screens.commanded import Commanded
from rr_reader.tui.session import Session
from rr_reader.tui.widgets.line import Line
from rr_reader.tui.widgets.prompt import Prompt
from rr_reader.tui.widgets.rows import Rows
from rr_reader.tui.widgets.title import TitleLine
from rr_reader.view.voices import mark

MOST = 500
"""Hits listed: nobody reads on, and the count says that there are more."""

Found = tuple[str, Span, str]
"""Which article, where in it, and the words searched for."""


class HitList(Rows):
    """Two lines a hit: the words in their surroundings, and who says them where."""

    DEFAULT_CSS: ClassVar[str] = "HitList { height: 1fr; }"
    row_height = 3

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.hits: tuple[Hit, ...] = ()

    def show(self, hits: tuple[Hit, ...]) -> None:
        """Show these hits from the first on."""
        self.hits = hits
        self.set_reactive(Rows.cursor, 0)
        self.rebuilt()

    def count(self) -> int:
        """Say how many hits are listed."""
        return len(self.hits)

    def chosen(self) -> None:
        """Open the hit."""
        self.screen.action_open_hit()  # type: ignore[attr-defined]

    def draw(self, index: int, line: int, width: int) -> Strip:
        """Draw a line of a hit."""
        hit, tones = self.hits[index], self.tones
        here = index == self.cursor and line < self.row_height - 1
        paper = tones.cursor if here else tones.overlay
        quiet = style(tones.quiet, paper)
        out = Line(width, style(tones.ink, paper)).write("▎" if here else " ", style(tones.accent, paper, bold=True))
        if line == 0:
            self._write_words(out, hit, width, paper)
        elif line == 1:
            voices = self._session.voices
            if hit.speaker:
                slot = voices.slot(hit.speaker)
                ink = style(tones.palette.voice(slot), paper)
                out.write(f"{mark(slot)} {printable(hit.speaker)}", ink).write(" · ", quiet)
            out.write(printable(hit.entry.title), quiet)
        return out.strip()

    def _write_words(self, out: Line, hit: Hit, width: int, paper: str) -> None:
        text = self._text(hit)
        start, end = _first(hit)
        room = max(10, width - 4)
        first = max(0, min(start - room // 3, len(text) - room))
        if first:  # begin with a whole word
            first = text.find(" ", first, start) + 1 or first
        before = printable(text[first:start])
        out.write("…" if first else "", style(self.tones.quiet, paper))
        out.write(before, style(self.tones.ink, paper))
        out.write(printable(text[start:end]), style(self.tones.hit_ink, self.tones.hit_current, bold=True))
        out.write(printable(text[end : end + width]), style(self.tones.ink, paper))

    @staticmethod
    def _text(hit: Hit) -> str:
        return hit.entry.article.blocks[hit.block].text.replace("\n", " ")


def _first(hit: Hit) -> tuple[int, int]:
    """Give the first span; without words to find, the passage's beginning."""
    return hit.spans[0] if hit.spans else (0, 0)


class LibrarySearch(ModalScreen[Found | None], Commanded, inherit_bindings=False):
    """Returns where to open which article, or None."""

    DEFAULT_CSS: ClassVar[str] = """
    LibrarySearch { align: center middle; }
    LibrarySearch > Vertical { width: 96%; max-width: 110; height: 92%; padding: 0 1; background: $overlay; }
    LibrarySearch Prompt { display: block; margin: 0 0 1 0; }
    """

    def __init__(self, session: Session, keys: Keys) -> None:
        super().__init__()
        self._bindings = BindingsMap([*bound("close", "escape", "q"), *keys.bindings(MOVE)])
        self._session = session
        self._list = HitList(session)
        self._prompt = Prompt("S", 'speaker:plante block:answer "snuff films"', id="library-search")

    def compose(self) -> ComposeResult:
        """Stand a title and the line to type into over the hits."""
        with Vertical():
            yield TitleLine("SEARCH THE LIBRARY · Enter opens · Esc closes", paper="overlay")
            yield self._prompt
            yield self._list

    def on_mount(self) -> None:
        """Begin to type."""
        self._prompt.open()

    def action_command(self, command_id: str, key: str) -> None:
        """Move in the list, also while one types; or go back without opening anything."""
        if command_id == "close":
            self.dismiss(None)
            return
        getattr(self._list, "action_" + command_id.replace("-", "_"))()

    def action_open_hit(self) -> None:
        """Open the hit under the cursor."""
        if self._list.hits:
            hit = self._list.hits[self._list.cursor]
            start, end = _first(hit)
            words = hit.entry.article.blocks[hit.block].text[start:end]
            self.dismiss((hit.entry.id, Span.within(hit.block, start, end), words))

    def on_prompt_typed(self, message: Prompt.Typed) -> None:
        """Search while one types."""
        self._search(message.text)

    def on_prompt_entered(self, message: Prompt.Entered) -> None:
        """Open the first hit, or the one chosen with the arrows."""
        self.action_open_hit()

    @work(exclusive=True, group="search")
    async def _search(self, text: str) -> None:
        try:
            query = parse_query(text)
        except QueryError as error:
            self._prompt.complain(str(error))
            return
        found: list[Hit] = []
        if query.words:
            async for hits in patiently(search_by_article(self._session.library, query, self._session.states)):
                found += hits
                if len(found) > MOST:
                    break
        self._list.show(tuple(found[:MOST]))
        count = f"{MOST}+" if len(found) > MOST else str(len(found))
        passages = "1 passage" if len(found) == 1 else f"{count} passages" if found else "nothing"
        self._prompt.say(passages if text.strip() else "")
