"""Words between quotation marks in prose."""

from collections.abc import Sequence

from rr_reader.model import Block, Correction, Quote, Speaker


def quotes_of(
    blocks: Sequence[Block], speakers: Sequence[Speaker], corrections: Sequence[Correction] = (), language: str = ""
) -> tuple[Quote, ...]:
    """Find the quotations of an article's prose, in order, each with whom it is attributed to."""
    return ()
