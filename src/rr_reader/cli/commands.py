"""The table of commands: what `rr-reader --help` lists is what there is."""

from rr_reader.cli.add import COMMAND as ADD
from rr_reader.cli.check import COMMAND as CHECK
from rr_reader.cli.command import Command
from rr_reader.cli.doctor import COMMAND as DOCTOR
from rr_reader.cli.export import COMMAND as EXPORT
from rr_reader.cli.highlight import COMMAND as HIGHLIGHT
from rr_reader.cli.highlights import COMMAND as HIGHLIGHTS
from rr_reader.cli.import_highlights import COMMAND as IMPORT_HIGHLIGHTS
from rr_reader.cli.list import COMMAND as LIST
from rr_reader.cli.mend import COMMAND as MEND
from rr_reader.cli.open import opening
from rr_reader.cli.parse import COMMAND as PARSE
from rr_reader.cli.people import COMMAND as PEOPLE
from rr_reader.cli.quotes import COMMAND as QUOTES
from rr_reader.cli.refresh import COMMAND as REFRESH
from rr_reader.cli.remove import COMMAND as REMOVE
from rr_reader.cli.search import COMMAND as SEARCH
from rr_reader.cli.serve import COMMAND as SERVE
from rr_reader.cli.show import COMMAND as SHOW
from rr_reader.cli.subscribe import COMMAND as SUBSCRIBE

COMMANDS: tuple[Command, ...] = (
    ADD,
    SUBSCRIBE,
    REFRESH,
    PARSE,
    LIST,
    SEARCH,
    QUOTES,
    SHOW,
    HIGHLIGHT,
    HIGHLIGHTS,
    EXPORT,
    IMPORT_HIGHLIGHTS,
    PEOPLE,
    CHECK,
    MEND,
    REMOVE,
    SERVE,
    DOCTOR,
)
"""In the order in which they are listed."""

OPEN: Command = opening(COMMANDS)
"""What is done when no command is named."""
