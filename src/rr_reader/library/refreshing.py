"""Kept sources read again by today's parser, under the reader's corrections and what was edited by hand."""

from collections import Counter
from difflib import SequenceMatcher, unified_diff
from enum import StrEnum

import msgspec
from msgspec.structs import replace

from rr_reader.errors import ReaderError
from rr_reader.library.account import imported_of
from rr_reader.library.cleaned import dump, load
from rr_reader.library.folder import LibraryFolder
from rr_reader.library.journal import Journal
from rr_reader.library.mending import reapply
from rr_reader.library.merging import merged
from rr_reader.model import Article, Correction


class Outcome(StrEnum):
    """What came of reading a source again."""

    SAME = "same"
    """The article is as it was."""
    CHANGED = "changed"
    MERGED = "merged"
    """Changed, with what was edited by hand kept."""
    KEPT = "kept"
    """Nothing was changed: the new reading and what was edited by hand speak of the same lines."""


class Refreshed(msgspec.Struct, frozen=True):
    """What came of reading one article's source again."""

    id: str
    outcome: Outcome
    before: Article
    after: Article
    """Where the outcome is `KEPT`, what it would have been."""
    diff: tuple[str, ...] = ()
    """The lines of the cleaned file that differ: `-…` as they were, `+…` as they are."""
    not_found: tuple[Correction, ...] = ()
    """Corrections that found nothing to correct. They are kept in the file."""

    def counts(self) -> dict[str, int]:
        """Count what differs: blocks, speakers and quotations, each new, gone or changed."""
        old, new = self.before, self.after
        was, now = ([(block.kind, block.speaker, block.text) for block in each.blocks] for each in (old, new))
        steps = [step for step in SequenceMatcher(None, was, now, autojunk=False).get_opcodes() if step[0] != "equal"]
        quotes = [Counter((q.text, q.speaker, q.type) for q in article.quotes) for article in (old, new)]
        speakers = [{person.name: person for person in article.speakers} for article in (old, new)]
        return {
            "block": sum(max(end - start, last - first) for _, start, end, first, last in steps),
            "speaker": sum(speakers[0].get(n) != speakers[1].get(n) for n in {*speakers[0], *speakers[1]}),
            "quotation": max((quotes[0] - quotes[1]).total(), (quotes[1] - quotes[0]).total()),
        }


def refresh(folder: LibraryFolder, article_id: str, journal: Journal, *, dry_run: bool = False) -> Refreshed:
    """Read an article's source again and write what comes of it, unless it is a `dry_run`. It can be undone.

    Corrections are made again. What was edited by hand is merged with what changed since the import; where both touch
    the same lines, and where it is not known how the article was imported, it is kept as it is. Raises NoSourceError
    where the source is not kept, and what loading, parsing and writing raise.
    """
    fresh = _read_again(folder, article_id)
    results: list[Refreshed] = []

    def change(text: str, article: Article) -> str:
        done = reapply(fresh, article.corrections)
        new, outcome = _new_text(folder, article_id, text, article, dump(done.article))
        after = done.article if outcome is not Outcome.MERGED else folder.read(new, article_id)
        compared = dump(done.article) if outcome is Outcome.KEPT else new
        results.append(Refreshed(article_id, outcome, article, after, _diff(text, compared), done.not_found))
        if dry_run or outcome in (Outcome.SAME, Outcome.KEPT):
            return text
        journal.keep(folder.file_of(article_id), text, new)
        return new

    folder.rewrite(article_id, change)
    if not dry_run and results[0].outcome is not Outcome.KEPT:
        folder.keep_account(fresh)  # last: without it the next time finds the article unedited all the same
    return results[0]


def _read_again(folder: LibraryFolder, article_id: str) -> Article:
    from rr_reader.parsing.importing import parse_source  # late: it is the slow half

    old = folder.load(article_id)
    told = old.account.encoding if old.account.encoding_evidence == "assumed" else ""
    fresh = parse_source(folder.original(article_id), name=old.source.name, assume=told)
    return replace(fresh, source=replace(fresh.source, name=old.source.name))


def _new_text(folder: LibraryFolder, article_id: str, text: str, article: Article, new: str) -> tuple[str, Outcome]:
    """Give the cleaned file as it is to be, and what that is called."""
    if text == new:
        return text, Outcome.SAME
    imported = imported_of(folder.account_of(article_id))
    if not imported:
        return text, Outcome.KEPT
    base = dump(reapply(load(imported), article.corrections).article)
    if text == base:
        return new, Outcome.CHANGED
    both = merged(base, text, new)
    if both == text:
        return text, Outcome.SAME
    return (both, Outcome.MERGED) if both is not None and _loads(folder, both, article_id) else (text, Outcome.KEPT)


def _loads(folder: LibraryFolder, text: str, article_id: str) -> bool:
    try:
        folder.read(text, article_id)
    except ReaderError:
        return False
    return True


def _diff(old: str, new: str) -> tuple[str, ...]:
    lines = list(unified_diff(old.split("\n"), new.split("\n"), n=0, lineterm=""))[2:]
    return tuple(line for line in lines if not line.startswith("@@") and line[1:].strip())
