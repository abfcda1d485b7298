"""Passages: the blocks of articles that a query fits, and where in them its words stand."""

from collections.abc import Callable, Iterator
from functools import lru_cache

import msgspec

from rr_reader.library.catalogue import Entry
from rr_reader.library.query import Either, Query, Term, fit
from rr_reader.model import Article, Kind, Quote, turns_of, without_notes
from rr_reader.text.graphemes import snap
from rr_reader.text.matching import fold

_BEFORE = 60
_AFTER = 140
"""Code points of context on either side of the first hit of a snippet."""


class Hit(msgspec.Struct, frozen=True):
    """A passage: `spans` are where the words stand in `entry.article.blocks[block].text`."""

    entry: Entry
    block: int
    spans: tuple[tuple[int, int], ...]
    speaker: str
    """Who says it; "" for nobody known."""
    snippet: str
    """The words around the first hit on one line, cuts marked with …."""
    speaker_confidence: float = 1.0
    """From 0 to 1, that these are this speaker's words."""
    is_around: bool = False
    """It is boilerplate: what the site says, not the article."""


@lru_cache(maxsize=64)
def passage_filter(query: Query) -> Callable[[Entry], Iterator[Hit]]:
    """Make ready to find the passages of one article after another.

    Of what is joined by OR it looks at words, `block:` and who speaks; the article's own fields are settled before,
    by `filtering.Selection.asked_of`.
    """
    return _Passages(query).find


_Said = tuple[Term, ...]
"""What is asked of who says it: one of the wanted, none of the excluded."""


class _Passages:
    def __init__(self, query: Query) -> None:
        self._matcher, self._shown = query.matcher, query.shown
        self._excluded = [term.matcher for term in query.of("") if term.is_excluded]
        self._kinds = query.of("block")
        self._asks_kinds = query.asks_of("block")
        self._speakers = query.of("speaker")
        self._eithers = query.eithers

    def find(self, entry: Entry) -> Iterator[Hit]:
        """Find the passages of an article, in order; what is the site's, not the article's, comes last."""
        candidates = [
            index
            for index, folded in enumerate(entry.folded().blocks)
            if self._matcher.matches(folded) and not any(matcher.matches(folded) for matcher in self._excluded)
        ]
        if not candidates:
            return
        article = entry.article
        candidates.sort(key=lambda index: article.blocks[index].kind is Kind.BOILERPLATE)
        opened_by = _kinds_of_turns(article) if self._asks_kinds else {}
        for index in candidates:
            kinds = tuple({article.blocks[index].kind.value, opened_by.get(index, "")} - {""})
            if not fit(self._kinds, kinds):
                continue
            hit = self._hit(entry, article, index, kinds)
            if hit:
                yield hit

    def _hit(self, entry: Entry, article: Article, index: int, kinds: tuple[str, ...]) -> Hit | None:
        block = article.blocks[index]
        quotes = [quote for quote in article.quotes if quote.block == index and quote.speaker]
        said = without_notes(block.text)
        sure = block.origin.speaker_confidence if block.origin and block.speaker else 1.0
        asked = self._asked_of_speaker(entry.folded().blocks[index], kinds)
        if asked is None:
            return None
        if not asked:
            spans = self._shown.spans(block.text)
            own = not spans or said is block.text or bool(self._shown.spans(said))
            quote = _around(quotes, spans)
            speaker, sure = (quote.speaker, quote.confidence) if quote else (block.speaker, sure) if own else ("", 1.0)
            around = block.kind is Kind.BOILERPLATE
            return Hit(entry, index, tuple(spans), speaker, _snippet(block.text, spans), sure, around)
        if block.speaker and _is_by(asked, _people(entry, block.speaker)):
            if not self._fits(fold(said), kinds, asked):
                return None
            spans = self._shown.spans(said)
            return Hit(entry, index, tuple(spans), block.speaker, _snippet(block.text, spans), sure)
        theirs = [quote for quote in quotes if _is_by(asked, _people(entry, quote.speaker))]
        words = [without_notes(quote.text) for quote in theirs]
        if not theirs or not self._fits("\n".join(map(fold, words)), kinds, asked):
            return None
        return self._quoted(entry, index, block.text, theirs, words)

    def _asked_of_speaker(self, folded: str, kinds: tuple[str, ...]) -> list[_Said] | None:
        """List what is asked of who says a passage: by the query, and by each OR that nothing else makes true.

        None if one of these cannot be true.
        """
        asked = [self._speakers] if self._speakers else []
        for each in self._eithers:
            if not _holds(each, folded, kinds):
                named = tuple(term for term in each.members if term.field == "speaker")
                if not named:
                    return None
                asked.append(named)
        return asked

    def _fits(self, folded: str, kinds: tuple[str, ...], asked: list[_Said]) -> bool:
        """Tell whether a speaker's own words are what is looked for."""
        named = {term for terms in asked for term in terms}
        return self._matcher.matches(folded) and all(
            _holds(each, folded, kinds) or named.intersection(each.members) for each in self._eithers
        )

    def _quoted(self, entry: Entry, index: int, text: str, theirs: list[Quote], words: list[str]) -> Hit:
        """Show the words in what the wanted speakers are quoted with."""
        inside = sorted(
            {
                (quote.start + start, quote.start + end)
                for quote, said in zip(theirs, words, strict=True)
                for start, end in self._shown.spans(said)
            }
        )
        place = inside or [(quote.start, quote.start + len(quote.text)) for quote in theirs[:1]]
        quote = _around(theirs, place) or theirs[0]
        return Hit(entry, index, tuple(inside), quote.speaker, _snippet(text, place), quote.confidence)


def _holds(each: Either, folded: str, kinds: tuple[str, ...]) -> bool:
    """Tell whether a word or the kind of a passage makes an OR true."""
    return any(
        fit((term,), kinds) if term.field == "block" else term.matcher.matches(folded) is not term.is_excluded
        for term in each.members
        if term.field in ("", "block")
    )


def _is_by(asked: list[_Said], people: tuple[str, ...]) -> bool:
    return all(fit(terms, people) for terms in asked)


def _kinds_of_turns(article: Article) -> dict[int, str]:
    """Say of each block inside a turn what the turn is: a continuation is part of the answer."""
    return {
        index: turn.kind.value
        for turn in turns_of(article.blocks)
        for index in range(turn.first, turn.last + 1)
        if article.blocks[index].kind == "continuation"
    }


def _people(entry: Entry, speaker: str) -> tuple[str, ...]:
    """Give the folded names of a turn: that of each, and for a joint turn all together."""
    names = entry.people_of(speaker)
    return tuple(map(fold, names if " & " not in speaker else [*names, speaker]))


def _around(quotes: list[Quote], spans: list[tuple[int, int]]) -> Quote | None:
    """Give the quote that holds the first span."""
    if not spans:
        return None
    start, end = spans[0]
    return next((quote for quote in quotes if quote.start <= start and end <= quote.start + len(quote.text)), None)


def _snippet(text: str, spans: list[tuple[int, int]]) -> str:
    start, end = spans[0] if spans else (0, 0)
    first, last = max(0, start - _BEFORE), min(len(text), end + _AFTER)
    if first:
        first = text.find(" ", first, start) + 1 or snap(text, first, forward=True)
    if last < len(text):
        space = text.rfind(" ", end, last)
        last = space if space > end else snap(text, last, forward=True)
    words = " ".join(text[first:last].split())
    return ("… " if first else "") + words + (" …" if last < len(text) else "")
