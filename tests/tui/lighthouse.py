"""An interview that was understood wrongly, in a library, and how somebody mends it."""

from pathlib import Path

from person import Person

from rr_reader.library.folder import LibraryFolder
from rr_reader.model import Article, Block, Kind, Meta, Origin, Speaker
from rr_reader.tui.widgets.choices import ChoiceList

RUNA, OLE = "Runa Solheim", "Ole Brekke"
SIZES = [(120, 40), (80, 24), (40, 12)]


def guessed() -> Article:
    """An interview whose labels were understood wrongly: both people are taken for the first."""
    return Article(
        Meta(title="A Lighthouse on Wheels", kind="interview", language="en"),
        (Speaker(RUNA, "guest"), Speaker(OLE, "guest"), Speaker("O. Brekke", "guest")),
        (
            Block(Kind.QUESTION, "Who pushes it?", origin=Origin(0, 1)),
            Block(Kind.ANSWER, "The wind does.", RUNA, origin=Origin(1, 2, "RB")),
            Block(Kind.QUESTION, "And uphill?", origin=Origin(2, 3)),
            Block(Kind.ANSWER, "Then I push.", RUNA, origin=Origin(3, 4, "RB", 1.0, 0.6)),
            Block(Kind.CONTINUATION, "Nobody thanks me.", RUNA, origin=Origin(4, 5, "", 1.0, 0.6)),
            Block(Kind.ANSWER, "He is thanked every Sunday.", "O. Brekke", origin=Origin(5, 6, "OB")),
        ),
    )


LIGHTHOUSE = "a-lighthouse-on-wheels"
FIRST, LAST = ("}",), ("}", "}", "}", "}")
"""Keys that lead to the first answer, and to the last."""


async def at(person: Person, article_id: str, *keys: str) -> None:
    person.app.screen.open_article(article_id)
    person.app.screen.go_to_pane("reader")
    await person.settle()
    await person.press(*keys)


async def choose(person: Person, *words: str) -> None:
    """Take from each list the line that begins so."""
    for word in words:
        choices = person.app.screen.query_one(ChoiceList).choices
        at = next(i for i, choice in enumerate(choices) if choice.words.startswith(word))
        can = [i for i, choice in enumerate(choices) if choice.then]
        assert at in can, f"{word} cannot be chosen"
        await person.press("home", *["j"] * can.index(at), "enter")


def on_disk(home: Path, article_id: str) -> Article:
    return LibraryFolder(home / "library").load(article_id)


def speakers(article: Article) -> list[str]:
    return [block.speaker for block in article.blocks]
