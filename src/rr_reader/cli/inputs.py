"""From the SOURCE words of a command line to articles, one after the other."""

import argparse
import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from rr_reader.cli.command import Context, Parser
from rr_reader.errors import NoSourceError, ReaderError, UsageError

if TYPE_CHECKING:
    from rr_reader.model import Article
    from rr_reader.sources.discover import Stated
    from rr_reader.sources.fetching.fetcher import Fetcher
    from rr_reader.sources.fetching.keeping import Kept

STDIN = "-"
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]{1,20}):/", re.I)
_HOST = re.compile(r"www\.|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,24}/", re.I)
"""What begins as an address does, but for `https://`."""
NOTHING = "there is nothing to read in it"
"""Said of a source without words: it is opened, as what it is, but is no article."""
ASSUME = "--assume-encoding"
"""The option by which a user overrules a wrong guess."""


class Named(NamedTuple):
    """A source that was not read yet. `name` is what the user calls it; `problem` says why it cannot be read."""

    name: str
    problem: ReaderError | None = None
    bundle: str = ""
    """The file that holds it, where it is none itself; `place` is that among what this holds, from 0."""
    place: int = 0
    listed: "Stated | None" = None
    """How that file was when it was looked into."""
    fetch: "Callable[[], Kept] | None" = None
    """What fetches it, where it is an address."""


class Input(NamedTuple):
    """A source as it was saved. `name` is what the user calls it; `problem` says why it could not be read."""

    name: str
    raw: bytes = b""
    problem: ReaderError | None = None
    file: str = ""
    """What it is called among files, where its name is an address."""
    url: str = ""
    """Where it was in the end."""


class Imported(NamedTuple):
    """A source, understood; or the problem with it."""

    name: str
    raw: bytes
    article: "Article | None"
    problem: ReaderError | None = None


def imports(
    words: Sequence[str], context: Context, assume: str = "", *, may_load: bool = False, chapters: bool = False
) -> Iterator[Imported]:
    """Read and parse every source, in order, in the encoding that the user says, if any.

    With `may_load`, a cleaned file of a library is loaded as it is. With `chapters`, those of a book are sources.
    """
    for each in named(words, context.environ, chapters=chapters):
        for found in reads(each, context.stdin, chapters=chapters):
            yield parsed(found, assume, may_load=may_load)


def named(words: Sequence[str], environ: Mapping[str, str], *, chapters: bool = False) -> Iterator[Named]:
    """Name the files, the files of folders and archives, addresses, and `-`, lazily; with problems, where there are.

    With `chapters`, those of a book are named too, not the book.
    """
    from rr_reader.sources.fetching import is_url

    web: Fetcher | None = None
    for word in words:
        try:
            if is_url(word):
                web = web or fetcher(environ)
                yield page_at(word, web)
                continue
            yield from _named(word, chapters=chapters)
        except ReaderError as problem:
            yield Named(word, problem)


def fetcher(environ: Mapping[str, str]) -> "Fetcher":
    """Give what fetches addresses; the environment may let it ask local ones."""
    from rr_reader.library.guarded.reading import gate_of
    from rr_reader.sources.fetching import is_local_allowed
    from rr_reader.sources.fetching.fetcher import Fetcher

    return Fetcher(local=is_local_allowed(environ), gate_of=gate_of)


def page_at(url: str, fetcher: "Fetcher") -> Named:
    """Name a page that is to be fetched."""
    from rr_reader.sources.fetching.keeping import fetch_page

    return Named(url, fetch=partial(fetch_page, fetcher, url))


def _named(word: str, *, chapters: bool) -> Iterator[Named]:
    from rr_reader.sources import find_sources

    if word == STDIN:
        yield Named(STDIN)
        return
    check_exists(word)
    is_empty, searched = True, is_folder(word)
    for path in find_sources([word]):
        for each in _held(path, searched=searched, chapters=chapters):
            is_empty = False
            yield each
    if is_empty:
        raise holds_nothing(word)


def _held(path: Path, *, searched: bool, chapters: bool) -> Iterator[Named]:
    """Name a file, or what it holds if it is an archive, a mailbox or the like."""
    from rr_reader.library.guarded.reading import opened
    from rr_reader.sources.discover import stated
    from rr_reader.sources.held import held_in

    listed = stated(path)
    try:
        held = held_in(path, opened, searched=searched, chapters=chapters)
    except ReaderError as problem:
        yield Named(str(path), problem)
        return
    if held is None:
        yield Named(str(path))
    else:
        yield from (Named(member.name, None, str(path), place, listed) for place, member in enumerate(held))


def read(source: Named, stdin: BinaryIO | None) -> Input:
    """Read a source. What cannot be read comes with its problem."""
    from rr_reader.sources import read_bytes, read_stream

    if source.problem:
        return Input(source.name, problem=source.problem)
    try:
        if source.fetch:
            page = source.fetch()
            return Input(source.name, page.raw, file=page.name, url=page.url)
        if source.bundle:
            from rr_reader.library.guarded.reading import member

            return Input(source.name, member(Path(source.bundle), source.place, source.name, source.listed))
        if source.name != STDIN:
            return Input(source.name, read_bytes(Path(source.name)))
        if stdin is None:
            raise NoSourceError("Standard input is closed: there is nothing to read for -")
        return Input("stdin", read_stream(stdin))
    except ReaderError as problem:
        return Input("stdin" if source.name == STDIN else source.name, problem=problem)


def reads(source: Named, stdin: BinaryIO | None, *, chapters: bool = False) -> Iterator[Input]:
    """Read a source; of an archive or a mailbox that was fetched, all that it holds."""
    from rr_reader.library.guarded.reading import members
    from rr_reader.sources.bundles import is_bundle
    from rr_reader.sources.renditions import HEAD

    found = read(source, stdin)
    if not (source.fetch and is_bundle(found.raw[:HEAD], chapters=chapters)):
        yield found
        return
    try:
        held = members(found.raw, source.name)
    except ReaderError as problem:
        yield Input(source.name, problem=problem)
        return
    for member in held:
        try:
            yield Input(member.name, member.read(), file=member.name.rpartition("/")[2])
        except ReaderError as problem:
            yield Input(member.name, problem=problem)


def parsed(source: Input, assume: str = "", *, may_load: bool = False) -> Imported:
    """Import one source; what is no plain text in a process of its own."""
    if source.problem:
        return Imported(source.name, b"", None, source.problem)
    from rr_reader.library.guarded.reading import parse
    from rr_reader.library.opening import is_cleaned, load_file
    from rr_reader.text.safe import printable

    try:
        if may_load and not assume and is_cleaned(source.raw):
            return Imported(source.name, source.raw, load_file(Path(source.name), source.raw))
        raw = source.raw
        if source.url and assume:
            from rr_reader.sources.fetching.keeping import body_of

            raw = body_of(raw)
        article = parse(raw, name=source.file or printable(source.name), url=source.url, assume=assume)
        return Imported(source.name, raw, article)
    except ReaderError as problem:
        return Imported(source.name, source.raw, None, problem)


def declare_chapters(parser: Parser) -> None:
    """Let a command take `--chapters`."""
    parser.declare("--chapters", action="store_true", help="make an article of each chapter of a book, not one of all")


def declare_encoding(parser: Parser) -> None:
    """Let a command take `--assume-encoding`."""
    parser.declare(ASSUME, metavar="NAME", help="read the sources in this encoding, whatever they seem to be in")


def assumed_encoding(args: argparse.Namespace) -> str:
    """Give the encoding that the user says the sources are in, "" for none. Raises UsageError for an unknown name."""
    name: str | None = args.assume_encoding
    if name is None:
        return ""
    from rr_reader.text.encoding_names import codec_of

    if not codec_of(name):
        raise UsageError(
            f"{ASSUME}: there is no encoding “{name}”. Name one like this: {ASSUME} {_encoding_like(name)}"
        )
    return name


def _encoding_like(name: str) -> str:
    """Give the encoding whose name is nearest to what was typed."""
    from encodings.aliases import aliases

    from rr_reader.text.encoding_names import codec_of

    names = sorted({alias.replace("_", "-") for alias in (*aliases, *aliases.values())})
    near = difflib.get_close_matches(name.lower().replace("_", "-"), names, 5)
    return next(filter(codec_of, near), "windows-1251")


def is_several(word: str, *, chapters: bool = False) -> bool:
    """Whether a word names what may hold several sources: a folder, an archive, a mailbox; a book by its chapters."""
    from rr_reader.sources.held import is_bundle_at

    return is_folder(word) or (word != STDIN and is_bundle_at(Path(word), chapters=chapters))


def is_folder(word: str) -> bool:
    """Whether a word names a folder."""
    try:
        return bool(word) and Path(word).is_dir()
    except (OSError, ValueError):  # a name that no file can have: too long, or with a NUL in it
        return False


def check_exists(word: str, commands: Iterable[str] = ()) -> None:
    """See that a word names something, or is an address. Raises NoSourceError, with the command it may have meant."""
    from rr_reader.sources.discover import is_there
    from rr_reader.sources.fetching import is_url

    if is_url(word):
        return  # whether it is there is told when it is fetched
    if word and is_there(Path(word)):
        return
    if scheme := _SCHEME.match(word):
        ways = "name the file itself" if scheme[1].lower() == "file" else "only http and https are fetched"
        raise NoSourceError(f"{word}: no such file or folder, and no address of a page: {ways}")
    near = difflib.get_close_matches(word, list(commands), 1)
    raise NoSourceError(
        f"{word or '(an empty name)'}: no such file or folder"
        + (f", and no command. Did you mean rr-reader {near[0]}?" if near else "")
        + (". An address begins with https://" if _HOST.match(word) else "")
    )


def holds_nothing(folder: str) -> NoSourceError:
    """Say that a folder was searched for nothing, and by which endings."""
    from rr_reader.sources.discover import ENDINGS

    return NoSourceError(f"{folder}: holds no file that can be read ({', '.join(sorted(ENDINGS))})")


def tell(problem: ReaderError, name: str, context: Context) -> int:
    """Say what is wrong with a source, naming it, and give the exit code."""
    from rr_reader.text.safe import printable

    shown = printable(name)  # on one line: a name may hold line ends, and would seem to be a message of ours
    message = str(problem).replace(name, shown)
    context.errors.say(message if shown in message else f"{shown}: {message}")
    return problem.exit_code
