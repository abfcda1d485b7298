"""Writing an excerpt as plain words: who says what, and in one line where it is from."""

from rr_reader.quotes.citation import cite, cite_source, range_of, voice_of
from rr_reader.quotes.excerpt import ELISION, Excerpt, Part

_OPENING_MARKS, _CLOSING_MARKS = tuple('“„«"「『'), tuple('”“»"」』')


def plain(excerpt: Excerpt) -> str:
    """Give the words alone; where several speak, each part under its name."""
    if len(excerpt.parts) == 1:
        return excerpt.parts[0].text
    return "\n\n".join(f"{gap_before(part)}{label_of(part)}: {part.text}" for part in excerpt.parts)


def cited(excerpt: Excerpt) -> str:
    """Give the words, and below them who says it where; for several voices, the source once."""
    return f"{plain(excerpt)}\n— {citation_of(excerpt)}" if excerpt else ""


def citation_of(excerpt: Excerpt) -> str:
    """Say in one line who says it where; for several voices only where, for each stands under its name."""
    if len(excerpt.parts) == 1:
        return cite(excerpt.meta, excerpt.parts[0], excerpt.opening)
    return ", ".join(filter(None, [cite_source(excerpt.meta, excerpt.opening), range_of(excerpt)]))


def in_marks(words: str, opening: str = "“", closing: str = "”") -> str:
    """Set words in quotation marks, unless these would stand next to some of their own: no words are quoted twice.

    >>> print(in_marks("It sings."), in_marks("“It sings,” she says."))
    “It sings.” “It sings,” she says.
    """
    has_own = words.startswith(_OPENING_MARKS) or words.endswith(_CLOSING_MARKS)
    return words if has_own else f"{opening}{words}{closing}"


def label_of(part: Part) -> str:
    """Name a part among several; square brackets say that the word is ours."""
    if part.kind == "text":
        return f"[Text: {voice_of(part)}]" if part.heard else "[Text]"
    return voice_of(part) or "[Question]"


def labels_of(excerpt: Excerpt) -> tuple[str, ...]:
    """Name each part where there are several; "" for one that is alone."""
    return tuple(label_of(part) if len(excerpt.parts) > 1 else "" for part in excerpt.parts)


def gap_before(part: Part) -> str:
    """Mark what somebody left out before a part, in a paragraph of its own; "" where nothing lies between."""
    return f"{ELISION}\n\n" if part.follows_gap else ""
