"""YAML, as much of it as front matter needs: text, lists and mappings. Numbers and dates stay text.

Reading goes through PyYAML's event parser (the one behind its safe loader), so that nothing is ever
constructed, every value knows its line, and aliases can be refused before they multiply. Writing is
a few lines of our own: one form for each value, never wrapped, the same bytes on every machine.
"""

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TypeAlias

import msgspec

from rr_reader.errors import BrokenArticleError

if TYPE_CHECKING:
    from yaml import Event

DEEPEST = 5
"""Levels of lists and mappings inside one another; front matter needs five, keys and items counted."""

Value: TypeAlias = "str | list[Value] | dict[str, Value]"
"""What front matter is made of."""


class Field(msgspec.Struct, frozen=True):
    """The value of a key at the top, and the line (from 1) that it begins on."""

    value: Any
    line: int


def read_fields(text: str, *, first_line: int = 1) -> dict[str, Field]:
    """Read a mapping; `first_line` is the line of its file that the text begins on.

    Raises BrokenArticleError, with the line, for what is no YAML, for aliases, anchors and tags, for a
    key given twice and for values nested too deep.
    """
    import yaml  # late: 15 ms that a start with nothing to load must not pay

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return _Builder(yaml.parse(text, Loader=loader), first_line).fields()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "a character that YAML does not allow"
        line = first_line + mark.line if mark else first_line
        raise BrokenArticleError(
            f"The front matter is not YAML: {problem}. Put values with special characters in quotation marks.", line
        ) from None


class _Builder:
    """Plain values out of a stream of events."""

    def __init__(self, events: "Iterator[Event]", first_line: int) -> None:
        self._events = events
        self._first_line = first_line

    def fields(self) -> dict[str, Field]:
        import yaml

        for event in self._events:
            if isinstance(event, yaml.MappingStartEvent):
                return {key: Field(value, line) for key, value, line in self._pairs(event, 1)}
            if isinstance(event, yaml.StreamEndEvent):
                return {}
            if not isinstance(event, yaml.StreamStartEvent | yaml.DocumentStartEvent):
                raise self._broken(event, "The front matter must be lines like “title: …”")
        return {}

    def _value(self, event: "Event", depth: int) -> Value:
        import yaml

        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise self._broken(event, "Anchors (&name) and aliases (*name) are not read here. Write the value itself")
        if getattr(event, "tag", None):
            raise self._broken(event, f"The tag {getattr(event, 'tag', '')} is not read here. Take it away")
        if depth > DEEPEST:
            raise self._broken(event, "Lists and mappings are nested too deep here")
        if isinstance(event, yaml.SequenceStartEvent):
            return [self._value(item, depth + 1) for item in self._until(yaml.SequenceEndEvent)]
        if isinstance(event, yaml.MappingStartEvent):
            return {key: value for key, value, _ in self._pairs(event, depth)}
        return str(getattr(event, "value", ""))

    def _pairs(self, start: "Event", depth: int) -> Iterator[tuple[str, Value, int]]:
        import yaml

        if getattr(start, "anchor", None) or getattr(start, "tag", None):
            raise self._broken(start, "Anchors and tags are not read here. Take them away")
        seen = set()
        for event in self._until(yaml.MappingEndEvent):
            key = self._value(event, depth + 1)
            if not isinstance(key, str):
                raise self._broken(event, "A key must be a word")
            if key in seen:
                raise self._broken(event, f"“{key}” is given twice. Keep one")
            seen.add(key)
            yield key, self._value(next(self._events), depth + 1), self._line(event)

    def _until(self, end: type) -> "Iterator[Event]":
        for event in self._events:
            if isinstance(event, end):
                return
            yield event

    def _line(self, event: "Event") -> int:
        return self._first_line + (event.start_mark.line if event.start_mark else 0)

    def _broken(self, event: "Event", message: str) -> BrokenArticleError:
        return BrokenArticleError(f"{message}.", self._line(event))


_PLAIN = re.compile(r"[^\W\d_](?:[\w '’.()/!?+=%~–—-]|:(?=[^\s]))*(?<! )")
_DATE = re.compile(r"\d{4}-\d\d-\d\d|[0-9a-f]{64}")
_NOT_TEXT = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})
_UNPRINTABLE = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def write_fields(fields: dict[str, Value]) -> str:
    """Write a mapping, one key a line in the order given; lists of mappings one item after another.

    >>> print(write_fields({"title": "Q: why?", "tags": ["sea", "salt"], "source": {"format": "text"}}), end="")
    title: "Q: why?"
    tags: [sea, salt]
    source:
      format: text
    """
    return "".join(f"{key}:{_written(value, '  ')}\n" for key, value in fields.items())


def _written(value: Value, indent: str) -> str:
    if isinstance(value, str):
        return " " + _scalar(value)
    if isinstance(value, dict):
        return "".join(f"\n{indent}{key}:{_written(inner, indent + '  ')}" for key, inner in value.items())
    if all(isinstance(item, str) for item in value):
        return " [" + ", ".join(_scalar(str(item)) for item in value) + "]"
    return "".join(f"\n{indent}- {_written(item, indent + '  ').lstrip()}" for item in value)


def _scalar(text: str) -> str:
    """Write text plain where every YAML reader takes it for the same text (a date may become one), else quoted."""
    if (_PLAIN.fullmatch(text) and text.casefold() not in _NOT_TEXT) or _DATE.fullmatch(text):
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)
