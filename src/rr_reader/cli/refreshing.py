"""`rr-reader add --refresh`: the library's sources read again by today's parser, and what that changed."""

import argparse
from typing import TYPE_CHECKING

from rr_reader.cli.command import Context
from rr_reader.errors import CannotCreateError, ReaderError

if TYPE_CHECKING:
    from rr_reader.library.refreshing import Refreshed
    from rr_reader.model import Correction

_SHORT = 6
"""Lines of a difference that are shown where all of them were not asked for."""
_WIDTH = 78


def run_refresh(args: argparse.Namespace, context: Context) -> int:
    """Read the sources of the named articles, or of all, again. The code is the first failure's."""
    from rr_reader.cli.library import folder_of, journal_of
    from rr_reader.library.refreshing import Outcome, refresh

    folder, journal = folder_of(args, context), journal_of(args, context)
    names = dict.fromkeys([folder.find(words) for words in args.sources] if args.sources else folder.ids())
    code = unchanged = 0
    for number, article_id in enumerate(names, 1):
        context.errors.progress(f"{number}: {article_id}")
        try:
            done = refresh(folder, article_id, journal, dry_run=args.dry_run)
        except ReaderError as problem:
            context.errors.say(str(problem))
            code = code or problem.exit_code
            continue
        context.errors.end_progress()
        unchanged += done.outcome is Outcome.SAME
        if done.outcome is Outcome.KEPT:
            code = code or CannotCreateError.exit_code
            context.errors.say(_KEPT.format(article_id))
        elif done.outcome is not Outcome.SAME or done.not_found:
            _tell(done, context, dry_run=args.dry_run, whole=args.diff)
    context.errors.end_progress()
    if unchanged:
        context.out.write(f"As they were: {unchanged}\n")
    return code


_KEPT = (
    "{0} was edited by hand where its source is read otherwise now: it stays.\n"
    "See rr-reader parse of its source for the new reading; remove and add it to have that."
)


def _tell(done: "Refreshed", context: Context, *, dry_run: bool, whole: bool) -> None:
    from rr_reader.cli.output import shorten
    from rr_reader.library.refreshing import Outcome

    counts = ", ".join(f"{count} {noun}{'' if count == 1 else 's'}" for noun, count in done.counts().items() if count)
    by_hand = "; what was edited by hand is kept" if done.outcome is Outcome.MERGED else ""
    context.out.write(f"{'Would refresh' if dry_run else 'Refreshed'}: {done.id}: {counts or 'the head'}{by_hand}\n")
    shown = done.diff if whole else tuple(shorten(line, _WIDTH) for line in done.diff[:_SHORT])
    for line in shown:
        context.out.write(f"  {line}\n")
    if len(done.diff) > len(shown):
        context.out.write(f"  … {len(done.diff) - len(shown)} lines more: --diff\n")
    for correction in done.not_found:
        context.out.write(f"  not found again, and kept: {_told(correction)}\n")
    context.out.flush()


def _told(correction: "Correction") -> str:
    """Name a correction by what it is about.

    >>> from rr_reader.model import NameCorrection
    >>> _told(NameCorrection("PP", "Pascal"))
    'name “PP”'
    """
    about = correction.__struct_fields__[0]
    return f"{about} “{getattr(correction, about)}”"
