"""What passes between this process and a child: lengths and MessagePack, which holds values and can do nothing.

MessagePack has no half characters (lone surrogates), which a text may have as it was before its repair, and a file's
name: what holds one goes as JSON. Work is a msgspec struct that is called with an item. The child hears by name which
class it is; of its answers only what the work's annotations say is taken. Errors of our family stay what they are.
"""

import json
from importlib import import_module
from typing import Any, Generic, Protocol, TypeVar, get_type_hints

import msgspec

from rr_reader import errors
from rr_reader.errors import BadSourceError, ReaderError
from rr_reader.library.guarded.limits import May

LENGTH = 8
"""Bytes before each message that say how long it is."""
_PACKED, _WRITTEN = b"m", b"j"
"""With which of the two a message begins."""
Item = TypeVar("Item")
Result = TypeVar("Result")
_In = TypeVar("_In", contravariant=True)
_Out = TypeVar("_Out", covariant=True)


class Work(Protocol[_In, _Out]):
    """What a child does: a frozen msgspec struct at the top of a module, with annotations that hold at run time."""

    def load(self) -> None:
        """Import in the child, before it has limits, what most items need."""

    def prepare(self) -> None:
        """Do while nobody has asked yet what would hold up the first item."""

    def __call__(self, item: _In, /) -> _Out:
        """Do it. A ReaderError is handed on."""


class Begin(msgspec.Struct, frozen=True):
    """What a child hears first: the class of its work, and that work itself."""

    module: str
    name: str
    work: bytes


class Begun(msgspec.Struct, frozen=True):
    """What a child says first."""

    guards: tuple[str, ...]
    """What the system keeps it from: see `limits.take`."""


class Asked(msgspec.Struct, Generic[Item], frozen=True):
    """An item, and what it may take."""

    item: Item
    may: May


class Done(msgspec.Struct, Generic[Result], frozen=True, tag="done"):
    """An item's result."""

    result: Result


class Refused(msgspec.Struct, frozen=True, tag="refused"):
    """The work raised this."""

    problem: ReaderError


class Broken(msgspec.Struct, frozen=True, tag="broken"):
    """The work failed in a way that nobody meant; `why` goes on from “reading it”."""

    why: str


class Last(msgspec.Struct, frozen=True, tag="last"):
    """The answer that comes after this is the last: the process has grown, or is old."""


class Wire(Generic[Item, Result]):
    """Encodes and decodes for one kind of work."""

    def __init__(self, kind: "type[Work[Item, Result]]") -> None:
        """Read what goes in and comes out off the annotations of `kind`."""
        hints = get_type_hints(kind.__call__)
        result = hints.pop("return")
        (item,) = hints.values()
        self._asked: Any = Asked[item]  # type: ignore[valid-type]
        self._answers: Any = Done[result] | Refused | Broken | Last  # type: ignore[valid-type]

    def asked(self, message: bytes) -> Asked[Item]:
        """Decode what is asked."""
        asked: Asked[Item] = unpacked(message, self._asked)
        return asked

    def answer(self, message: bytes) -> Done[Result] | Refused | Broken | Last:
        """Decode an answer. Raises ValueError for what is none."""
        answer: Done[Result] | Refused | Broken | Last = unpacked(message, self._answers)
        return answer


def framed(message: object) -> bytes:
    """Encode a message, its length before it."""
    body = bytearray(bytes(LENGTH) + _PACKED)
    try:
        _ENCODER.encode_into(message, body, len(body))
    except UnicodeEncodeError:
        text = json.dumps(msgspec.to_builtins(message, enc_hook=_encode))
        body = bytearray(bytes(LENGTH) + _WRITTEN + text.encode())
    body[:LENGTH] = (len(body) - LENGTH).to_bytes(LENGTH)
    return bytes(body)


def unpacked(message: bytes, kind: Any) -> Any:
    """Decode a message as a value of a kind. Raises ValueError for what is none."""
    try:
        if message[:1] == _PACKED:
            return msgspec.msgpack.decode(memoryview(message)[1:], type=kind, dec_hook=_decode)
        return msgspec.convert(json.loads(message[1:]), kind, dec_hook=_decode)
    except (msgspec.MsgspecError, RecursionError, TypeError) as error:
        raise ValueError("no message of ours") from error


def begin(work: Work[Any, Any]) -> Begin:
    """Say of a work what it is."""
    return Begin(type(work).__module__, type(work).__qualname__, msgspec.msgpack.encode(work))


def begun(said: Begin) -> Work[Any, Any]:
    """Make the work that was told of."""
    kind: type[Work[Any, Any]] = getattr(import_module(said.module), said.name)
    work: Work[Any, Any] = msgspec.msgpack.decode(said.work, type=kind)
    work.load()
    return work


def _encode(value: object) -> object:
    if isinstance(value, ReaderError):  # by the class that others know: a module may have its own below it
        kind = next(kind for kind in type(value).__mro__ if kind.__module__ == errors.__name__)
        return [kind.__name__, str(value), getattr(value, "line", getattr(value, "position", 0))]
    raise NotImplementedError(f"{type(value).__name__} cannot be sent")


def _decode(wanted: type, value: object) -> object:
    name, words, place = msgspec.convert(value, tuple[str, str, int])
    kind = getattr(errors, name, BadSourceError)
    if not (isinstance(kind, type) and issubclass(kind, ReaderError) and issubclass(wanted, ReaderError)):
        raise ValueError(f"{name} is no error of ours")
    return kind(words, place) if issubclass(kind, errors.BrokenArticleError | errors.QueryError) else kind(words)


_ENCODER = msgspec.msgpack.Encoder(enc_hook=_encode)
