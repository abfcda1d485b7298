"""What one person says in a paragraph of prose, and what the paragraph itself tells of who that is."""

import msgspec

from rr_reader.parsing.cues import Cue
from rr_reader.parsing.speech import Found


class Turn(msgspec.Struct, gc=False):
    """Quotations of a paragraph that one person says."""

    place: int
    """The paragraph's."""
    quotes: list[Found]
    cue: Cue | None = None
    goes_on: bool = False
    """Whether the paragraph before ended inside its quotation."""
    person: str = ""
    """Whom the cue names outright."""
    sure: float = 1.0
    described: str = ""
    """The head of the cue's description: `director` of `the film’s director`."""
    led_by: tuple[int, str, bool] = (-1, "", True)
    """The description that leads the last sentence before it which has one, as `leading_description` gives it."""
    called: frozenset[str] = frozenset()
    """People whom the words call by name."""
    told: frozenset[str] = frozenset()
    """People whom the words name otherwise."""
    calls: tuple[str, ...] = ()
    """Names they call, known people's or not."""
    turns_to: tuple[str, ...] = ()
    """Whom they call last."""
    titles: tuple[str, ...] = ()
    """What else they call somebody: `captain`, `inspector`."""
    heard: str = ""
    """Who seems to speak, so far."""

    @property
    def is_direct(self) -> bool:
        """Whether it is speech, not only fragments of it."""
        return any(quote.type == "direct" for quote in self.quotes)
