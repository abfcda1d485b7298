"""Frozen values: an article, its blocks, speakers and quotes, and places in it. No I/O."""

from rr_reader.model.article import (
    BETWEEN_TURNS,
    OPENS_TURN,
    SPOKEN,
    Account,
    Article,
    Block,
    Change,
    Correction,
    Doubt,
    Kind,
    Mark,
    Meta,
    Origin,
    Quote,
    Removed,
    Source,
    Speaker,
)
from rr_reader.model.insertions import insertions_of, notes_in, without_notes
from rr_reader.model.place import Place, Span
from rr_reader.model.turns import Turn, turns_of

__all__ = [
    "BETWEEN_TURNS",
    "OPENS_TURN",
    "SPOKEN",
    "Account",
    "Article",
    "Block",
    "Change",
    "Correction",
    "Doubt",
    "Kind",
    "Mark",
    "Meta",
    "Origin",
    "Place",
    "Quote",
    "Removed",
    "Source",
    "Span",
    "Speaker",
    "Turn",
    "insertions_of",
    "notes_in",
    "turns_of",
    "without_notes",
]
