"""Everything that can go wrong in a way the user can do something about.

::

    ReaderError                 65  never raised itself
    ├── UsageError              64  the command line or a setting makes no sense
    │   └── QueryError          64  a query that cannot be read; says where
    ├── BadSourceError          65  a file that is not text we can read
    │   ├── BrokenArticleError  65  a cleaned file that cannot be loaded; names the line
    │   └── NotNowError         65  a source that cannot be had as things are; another time it may be
    ├── NoSourceError           66  no such file, folder, article or words
    ├── CannotCreateError       73  a file or folder that could not be made
    ├── StorageError            74  reading or writing failed half way
    └── StoppedError           130  the user did not want to wait any longer

The number is the exit code of the command line (from sysexits). A message is one plain
line that names the file and says what to do; what it quotes from outside may be hostile,
and is made safe by whoever shows it.
"""


class ReaderError(Exception):
    """The root of the family: everything that `rr_reader` raises on purpose."""

    exit_code = 65


class UsageError(ReaderError):
    """The command line or a setting makes no sense."""

    exit_code = 64


class QueryError(UsageError):
    """A query that cannot be read. `position` is the offset of the trouble in it, in code points."""

    def __init__(self, message: str, position: int = 0) -> None:
        super().__init__(message)
        self.position = position


class BadSourceError(ReaderError):
    """A source that is no text we can read: an image, an executable, random bytes."""

    exit_code = 65


class BrokenArticleError(BadSourceError):
    """A cleaned file that cannot be loaded. `line` counts from 1; 0 where no line is to blame."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


class NotNowError(BadSourceError):
    """A source that cannot be had as things are now: for what stands before it on the way, say. It is worth a retry."""


class NoSourceError(ReaderError):
    """No such file, folder, article or words."""

    exit_code = 66


class CannotCreateError(ReaderError):
    """A file or folder that could not be made."""

    exit_code = 73


class StorageError(ReaderError):
    """Reading or writing failed half way: a full disk, a damaged database."""

    exit_code = 74


class StoppedError(ReaderError):
    """The user did not want to wait any longer: nothing came of it."""

    exit_code = 130
