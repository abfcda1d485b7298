"""One request, to a machine whose number is known: within a time for all of it, and a size of what it unpacks to."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from http.client import HTTPException
from socket import SHUT_RDWR
from threading import Timer
from typing import TYPE_CHECKING, NamedTuple

from rr_reader.errors import BadSourceError, NoSourceError, NotNowError, ReaderError, StorageError
from rr_reader.sources.fetching.address import Address
from rr_reader.sources.fetching.coding import CODINGS, unpacked
from rr_reader.sources.halting import Halt

if TYPE_CHECKING:
    from urllib3.connection import HTTPConnection
    from urllib3.response import HTTPResponse

_CHUNK = 1 << 14


class Response(NamedTuple):
    """What a server answered; `body` is unpacked, and read only where the status is 200."""

    status: int
    headers: Mapping[str, str]
    """Names in small letters."""
    body: bytes


class Deadline:
    """A point in time by which all is to be done, unless it is to stop before."""

    def __init__(self, seconds: float, halt: Halt | None = None) -> None:
        self.seconds, self.halt = seconds, halt or Halt()
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Give the seconds that are left. Raises StorageError where none are, StoppedError where it is to stop."""
        self.halt.check()
        left = self._end - time.monotonic()
        if left <= 0:
            raise self.error()
        return left

    def error(self) -> StorageError:
        """Say that it took too long."""
        return StorageError(f"it took longer than {self.seconds:g} seconds: given up")


def request(
    address: Address,
    number: str,
    headers: Mapping[str, str],
    *,
    deadline: Deadline,
    largest: int,
    whole: bool = True,
    hear: Callable[[int], None] = lambda _: None,
    reach: float | None = None,
) -> Response:
    """Ask the machine of this number for a page; where it is asked over TLS, it must prove to be the host.

    `largest` bounds the body, in bytes, as it is unpacked; where it need not be `whole`, what is more is left.
    `hear` is told how many bytes have come. The machine must be reached within `reach` seconds, where that is given.
    Raises NoSourceError where nobody answers, StorageError where the answer breaks off or takes too long,
    BadSourceError where it is too large, NotNowError where it makes no sense or the host proves to be another.
    """
    connection = _connection(address, number, deadline)
    try:
        with _told(address, deadline), _cut_off(connection, deadline, reach) as connected:
            connected.request("GET", address.target, headers=headers, preload_content=False)
            response = connected.getresponse()
            given = {name.lower(): value for name, value in response.headers.items()}
            body = _read(response, given, largest, hear, whole=whole) if response.status == 200 else b""
            deadline.left()  # cut off, it may look like the end
            return Response(response.status, given, body)
    finally:
        connection.close()


def _connection(address: Address, number: str, deadline: Deadline) -> "HTTPConnection":
    from urllib3.connection import HTTPConnection, HTTPSConnection

    if address.scheme == "http":
        return HTTPConnection(number, address.port, timeout=deadline.left())
    import ssl

    context = ssl.create_default_context()
    return HTTPSConnection(
        number, address.port, timeout=deadline.left(), ssl_context=context, server_hostname=address.host
    )


@contextmanager
def _cut_off(connection: "HTTPConnection", deadline: Deadline, reach: float | None) -> "Iterator[HTTPConnection]":
    """Connect, and shut the line when time is up, or one is to stop.

    A server that sends a byte now and then would keep us for ever.
    """

    def connect() -> None:
        connection.connect()
        if deadline.halt.is_asked:  # nobody waits for it any more
            connection.close()

    left = deadline.left()
    try:
        deadline.halt.aside(connect, min(left, reach or left))
    except TimeoutError:
        if reach is None or left <= reach:
            raise
        raise NoSourceError(f"{connection.host} cannot be reached in time") from None
    line = connection.sock

    def shut() -> None:
        with suppress(OSError):
            line.shutdown(SHUT_RDWR)

    timer = Timer(deadline.left(), shut)
    timer.daemon = True
    timer.start()
    try:
        with deadline.halt.by(shut):
            yield connection
    finally:
        timer.cancel()


@contextmanager
def _told(address: Address, deadline: Deadline) -> Iterator[None]:
    """Make trouble with the line, or with what came over it, one of our errors."""
    import ssl

    from urllib3.exceptions import ConnectTimeoutError, HTTPError, IncompleteRead, NewConnectionError, ProtocolError

    try:
        yield
    except ReaderError:
        raise
    except ssl.SSLCertVerificationError as error:
        raise NotNowError(f"{address.host} cannot prove that it is who it says: {error.verify_message}") from None
    except (HTTPError, HTTPException, OSError, ValueError) as error:
        deadline.halt.check()
        if isinstance(error, NewConnectionError):  # which is a ConnectTimeoutError, too
            raise NoSourceError(f"{address.host} does not answer") from None
        if isinstance(error, ConnectTimeoutError | TimeoutError):
            raise deadline.error() from None
        deadline.left()
        if isinstance(error, ProtocolError | IncompleteRead | ConnectionError):
            raise StorageError("what came is cut short: the line broke, or the server lied about its length") from None
        raise NotNowError(f"{address.host} answers what makes no sense ({type(error).__name__})") from None


def _read(
    response: "HTTPResponse", headers: Mapping[str, str], largest: int, hear: Callable[[int], None], *, whole: bool
) -> bytes:
    coding = headers.get("content-encoding", "").strip().lower()
    if coding not in CODINGS:
        raise BadSourceError("packed in a way that was not asked for")
    told = headers.get("content-length", "")
    if whole and told.isdecimal() and int(told[:20]) > largest:
        raise _too_large(largest)
    parts, length = list[bytes](), 0
    for part in unpacked(response.stream(_CHUNK, decode_content=False), coding):
        parts.append(part)
        length += len(part)
        hear(length)
        if length > largest:
            if not whole:
                break
            raise _too_large(largest)
    return b"".join(parts)[:largest]


def _too_large(largest: int) -> BadSourceError:
    return BadSourceError(f"larger than {largest / (1 << 20):g} MB, unpacked: given up")
