"""A reader for interviews. `parse` is the import as one pure function; the rest is behind the command line."""

TYPE_CHECKING = False  # as `typing` has it, without the time that takes: this is imported before the first screen
if TYPE_CHECKING:
    from rr_reader.model import Article

__version__ = "0.1.0"

__all__ = ["__version__", "parse"]


def parse(raw: bytes, *, name: str = "", url: str = "", assume: str = "") -> "Article":
    """Read a source as it was saved: decode, repair, make safe, understand.

    `name` is the file's name (its ending is a hint, no more), `url` where it came from, `assume` an
    encoding that overrules what the bytes seem to be in. Pure: no disk, network, clock or locale. Raises
    `ReaderError` and nothing else. Picklable by name.
    """
    from rr_reader.parsing.importing import parse_source  # late: `rr-reader --help` must not pay for the parser

    return parse_source(raw, name=name, url=url, assume=assume)
