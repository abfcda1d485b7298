"""An interview, understood: frozen values with no behaviour but their own arithmetic.

Everything here is data. What was guessed says so (`derived`, `confidence`); what was done to the
text stands in the `Account`. Values of which an article has thousands are left to the reference counts
(`gc=False`): they hold nothing that could lead back to them.
"""

from collections.abc import Sequence
from enum import StrEnum

import msgspec


class Kind(StrEnum):
    """What a block is."""

    TITLE = "title"
    DECK = "deck"
    BYLINE = "byline"
    DATE = "date"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    NOTE = "note"
    CAPTION = "caption"
    CREDIT = "credit"
    QUESTION = "question"
    ANSWER = "answer"
    TURN = "turn"
    CONTINUATION = "continuation"
    RELATED = "related"
    BOILERPLATE = "boilerplate"
    STAGE = "stage"


OPENS_TURN = frozenset({Kind.QUESTION, Kind.ANSWER, Kind.TURN})
"""Kinds that begin a turn. A continuation goes on with the one before."""

SPOKEN = OPENS_TURN | {Kind.CONTINUATION}
"""Kinds that are somebody speaking."""

BETWEEN_TURNS = frozenset({Kind.CAPTION, Kind.CREDIT, Kind.RELATED, Kind.BOILERPLATE, Kind.HEADING, Kind.NOTE})
"""Kinds that may stand inside a turn without ending it."""


class Mark(msgspec.Struct, frozen=True, order=True, gc=False):
    """Emphasis or a link over [start, end) of a block's text. `target` is the link's address."""

    start: int
    end: int
    style: str
    """`em`, `strong`, `code` or `link`."""
    target: str = ""


class Origin(msgspec.Struct, frozen=True, gc=False):
    """Where a block came from and how sure we are of it.

    `start` and `end` are code points of the decoded source. Confidences run from 0 to 1; what the
    source says itself (a label, a markup) is 1.
    """

    start: int
    end: int
    label: str = ""
    """The speaker's label as it stood in the source: `PP`, `Q`."""
    confidence: float = 1.0
    """That the block is of this kind."""
    speaker_confidence: float = 1.0
    """That these are this speaker's words."""


class Block(msgspec.Struct, frozen=True, gc=False):
    """A paragraph-like piece of the article: plain text, with emphasis and links beside it."""

    kind: Kind
    text: str
    speaker: str = ""
    """The full name, as in `Article.speakers`; names of a joint turn are joined by ` & `; "" for nobody known."""
    time: str = ""
    """The time stamp of a transcript, as the source gives it: `00:12:03`; or the page of print that begins: `p. 12`."""
    marks: tuple[Mark, ...] = ()
    origin: Origin | None = None
    """None where the account does not know this text: the reader edited it."""


class Speaker(msgspec.Struct, frozen=True, gc=False):
    """A person, under the full name; `role` is `host`, `guest`, `quoted` or "" where it cannot be told."""

    name: str
    role: str = ""
    aliases: tuple[str, ...] = ()


class Quote(msgspec.Struct, frozen=True, gc=False):
    """Words between quotation marks in prose: `text` stands at `start` of that block, marks left out."""

    block: int
    start: int
    text: str
    speaker: str = ""
    cue: str = ""
    """The words that attribute it: `she says`."""
    type: str = "direct"
    """`direct` speech; `mixed`, a fragment of somebody's words; `scare`, nobody's."""
    confidence: float = 1.0


class QuoteCorrection(msgspec.Struct, frozen=True, tag_field="corrects", tag=True):
    """The reader's word on a quotation, found again by its text; the speaker "" is nobody known."""

    quote: str
    speaker: str = ""
    type: str = "direct"
    which: str = ""
    """`2 of 3`: the second of the three places where these words stand; "" where all are meant."""


class BlockCorrection(msgspec.Struct, frozen=True, tag_field="corrects", tag=True):
    """The reader's word on a block, found again by how it begins: its kind, its speaker, or both.

    A speaker is given to the rest of the turn too, up to where another begins.
    """

    block: str
    """All of its text, or the first words and `…`."""
    which: str = ""
    """`2 of 3`, where three blocks begin so."""
    kind: Kind | None = None
    """None: not corrected."""
    speaker: str | None = None
    """None: not corrected; "" for nobody known."""


class LabelCorrection(msgspec.Struct, frozen=True, tag_field="corrects", tag=True):
    """The reader's word on whom a label of the source means: all turns that it opens."""

    label: str
    speaker: str


class NameCorrection(msgspec.Struct, frozen=True, tag_field="corrects", tag=True):
    """Who was called `name` is called `to`; where there is somebody of that name already, they are one person."""

    name: str
    to: str


class MetaCorrection(msgspec.Struct, frozen=True, tag_field="corrects", tag=True):
    """The reader's word on a field of `Meta`."""

    meta: str
    to: str | tuple[str, ...]


Correction = QuoteCorrection | BlockCorrection | LabelCorrection | NameCorrection | MetaCorrection
"""One thing that the reader mended. An article keeps them in the order in which they were made."""


def renamed(name: str, corrections: Sequence[Correction]) -> str:
    """Give the name that somebody goes by after some corrections; of a joint name, each part.

    >>> renamed("PP & Ann", [NameCorrection("PP", "Pascal"), NameCorrection("Pascal", "Pascal Ek")])
    'Pascal Ek & Ann'
    """
    for correction in corrections:
        if isinstance(correction, NameCorrection):
            name = correction.to if name == correction.name else _renamed_parts(name, correction)
    return name


def _renamed_parts(name: str, correction: NameCorrection) -> str:
    parts = name.split(" & ")
    if correction.name not in parts:
        return name
    return " & ".join(dict.fromkeys(correction.to if part == correction.name else part for part in parts))


class Meta(msgspec.Struct, frozen=True):
    """What the article says of itself. "" and () mean that the source does not give it."""

    title: str = ""
    deck: str = ""
    kind: str = "feature"
    """`interview`, `feature` or `transcript`."""
    outlet: str = ""
    byline: tuple[str, ...] = ()
    published: str = ""
    """YYYY-MM-DD, YYYY-MM or YYYY: as much as is known."""
    url: str = ""
    language: str = ""
    tags: tuple[str, ...] = ()
    derived: tuple[str, ...] = ()
    """Names of the fields above that were inferred, not given as such; sorted."""


class Change(msgspec.Struct, frozen=True, gc=False):
    """Text that was altered: [start, end) of the decoded source, in code points."""

    start: int
    end: int
    before: str
    after: str
    reason: str


class Removed(msgspec.Struct, frozen=True, gc=False):
    """Visible text that stands in no block: [start, end) of the decoded source, in code points."""

    start: int
    end: int
    text: str
    reason: str


class Doubt(msgspec.Struct, frozen=True, gc=False):
    """Something that could not be decided and was left alone: a place in the decoded source, and why."""

    start: int
    end: int
    reason: str

    @property
    def is_of_reading(self) -> bool:
        """Whether it is about what a paragraph is or who speaks: its block's confidence says that today.

        What remains is about characters of the source, which no mending settles.
        """
        return self.reason.startswith(("taken for a ", "whose words "))


class Account(msgspec.Struct, frozen=True):
    """What the import did to the source, and what it was not sure of."""

    encoding: str = "utf-8"
    encoding_evidence: str = ""
    """How the encoding was known: `byte order mark`, `valid UTF-8`, `declared`, `guessed`."""
    changes: tuple[Change, ...] = ()
    removed: tuple[Removed, ...] = ()
    doubts: tuple[Doubt, ...] = ()


class Source(msgspec.Struct, frozen=True):
    """The file an article was made from. `sha256` is of its bytes, in hexadecimal."""

    name: str = ""
    sha256: str = ""
    format: str = "text"


class Article(msgspec.Struct, frozen=True):
    """An interview, a feature or a transcript, understood."""

    meta: Meta = Meta()
    speakers: tuple[Speaker, ...] = ()
    blocks: tuple[Block, ...] = ()
    quotes: tuple[Quote, ...] = ()
    corrections: tuple[Correction, ...] = ()
    source: Source = Source()
    account: Account = Account()

    def to_dict(self) -> dict[str, object]:
        """Give the public JSON schema, fields as `docs/cli.md` lists them for `parse`."""
        from rr_reader.model.schema import to_dict

        return to_dict(self)
