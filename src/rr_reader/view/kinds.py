"""What a block can be, in the words of an editor: pure."""

from collections.abc import Mapping

from rr_reader.model import Kind

KINDS: Mapping[Kind, str] = {
    Kind.QUESTION: "somebody asks",
    Kind.ANSWER: "somebody answers",
    Kind.CONTINUATION: "goes on with the turn above",
    Kind.TURN: "neither asks nor answers",
    Kind.PARAGRAPH: "the writer’s own words",
    Kind.CAPTION: "says what a picture shows",
    Kind.CREDIT: "whose picture or text it is",
    Kind.NOTE: "the editor to the reader",
    Kind.HEADING: "over a part of the text",
    Kind.STAGE: "what happens while they talk",
    Kind.RELATED: "leads to another article",
    Kind.BOILERPLATE: "the site’s own words, folded away",
    Kind.TITLE: "what the article is called",
    Kind.DECK: "the lines under the title",
    Kind.BYLINE: "who wrote it",
    Kind.DATE: "when it was published",
}
"""Every kind, those first that are taken for one another most, and what it means."""

_UNUSUAL = {
    Kind.RELATED: ("a link to another article", "links to other articles"),
    Kind.STAGE: ("a stage direction", "stage directions"),
    Kind.BOILERPLATE: ("boilerplate", "boilerplate"),
}


def named(kind: Kind, count: int = 1) -> str:
    """Name a kind as one says it.

    >>> named(Kind.ANSWER), named(Kind.BOILERPLATE), named(Kind.CAPTION, 3)
    ('an answer', 'boilerplate', 'captions')
    """
    one = f"{'an' if kind.value[0] in 'aeiou' else 'a'} {kind.value}"
    return _UNUSUAL.get(kind, (one, f"{kind.value}s"))[count > 1]


def counted(count: int, word: str) -> str:
    """Count things.

    >>> counted(1, "turn"), counted(3, "turn")
    ('1 turn', '3 turns')
    """
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
