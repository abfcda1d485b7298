"""Paragraphs of prose with their quotations, each read for itself: what marks and cues say before people are known."""

import re
from collections.abc import Iterator, Sequence

import msgspec

from rr_reader.parsing.cues import Cue, cue_after, cue_before
from rr_reader.parsing.dash_speech import cut_at_incises, dash_spans
from rr_reader.parsing.descriptions import is_written
from rr_reader.parsing.lexicon import GENDERS
from rr_reader.parsing.mentions import Token, tokens_of
from rr_reader.parsing.quote_marks import QUOTED, Quoted, quoted_spans, with_double_marks
from rr_reader.parsing.verbs import surely_says
from rr_reader.parsing.vocatives import Named, named_in_speech

_SENTENCE_BEFORE = re.compile(r"(?:[.!?…:][\"'”’»)\]]*\s*|\A\s*|[—–]\s*)\Z")
_ENDED = re.compile(r"[.!?…,;。！？—–-][’'»”)]*\Z")
_LED_OUT = re.compile(r",[ \xa0](\w+)(?=[.,:;])")
_NOTHING_MORE = re.compile(r"\s*\Z")
_SMALL = frozenset(("a", "an", "the", "of", "and", "in", "on", "at", "to", "for", "by", "with", "from", "or"))
"""Words that a title writes small."""
_FRAGMENT = 4
"""Words: a quotation as short as this, without a cue and a sentence's end, is nobody's speech."""


class Found(msgspec.Struct, gc=False):
    """A quotation being attributed."""

    block: int
    span: Quoted
    inner: str
    cue: Cue | None = None
    type: str = "direct"
    named: tuple[Named, ...] = ()
    """Whom the words name."""
    speaker: str = ""
    confidence: float = 1.0


class Paragraph:
    """A paragraph of prose: its quotations with their cues, and its narration, the text with them blanked out."""

    def __init__(
        self,
        index: int,
        text: str,
        section: int = 0,
        *,
        single: bool = False,
        dashed: bool = False,
        quoted: bool = True,
    ) -> None:
        """Read the paragraph that is block `index`; `single`, `dashed`: how else the document sets speech.

        Where speech is not to be `quoted`, only that counts of which it is said whose it is.
        """
        self.index = index
        """The block's."""
        self.section = section
        """How many headings stand before it."""
        marked = with_double_marks(text) if single else text
        by_dash = dash_spans(text) if dashed else []
        spans = by_dash or (cut_at_incises(text, quoted_spans(marked)) if QUOTED.search(marked) else [])
        self.narration = _narration(text, spans) if spans else text
        self.tokens: list[Token] = tokens_of(self.narration)
        self.quotes = _classified(index, text, spans, is_speech=bool(by_dash))
        if not quoted:
            self.quotes = [quote for quote in self.quotes if quote.cue and quote.type == "direct"]
        self.asked = frozenset(_pronoun_places(text, self.quotes)) if spans else frozenset()
        """Where the pronouns of cues stand."""
        self.speaks = any(quote.type == "direct" for quote in self.quotes)


def _narration(text: str, spans: Sequence[Quoted]) -> str:
    """Blank out what is quoted, offsets kept."""
    parts, done = [], 0
    for span in spans:
        parts += [text[done : span.start], " " * (span.end - span.start)]
        done = span.end
    return "".join([*parts, text[done:]])


def _pronoun_places(text: str, quotes: Sequence[Found]) -> Iterator[int]:
    for quote in quotes:
        if quote.cue and quote.cue.who.lower() in GENDERS:
            if quote.cue.after:
                yield text.find(quote.cue.who, quote.span.outer_end)
            else:
                yield text.rfind(quote.cue.who, 0, quote.span.start)


def _classified(index: int, text: str, spans: Sequence[Quoted], *, is_speech: bool) -> list[Found]:
    """Read each quotation's own cue, and tell speech from fragments and scare quotes."""
    found: list[Found] = []
    for number, span in enumerate(spans):
        inner = text[span.start : span.end]
        limit = spans[number + 1].start - 1 if number + 1 < len(spans) else len(text)
        begin = spans[number - 1].outer_end if number else 0
        cue = cue_after(inner, text, span.outer_end, limit) if span.closed else None
        cue = cue or cue_before(text, begin, span.start - 1)
        previous = found[-1] if found else None
        kind = "direct" if is_speech else _type(text, begin, span, inner, cue, previous)
        found.append(Found(index, span, inner, cue, kind))
        if found[-1].type != "scare":
            found[-1].named = tuple(named_in_speech(inner))
    return found


def _type(text: str, begin: int, span: Quoted, inner: str, cue: Cue | None, previous: Found | None) -> str:
    before = text[begin : span.start - 1]
    words = len(inner.split())
    if is_written(before, cue.who if cue else "") or (not (cue and cue.after) and _is_title(inner)):
        return "scare"
    starts_sentence = _SENTENCE_BEFORE.search(before) is not None or (begin > 0 and not before.strip())
    is_lower = inner.lstrip("‘'([…. ")[:1].islower()
    ends = _ENDED.search(inner.rstrip()) is not None or _is_said(text, span)
    if cue:
        is_led_in = starts_sentence or before.rstrip().endswith((",", ":"))
        if cue.after and not is_led_in and not ends and inner.istitle():
            return "scare"
        if not cue.after and not is_led_in and not ends:
            return "scare" if words <= _FRAGMENT or inner.istitle() else "mixed"
        return "mixed" if is_lower and not is_led_in else "direct"
    if not span.closed:
        return "direct"
    if (
        starts_sentence
        and not is_lower
        and (ends or _closes_block(text, span))
        and (words > 2 or not before.strip() or _closes_block(text, span) or _is_direct(previous))
    ):
        return "direct"
    if (
        previous
        and _is_direct(previous)
        and previous.cue
        and before.rstrip().endswith((",", ";"))
        and len(before) < 120
    ):
        return "direct"
    if before.rstrip().endswith(":") and words > 2:
        return "direct"
    return "scare" if words <= _FRAGMENT or not ends or inner.istitle() else "mixed"


def _is_title(inner: str) -> bool:
    """Tell whether words are set as a title: a capital for all but the small ones.

    >>> _is_title("The Wrong End of the Pencil."), _is_title("It is no Suez Canal."), _is_title("Hello, Ann Lee!")
    (True, False, False)
    """
    if "," in inner[:-1]:
        return False
    words = inner.split()
    large = [word for word in words if word not in _SMALL]
    return len(words) > 2 and len(large) > 1 and all(word[0].isupper() for word in large)


def _is_said(text: str, span: Quoted) -> bool:
    """Tell whether what follows the marks says so: a verb alone (`«Snow», disse`), a comma after many words."""
    if not span.closed:
        return False
    match = _LED_OUT.match(text, span.outer_end)
    if match and surely_says(match[1]):
        return True
    is_foreign = text[span.start - 1 : span.start] in {"„", "«", "»"}  # where commas stand behind the marks
    return is_foreign and text.startswith(",", span.outer_end) and text.count(" ", span.start, span.end) >= _FRAGMENT


def _is_direct(quote: Found | None) -> bool:
    return quote is not None and quote.type == "direct"


def _closes_block(text: str, span: Quoted) -> bool:
    return _NOTHING_MORE.match(text, span.outer_end) is not None
