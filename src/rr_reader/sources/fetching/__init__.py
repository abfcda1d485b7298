"""Fetching what an address names: politely, within bounds, and never from a machine that is nobody's public one.

`Fetcher` is the rim: it alone speaks to the network. What it brings is kept as a browser keeps a page (`keeping`), and
goes the way of any file from there on.
"""

from collections.abc import Mapping

LOCAL_VARIABLE = "RR_READER_LOCAL_ADDRESSES"
"""Set to `1`, this machine and its network are fetched from too: for tests, and for a server of one's own."""


def is_url(word: str) -> bool:
    """Whether a word is the address of a page.

    >>> is_url("https://example.org/talk"), is_url("talk.txt")
    (True, False)
    """
    return word.lower().startswith(("http://", "https://"))


def is_local_allowed(environ: Mapping[str, str]) -> bool:
    """Tell whether the user lets local addresses be fetched from."""
    return environ.get(LOCAL_VARIABLE) == "1"
