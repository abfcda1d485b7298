"""Kept sources read again by today's parser, under the reader's corrections and what was edited by hand."""

from difflib import unified_diff
from enum import StrEnum
from functools import partial

import msgspec
from msgspec.structs import replace

from rr_reader.errors import ReaderError
from rr_reader.library.account import imported_of
from rr_reader.library.cleaned import dump, load
from rr_reader.library.folder import LibraryFolder
from rr_reader.library.journal import Journal
from rr_reader.library.mending import reapply
from rr_reader.library.merging import Clash, clashes, merged
from rr_reader.model import Article, Correction


class Outcome(StrEnum):
    """What came of reading a source again."""

    SAME = "same"
    """The article is as it was."""
    CHANGED = "changed"
    KEPT = "kept"
    """Nothing was changed: the new reading and what was edited by hand speak of the same lines."""
    UNKNOWN = "unknown"
    """Nothing was changed: the account does not say how the source was read then, so none can tell what was edited."""


class Refreshed(msgspec.Struct, frozen=True):
    """What came of reading one article's source again."""

    id: str
    outcome: Outcome
    before: Article
    after: Article
    """Where nothing was changed for `KEPT` or `UNKNOWN`, what it would have been."""
    by_hand: bool = False
    """Somebody edited the cleaned file; where it was changed, that is kept."""
    diff: tuple[str, ...] = ()
    """The lines of the cleaned file that differ: `-…` as they were, `+…` as they are."""
    not_found: tuple[Correction, ...] = ()
    """Corrections that found nothing to correct. They are kept in the file."""
    clashes: tuple[Clash, ...] = ()
    """Where it is `KEPT`: the lines of the cleaned file that are read otherwise now, and were edited."""

    @property
    def made_again(self) -> int:
        """How many corrections were made again."""
        return len(self.before.corrections) - len(self.not_found)


def refresh(
    folder: LibraryFolder, article_id: str, journal: Journal, *, raw: bytes | None = None, dry_run: bool = False
) -> Refreshed:
    """Read an article's source again and write what comes of it, unless it is a `dry_run`. It can be undone.

    `raw` is another edition of the source, which is kept beside the former one. Corrections are made again. What was
    edited by hand is merged with what changed since the import; where both touch the same lines, and where it is not
    known how the article was imported, it is kept as it is. Raises NoSourceError where the source is not kept, and
    what loading, parsing and writing raise.
    """
    fresh = _read_again(folder, article_id, raw)
    results: list[Refreshed] = []

    def change(text: str, article: Article) -> str:
        new, done = _planned(folder, article_id, text, article, fresh)
        if not dry_run and done.outcome is Outcome.CHANGED:
            if raw is not None:
                new, done = _planned(folder, article_id, text, article, folder.keep_source(fresh, raw))
            journal.keep(folder.file_of(article_id), text, new)
        results.append(done)
        return new if not dry_run and done.outcome is Outcome.CHANGED else text

    folder.rewrite(article_id, change)
    if not dry_run and raw is None and results[0].outcome in (Outcome.SAME, Outcome.CHANGED):
        folder.keep_account(fresh)  # last: without it the next time finds the article unedited all the same
    return results[0]


def _read_again(folder: LibraryFolder, article_id: str, raw: bytes | None) -> Article:
    from rr_reader.library.guarded.reading import parse  # late: not all who import this read anything again

    old = folder.load(article_id)
    told = old.account.encoding if old.account.encoding_evidence == "assumed" else ""
    read = partial(parse, folder.original(article_id) if raw is None else raw, name=old.source.name, assume=told)
    fresh = read()
    if old.meta.url and not fresh.meta.url:  # what is kept as it came does not say where it was
        fresh = read(url=old.meta.url)
    return replace(fresh, source=replace(fresh.source, name=old.source.name))


def _planned(
    folder: LibraryFolder, article_id: str, text: str, article: Article, fresh: Article
) -> tuple[str, Refreshed]:
    """Give the cleaned file as it is to be, and what that is called."""
    again = reapply(fresh, article.corrections)
    new = dump(again.article)

    def told(outcome: Outcome, to: str, *, by_hand: bool = False) -> tuple[str, Refreshed]:
        after = folder.read(to, article_id) if by_hand and outcome is Outcome.CHANGED else again.article
        return to, Refreshed(article_id, outcome, article, after, by_hand, _diff(text, to), again.not_found)

    if text == new:
        return told(Outcome.SAME, new)
    imported = imported_of(folder.account_of(article_id))
    if not imported:
        return told(Outcome.UNKNOWN, new)
    base = dump(reapply(load(imported), article.corrections).article)
    if text == base:
        return told(Outcome.CHANGED, new)
    both = merged(base, text, new)
    if both == text:
        return told(Outcome.SAME, text, by_hand=True)
    if both is not None and _loads(folder, both, article_id):
        return told(Outcome.CHANGED, both, by_hand=True)
    to, kept = told(Outcome.KEPT, new, by_hand=True)
    return to, replace(kept, clashes=clashes(base, text, new))


def _loads(folder: LibraryFolder, text: str, article_id: str) -> bool:
    try:
        folder.read(text, article_id)
    except ReaderError:
        return False
    return True


def _diff(old: str, new: str) -> tuple[str, ...]:
    lines = list(unified_diff(old.split("\n"), new.split("\n"), n=0, lineterm=""))[2:]
    return tuple(line for line in lines if not line.startswith("@@") and line[1:].strip())
