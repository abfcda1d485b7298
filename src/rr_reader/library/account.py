"""The account of an import, beside the source: what was changed and removed, and where each block came from.

A block's origin is found again by the block's text, so that a hand edit of the cleaned file costs only the
origin of what was edited.
"""

import re
from collections import Counter
from difflib import SequenceMatcher
from hashlib import sha256

import msgspec

from rr_reader.model import Account, Article, Block, Change, Doubt, Origin, Removed
from rr_reader.text.safe import make_safe, printable

_LOST = "The account of the import is damaged: what was repaired and set aside is not known"
_ESCAPED = re.compile(r"\\[bfru]")
"""What may stand in JSON for a character that is unsafe to show."""
_FARTHEST = 1 << 40
"""No place in a source is beyond: far above the bytes that are read of one."""


class _Entry(msgspec.Struct, frozen=True, omit_defaults=True):
    """The origin of one block; `text` is a digest of its words."""

    text: str
    origin: Origin | None = None


class _File(msgspec.Struct, frozen=True):
    account: Account
    blocks: tuple[_Entry, ...]


class _Written(_File, frozen=True, omit_defaults=True):
    imported: tuple[str, ...] = ()
    """The cleaned file as the import gave it, by lines: what was edited by hand since is told by it."""


def dump_account(article: Article, imported: str = "") -> str:
    """Write the account of an article as JSON, the same bytes each time; `imported` is its cleaned file at first."""
    entries = tuple(_Entry(_digest(block), block.origin) for block in article.blocks)
    lines = tuple(imported.split("\n")) if imported else ()
    written = msgspec.json.encode(_Written(article.account, entries, lines))
    return msgspec.json.format(written, indent=1).decode() + "\n"


def imported_of(text: str) -> str:
    """Give the cleaned file as the import gave it, of a written account; "" where it does not say."""
    try:
        return "\n".join(msgspec.json.decode(text, type=_Written).imported)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return ""


def apply_account(text: str, blocks: tuple[Block, ...]) -> tuple[Account, tuple[Block, ...]]:
    """Give the account, and the blocks with the origins that it knows. "" is an empty account.

    It may come from anywhere, as the cleaned file may: all its words are made safe to show. A damaged account
    stops nobody from reading: it becomes a doubt.
    """
    if not text:
        return Account(), blocks
    try:
        file = _decoded(text)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return Account(doubts=(Doubt(0, 0, _LOST),)), blocks
    origins = _matched([entry.text for entry in file.blocks], [_digest(block) for block in blocks])
    return file.account, tuple(
        msgspec.structs.replace(block, origin=file.blocks[known].origin) if known is not None else block
        for block, known in zip(blocks, origins, strict=True)
    )


def _decoded(text: str) -> _File:
    """Decode an account, its words safe to show. Raises msgspec's errors, and RecursionError."""
    if make_safe(text).changes or _ESCAPED.search(text):
        file = msgspec.convert(_shown(msgspec.json.decode(text)), type=_File)
    else:  # nearly always, and much the faster
        file = msgspec.json.decode(text, type=_File)
    account, origins = file.account, (entry.origin for entry in file.blocks if entry.origin)
    known: tuple[Change | Removed | Doubt | Origin, ...]
    known = (*account.changes, *account.removed, *account.doubts, *origins)
    for place in known:
        if not 0 <= place.start <= _FARTHEST or not 0 <= place.end <= _FARTHEST:
            raise msgspec.ValidationError("a place that no source has")
    return file


def _shown(value: object) -> object:
    """Make every string safe, at any depth."""
    if isinstance(value, str):
        return printable(value, lines=True)
    if isinstance(value, list):
        return [_shown(each) for each in value]
    if isinstance(value, dict):
        return {key: _shown(each) for key, each in value.items()}
    return value


def _digest(block: Block) -> str:
    return sha256(block.text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _matched(old: list[str], new: list[str]) -> list[int | None]:
    """Give for each of the new the index of the old that it is: in order, else where only one can be meant."""
    if old == new:
        return list(range(len(new)))
    found: list[int | None] = [None] * len(new)
    for at_old, at_new, length in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        for step in range(length):
            found[at_new + step] = at_old + step
    taken = {index for index in found if index is not None}
    moved = [index for index in range(len(old)) if index not in taken]
    once_old = Counter(old[index] for index in moved)
    once_new = Counter(new[index] for index, known in enumerate(found) if known is None)
    places = {old[index]: index for index in moved if once_old[old[index]] == 1}
    return [
        places.get(new[index]) if known is None and once_new[new[index]] == 1 else known
        for index, known in enumerate(found)
    ]
