"""Labels without a colon: a name set off from what is said by a mark, by brackets, by emphasis, or on its own.

`Ann Lee — Yes`, `Ann Lee | Yes`, `[Ann Lee] Yes`, `**Ann Lee** Yes`, `ANN LEE Yes`; a bold line, a heading or a
paragraph that is a name and nothing else. Candidates only: whether they are labels, the whole document decides.
"""

import re

from rr_reader.parsing.labels import Label, could_be
from rr_reader.parsing.names import UPPER
from rr_reader.parsing.pieces import Piece

_TIME = r"\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d{1,3})?"
_NAME = r"[^\W_][^:：;!?\"“”„«»\[\](){}<>|/#*\n–—]{0,58}?"
_AFTER_TIME = rf"(?:[\[(]?(?P<time>{_TIME})[\])]?\s*[-–—|]?\s*)?"
_MARKED = re.compile(
    rf"{_AFTER_TIME}(?P<name>{_NAME})\s*(?:(?P<dashed>\s(?:[-–—]|--)\s|[–—])|(?P<barred>\|\s|\)\s|\s[/>»=]\s))\s*"
    rf"(?:[\[(]?(?P<after>{_TIME})[\])]?(?:[ \t]*(?=\n|\Z)|\s*[-–—|:]\s*))?"
)
_TIMED = re.compile(rf"(?P<name>{_NAME})\s*[\[(]?(?P<time>{_TIME})[\])]?")
_BRACKETED = re.compile(rf"[\[(<](?P<name>{_NAME})[\])>][ \t]*:?\s*")
_CAPITALS = re.compile(
    rf"(?P<name>(?:[{UPPER}]\.[ ]?)*[{UPPER}][{UPPER}'’-]+(?: [{UPPER}][{UPPER}.'’-]+){{0,3}})[ \t\xa0]+"
    rf"(?=[“\"'‘¿¡(\[…]|[{UPPER}](?:[^\W\d_{UPPER}]|\b))"
)
_MARK = re.compile(r"[–—|)=»/>-](?:(?<=[–—|)=»])|\s)")  # one class to begin with: eight times as fast
_BEHIND = re.compile(r"\s*(?:[:.,|–—-]+(?=\s))?\s*")
_LONGEST = 60
"""Characters of a label."""


def set_off(piece: Piece) -> list[Label]:
    """Collect the names that a piece could be labelled with, none of them by a colon."""
    text = piece.text[:140]
    if piece.role == "cue":
        return [label] if piece.opens and not piece.voice and (label := bracketed_name(text)) else []
    if piece.role in {"rule", "code", "table"} or len(text) < 2:
        return []
    if len(piece.text) <= _LONGEST and could_be(bare := piece.text.strip("[]() :")):
        return [Label(bare, "alone", len(piece.text))]
    if piece.role == "heading":
        timed = _TIMED.fullmatch(piece.text) if len(piece.text) <= _LONGEST else None
        is_named = timed is not None and could_be(timed["name"])
        return [Label(timed["name"], "alone", len(piece.text), time=timed["time"])] if timed and is_named else []
    found: list[Label] = []
    form, pattern = ("bracketed", _BRACKETED) if text[0] in "[(<" else ("capitals", _CAPITALS)
    if (form == "bracketed" or text[1].isupper() or text[1] in ".'’-") and (match := pattern.match(text)):
        name = match["name"].strip()
        found += [Label(name, form, match.end())] if could_be(name, lower=text[0] == "<") else []
    if _MARK.search(text, 1, 80) and (match := _MARKED.match(text)) and could_be(match["name"].strip()):
        time = match["time"] or match["after"] or ""
        found.append(Label(match["name"].strip(), "dashed" if match["dashed"] else "barred", match.end(), time=time))
    return _emphasised(piece) or found


def bracketed_name(text: str) -> Label | None:
    """Give the full name in brackets that a line of captions begins with; one word could be a noise.

    >>> [label and label.key for label in map(bracketed_name, ["[Ann Lee] Why?", "[Sighs] Why?", "(Ann Lee)"])]
    ['Ann Lee', None, None]
    """
    match = _BRACKETED.match(text[:140]) if text[:1] in {"[", "("} else None
    name = match["name"].strip() if match else ""
    is_full = len(name.split()) > 1 and could_be(name)
    return Label(name, "bracketed", match.end()) if match and is_full and match.end() < len(text) else None


def _emphasised(piece: Piece) -> list[Label]:
    first = piece.marks[0] if piece.marks else None
    if not first or first.start or first.end > _LONGEST or first.style not in {"strong", "em"}:
        return []
    name = piece.text[: first.end].strip(" .:,|–—-")
    behind = _BEHIND.match(piece.text, first.end)
    return [Label(name, first.style, behind.end())] if behind and could_be(name) else []
