"""Front matter: the block of YAML (`---`) or TOML (`+++`) above a Markdown document.

Hostile front matter is no front matter: it stays text and is shown as such. YAML aliases are refused
(a few lines of them expand to gigabytes), dates stay the text they were.
"""

import html
import re
from functools import cache
from typing import Any, ClassVar

_LIMIT = 20_000
"""Characters: longer front matter is not metadata."""
_DEPTH = 20
_BRACKETS = 500
"""More of them are no metadata, and a recursive reader chokes on them."""
_DEEPEST = 100
"""Levels of YAML in each other that are read."""
_YAML = re.compile(r"\A(---[ \t]*\n)(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S | re.M)
_TOML = re.compile(r"\A(\+\+\+[ \t]*\n)(.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.S | re.M)
_PAIR = re.compile(r"^([A-Za-z][\w .-]{0,40}):[ \t]*(.*)$")
_ITEM = re.compile(r"^[ \t]*-[ \t]+(.*)$")


class _RefusedError(Exception):
    """An alias was met, a few lines of which expand to gigabytes, or too many levels."""


def split_front(text: str) -> tuple[dict[str, Any], int]:
    """Give the front matter, keys in lower case, and the offset where the body begins; ({}, 0) if there is none."""
    head = text[:_LIMIT]
    if match := _YAML.match(head):
        found = _read_yaml(match[2]) if match[2].count("[") + match[2].count("{") <= _BRACKETS else {}
    elif match := _TOML.match(head):
        found = _read_toml(match[2])
    else:
        return {}, 0
    return (found, match.end()) if found else ({}, 0)


def _read_yaml(source: str) -> dict[str, Any]:
    import yaml

    try:
        _refuse_bombs(source)
        return _cleaned(yaml.load(source, Loader=_text_loader()))
    except (RecursionError, _RefusedError):
        return {}
    except (yaml.YAMLError, ValueError):
        return _read_pairs(source)


def _refuse_bombs(source: str) -> None:
    """Raise _RefusedError for what would take more memory or stack than its length tells."""
    import yaml

    depth = 0
    for event in yaml.parse(source, Loader=_text_loader()):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST or isinstance(event, yaml.AliasEvent):
            raise _RefusedError


@cache
def _text_loader() -> Any:
    """Give PyYAML's safe loader with every scalar left as text: `2016-03-03 15:00:00 -5` stays as it was written.

    Its reader in C, where it was built with it: eight times as fast.
    """
    import yaml

    class TextLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
        yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}

    return TextLoader


def _read_toml(source: str) -> dict[str, Any]:
    import tomllib

    try:
        return _cleaned(tomllib.loads(source))
    except (tomllib.TOMLDecodeError, RecursionError, ValueError):
        return _read_pairs(source)


def _read_pairs(source: str) -> dict[str, Any]:
    """Read what strict YAML refuses: `key: value` lines, with `- item` lines below a bare key."""
    found: dict[str, Any] = {}
    key = ""
    for line in source.split("\n"):
        if pair := _PAIR.match(line):
            key = pair[1].strip().lower()
            found[key] = html.unescape(pair[2].strip().strip("\"'")) or []
        elif (item := _ITEM.match(line)) and isinstance(found.get(key), list):
            found[key].append(html.unescape(item[1].strip().strip("\"'")))
    return found


def _cleaned(loaded: object) -> dict[str, Any]:
    if not isinstance(loaded, dict):
        return {}
    return {str(key).strip().lower(): _plain(value, 0) for key, value in loaded.items()}


def _plain(value: object, depth: int) -> Any:
    """Reduce a value to strings, lists and dicts; entities decoded."""
    if isinstance(value, str):
        return html.unescape(value).strip()
    if depth < _DEPTH and isinstance(value, list | tuple):
        return [_plain(item, depth + 1) for item in value]
    if depth < _DEPTH and isinstance(value, dict):
        return {str(key).lower(): _plain(item, depth + 1) for key, item in value.items()}
    return "" if value is None else str(value)
