"""What the reading thread hands over to the screen."""

import msgspec

from rr_reader.errors import ReaderError
from rr_reader.library.catalogue import Library


class Loaded(msgspec.Struct, frozen=True):
    """A library, or the beginning of one; `problems` are lines that say what could not be read."""

    library: Library
    problems: tuple[str, ...] = ()
    complete: bool = True
    failure: ReaderError | None = None
    """Nothing at all could be read: there is nothing to show, only this to say."""
    is_news: bool = False
    """The library that is shown already, as it is now."""
