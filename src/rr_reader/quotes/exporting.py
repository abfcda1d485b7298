"""Excerpts out of the reader: one table of what can be written, and the writing of it, all files or none.

Notes in Markdown are brought up to date where they are; any other file that is there is left alone, unless it may be
overwritten.
"""

import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import msgspec

from rr_reader.errors import CannotCreateError, NoSourceError, ReaderError, UsageError
from rr_reader.library.durable import Batch, make_folder, place_new
from rr_reader.quotes.documents import write_docx
from rr_reader.quotes.excerpt import Excerpt
from rr_reader.quotes.formats import FORMATS, Format
from rr_reader.quotes.grouping import Group, grouped
from rr_reader.quotes.notes import STYLES, Note, note_of, note_of_all
from rr_reader.quotes.page import write_page
from rr_reader.quotes.segments import edited_in, heads_in, key_of, keys_in, updated
from rr_reader.sources.discover import read_bytes

STEM = "highlights"
"""What a file is called where only its folder is given."""

_Write = Callable[[Sequence[Group]], bytes]


class Export(msgspec.Struct, frozen=True):
    """A way to write excerpts to files."""

    description: str
    suffix: str
    write: _Write
    """Gives the bytes of one file with all groups."""
    is_text: bool = True
    """It can be printed."""
    is_notes: bool = False
    """It can be a folder of notes too, and is brought up to date."""


class Exported(msgspec.Struct, frozen=True):
    """What an export did."""

    new: tuple[Path, ...] = ()
    changed: tuple[Path, ...] = ()
    same: tuple[Path, ...] = ()
    """Files that say all of it already."""
    edited: tuple[tuple[Path, str], ...] = ()
    """What stays as it is in notes, for somebody has edited it: the file, and the key that it has there."""


def exports(formats: Mapping[str, Format] = FORMATS) -> dict[str, Export]:
    """Give the ways to write by their name on the command line: all of the formats, and what is a file only."""
    flat = {name: Export(each.description, each.suffix, _flat(each)) for name, each in formats.items()}
    notes = {
        name: Export(f"notes in {what}: a folder of them, or one file", ".md", _one_note(name), is_notes=True)
        for name, what in (("markdown", "Markdown"), ("obsidian", "Markdown for Obsidian"))
    }
    page = Export("a web page that stands alone", ".html", lambda groups: write_page(groups).encode())
    return flat | notes | {"html": page, "docx": Export("a document for Word", ".docx", _docx, is_text=False)}


def name_of(path: Path) -> str:
    """Give the format that a path's ending stands for; notes in Markdown for any other."""
    ending = path.suffix.lower()
    fitting = [name for name, each in exports().items() if each.suffix == ending]
    preferred = ending[1:] if ending[1:] in fitting else "markdown"
    return preferred if preferred in fitting else next(iter(fitting), "markdown")


def written(excerpts: Sequence[Excerpt], name: str, by: str, formats: Mapping[str, Format] = FORMATS) -> str:
    """Write excerpts as the text of one file. UsageError for a format that is none, or no text."""
    export = _export(name, formats)
    if not export.is_text:
        raise UsageError(f"{name} is no text: say where to write it, with -o FILE{export.suffix}.")
    return export.write(grouped([each for each in excerpts if each], by, once=True)).decode()


def export_to(
    path: Path,
    excerpts: Sequence[Excerpt],
    name: str,
    by: str,
    *,
    removed: Collection[str] = (),
    is_forced: bool = False,
    formats: Mapping[str, Format] = FORMATS,
) -> Exported:
    """Write excerpts to a file or a folder; `by` is one of GROUPS. When this returns, all of it is on the disk.

    A folder is meant where there is one, or where notes go to a path without their ending: what is in no group has a
    note an article there. `removed` are the ids of highlights that are gone: in notes they are marked so. Raises
    CannotCreateError where a file is there that is none of ours (nothing is written then, unless `is_forced`),
    UsageError and StorageError.
    """
    export = _export(name, formats)
    shown = [each for each in excerpts if each]
    is_folder = path.is_dir() or (export.is_notes and path.suffix.lower() != export.suffix)
    if export.is_notes and is_folder:
        of_each = "article" if by == "none" else by
        notes = [note_of(group, STYLES[name]) for group in grouped(shown, of_each)]
        return _put(_in_folder(path, notes, removed), is_forced)
    if not shown and not export.is_notes:
        return Exported()
    file = path / f"{STEM}{export.suffix}" if is_folder else path
    groups = grouped(shown, by, once=True)
    if export.is_notes:
        return _put({file: _renewed(_there(file), note_of_all(groups, STYLES[name]), removed)}, is_forced)
    return _put({file: _Planned(_there(file), export.write(groups), is_ours=False)}, is_forced)


class _Planned(msgspec.Struct, frozen=True):
    """What a file is to hold, and what it holds; None where there is none."""

    old: bytes | None
    new: bytes
    is_ours: bool
    edited: frozenset[str] = frozenset()


def _in_folder(folder: Path, notes: Sequence[Note], removed: Collection[str]) -> dict[Path, _Planned]:
    """Plan notes each in the file that is its own, also under another name, and mark what was removed in all others."""
    there = dict(_notes_in(folder))
    homes = {head: file for file, old in reversed(there.items()) for head in heads_in(_text(old))}
    planned = {}
    for note in notes:
        usual = folder / f"{note.name}.md"
        file = usual if note.head in heads_in(_text(there.get(usual))) else homes.get(note.head, usual)
        planned[file] = _renewed(_there(file), note, removed)
    gone = {key_of(each) for each in removed}
    for file, old in there.items():
        if file not in planned and gone & keys_in(_text(old)):
            planned[file] = _Planned(old, _bytes(updated(_text(old), (), gone)), is_ours=True)
    return planned


def _notes_in(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """Give the files in a folder, at any depth, that hold a piece of ours. What is hidden or cannot be read is none."""
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if name.endswith(".md") and not name.startswith("."):
                with suppress(ReaderError):
                    held = read_bytes(Path(place, name))
                    if b" rr-reader " in held:
                        yield Path(place, name), held


def _renewed(old: bytes | None, note: Note, removed: Collection[str]) -> _Planned:
    """Bring a note up to date. It is ours where it says whose it is; else where it says nothing, but has its pieces."""
    text = _text(old)
    keys, of_note = keys_in(text), {segment.key for segment in note.segments}
    if not (note.head in keys or (keys if not note.head else keys & of_note and not heads_in(text))):
        return _Planned(old, _bytes(note.new()), is_ours=False)
    return _Planned(old, _bytes(note.again(text, removed)), is_ours=True, edited=edited_in(text) & of_note)


def _text(held: bytes | None) -> str:
    return (held or b"").decode("utf-8", "surrogateescape")


def _bytes(text: str) -> bytes:
    """Encode a note: what was no UTF-8 in it comes out as it was; no text of ours holds a lone surrogate."""
    return text.encode("utf-8", "surrogateescape")


def _put(planned: Mapping[Path, _Planned], is_forced: bool) -> Exported:
    """Write what is planned, all files or none where one is foreign."""
    changing = {file: each for file, each in planned.items() if (each.old or b"") != each.new}
    foreign = [file for file, each in changing.items() if each.old and not each.is_ours]  # empty is nobody's
    if foreign and not is_forced:
        more = f" (and {len(foreign) - 1} more)" if len(foreign) > 1 else ""
        raise CannotCreateError(f"{foreign[0]}{more}: is there already, so nothing was written. --force overwrites it.")
    try:
        with Batch() as batch:
            for file, each in changing.items():
                make_folder(file.parent)
                target = file.resolve() if file.is_symlink() else file
                place = partial(place_new, path=target) if each.old is None else None
                batch.write(target, each.new, place)
            batch.commit()
    except FileExistsError:
        raise CannotCreateError("A file came up where one was to be written. Try again.") from None
    return Exported(
        tuple(file for file, each in changing.items() if each.old is None),
        tuple(file for file, each in changing.items() if each.old is not None),
        tuple(file for file in planned if file not in changing),
        tuple((file, key) for file, each in planned.items() for key in sorted(each.edited)),
    )


def _there(file: Path) -> bytes | None:
    """Give what a file holds; None where there is none. Raises ReaderError for what is no file."""
    try:
        return read_bytes(file)
    except NoSourceError:
        return None
    except ReaderError as error:
        raise CannotCreateError(str(error)) from None


def _export(name: str, formats: Mapping[str, Format]) -> Export:
    known = exports(formats)
    if name not in known:
        raise UsageError(f"No format {name!r}; there are: {', '.join(known)}.")
    return known[name]


def _flat(form: Format) -> _Write:
    return lambda groups: form.write([each for group in groups for each in group.excerpts]).encode("utf-8", "replace")


def _docx(groups: Sequence[Group]) -> bytes:
    return write_docx(groups, datetime.now(UTC))


def _one_note(name: str) -> _Write:
    return lambda groups: note_of_all(groups, STYLES[name]).new().encode("utf-8", "replace")
