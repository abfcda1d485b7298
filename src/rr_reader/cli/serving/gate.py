"""Who is let in: whoever knows the token, from a page that we gave, under a name that is ours. No I/O."""

import hmac
import ipaddress
from collections.abc import Mapping
from urllib.parse import urlsplit

import msgspec

WILDCARDS = frozenset({"0.0.0.0", "::"})
"""Hosts that stand for every address of the machine."""


class Gate(msgspec.Struct, frozen=True):
    """What a request must have. `token` is the secret, `name` the host that is served under."""

    token: str
    name: str
    cookie: str
    """What the cookie is called by which a browser shows the token after the first time."""

    def refuses(self, headers: Mapping[str, str], query: Mapping[str, str], cookies: Mapping[str, str]) -> str:
        """Say why a request is refused; "" where it is let in.

        Another name than ours is that of a page whose name was made to lead here (DNS rebinding); another origin is
        a page that speaks through the user's browser. Numbers cannot be made to lead here.
        """
        host, origin = headers.get("Host", ""), headers.get("Origin")
        if not self._is_ours(host):
            return "This address is not what the reader is served under."
        if origin is not None and urlsplit(origin).netloc.lower() != host.lower():
            return "Another page asked for this."
        if not any(self._is_token(given) for given in (query.get("token"), cookies.get(self.cookie)) if given):
            return "The address lacks its token: open the one that rr-reader serve printed."
        return ""

    def _is_ours(self, host: str) -> bool:
        try:
            read = urlsplit(f"//{host}")
            name, _ = read.hostname or "", read.port
        except ValueError:
            return False
        if "@" in host or read.netloc != host:
            return False
        return name in {"localhost", self.name.lower()} - WILDCARDS or _is_number(name)

    def _is_token(self, given: str) -> bool:
        return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), self.token.encode())


def is_loopback(host: str) -> bool:
    """Tell whether only this machine can reach what is served there.

    >>> is_loopback("localhost"), is_loopback("127.0.0.2"), is_loopback("::1"), is_loopback("0.0.0.0")
    (True, True, True, False)
    """
    return host == "localhost" or (_is_number(host) and ipaddress.ip_address(host).is_loopback)


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
