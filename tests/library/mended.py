"""Two articles to mend as they were understood, short ones made by hand, and what is asked of them."""

from rr_reader.model import Article, Block, Kind, Meta, Speaker
from strategies import quoted

TALK = """Of Rope and Weather

Ann Roe: How did it begin?

Bo Vik: With a rope. It was never meant to hold.

We found the other end in spring.

Ann Roe: And then?

BV: Then the weather turned.

Bo Vik at the quay

Ann Roe: Yes.

Bo Vik: Yes.

BV: It thawed in the end.
"""
FEATURE = """The Last Ferry

Vera Lind runs it alone. “Nobody else would,” Lind says. Her brother Tom Lind left in 1990.

“I was cold,” she adds. “I was cold,” says Tom Orr, who keeps the books.

Orr has a dog. “It is a good dog,” he says.
"""


def at(article: Article, words: str) -> int:
    (found,) = [index for index, block in enumerate(article.blocks) if block.text.startswith(words)]
    return found


def said(article: Article) -> list[tuple[str, str, str]]:
    return [(b.kind.value, b.speaker, b.text.split()[0]) for b in article.blocks if b.kind is not Kind.TITLE]


def person(article: Article, name: str) -> Speaker | None:
    return next((one for one in article.speakers if one.name == name), None)


def by_hand(*blocks: Block, people: tuple[Speaker, ...] = (), kind: str = "interview") -> Article:
    return quoted(Article(Meta(kind=kind), people, blocks))


ANN, BO, CY = Speaker("Ann", "host"), Speaker("Bo", "guest"), Speaker("Cy", "guest", ("C",))
