"""From an address to bytes: robots.txt asked, redirects followed and each looked at, one request a host at a time."""

import re
import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin

from rr_reader.errors import BadSourceError, NoSourceError, NotNowError, StorageError
from rr_reader.sources.fetching.address import Address, addresses_of, parse_address
from rr_reader.sources.fetching.gates import PASSING, REFUSALS, GateOf, gate_of, is_passing
from rr_reader.sources.fetching.request import Deadline, Response, request
from rr_reader.sources.halting import Halt

if TYPE_CHECKING:
    from protego import Protego

PATIENCE = 10.0
"""Seconds for a page, with its redirects and robots.txt."""
LARGEST = 20 << 20
"""Bytes of a page, unpacked."""
REDIRECTS = 5
_AGENT = "rr-reader"
"""By this name robots.txt may speak of us."""
_ROBOTS = 500 << 10
"""Bytes of robots.txt that are read: RFC 9309 wants no less."""
_PAUSE = 1.0
"""Seconds between two pages of a host."""
_LONGEST_PAUSE = 10.0
_REACH = 3.0
"""Seconds in which one of a host's machines must be reached, where there are others; less, where they are many."""
_MOVED = frozenset({301, 302, 303, 307, 308})
_UNCHANGED = 304
_MEDIA_TYPE = re.compile(r"\s*([a-z0-9!#$&^_.+-]{1,127}/[a-z0-9!#$&^_.+-]{1,127})\s*(?:[;,]|\Z)", re.I)
_CHARSET = re.compile(r""";\s*charset\s*=\s*["']?([a-z0-9_.:+-]{1,40})["']?\s*(?:[;,]|\Z)""", re.I)


class Fetched(NamedTuple):
    """What an address gave."""

    url: str
    """Where it was in the end, after all redirects."""
    body: bytes
    media_type: str = ""
    """As the server says, in small letters; it may be wrong."""
    charset: str = ""
    etag: str = ""
    modified: str = ""
    is_unchanged: bool = False
    """It is as it was when it gave the `etag` or the date that were sent: there is no body."""


class Fetcher:
    """Fetches pages, one after the other; remembers the rules of the sites, and when they were asked last."""

    def __init__(
        self,
        *,
        local: bool = False,
        patience: float = PATIENCE,
        largest: int = LARGEST,
        pause: float = _PAUSE,
        halt: Halt | None = None,
        hear: Callable[[str, int], None] = lambda host, count: None,
        gate_of: GateOf = gate_of,
    ) -> None:
        """Set bounds: `patience` and `pause` in seconds, `largest` in bytes. `local` lets any machine be asked.

        `hear` is told whom one waits for, and how many bytes came from there; `halt` stops it all. `gate_of`
        is `gates.gate_of`, or what does that with more care.
        """
        self._local, self._patience, self._largest, self._pause = local, patience, largest, pause
        self._halt, self._hear, self._gate_of = halt or Halt(), hear, gate_of
        self._rules: dict[str, Protego] = {}
        self._asked: dict[str, float] = {}

    def page(self, url: str) -> Fetched:
        """Fetch a page that is to be read. Raises as `fetch`, and BadSourceError for what stands before the page.

        Where that may be gone another time, it is a NotNowError.
        """
        fetched = self.fetch(url)
        if gate := self._gate_of(fetched.body, fetched.charset, asked=url, final=fetched.url):
            kind = NotNowError if is_passing(gate, url) else BadSourceError
            raise kind(f"instead of the page there is {gate}: nothing was kept")
        return fetched

    def fetch(self, url: str, *, etag: str = "", modified: str = "") -> Fetched:
        """Fetch what an address names; only if it has changed, where its former `etag` or `modified` are given.

        Raises NoSourceError where there is nothing, BadSourceError where it may not be fetched, is too large or makes
        no sense (NotNowError, where that may be otherwise another time), StorageError where the line breaks or it
        takes too long, StoppedError where one asked to stop.
        """
        address = parse_address(url)
        self._hear(address.host, 0)
        self._wait(address)
        deadline = Deadline(self._patience, self._halt)
        known = {"If-None-Match": etag, "If-Modified-Since": modified}

        def see(hop: Address) -> None:
            if not self._rules_of(hop, deadline).can_fetch(hop.url, _AGENT):
                raise BadSourceError(f"{hop.host} asks programs not to fetch this (robots.txt)")

        address, answer = self._follow(address, deadline, {k: v for k, v in known.items() if v}, see, self._largest)
        self._asked[address.host] = time.monotonic()
        if answer.status == _UNCHANGED and (etag or modified):
            return Fetched(address.url, b"", etag=etag, modified=modified, is_unchanged=True)
        if answer.status != 200:
            raise _refused(answer.status)
        media_type, charset = _content_type(answer.headers)
        return Fetched(
            address.url,
            answer.body,
            media_type,
            charset,
            answer.headers.get("etag", ""),
            answer.headers.get("last-modified", ""),
        )

    def _follow(
        self,
        address: Address,
        deadline: Deadline,
        headers: Mapping[str, str],
        see: Callable[[Address], None],
        largest: int,
        *,
        whole: bool = True,
    ) -> tuple[Address, Response]:
        """Ask, and go where one is sent. `see` raises where a hop may not be taken."""
        for _ in range(REDIRECTS + 1):
            see(address)
            answer = self._ask(address, deadline, headers, largest, whole=whole)
            where = answer.headers.get("location", "")
            if answer.status not in _MOVED or not where:
                return address, answer
            try:
                address = parse_address(urljoin(address.url, where))
            except ValueError:
                raise BadSourceError("it leads to what is no address") from None
        raise NotNowError(f"it leads from one address to the next, more than {REDIRECTS} times")

    def _ask(
        self, address: Address, deadline: Deadline, headers: Mapping[str, str], largest: int, *, whole: bool
    ) -> Response:
        from importlib.metadata import version

        own = {
            "Host": address.origin.partition("//")[2],
            "User-Agent": f"{_AGENT}/{version(_AGENT)}",
            "Accept": "text/html, application/xhtml+xml, text/*;q=0.9, */*;q=0.5",
            "Accept-Encoding": "gzip, deflate",
            "Connection": "close",
            **headers,
        }

        def hear(count: int) -> None:
            self._hear(address.host, count)

        ask = partial(request, address, headers=own, deadline=deadline, largest=largest, whole=whole, hear=hear)
        numbers = addresses_of(address, local=self._local, patience=deadline.left(), halt=self._halt)
        for tried, number in enumerate(numbers[:-1]):
            try:
                return ask(number, reach=min(_REACH, deadline.left() / (len(numbers) - tried)))
            except NoSourceError:  # perhaps another of its machines answers
                continue
        return ask(numbers[-1])

    def _rules_of(self, address: Address, deadline: Deadline) -> "Protego":
        """Give what a site asks of programs: nothing where it has no robots.txt (RFC 9309)."""
        if address.origin not in self._rules:
            from protego import Protego

            there = Address(address.scheme, address.host, address.port, "/robots.txt")
            _, answer = self._follow(there, deadline, {}, lambda _: None, _ROBOTS, whole=False)
            if answer.status >= 500:
                raise StorageError(f"{address.host} does not say what programs may fetch: error {answer.status}")
            self._rules[address.origin] = Protego.parse(answer.body.decode("utf-8-sig", "replace"))
        return self._rules[address.origin]

    def _wait(self, address: Address) -> None:
        """Leave a host in peace for a while between two pages, as long as it asks for, if that is not too long."""
        last = self._asked.get(address.host)
        if last is None:
            return
        rules = self._rules.get(address.origin)
        asked_for = (rules.crawl_delay(_AGENT) or 0.0) if rules and self._pause else 0.0
        left = last + max(self._pause, min(asked_for, _LONGEST_PAUSE)) - time.monotonic()
        if left > 0:
            self._halt.rest(left)


def _refused(status: int) -> NoSourceError | BadSourceError:
    if why := REFUSALS.get(status):
        return (NotNowError if status in PASSING else BadSourceError)(f"{why} (error {status})")
    return NoSourceError(f"the server has no such page (error {status})" if status < 500 else f"server error {status}")


def _content_type(headers: Mapping[str, str]) -> tuple[str, str]:
    """Give the media type and the charset that a server says.

    >>> _content_type({"content-type": 'Text/HTML; Charset="UTF-8"'})
    ('text/html', 'utf-8')
    """
    said = headers.get("content-type", "")
    media_type, charset = _MEDIA_TYPE.match(said), _CHARSET.search(said)
    return media_type[1].lower() if media_type else "application/octet-stream", charset[1].lower() if charset else ""
