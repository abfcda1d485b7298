"""One quotation of the basket, told in full: who says it, the words, where they are from, what was said of them.

Besides those of every page, its pieces have the inks `voice N`, for a slot, and `mark NAME`, for a highlight's colour.
"""

from collections.abc import Iterator

from rr_reader.model.highlight import Highlight
from rr_reader.quotes.citation import spoken_date
from rr_reader.quotes.excerpt import Excerpt
from rr_reader.quotes.wording import citation_of, label_of, labels_of
from rr_reader.text.safe import printable
from rr_reader.view.pieces import Lines, Piece, folded
from rr_reader.view.voices import Voices, mark

LOST = (
    "These words stand in no article of the library any more. They are kept as they were when you marked them. "
    "Add the article again, and they are found again; or mark the words anew and make both one."
)
TWICE = "Another quotation of the basket holds these words as well."


def quotation(
    highlight: Highlight, excerpt: Excerpt, voices: Voices, width: int, *, is_lost: bool = False, is_twice: bool = False
) -> Lines:
    """Write a quotation in `width` cells."""
    return [*_words(highlight, excerpt, voices, width), (), *_remarks(highlight, excerpt, width, is_lost, is_twice)]


def _words(highlight: Highlight, excerpt: Excerpt, voices: Voices, width: int) -> Iterator[tuple[Piece, ...]]:
    """Write who speaks over the words, which stand beside a bar in the highlight's colour."""
    bar = Piece("▍ ", f"mark {highlight.colour}")
    for number, (part, label) in enumerate(zip(excerpt.parts, labels_of(excerpt), strict=True)):
        if number:
            yield ()
        name, slot = label or (label_of(part) if part.speaker else ""), voices.slot(part.speaker)
        if name:
            ink = f"voice {slot}" if slot >= 0 else "quiet"
            yield from ((Piece(f"{mark(slot)} " if slot >= 0 else "", ink), Piece(printable(name), ink)),)
        for paragraph in part.text.split("\n"):
            yield from ((bar, Piece(line, "body")) for line in folded(printable(paragraph), width - 2))


def _remarks(
    highlight: Highlight, excerpt: Excerpt, width: int, is_lost: bool, is_twice: bool
) -> Iterator[tuple[Piece, ...]]:
    for words in (LOST,) * is_lost + (TWICE,) * is_twice:
        yield from ((Piece(line, "warning"),) for line in folded(words, width))
        yield ()
    yield from ((Piece(line, "quiet"),) for line in folded(f"— {citation_of(excerpt)}", width))
    yield ()
    made = spoken_date(highlight.made[:10])
    colour = (Piece("■ ", f"mark {highlight.colour}"), Piece(printable(highlight.colour), "ink"))
    yield (*colour, *((Piece(f"  marked {made}", "quiet"),) if made else ()))
    if highlight.tags:
        yield from (
            (Piece(line, "accent"),) for line in folded(" ".join(f"#{printable(tag)}" for tag in highlight.tags), width)
        )
    if highlight.note:
        yield ()
        for paragraph in printable(highlight.note, lines=True).split("\n"):
            yield from ((Piece("✎ " if line else "", "accent"), Piece(line)) for line in folded(paragraph, width - 2))
