"""What the main screen does to lead from one doubtful place to the next, over the articles of the list."""

from textual import work

from rr_reader.errors import ReaderError
from rr_reader.library.catalogue import Entry
from rr_reader.model import Place
from rr_reader.quotes.citation import inside_marks
from rr_reader.tui.commands import spoken
from rr_reader.tui.patience import patiently
from rr_reader.tui.screens.finding import FindingScreen
from rr_reader.view.doubts import has_doubts


class DoubtingScreen(FindingScreen, inherit_bindings=False):
    """The panes, with a way through all that is doubtful."""

    _offer: tuple[str, Place, str] | None = None
    """The article and place at which another article was offered, and that one."""

    def action_next_doubt(self) -> None:
        """Go to the next doubtful place; from the last, say which article has one, and go there when asked again."""
        self.foot.be_silent()  # what is doubtful is said there
        if self.reader.go_to_next_doubt():
            return
        if self._offer and self._offer[:2] == (self.open_id, self.reader.place):
            self.open_article(self._offer[2])
            self.reader.go_to_first_doubt()
            return
        self._look_further()

    @work(exclusive=True, group="doubt")
    async def _look_further(self) -> None:
        """Find the next article of the list, round its end, in which something is doubtful."""
        here = "No doubtful place after this one" if self.reader.outline.doubts else "Nothing here is doubtful"
        listing, at = self.articles.listing, (self.open_id, self.reader.place)
        start = listing.place_of(self.open_id)
        others = range(len(listing)) if start is None else [*range(start + 1, len(listing)), *range(start)]
        entries = map(listing.__getitem__, others)
        async for entry, is_doubtful in patiently((entry, _is_doubtful(entry)) for entry in entries):
            if is_doubtful:
                self._offer = (*at, entry.id)
                key = next(iter(self.keys.of("next-doubt")), "")
                self.say(f"{here} · {spoken(key)} again goes on in “{inside_marks(entry.title)}”")
                return
        self.say(f"{here}, nor in another article of the list" if others else here)


def _is_doubtful(entry: Entry) -> bool:
    try:
        return has_doubts(entry.article)
    except ReaderError:  # gone or broken since the list was made
        return False
