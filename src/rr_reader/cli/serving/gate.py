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
    """What the cookie is called by which a browser asks for the page again, and for the files of the page."""
    page_token: str
    """What that cookie holds. Whatever listens at another port of the same host is shown it: it opens no reader."""

    def refuses(
        self, headers: Mapping[str, str], query: Mapping[str, str], cookies: Mapping[str, str], *, to_read: bool = False
    ) -> str:
        """Say why a request is refused; "" where it is let in. `to_read` is to have a reader, and not the page alone.

        Another name than ours is that of a page whose name was made to lead here (DNS rebinding); another origin is
        a page that speaks through the user's browser. Numbers cannot be made to lead here.
        """
        host, origin = headers.get("Host", ""), headers.get("Origin")
        if to_read and origin is None:
            return "No page asked for this."
        if not self._is_ours(host):
            return "This address is not what the reader is served under."
        if origin is not None and urlsplit(origin).netloc.lower() != host.lower():
            return "Another page asked for this."
        has_page = not to_read and _same(cookies.get(self.cookie, ""), self.page_token)
        if not has_page and not _same(query.get("token", ""), self.token):
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


def is_loopback(host: str) -> bool:
    """Tell whether only this machine can reach what is served there.

    >>> is_loopback("localhost"), is_loopback("127.0.0.2"), is_loopback("::1"), is_loopback("0.0.0.0")
    (True, True, True, False)
    """
    return host == "localhost" or (_is_number(host) and ipaddress.ip_address(host).is_loopback)


def _same(given: str, secret: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), secret.encode())


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
