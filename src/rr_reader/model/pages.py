"""Pages of print as the time of a block: where the words of what was printed stand, instead of when they were said."""

_PAGE = "p. "


def page_locator(label: str) -> str:
    """Say as a block's time on which page of print it begins; "" for a label that says nothing.

    >>> page_locator("12"), page_locator("iv"), page_locator(" ")
    ('p. 12', 'p. iv', '')
    """
    return f"{_PAGE}{label.strip()}" if label.strip() else ""


def is_page(time: str) -> bool:
    """Tell a page of print from a time.

    >>> is_page("p. 12"), is_page("00:12:03")
    (True, False)
    """
    return time.startswith(_PAGE)
