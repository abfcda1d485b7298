"""Adding to the library from the screen: what the reading thread does there, one source after the other."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from rr_reader.errors import BadSourceError, CannotCreateError, ReaderError
from rr_reader.library.editions import Editions
from rr_reader.library.folder import LibraryFolder
from rr_reader.library.guarded.reading import parse
from rr_reader.library.likes import Likes
from rr_reader.library.naming import title_of
from rr_reader.library.resembling import sample_of
from rr_reader.model import Article
from rr_reader.quotes.citation import inside_marks
from rr_reader.sources.fetching import is_url
from rr_reader.sources.halting import Halt
from rr_reader.tui.readable import Readable, Web, readables


class Outcome(NamedTuple):
    """What came of a source: the article that it is in the library, or the problem with it."""

    name: str
    id: str = ""
    title: str = ""
    is_new: bool = False
    like: str = ""
    """The title of another article that is much like it."""
    problem: ReaderError | None = None


class Adding:
    """Adds to one library. `tell` hears what is under way; `halt` stops it before the next source is written.

    `index` is the library's, by which is found what is much like what is added. To be closed in the same thread.
    """

    def __init__(
        self, folder: Path, tell: Callable[[str], None], halt: Halt, *, index: Path | None, local: bool
    ) -> None:
        self.web = Web(self._say, halt, local=local)
        self.prefix = ""
        """What is said before all that is told."""
        self._folder, self._tell, self._halt = LibraryFolder(folder), tell, halt
        self._editions, self._likes = Editions(self._folder), Likes(self._folder, index)

    def add(self, word: str) -> Iterator[Outcome]:
        """Add what is behind an address or a path, and say what came of each source. Raises StoppedError."""
        failures: list[ReaderError] = []
        place = word if is_url(word) else str(Path(word).expanduser())
        for source in readables(place, self.web, failures):
            yield self.keep(source, source.name)
        yield from (Outcome(word, problem=failure) for failure in failures)

    def keep(self, source: Readable, name: str) -> Outcome:
        """Read a source, and write the article; `name` is what the user calls it. Raises StoppedError."""
        self._halt.check()
        self._say(f"reading {source.name} …")
        try:
            raw = source.read()
            if known := self._folder.made_from(raw):
                return Outcome(name, known, title_of(self._folder.load(known))[0])
            article = parse(raw, name=source.name, url=source.url, apart=True, halt=self._halt)
            title = title_of(article)[0]
            if not article.blocks:
                raise BadSourceError(f"{name}: there is nothing to read in it")
            if earlier := self._editions.earlier(article, source.name):
                called = f"“{inside_marks(title)}”"
                raise CannotCreateError(
                    f"{called} has changed since it became {earlier}: add --refresh brings that up to date"
                )
            self._halt.check()
            added = self._folder.add(article, raw)
            return Outcome(name, added.id, title, added.is_new, self._like(article, added.id))
        except ReaderError as problem:
            self._halt.check()
            return Outcome(name, problem=problem)

    def _like(self, article: Article, article_id: str) -> str:
        sample = sample_of(article)
        like = self._likes.of(article, sample, but=article_id)
        self._likes.note(article_id, sample)
        return title_of(self._folder.load(like.id))[0] if like else ""

    def close(self) -> None:
        """Let go of the files."""
        self._likes.close()

    def _say(self, words: str) -> None:
        self._tell(self.prefix + words)


def told(outcomes: list[Outcome]) -> tuple[str, bool]:
    """Say what came of all, and whether that is a warning."""
    problems = [outcome for outcome in outcomes if outcome.problem]
    new = [outcome for outcome in outcomes if outcome.is_new]
    there = len(outcomes) - len(problems) - len(new)
    if not outcomes:
        return "There was nothing to add", True
    if len(outcomes) == 1:
        only = outcomes[0]
        like = f"; much like “{inside_marks(only.like)}”" if only.like else ""
        words = f"Added: {only.title}{like}" if only.is_new else f"In the library already: {only.title}"
        return (str(only.problem), True) if only.problem else (words, False)
    parts = [f"{len(new)} added"]
    alike = sum(bool(outcome.like) for outcome in new)
    parts += [f"{alike} much like what is there"] if alike else []
    parts += [f"{there} there already"] if there else []
    parts += [f"{len(problems)} not: {problems[0].problem}"] if problems else []
    return "; ".join(parts), bool(problems)
