"""A block being decided: a piece, what it is taken for, and how surely."""

import msgspec

from rr_reader.model import Kind
from rr_reader.parsing.pieces import Piece


class Draft(msgspec.Struct, gc=False):
    """One block to be. `kind` is None until something decides it."""

    piece: Piece
    kind: Kind | None = None
    speaker: str = ""
    label: str = ""
    time: str = ""
    confidence: float = 1.0
    speaker_confidence: float = 1.0
    role: str = ""
    """`question` or `answer`, where the label itself says so."""
    opens: bool = False
    """Whether a label, a dash or the like says that somebody begins to speak here."""

    @property
    def text(self) -> str:
        """The piece's text."""
        return self.piece.text

    @property
    def is_open(self) -> bool:
        """Whether nothing has decided it yet."""
        return self.kind is None
