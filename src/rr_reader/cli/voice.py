"""One person's words out of an article."""

import msgspec

from rr_reader.errors import NoSourceError
from rr_reader.model import Article, Kind
from rr_reader.text.matching import Matcher, fold
from rr_reader.view.outline import Outline


def speaker_named(article: Article, words: str) -> str:
    """Find the one speaker whose name or alias these words fit. NoSourceError names those who speak."""
    matcher = Matcher(words.split())
    fitting = [
        person.name
        for person in article.speakers
        if any(matcher.matches(fold(name)) for name in (person.name, *person.aliases))
    ]
    exact = [name for name in fitting if fold(name) == fold(words)]
    if len(exact or fitting) == 1:
        return (exact or fitting)[0]
    if fitting:
        raise NoSourceError(f"{words} fits several: {', '.join(fitting)}. Give more of the name.")
    names = ", ".join(person.name for person in article.speakers)
    raise NoSourceError(f"Nobody called {words} speaks in this article. " + (f"Speakers: {names}" if names else ""))


def only(article: Article, speaker: str) -> Article:
    """Leave the title, one person's turns with the questions they answer, and the paragraphs that quote them."""
    outline = Outline(article)
    spoken = {
        index
        for index, opener in enumerate(outline.opener)
        if opener >= 0 and speaker in outline.speaker(index).split(" & ")
    }
    asked = {outline.question_number(index) for index in spoken} - {0}
    kept = [
        index
        for index, block in enumerate(article.blocks)
        if index in spoken
        or block.kind is Kind.TITLE
        or (
            outline.opener[index] >= 0
            and outline.kind(index) is Kind.QUESTION
            and outline.question_number(index) in asked
        )
        or any(quote.speaker == speaker for quote in outline.quotes.get(index, ()))
    ]
    place = {old: new for new, old in enumerate(kept)}
    return msgspec.structs.replace(
        article,
        blocks=tuple(article.blocks[index] for index in kept),
        quotes=tuple(msgspec.structs.replace(q, block=place[q.block]) for q in article.quotes if q.block in place),
    )
