"""LaTeX: each excerpt in a `quote`, every character as itself."""

import re
from collections.abc import Sequence
from itertools import accumulate

from rr_reader.quotes.excerpt import Excerpt
from rr_reader.quotes.wording import citation_of, gap_before, labels_of

_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": "$|$",  # outside of formulas it is a dash in the oldest fonts
    "`": r"\`{}",
    '"': r"\string" '"',  # by itself it is an accent in some languages
    **{mark: f"\\{mark}" for mark in "#$%&_"},
}
_IN_ENTRY = _SPECIAL | {'"': '{"}'}
"""For entries, which other programs read too: they know braces, but not TeX's own commands."""
_BY_NAME = _IN_ENTRY | {"{": r"\textbraceleft{}", "}": r"\textbraceright{}"}
"""For where braces have to come in pairs: BibTeX counts also those with a backslash before them."""

_LIGATURE = re.compile(r"(?<=-)-|(?<=')'|(?<=,),")
"""Marks that TeX makes one with the mark before: -- is a dash."""


def escaped(text: str, *, in_entry: bool = False) -> str:
    r"""Write text so that TeX sets these very characters; in an entry of BibTeX with all braces in pairs.

    >>> print(escaped("50 % -- {so}"))
    50 \% -{}- \{so\}
    """
    table = str.maketrans((_IN_ENTRY if _is_paired(text) else _BY_NAME) if in_entry else _SPECIAL)
    marked = re.sub(r"\n{2,}", "\x00", _LIGATURE.sub("\x01\\g<0>", text)).translate(table)
    # in an entry not as \\, on which pandoc stumbles
    broken = marked.replace("\n", "\\newline{}\n" if in_entry else "\\\\{}\n")
    return broken.replace("\x00", "\n\\par\n" if in_entry else "\n\n").replace("\x01", "{}")


def _is_paired(text: str) -> bool:
    depths = list(accumulate((mark == "{") - (mark == "}") for mark in text))
    return not depths or (min(depths) >= 0 and depths[-1] == 0)


def write_latex(excerpts: Sequence[Excerpt]) -> str:
    """Write a `quote` an excerpt; the citation stands at the right under it."""
    return "\n".join(map(_quote, excerpts))


def _quote(excerpt: Excerpt) -> str:
    bodies = []
    for label, part in zip(labels_of(excerpt), excerpt.parts, strict=True):
        name = f"\\textbf{{{escaped(label)}:}} " if label else ""
        bodies.append(gap_before(part) + name + escaped(part.text))
    body = "\n\n".join(bodies)
    return f"\\begin{{quote}}\n{body}\n\n\\hfill --- {escaped(citation_of(excerpt))}\n\\end{{quote}}\n"
