"""An article as plain text: one paragraph a line, each turn under its speaker's name, nothing left out."""

from collections.abc import Iterator

from rr_reader.model import OPENS_TURN, Article, Block, Kind
from rr_reader.quotes.excerpt import SURE_FROM


def text_of(article: Article) -> str:
    """Write every block, boilerplate too, with a blank line between; ends with a line end unless it is empty."""
    paragraphs = [*_head(article), *map(_paragraph, article.blocks)]
    return "\n\n".join(paragraphs) + "\n" if paragraphs else ""


def _head(article: Article) -> Iterator[str]:
    """Give what the source says of itself in front matter only: its title and deck."""
    kinds = {block.kind for block in article.blocks}
    for kind, field in ((Kind.TITLE, "title"), (Kind.DECK, "deck")):
        value = getattr(article.meta, field)
        if value and kind not in kinds and field not in article.meta.derived:
            yield value


def _paragraph(block: Block) -> str:
    label = label_of(block)
    return f"{label}: {block.text}" if label else block.text


def label_of(block: Block) -> str:
    """Name who speaks where a turn begins: the speaker (who may be uncertain), else the source's label, else Q."""
    if block.kind not in OPENS_TURN:
        return ""
    label = (
        block.speaker or (block.origin.label if block.origin else "") or ("Q" if block.kind is Kind.QUESTION else "")
    )
    if block.speaker and block.origin and block.origin.speaker_confidence < SURE_FROM:
        label += " (uncertain)"
    return f"{label} [{block.time}]" if label and block.time else label or block.time
