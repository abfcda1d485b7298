"""What is quoted: words of an article part by part, each in the mouth that said them; `cutting` makes them."""

import msgspec

from rr_reader.model import Meta, Span

SURE_FROM = 0.75
"""An attribution of a lower confidence is called uncertain wherever it is shown or copied."""

ELISION = "[…]"


class Part(msgspec.Struct, frozen=True):
    """Words of one voice. `text` is the article's own; paragraphs are parted by a blank line, gaps by […]."""

    text: str
    speaker: str = ""
    """"" for an asker or speaker without a name, and for the article itself."""
    kind: str = "text"
    """`question`, `answer` or `turn`; `quote`, a quotation in prose; `text`, the article itself."""
    quoted: tuple[str, ...] = ()
    """Of the article's own words: whom it quotes in them, each once; "" for somebody without a name."""
    spans: tuple[Span, ...] = ()
    """Where the pieces stand, in order."""
    question: int = 0
    """The number of the question asked or answered, from 1; 0 for none."""
    paragraph: int = 0
    """The number of the first paragraph among those of the article, from 1; 0 for a heading and the like."""
    time: str = ""
    """The last time stamp of the turn up to here, as the source gives it."""
    uncertain: bool = False
    """Who says it, or who is quoted in it, is a guess."""
    speaker_confidence: float = 1.0
    """From 0 to 1, that these are this speaker's words; of several pieces the least sure."""
    kind_confidence: float = 1.0
    """The same, that they are of this kind."""
    follows_gap: bool = False
    """What was said or told between the part before and this one was left out: whoever chose could not see it."""

    @property
    def heard(self) -> tuple[str, ...]:
        """Name those whose words are in it: who speaks, or who is quoted."""
        return (self.speaker,) if self.speaker else tuple(filter(None, self.quoted))

    @property
    def block(self) -> int:
        """Give the index of the block that the words begin in."""
        return self.spans[0].start.block if self.spans else 0


class Remarks(msgspec.Struct, frozen=True):
    """What somebody who marked words said of them."""

    id: str
    """The highlight's."""
    colour: str = ""
    note: str = ""
    tags: tuple[str, ...] = ()
    made: str = ""
    """When, as ISO 8601 in UTC; "" where that is not known."""
    is_orphan: bool = False
    """The words stand in no article any more: these are as they were when they were marked."""


class Excerpt(msgspec.Struct, frozen=True):
    """Words chosen from an article, in its order, part by part; no parts where nothing visible was chosen."""

    parts: tuple[Part, ...] = ()
    meta: Meta = Meta()
    opening: str = ""
    """The article's first words, to know it by where it has no title."""
    file: str = ""
    """The name of the source, fit to show: on a disk it may be of bytes that are no text."""
    left_out: tuple[int, ...] = ()
    """Blocks that lay between and were left out: captions, related links, notes in brackets and the like."""
    article: str = ""
    """The id of the article in its library; "" where it is in none."""
    remarks: Remarks | None = None
    """What was said of the words, where they were marked."""
    guests: tuple[str, ...] = ()
    """Who is interviewed, as the whole article has it."""
    hosts: tuple[str, ...] = ()
    """Who asks."""

    def __bool__(self) -> bool:
        return bool(self.parts)
