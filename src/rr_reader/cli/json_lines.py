"""JSON as the command line writes it: UTF-8, unescaped, in the order of the fields."""

import json
from collections.abc import Iterable, Iterator


def compact(value: object) -> str:
    """Write a value on one line, without a line end."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def pretty(value: object) -> str:
    """Write a value over several lines, for eyes too, without a line end at the end."""
    return json.dumps(value, ensure_ascii=False, indent=1)


def array(values: Iterable[object]) -> Iterator[str]:
    """Write an array piece by piece, so that it need not stand in memory as a whole."""
    opening = "["
    for value in values:
        yield opening + "\n" + pretty(value)
        opening = ","
    yield "[]\n" if opening == "[" else "\n]\n"
