"""`rr-reader add --refresh`: the library's sources read again by today's parser, and what that changed."""

import argparse
import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rr_reader.cli.command import Context
from rr_reader.cli.inputs import Named, named, read
from rr_reader.errors import CannotCreateError, NoSourceError, ReaderError
from rr_reader.sources.discover import is_there
from rr_reader.sources.fetching import is_url

if TYPE_CHECKING:
    from rr_reader.library.comparing import Differences
    from rr_reader.library.folder import LibraryFolder
    from rr_reader.library.refreshing import Refreshed

_SHORT = 6
"""Lines of a difference that are shown where all of them were not asked for."""
_WIDTH = 78


def run_refresh(args: argparse.Namespace, context: Context) -> int:
    """Read the sources of the named articles, or of all, again. The code is the first failure's."""
    from rr_reader.cli.library import folder_of, journal_of
    from rr_reader.library.refreshing import Outcome, refresh

    folder, journal = folder_of(args, context), journal_of(args, context)
    unchanged, by_hand = 0, list[str]()
    named, code = _named(args.sources, folder, context)
    for number, (article_id, (raw, word)) in enumerate(named.items(), 1):
        context.errors.progress(f"{number}: {article_id}")
        try:
            done = refresh(folder, article_id, journal, raw=raw, dry_run=args.dry_run)
        except ReaderError as problem:
            context.errors.say(str(problem))
            code = code or problem.exit_code
            continue
        context.errors.end_progress()
        unchanged += done.outcome is Outcome.SAME
        by_hand += [article_id] if done.by_hand and done.outcome is Outcome.SAME else []
        if done.outcome in (Outcome.KEPT, Outcome.UNKNOWN):
            code = code or CannotCreateError.exit_code
            context.errors.say(_why_it_stays(done, word))
            if args.diff:
                _tell_diff(done, context, whole=True)
        elif done.outcome is Outcome.CHANGED or done.not_found:
            _tell(done, context, dry_run=args.dry_run, whole=args.diff)
    context.errors.end_progress()
    if unchanged:
        context.out.write(f"As they were: {unchanged}\n")
    if by_hand:
        context.out.write(f"  edited by hand, which is kept: {', '.join(by_hand)}\n")
    return code


def _why_it_stays(done: "Refreshed", word: str) -> str:
    """Say in three lines why an article was left as it is, and how to see how it is read now."""
    from rr_reader.cli.output import shorten

    see = f"Every difference: rr-reader add --refresh --dry-run --diff {shlex.quote(word)}"
    if not done.clashes:
        return (
            f"{done.id}: its source is read otherwise now, but how it was read before is not on record, "
            f"so nobody can tell what was mended since: it stays.\n{see}"
        )
    first = done.clashes[0]
    places = ", ".join(str(clash.first) for clash in done.clashes[:_SHORT]) + " …" * (len(done.clashes) > _SHORT)
    now = shorten(" ".join(first.theirs).strip() or "(nothing)", _WIDTH)
    return (
        f"{done.id} was edited by hand where its source is read otherwise now, in line {places}: it stays. "
        f"Where a line is made as it is read now, it is no obstacle any more.\n"
        f"Line {first.first} is read now as: {now}\n{see}"
    )


def _named(
    words: Sequence[str], folder: "LibraryFolder", context: Context
) -> tuple[dict[str, tuple[bytes | None, str]], int]:
    """Give the articles that are meant, each with its bytes where its source has changed, and with what to call it by.

    All are meant where none are named.

    A word is an id, a file of the library, a source that an article was made from or a folder of such, or words of a
    title. What is none of these is told, and the code is that of the first.
    """
    if not words:
        return {article_id: (None, article_id) for article_id in folder.ids()}, 0
    named: dict[str, tuple[bytes | None, str]] = {}
    code = 0

    def tell(problem: ReaderError) -> None:
        nonlocal code
        context.errors.say(str(problem))
        code = code or problem.exit_code

    for word in words:
        try:
            sources = _sources_of(word, folder, context)
        except ReaderError as problem:
            tell(problem)
            continue
        for source in sources:
            try:
                article_id, raw = _meant(folder, word, source, context)
                named.setdefault(article_id, (raw, article_id if raw is None else source.name))
            except ReaderError as problem:
                tell(problem)
    return named, code


def _sources_of(word: str, folder: "LibraryFolder", context: Context) -> Sequence[Named]:
    """List what is in a folder or an archive, or what in one is named; a word that names nothing stands for itself."""
    from rr_reader.library.finding import has_article
    from rr_reader.sources.held import is_bundle_at

    if has_article(folder, word):
        return [Named(word)]
    if is_url(word) or is_there(Path(word)):
        return list(named([word], context.environ))
    archive = next((parent for parent in Path(word).parents if is_bundle_at(parent, chapters=True)), None)
    held = named([str(archive)], context.environ, chapters=True) if archive else ()
    return [source for source in held if source.name == word] or [Named(word)]


def _meant(folder: "LibraryFolder", word: str, source: Named, context: Context) -> tuple[str, bytes | None]:
    """Give the article that a word means, and the bytes of its source where that has changed."""
    from rr_reader.library.editions import earlier_edition
    from rr_reader.library.finding import find_article, has_article
    from rr_reader.library.guarded.reading import parse

    called = source.name
    if not (source.fetch or source.bundle or source.problem):
        if has_article(folder, word) or not is_there(Path(called)):
            return find_article(folder, word), None
        if has_article(folder, called):
            return find_article(folder, called), None
    found = read(source, None)
    if found.problem:
        raise found.problem
    raw, name = found.raw, found.file or called
    if same := folder.made_from(raw):
        if other := earlier_edition(folder, folder.load(same), name, but=same):
            again = f"rr-reader add --refresh {shlex.quote(called)}"
            context.errors.say(
                f"{called} became {same} as it is; {other} was made of another edition of it, and stays.\n"
                f"To bring that up to date: rr-reader remove {same}, then {again}"
            )
        return same, None
    if earlier := earlier_edition(folder, parse(raw, name=name), name):
        return earlier, raw
    raise NoSourceError(f"{called}: no article was made from this. To have one, rr-reader add it.")


def _tell(done: "Refreshed", context: Context, *, dry_run: bool, whole: bool) -> None:
    from rr_reader.library.comparing import differences
    from rr_reader.view.corrected import correction_told

    told = [", ".join(_differences(differences(done.before, done.after))) or "the head"]
    if done.made_again:
        told.append(f"{_count(done.made_again, 'correction')} kept")
    if done.by_hand:
        told.append("edited by hand, which is kept")
    context.out.write(f"{'Would refresh' if dry_run else 'Refreshed'}: {done.id}: {'; '.join(told)}\n")
    _tell_diff(done, context, whole=whole)
    for correction in done.not_found:
        context.out.write(f"  not found again, and kept: {correction_told(correction)}\n")
    context.out.flush()


def _tell_diff(done: "Refreshed", context: Context, *, whole: bool) -> None:
    """Write the lines that differ, or the first of them."""
    from rr_reader.cli.output import shorten

    shown = done.diff if whole else tuple(shorten(line, _WIDTH) for line in done.diff[:_SHORT])
    for line in shown:
        context.out.write(f"  {line}\n")
    if len(done.diff) > len(shown):
        context.out.write(f"  … {len(done.diff) - len(shown)} lines more: --diff\n")


def _differences(found: "Differences") -> Iterator[str]:
    """Say what differs, by kind.

    >>> from rr_reader.library.comparing import Differences
    >>> list(_differences(Differences(text=1, kind=2, people=("Ann Lee",), fields=("title",))))
    ['1 paragraph of other words', '2 paragraphs of another kind', 'speakers (Ann Lee)', 'metadata (title)']
    """
    for count, what in (
        (found.new, "more"),
        (found.gone, "less"),
        (found.text, "of other words"),
        (found.kind, "of another kind"),
        (found.speaker, "of another speaker"),
    ):
        if count:
            yield f"{_count(count, 'paragraph')} {what}"
    if found.quotations:
        yield _count(found.quotations, "quotation")
    for names, what in ((found.people, "speakers"), (found.fields, "metadata")):
        if names:
            yield f"{what} ({', '.join(names)})"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
