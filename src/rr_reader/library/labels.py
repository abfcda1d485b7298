r"""Who speaks, at the head of a paragraph: `**Ann Lee:** …`, `**Ann Lee** [00:12:03]: …`, `**Q:** …`.

What kind of turn a name opens follows from the article (`usual_kind`). Where that would be wrong, and
for everything else that has no form of its own, the kind stands before the name in brackets, and then
all is said: `**[turn] Ann Lee:** …`. A time stamp alone is `**[00:12:10]** …`.
"""

import re
from collections.abc import Mapping

import msgspec

from rr_reader.model import Kind, Speaker

NOBODY = {"Q": Kind.QUESTION, "A": Kind.ANSWER}
"""Labels of an asker and an answerer whose names are not known."""
_LETTERS = {kind: letter for letter, kind in NOBODY.items()}
_KINDS = frozenset(kind.value for kind in Kind)


class Label(msgspec.Struct, frozen=True):
    """What stands before the words. `kind` is None where the article's usual one is meant."""

    name: str = ""
    time: str = ""
    kind: Kind | None = None
    is_stamp: bool = False
    """A time stamp alone: nothing is said of who speaks."""


_BOLD = re.compile(r"\*\*((?:[^*\\\n]|\\.)+)\*\*")
_TIME = re.compile(r" ?\[((?:[^\[\]\\\n]|\\.)+)\]:(?: |$)")
_STAMP = re.compile(r"\[((?:[^\[\]\\\n]|\\.)+)\]")
_KIND = re.compile(r"\[([a-z]+)\](?: |$)")
_COLON = re.compile(r"(?<!\\)((?:\\\\)*):$")


def read_label(markdown: str) -> tuple[Label | None, str]:
    """Split a paragraph into its label and the rest; (None, all of it) where it has none.

    >>> read_label("**Ann Lee** [0:12]: The sea.")
    (Label(name='Ann Lee', time='0:12', kind=None, is_stamp=False), 'The sea.')
    >>> read_label("**Really** not.")
    (None, '**Really** not.')
    """
    bold = _BOLD.match(markdown) if markdown.startswith("**") else None
    if not bold:
        return None, markdown
    inner, rest = bold[1], markdown[bold.end() :]
    if time := _TIME.match(rest):
        return _label(_COLON.sub(r"\1", inner), _unescaped(time[1])), rest[time.end() :]
    if _COLON.search(inner):
        return _label(_COLON.sub(r"\1", inner), ""), rest.removeprefix(" ")
    if rest.startswith(":"):
        return _label(inner, ""), rest[1:].removeprefix(" ")
    if (stamp := _STAMP.fullmatch(inner)) and (not rest or rest.startswith(" ")):
        return Label(time=_unescaped(stamp[1]), is_stamp=True), rest.removeprefix(" ")
    return None, markdown


def _label(inner: str, time: str) -> Label:
    kind = _KIND.match(inner + " ") if inner.startswith("[") else None
    if kind and kind[1] in _KINDS:
        return Label(_unescaped(inner[kind.end() :]), time, Kind(kind[1]))
    if inner in NOBODY:
        return Label("", time, NOBODY[inner])
    return Label(_unescaped(inner), time)


def write_label(label: Label) -> str:
    """Write a label and the space after it.

    >>> write_label(Label("Ann Lee", "0:12")), write_label(Label("Ann", kind=Kind.TURN))
    ('**Ann Lee** [0:12]: ', '**[turn] Ann:** ')
    """
    if label.is_stamp:
        return f"**[{_escaped(label.time)}]** "
    inner = _escaped(label.name)
    if not label.name and label.kind in _LETTERS:
        inner = _LETTERS[label.kind]
    elif label.kind:
        inner = f"[{label.kind.value}] {inner}".rstrip(" ")
    return f"**{inner}** [{_escaped(label.time)}]: " if label.time else f"**{inner}:** "


_AWKWARD = re.compile(r"[\\*\[\]`_<]|&(?=#)|:$|^ | $|[\t\n]")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])|&#(9|10|32);")


def _escaped(text: str) -> str:
    return _AWKWARD.sub(lambda found: f"&#{ord(found[0])};" if found[0].isspace() else "\\" + found[0], text)


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: found[1] or chr(int(found[2])), text)


class Cast:
    """The people of an article, as far as labels need them."""

    def __init__(self, speakers: tuple[Speaker, ...], article_kind: str) -> None:
        self._roles: Mapping[str, str] = {person.name: person.role for person in speakers}
        self._names = {alias: person.name for person in reversed(speakers) for alias in person.aliases}
        self._names |= {name: name for name in self._roles}
        self._is_interview = article_kind == "interview"

    def name(self, label: str) -> str:
        """Give the full name for a name or alias; what nobody is called stays as it is."""
        return self._names.get(label, label)

    def usual_kind(self, name: str) -> Kind:
        """Tell what kind of turn a name opens: in an interview hosts ask and all others answer; elsewhere they talk."""
        if not self._is_interview:
            return Kind.TURN
        people = [name] if name in self._roles else name.split(" & ")
        return Kind.QUESTION if all(self._roles.get(person) == "host" for person in people) else Kind.ANSWER
