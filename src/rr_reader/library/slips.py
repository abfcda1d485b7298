"""Slips of the pen in a cleaned file that was edited by hand: what loads, but is hardly what was meant. Pure.

Nothing is lost by loading such a file, so it is not broken: it is told, with the line and what there is.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches

import msgspec

from rr_reader.library.body import paragraphs
from rr_reader.library.cleaned import parted
from rr_reader.library.frontmatter import load_front
from rr_reader.library.labels import read_label
from rr_reader.library.saying import KINDS, ROLES, is_date
from rr_reader.library.yaml_text import read_fields
from rr_reader.model import Kind, Meta, Speaker

_CLOSE = 0.8
"""How alike two names are, by difflib's ratio, of which one may be a slip for the other."""
_KIND_BEFORE = re.compile(r"\*\*\[([^\W\d_][\w-]*)\] ")
_UNCLOSED = re.compile(r"\*\*(?!\s)([^*\\\n]{1,60}?):(?:\s|$)")


class Slip(msgspec.Struct, frozen=True):
    """Something that is hardly what was meant."""

    line: int
    """Of the file, from 1."""
    message: str
    names: tuple[str, str] = ("", "")
    """A name that nobody of the speakers has, and the speaker who is probably meant."""


def slips_in(text: str) -> tuple[Slip, ...]:
    """List the slips of a cleaned file, in the order of its lines. Raises BrokenArticleError as `load`."""
    lines, body = parted(text)
    head = lines[1 : body - 1]
    front = load_front("\n".join(head))
    found = [*_of_head(head, front.meta, front.speakers), *_of_body(lines[body:], body + 1, front.speakers)]
    return tuple(sorted(found, key=lambda slip: slip.line))


def _of_head(head: Sequence[str], meta: Meta, speakers: Sequence[Speaker]) -> Iterator[Slip]:
    roles = dict.fromkeys(person.role for person in speakers if person.role and person.role not in ROLES)
    is_no_kind, is_no_date = meta.kind not in KINDS, bool(meta.published) and not is_date(meta.published)
    if not (roles or is_no_kind or is_no_date):
        return  # nearly always: where things stand need not be known
    fields = read_fields("\n".join(head), first_line=2)
    if "kind" in fields and is_no_kind:
        yield Slip(fields["kind"].line, _no_such(meta.kind, "kind of article", KINDS))
    if is_no_date:
        yield Slip(fields["published"].line, f"“{meta.published}” is no date. Write it like this: 2024-03-01.")
    for role in roles:
        first = fields["speakers"].line
        at = next((n for n, line in enumerate(head[first - 2 :], first) if "role" in line and role in line), first)
        yield Slip(at, _no_such(role, "role of a speaker", ROLES))


def _of_body(lines: list[str], first_line: int, speakers: Sequence[Speaker]) -> Iterator[Slip]:
    known = {name: person.name for person in reversed(speakers) for name in (*person.aliases, person.name)}
    told: set[str] = set()
    for markdown, line in paragraphs(lines, first_line):
        label, _ = read_label(markdown)
        kind = _KIND_BEFORE.match(markdown)
        if label is None or label.is_stamp:
            if (unclosed := _UNCLOSED.match(markdown)) and markdown.count("**") == 1:
                yield Slip(line, f"This name is not closed. Write it like this: **{unclosed[1]}:** …")
        elif kind and kind[1] not in set(Kind):
            yield Slip(line, _no_such(kind[1], "kind of block", list(Kind)))
        elif known and label.name not in known:
            for name in label.name.split(" & "):
                if name and name not in known and name not in told:
                    told.add(name)
                    yield _stranger(name, line, known)


def _stranger(name: str, line: int, known: dict[str, str]) -> Slip:
    """Tell of a name that is not among the speakers."""
    near = get_close_matches(name, known, 1, _CLOSE)
    message = f"“{name}” is not among the speakers"
    if near:
        return Slip(line, f"{message}, but {known[near[0]]} is.", (name, known[near[0]]))
    return Slip(line, f"{message}: add it to “speakers:”, or correct it.")


def _no_such(word: str, what: str, known: Iterable[str]) -> str:
    return f"“{word}” is no {what}. Use one of these: {', '.join(known)}."
