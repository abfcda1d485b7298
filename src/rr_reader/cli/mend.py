"""`rr-reader mend`: what the import got wrong, mended from the command line, and taken back."""

import argparse
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from rr_reader.cli.command import Command, Context, Parser
from rr_reader.errors import NoSourceError, UsageError

if TYPE_CHECKING:
    from rr_reader.model import Article


class _Step(NamedTuple):
    """One thing to mend: what is before the `=`, and what after it."""

    name: str
    what: str
    to: str


_STEPS = {
    "merge": ("NAME=NAME", "makes two names one person, who keeps the second"),
    "rename": ("OLD=NEW", "calls somebody otherwise"),
    "speaker": ("WORDS=NAME", "gives the turn with these words, from that paragraph on, to somebody"),
    "label": ("LABEL=NAME", "gives all turns with this label to somebody; Q and A are those of nobody known"),
    "kind": ("WORDS=KIND", "says what the paragraph with these words is: question, answer, caption, heading, …"),
    "quote": ("WORDS=NAME", "gives the quotation with these words to somebody; to nobody where NAME is scare"),
    "set": ("FIELD=VALUE", "sets title, deck, outlet, published, url, language, kind; byline or tags, with ; between"),
}

_OF_NAMES = frozenset({"merge", "rename"})


def _configure(parser: Parser) -> None:
    parser.declare("article", metavar="ARTICLE", help="an id, a file of the library, or words, quoted, of one title")
    for name, (form, meaning) in _STEPS.items():
        read = partial(_step, name)
        parser.declare(f"--{name}", metavar=form, action="append", dest="steps", type=read, help=meaning)
    parser.declare("--undo", action="store_true", help="takes the last mending back")
    parser.declare("--redo", action="store_true", help="does again what was undone last")


def _step(name: str, written: str) -> _Step:
    what, equals, to = written.partition("=") if name == "set" else written.rpartition("=")  # words may hold one
    if not equals or not what.strip():
        raise argparse.ArgumentTypeError(f"write it like this: --{name} '{_STEPS[name][0]}'")
    return _Step(name, what.strip(), to.strip())


def _run(args: argparse.Namespace, context: Context) -> int:
    from rr_reader.cli.library import folder_of, journal_of
    from rr_reader.library.finding import find_article
    from rr_reader.library.revising import mend, redo, undo
    from rr_reader.view.corrected import undoing_told

    steps: list[_Step] = args.steps or []
    if bool(steps) + args.undo + args.redo != 1:
        raise UsageError("Say what to mend, or --undo, or --redo.\nSee rr-reader mend --help.")
    folder, journal = folder_of(args, context), journal_of(args, context)
    article_id = find_article(folder, args.article)
    if args.undo or args.redo:
        before = folder.load(article_id)
        after = (undo if args.undo else redo)(folder, article_id, journal)
        context.out.write(f"{article_id}: {undoing_told(before, after, again=args.redo)}\n")
        return 0
    for said in steps:  # each is on the disk before the next is begun, and can be taken back alone
        step = _between_names(said, folder.load(article_id)) if said.name in _OF_NAMES and "=" in said.what else said
        mend(folder, article_id, partial(_mended, step), journal)
        context.out.write(f"Mended: {article_id}: {step.name} {step.what} = {step.to}\n")
        context.out.flush()
    return 0


def _between_names(step: _Step, article: "Article") -> _Step:
    """Part what was written at the `=` between two who are in the article, else after one who is: names may hold it."""
    from rr_reader.library.correcting import has_name

    parts = f"{step.what}={step.to}".split("=")
    cuts = (("=".join(parts[:at]).strip(), "=".join(parts[at:]).strip()) for at in range(len(parts) - 1, 0, -1))
    known = [(what, to) for what, to in cuts if has_name(article, what)]
    what, to = max(known, key=lambda cut: has_name(article, cut[1]), default=(step.what, step.to))
    return _Step(step.name, what, to)


def _mended(step: _Step, article: "Article") -> "Article":
    from rr_reader.library import mending, saying
    from rr_reader.model import Kind

    def kind() -> "Article":
        if step.to not in [known.value for known in Kind]:
            raise UsageError(f"“{step.to}” is no kind of block. Use one of these: {', '.join(Kind)}.")
        return mending.change_kind(article, _block(article, step.what), Kind(step.to))

    def quote() -> "Article":
        of = ("", "scare") if step.to == "scare" else (step.to, "direct")
        return mending.reassign_quote(article, _quote(article, step.what), *of)

    def value() -> "Article":
        values = step.to.split(";") if step.what in saying.LISTS else step.to
        return mending.set_meta(article, step.what, values)

    steps: dict[str, Callable[[], Article]] = {
        "merge": lambda: mending.merge(article, step.what, step.to),
        "rename": lambda: mending.rename(article, step.what, step.to),
        "speaker": lambda: mending.reassign(article, _block(article, step.what), step.to),
        "label": lambda: mending.reassign_label(article, step.what, step.to),
        "kind": kind,
        "quote": quote,
        "set": value,
    }
    return steps[step.name]()


def _block(article: "Article", words: str) -> int:
    """Find the one block that is these words, else begins so, else holds them; white space collapsed."""
    wanted = " ".join(words.split())
    texts = [" ".join(block.text.split()) for block in article.blocks]
    fits: tuple[Callable[[str], bool], ...] = (
        wanted.__eq__,
        lambda text: text.startswith(wanted),
        lambda text: wanted in text,
    )
    for fit in fits:
        found = [index for index, text in enumerate(texts) if fit(text)]
        if len(found) == 1:
            return found[0]
        if found:
            raise NoSourceError(f"“{wanted}” stands in {len(found)} paragraphs. Say more of the one that is meant.")
    raise NoSourceError(f"“{wanted}” stands in no paragraph of the article.")


def _quote(article: "Article", words: str) -> int:
    wanted = " ".join(words.split())
    found = [number for number, quote in enumerate(article.quotes) if wanted in " ".join(quote.text.split())]
    if len(found) != 1:
        raise NoSourceError(
            f"“{wanted}” stands in {len(found) or 'no'} quotation{'s' if found else ''} of the article."
        )
    return found[0]


COMMAND = Command(
    "mend",
    "mend speakers, paragraphs, quotations and fields; undo",
    _configure,
    _run,
    (
        "rr-reader mend 'salt harbour' --merge 'MS=Mira Solberg'",
        "rr-reader mend salt-harbour --kind 'Mira Solberg at work=caption' --set 'outlet=The Quay'",
        "rr-reader mend salt-harbour --undo",
    ),
)
