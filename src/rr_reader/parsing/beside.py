"""What the accepted labels do not tell: who asks behind a dash or under any name, and what is a headline."""

import re
from collections.abc import Sequence

from rr_reader.parsing.asking import invites
from rr_reader.parsing.labels import Label
from rr_reader.parsing.lexicon import ROLE_LABELS
from rr_reader.parsing.names import is_name, label_key
from rr_reader.parsing.pieces import Piece
from rr_reader.parsing.roles import role_of_word
from rr_reader.parsing.roster import Roster

ASKER = "asker"
"""The form of a label that could be anything, of somebody who only asks."""
_ALL_BUT_FEW = 0.7
_ANYBODY = re.compile(r"(?P<name>[^:：?？.!\n]{1,40}?)\s*[:：](?!\d|//)\s*(?=\S)")
_EARLY = 20
"""Pieces among which a conversation begins."""
_OPENS, _CLOSES = frozenset('“„"«‘'), frozenset('”“"»’')
_SHORTEST_QUOTATION = 4
"""Characters."""
_CAST = 5
"""Weight of a name that the document itself gives to a part."""
_LONGEST_HEADLINE = 120
_SENTENCE_END = re.compile(r"[.!?…,;。！？][\"'”’»)\]]*\Z")
_LONGEST_LETTERS = 3
"""Characters of initials, which prove nothing by being capitals."""


def also_asking(labels: list[Label | None], found: Sequence[Sequence[Label]], pieces: Sequence[Piece]) -> None:
    """Add the labels of whoever asks those that `labels` name; `found` are the candidates of each piece."""
    _also_in_court(labels, found)
    _dashed(labels, found)
    _anybody(labels, pieces)


def opening_pair(
    labels: list[Label | None], found: Sequence[Sequence[Label]], pieces: Sequence[Piece], roster: Roster
) -> None:
    """Accept the only two labels of a document: who asks and, by a known full name, who answers, and then it goes on.

    What sets the questions after them apart must be bold or italic type, which the first has at least at its label.
    """
    if any(labels):
        return
    for i in range(min(_EARLY, len(pieces) - 3)):
        asked, said = (next((label for label in found[j] if label.form == "colon"), None) for j in (i, i + 1))
        if not (asked and said and " " in said.key and roster.knows(said.key) and asked.key != said.key):
            continue
        style = next((mark.style for mark in pieces[i].marks if mark.start == 0 and mark.style in {"strong", "em"}), "")
        others = [piece for piece in pieces[i + 2 :] if style and piece.is_all(style) and invites(piece.text)]
        if invites(pieces[i].text[asked.length :]) and len(others) > 1:
            labels[i], labels[i + 1] = asked, said
        return


def without_headline(labels: list[Label | None], pieces: Sequence[Piece]) -> None:
    """Take the label off a headline of the form `Ann Lee: I never counted`, which narration follows and no turn."""
    first = labels[0] if len(labels) > 2 else None
    if first and first.form == "colon" and (labels[1] is None or _is_quoted(pieces[0], first)) and any(labels[2:]):
        said = pieces[0].text[first.length :].strip()
        if _is_quoted(pieces[0], first):
            said = said.strip("“”„\"«»‘’'.,!?… \xa0\u202f")
        if all(label is None or label.key != first.key for label in labels[1:]):
            said = said.rstrip("?？ ")
        if 0 < len(said) <= _LONGEST_HEADLINE and "\n" not in said and not _SENTENCE_END.search(said):
            labels[0] = None


def _is_quoted(piece: Piece, label: Label) -> bool:
    """Tell whether all that stands behind a label is in quotation marks, as in headlines, and as nobody talks."""
    said = piece.text[label.length :].strip()
    return said[:1] in _OPENS and said[-1:] in _CLOSES and len(said) > _SHORTEST_QUOTATION


def without_cast(labels: list[Label | None], pieces: Sequence[Piece], roster: Roster) -> None:
    """Take the labels off the lines before the talk that say who plays which part: `Interviewer: Ann Lee`.

    Where the part is a label later, it stands for that person.
    """
    for i, label in enumerate(labels):
        if label is None:
            continue
        said = pieces[i].text[label.length :].strip()
        name = "" if _SENTENCE_END.search(said) else said.partition(",")[0]
        if not (role_of_word(label.key) and " " in name and is_name(name) and len(pieces[i].text) <= _LONGEST_HEADLINE):
            return
        labels[i] = None
        roster.declare(label.key, roster.add(name, _CAST))


def _also_in_court(best: list[Label | None], found: Sequence[Sequence[Label]]) -> None:
    """Accept names in capitals beside the letters of a question and its answer: `THE COURT:`, `MS. LEE:`."""
    keys = {label_key(label.key) for label in best if label}
    if keys and keys <= ROLE_LABELS and all(len(key) == 1 for key in keys):
        first = next(i for i, label in enumerate(best) if label)
        for i, labels in enumerate(found):
            if best[i] is None and i > first:
                best[i] = next((label for label in labels if label.form == "colon" and _is_loud(label.key)), None)


def _is_loud(name: str) -> bool:
    return name.isupper() and len(name) > _LONGEST_LETTERS


def _dashed(best: list[Label | None], found: Sequence[Sequence[Label]]) -> None:
    """Accept the dashes that are a nameless asker's: each stands before somebody who is labelled with a name."""
    named = [i for i, label in enumerate(best) if label and label.key]
    dashed = {i: label for i, labels in enumerate(found) if not best[i] for label in labels if label.form == "dash"}
    led = sum(i + 1 in dashed or (i + 1 < len(best) and best[i + 1] is not None) for i in dashed)
    if len(dashed) >= max(2, 0.5 * len(named)) and led >= 0.8 * len(dashed) and named and named[0] > min(dashed):
        for i, label in dashed.items():
            best[i] = label


def _anybody(best: list[Label | None], pieces: Sequence[Piece]) -> None:
    """Accept whatever stands before a colon where all ask by turns whom the labels name: a nickname, `Ann, Leeds:`.

    Each may ask but once. What decides is that all they say before an answer begins so, and asks.
    """
    answers = [i for i, label in enumerate(best) if label and label.form == "colon"]
    asked = [i - 1 for i in answers if i and best[i - 1] is None]
    before = {i: match for i in asked if pieces[i].role in {"", "quote"} and (match := _ANYBODY.match(pieces[i].text))}
    asking = sum(invites(pieces[i].text[match.end() :]) for i, match in before.items())
    if len(before) < max(3, _ALL_BUT_FEW * len(asked)) or asking < _ALL_BUT_FEW * len(before):
        return
    if len({label_key(label.key) for label in best if label}) > len(before):
        return
    for i, match in before.items():
        best[i] = Label(match["name"].strip(), ASKER, match.end())
