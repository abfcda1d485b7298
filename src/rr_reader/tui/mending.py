"""What can be mended at a passage: the first step. Pure, from the article to a `Mending`."""

from functools import partial

from rr_reader.library import mending
from rr_reader.model import Article
from rr_reader.tui.attributing import quote_choice, quoted, split_off, who_is_quoted, who_says
from rr_reader.tui.describing import about, what_is_it
from rr_reader.tui.passage import Passage
from rr_reader.tui.renaming import merge_choice, rename_choice
from rr_reader.tui.steps import Choice, Mending, Menu


def mend_step(article: Article, passage: Passage | None) -> Menu:
    """Give the first step: what can be done with a passage, each in the same place of the list; None: of the article.

    The quotation goes before the paragraph that it stands in; the paragraph's other quotations follow at the end.
    """
    data = Choice("Title, byline, date, tags …", lambda: about(article), "of the article")
    if passage is None:
        return Menu("MEND", (data,))
    names, here = passage.speakers, passage.quote_number
    choices = (
        _right(passage),
        _who(passage),
        Choice("What it is", lambda: what_is_it(passage), passage.kinds()),
        _split(passage),
        rename_choice(article, names),
        merge_choice(article, names),
        data,
    )
    single = passage.blocks[0] if len(passage.blocks) == 1 else -1
    others = (number for number, q in enumerate(article.quotes) if q.block == single and number != here)
    return Menu(f"MEND {passage.size}".rstrip().upper(), (*choices, *(quote_choice(article, n) for n in others)))


def _right(passage: Passage) -> Choice:
    """Offer to say that what was guessed is so."""
    quote = passage.quote
    if passage.doubted or (quote and quote.confidence < 1):
        return Choice("Right as it is", lambda: Mending(partial(_confirmed, passage)), "make it certain")
    return Choice("Right as it is", None, "nothing in doubt")


def _confirmed(passage: Passage, article: Article) -> Article:
    """Say again what everything is."""
    quote = passage.quote
    if quote and quote.confidence < 1:
        article = quoted(quote, quote.speaker, quote.type, article)
    return mending.confirm(article, passage.blocks)


def _who(passage: Passage) -> Choice:
    quote, number = passage.quote, passage.quote_number
    if quote and number is not None:
        by = "nobody’s speech" if quote.type == "scare" else quote.speaker or "nobody known"
        return Choice("Who says it", lambda: who_is_quoted(passage.article, number), by)
    if passage.is_spoken:
        return Choice("Who says it", lambda: who_says(passage), " and ".join(passage.speakers) or "nobody known")
    return Choice("Who says it", None, "not spoken")


def _split(passage: Passage) -> Choice:
    words = "Split off a new person"
    if not passage.is_spoken or not passage.speakers or passage.quote:
        return Choice(words, None, "no turn here" if passage.quote or not passage.is_spoken else "no name here")
    return Choice(words, lambda: split_off(passage), f"not {' nor '.join(passage.speakers)}")
