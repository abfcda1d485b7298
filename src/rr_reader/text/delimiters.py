"""CommonMark's delimiter runs: which asterisks and underscores are emphasis.

The algorithm of the specification's appendix, "process emphasis". Its `openers_bottom` keeps it linear.
"""

import unicodedata

import msgspec


class Run(msgspec.Struct):
    """A run of one delimiter: the piece that holds it, and how many of it are left."""

    piece: int
    character: str
    length: int
    left: int
    opens: bool
    closes: bool


class Delimiters:
    """The runs not yet paired. Writes what pairs into `marks`, and what is left of a run into `pieces`."""

    def __init__(self, pieces: list[str], marks: list[tuple[int, int, str, str]]) -> None:
        self.runs: list[Run] = []
        self._pieces = pieces
        self._marks = marks

    def pair(self, bottom: int) -> None:
        """Pair all runs from number `bottom` on, and forget them: those without a partner are text."""
        openers: list[Run] = []
        floors: dict[tuple[str, bool, int], int] = {}
        for run in self.runs[bottom:]:
            if run.closes:
                self._close(run, openers, floors)
            if run.left and run.opens:
                openers.append(run)
        del self.runs[bottom:]

    def _close(self, closer: Run, openers: list[Run], floors: dict[tuple[str, bool, int], int]) -> None:
        """Use up a closing run on the openers before it, nearest first."""
        while closer.left:
            key = (closer.character, closer.opens, closer.length % 3)
            floor = min(floors.get(key, 0), len(openers))
            place = len(openers) - 1
            while place >= floor and not _may_pair(openers[place], closer):
                place -= 1
            if place < floor:
                floors[key] = len(openers)
                return
            opener = openers[place]
            used = 2 if opener.left >= 2 and closer.left >= 2 else 1
            # Content begins behind what is left of the opener, and ends before what is left of the closer.
            self._marks.append((opener.piece + 1, closer.piece, "strong" if used == 2 else "em", ""))
            for run in (opener, closer):
                run.left -= used
                self._pieces[run.piece] = run.character * run.left
            del openers[place + (opener.left > 0) :]


def _may_pair(opener: Run, closer: Run) -> bool:
    if opener.character != closer.character:
        return False
    # The rule of three, for runs that could both open and close
    is_either = opener.closes or closer.opens
    return not (is_either and (opener.length + closer.length) % 3 == 0 and (opener.length % 3 or closer.length % 3))


def flanks(text: str, start: int, end: int) -> tuple[bool, bool]:
    """Tell whether the run [start, end) of a text may open, and may close, emphasis.

    >>> flanks("a *b", 2, 3), flanks("a_b", 1, 2)
    ((True, False), (False, False))
    """
    before = _class_of(text[start - 1]) if start else " "
    after = _class_of(text[end]) if end < len(text) else " "
    left = after != " " and (after != "." or before != "a")
    right = before != " " and (before != "." or after != "a")
    if text[start] == "*":
        return left, right
    return left and (not right or before == "."), right and (not left or after == ".")


def _class_of(character: str) -> str:
    """Give " " for white space, "." for punctuation and symbols, "a" for all else."""
    if character.isspace():
        return " "
    return "." if unicodedata.category(character)[0] in "PS" else "a"
