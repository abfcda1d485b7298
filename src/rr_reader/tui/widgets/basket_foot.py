"""The foot of the basket."""

from textual.reactive import reactive
from textual.strip import Strip

from rr_reader.text.safe import printable
from rr_reader.tui.look import style, tones_of
from rr_reader.tui.widgets.hints import Hints, write_hints
from rr_reader.tui.widgets.line import Line


class BasketFoot(Hints):
    """The keys, and at the right how much there is."""

    told: reactive[str] = reactive("")
    is_bad: reactive[bool] = reactive(False)

    def render_line(self, y: int) -> Strip:
        """Draw it."""
        if self.notice:
            return super().render_line(y)
        tones = tones_of(self.app)
        line = Line(self.size.width, style(tones.ink, tones.bar))
        ink = style(tones.warning if self.is_bad else tones.ink, tones.bar, bold=self.is_bad)
        return write_hints(line.write_right(f" {printable(self.told)} ", ink), self.hints, tones, tones.bar).strip()
