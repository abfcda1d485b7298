"""Addresses of pages, and which machines may be asked for them: only those that are reachable for everybody.

A page, or a redirect, that names a machine of the user's own network would let whoever wrote it use this program to
look behind the user's firewall. What is looked up here is what is connected to: a name is not looked up twice.
"""

import re
import socket
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from rr_reader.errors import BadSourceError, NoSourceError, NotNowError
from rr_reader.sources.fetching import LOCAL_VARIABLE
from rr_reader.sources.halting import Halt

_PORTS = {"http": 80, "https": 443}
_FIRST_UNPRIVILEGED = 1024
"""Ports below are other services', but for those of the web: a page must not make us talk to a mail server."""
_LONGEST = 2_000
"""Characters of an address; browsers and servers take hardly more."""
_AS_IT_IS = "/%:@!$&'()*+,;=~-._?"
_NOT_IN_HOST = re.compile(r"[^a-z0-9.:_-]")
_METADATA = IPv4Address("168.63.129.16")
"""Of the machines that a cloud has for itself the one with a public number (Azure's WireServer)."""
_RESERVED_IPV4 = (IPv4Network("192.0.0.0/24"), IPv4Network("192.88.99.0/24"))
_UNICAST = IPv6Network("2000::/3")
"""All that is given out to be reached by everybody (RFC 4291); the rest is one's own, reserved, or the old ways."""
_RESERVED_IPV6 = tuple(map(IPv6Network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")))
"""In it: protocols with Teredo, examples, 6to4, and examples again (the registry of special addresses at IANA)."""
_STANDS_FOR_IPV4 = (IPv6Network("::ffff:0:0/96"), IPv6Network("64:ff9b::/96"))
"""The last 32 bits are an IPv4 address, and what is asked is that: mapped, and by NAT64 (RFC 6052)."""
_ISATAP = frozenset({0x0000_5EFE, 0x0200_5EFE})
"""Before the last 32 bits: those are an IPv4 address, which a router with a tunnel sends it to (RFC 5214)."""


class Address(NamedTuple):
    """Where a page is: `host` in small ASCII letters, `target` the path with the query, both ready for a request."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def origin(self) -> str:
        """The address of the site."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == _PORTS[self.scheme] else f":{self.port}")

    @property
    def url(self) -> str:
        """The whole address, without a fragment."""
        return self.origin + self.target


def parse_address(url: str) -> Address:
    """Take an address apart. BadSourceError for one that is none, or not of the web.

    >>> parse_address("HTTPS://Example.org:443/a talk?x=ü#end").url
    'https://example.org/a%20talk?x=%C3%BC'
    """
    if len(url) > _LONGEST:
        raise BadSourceError("this address is too long")
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").rstrip("."), parts.port
        if not host.isascii():
            host = host.encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        raise BadSourceError("this is no address of a page") from None
    if parts.scheme not in _PORTS:
        raise BadSourceError(f"only http and https are fetched, not {parts.scheme or 'this'}")
    if not host or _NOT_IN_HOST.search(host) or port == 0:
        raise BadSourceError("this is no address of a page")
    if parts.username is not None or parts.password is not None:
        raise BadSourceError("an address with a name or password in it is not fetched")
    target = quote(parts.path or "/", _AS_IT_IS, errors="replace")
    if parts.query:
        target += "?" + quote(parts.query, _AS_IT_IS, errors="replace")
    return Address(parts.scheme, host, port or _PORTS[parts.scheme], target)


def addresses_of(address: Address, *, local: bool, patience: float, halt: Halt) -> Sequence[str]:
    """Look up which machines have a page, and see that all of them may be asked; `local` lets any be.

    Gives their numbers. `patience` is in seconds. Raises NoSourceError where there is none, NotNowError where one
    of them is not public: a name that stands for both is a trap, and networks with a login of their own lead there
    first. BadSourceError for a port of other services, StoppedError where `halt` is asked to stop it.
    """
    if not local and address.port not in _PORTS.values() and address.port < _FIRST_UNPRIVILEGED:
        raise BadSourceError(f"port {address.port} is no port of the web: not fetched")
    found = _looked_up(address, patience, halt)
    if not local and any(not is_public(number) for number in found):
        raise NotNowError(
            f"{address.host} is an address of this machine or its network: not fetched without {LOCAL_VARIABLE}=1"
        )
    return found


def is_public(number: str) -> bool:
    """Tell whether an IP address is one that everybody can reach, the same for all.

    >>> [is_public(n) for n in ("93.184.215.14", "127.0.0.1", "::ffff:10.0.0.1", "fe80::1%eth0", "224.0.0.1")]
    [True, False, False, False, False]
    """
    try:
        ip = ip_address(number.partition("%")[0])
    except ValueError:
        return False
    return _is_public_ipv4(ip) if isinstance(ip, IPv4Address) else _is_public_ipv6(ip)


def _is_public_ipv4(ip: IPv4Address) -> bool:
    return ip.is_global and not ip.is_multicast and ip != _METADATA and not any(ip in net for net in _RESERVED_IPV4)


def _is_public_ipv6(ip: IPv6Address) -> bool:
    """Tell that it is given out to be reached, and that what it is passed on to, if it is, may be asked too."""
    last = IPv4Address(int(ip) & 0xFFFF_FFFF)
    if any(ip in net for net in _STANDS_FOR_IPV4):
        return _is_public_ipv4(last)
    if ip not in _UNICAST or any(ip in net for net in _RESERVED_IPV6):
        return False
    return ip.is_global and (int(ip) >> 32 & 0xFFFF_FFFF not in _ISATAP or _is_public_ipv4(last))


def _looked_up(address: Address, patience: float, halt: Halt) -> Sequence[str]:
    """Ask for the numbers of a name, aside: asking cannot be ended."""
    try:
        found = halt.aside(
            lambda: socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM), max(patience, 0)
        )
    except TimeoutError:
        raise NoSourceError(f"{address.host}: nobody said in time where that is") from None
    except (OSError, UnicodeError):
        found = []
    if not found:
        raise NoSourceError(f"{address.host}: no such host is known")
    return list(dict.fromkeys(str(each[4][0]) for each in found))
