"""Invented articles to choose words from."""

from rr_reader.model import Article, Block, Kind, Meta, Origin, Place, Quote, Source, Span

TALK = Article(
    meta=Meta(title="The Weaver at the Mill", kind="interview", outlet="The Harbour Post", published="2031-05-09"),
    blocks=(
        Block(Kind.HEADING, "Looms and Rivers"),
        Block(Kind.QUESTION, "Why a mill? Why now?"),
        Block(Kind.ANSWER, "I met Dr. Okafor there. She said nothing.", "Mira Solberg"),
        Block(Kind.CAPTION, "Mira Solberg at the loom."),
        Block(Kind.CONTINUATION, "Then we wrote it.", "Mira Solberg"),
        Block(Kind.ANSWER, "And I built it!", "Tomás Reyes", origin=Origin(0, 1, speaker_confidence=0.4)),
        Block(Kind.PARAGRAPH, ""),
        Block(Kind.QUESTION, "What comes next?", "Ada Lindqvist"),
        Block(Kind.ANSWER, "Sleep. 眠る。夢を見る。", "Mira Solberg", time="00:12:03"),
        Block(Kind.BOILERPLATE, "Subscribe to our letter."),
    ),
    source=Source("talk.txt"),
)


def _feature() -> Article:
    texts = [
        (Kind.PARAGRAPH, "The mill is silent. “We never oil it,” Solberg admits. “It sings.” A so-called “art” film."),
        (Kind.CAPTION, "A still from the mill."),
        (Kind.PARAGRAPH, "“First the river rose."),
        (Kind.PARAGRAPH, "“Then it fell.”"),
        (Kind.PARAGRAPH, "“Who knows,” says somebody."),
        (Kind.PARAGRAPH, "“I do,” says Reyes."),
    ]
    said = [
        (0, "We never oil it,", "Mira Solberg", "direct", 1.0),
        (0, "It sings.", "Mira Solberg", "direct", 0.5),
        (0, "art", "Mira Solberg", "scare", 1.0),
        (2, "First the river rose.", "Mira Solberg", "direct", 1.0),
        (3, "Then it fell.", "Mira Solberg", "direct", 1.0),
        (4, "Who knows,", "", "direct", 1.0),
        (5, "I do,", "Tomás Reyes", "direct", 1.0),
    ]
    return Article(
        meta=Meta(byline=("Ada Lindqvist",)),
        blocks=tuple(Block(kind, text) for kind, text in texts),
        quotes=tuple(
            Quote(block, texts[block][1].index(words), words, speaker, type=kind, confidence=confidence)
            for block, words, speaker, kind, confidence in said
        ),
        source=Source("feature.txt"),
    )


FEATURE = _feature()


def place(article: Article, words: str, *, end: bool = False) -> Place:
    """Where these words first stand in the article."""
    for index, block in enumerate(article.blocks):
        if words in block.text:
            return Place(index, block.text.index(words) + (len(words) if end else 0))
    raise LookupError(words)


def between(article: Article, first: str, last: str) -> Span:
    """From the first words to the end of the last."""
    return Span(place(article, first), place(article, last, end=True))


def words_of(article: Article, span: Span | None) -> str | None:
    """What a span holds; blocks parted by |."""
    if span is None:
        return None
    lengths = [len(block.text) for block in article.blocks]
    return "|".join(article.blocks[block].text[start:end] for block, start, end in span.pieces(lengths))
