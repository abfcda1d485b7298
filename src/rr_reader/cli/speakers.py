"""A speaker of an article, by a part of the name."""

from rr_reader.errors import NoSourceError
from rr_reader.model import Article
from rr_reader.text.matching import Matcher, fold


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
