"""How an input is changed: as its format is made where that is known, as any bytes otherwise.

Of changed bytes most XML, JSON and zip is refused at its first character, and what stands behind that is never met.
"""

import io
import json
import random
import re
import zipfile
from typing import Any
from xml.sax.saxutils import escape

from documents import SCRAPS
from talks_written import zipped

_SMALL = 1 << 20
"""Bytes of a part that is read to be changed."""
_MARKUP = re.compile(r"<[^<>]*>|[^<>]+")
_NAME = re.compile(r"</?([^\s/>]+)")
_VALUE = re.compile(r"=\s*(\"[^\"]*\"|'[^']*')")
_LEAVES: tuple[Any, ...] = (None, True, -1, 10**30, 1e308, "", "\x1b[2J", "\ud800", [], {}, "00:00:99", "9" * 5_000)


def changed(data: bytes, most: int, seed: int) -> bytes:
    """Give an input that differs, of `most` bytes at the most."""
    import atheris

    chance = random.Random(seed)
    if chance.random() < 0.7 and (other := _within_format(data, most, chance)):
        return other[:most]
    if chance.random() < 0.2:
        at, scrap = chance.randint(0, len(data)), chance.choice(SCRAPS)
        return (data[:at] + scrap + data[at + chance.choice((0, 0, len(scrap))) :])[:most]
    return bytes(atheris.Mutate(data, most))


def _within_format(data: bytes, most: int, chance: random.Random) -> bytes:
    """Change what keeps its form; nothing where the form is not known, or broken already."""
    begins = data[:50].lstrip()
    try:
        if begins.startswith(b"PK"):
            return _other_part(data, most, chance)
        if begins.startswith(b"<"):
            return _other_markup(data.decode(), chance).encode()
        if begins.startswith((b"{", b"[")):
            return json.dumps(_other_value(json.loads(data), chance)).encode()
    except Exception:  # whatever a library says of a broken input: it is changed as any bytes
        return b""
    return b""


def _other_part(data: bytes, most: int, chance: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist() if info.file_size < _SMALL}
    chosen = chance.choice(list(parts))
    parts[chosen] = changed(parts[chosen], most, chance.getrandbits(32))
    return zipped(parts)


def _other_markup(text: str, chance: random.Random) -> str:
    """Change words or a value of an attribute, or take an element away, twice, within itself, or under another name."""
    tokens = _MARKUP.findall(text)
    at = chance.randrange(len(tokens))
    token = tokens[at]
    scrap = escape(chance.choice(SCRAPS).decode("utf-8", "ignore"), {'"': "&quot;"})
    if not token.startswith("<"):
        tokens[at] = scrap if chance.random() < 0.5 else token + scrap
    elif (values := list(_VALUE.finditer(token))) and chance.random() < 0.5:
        value = chance.choice(values)
        others = [found[1] for found in _VALUE.finditer(text)]
        given = chance.choice([f'"{scrap}"', '"0"', '"-1"', '"99999999999"', *others])
        tokens[at] = token[: value.start(1)] + given + token[value.end(1) :]
    elif name := _NAME.match(token):
        ends = _end(tokens, at, name[1])
        element = tokens[at : ends + 1]
        other = chance.choice([found[1] for found in _NAME.finditer(text)])
        renamed = [token.replace(name[1], other, 1), *element[1:-1], element[-1].replace(name[1], other, 1)]
        tokens[at : ends + 1] = chance.choice(
            ([], element * 2, element * chance.randint(3, 300), [token, *element, element[-1]], renamed)
            if ends > at
            else ([], [token] * 2, [token] * 300)
        )
    return "".join(tokens)


def _end(tokens: list[str], at: int, name: str) -> int:
    """Give where an element ends that begins at a place; that place for one that has no end."""
    depth = 0
    for place in range(at, len(tokens)):
        found = _NAME.match(tokens[place])
        if found and found[1] == name and not tokens[place].endswith("/>"):
            depth += -1 if tokens[place].startswith("</") else 1
            if depth <= 0:
                return place if place > at and not tokens[at].startswith("</") else at
    return at


def _other_value(node: Any, chance: random.Random) -> Any:
    """Change one value somewhere in a tree of JSON, take it away, or put it where another stood."""
    if isinstance(node, dict) and node and chance.random() < 0.9:
        key = chance.choice(list(node))
        other = dict(node)
        what = chance.random()
        if what < 0.1:
            del other[key]
        elif what < 0.2:
            other[chance.choice(list(node))] = node[key]
        else:
            other[key] = _other_value(node[key], chance)
        return other
    if isinstance(node, list) and node and chance.random() < 0.9:
        at = chance.randrange(len(node))
        what = chance.random()
        middle = [] if what < 0.1 else node[at : at + 1] * 30 if what < 0.2 else [_other_value(node[at], chance)]
        return [*node[:at], *middle, *node[at + 1 :]]
    return [node] if chance.random() < 0.1 else chance.choice(_LEAVES)
