"""Speech with its cue inside: behind a dash, `—Se hundió —dijo Tolio—. Ayer`, or in guillemets, `« Hier, dit-il. »`."""

import re
from collections.abc import Iterable, Iterator, Sequence

from rr_reader.parsing.names import UPPER
from rr_reader.parsing.quote_marks import Quoted
from rr_reader.parsing.verbs import NO_VERBS, surely_says

_OPENS = re.compile(rf"[—–―](?P<space>[ \xa0\u202f]?)(?=[{UPPER}¿¡…«“„\d])")
_RAYA = re.compile(r"[ \xa0][—–―](?=\w)(?P<incise>[^—–―]+)(?:[—–―][.,;:]?|\Z)")
_LOOSE = re.compile(r"[ \xa0][—–―][ \xa0](?=[^\W\d_])(?P<incise>[^—–―]+)(?:[ \xa0][—–―](?=[ \xa0])|\Z)")
_COMMA = re.compile(
    r"(?:,|(?<=[!?…]))[ \xa0]+(?P<incise>(?:(?:me|lui|leur|se|nous|mi|gli|le)[ \xa0]|[msl]['’])?(?P<verb>[^\W\d_]+)"
    rf"(?:(?P<pronoun>-(?:t-)?(?:il|elle|on|je)\b)|[ \xa0](?:(?:l[ea]|il|lo|un|une)[ \xa0]|l['’])?(?P<name>[{UPPER}])?)"
    r"[^.!?;,]*)(?:[.!?;,]+|\Z)"
)
_ENOUGH = 2
"""Paragraphs: fewer that begin with a dash show no habit."""


def opens_with_dashes(texts: Iterable[str]) -> bool:
    """Tell whether a document sets speech with dashes: several paragraphs begin so, and in some it is said who speaks.

    >>> opens_with_dashes(["— Il a coulé, dit Tolio.", "— Quand ?"]), opens_with_dashes(["— Milk", "— Eggs, two"])
    (True, False)
    """
    dashed = [text for text in texts if _OPENS.match(text)]
    return len(dashed) >= _ENOUGH and any(any(_incises(text)) for text in dashed)


def dash_spans(text: str) -> list[Quoted]:
    """Find the spans of speech in a paragraph that a dash opens, in order; none if it does not.

    >>> [text[q.start:q.end] for text in ["—Se hundió —dijo Tolio—. Ayer."] for q in dash_spans(text)]
    ['Se hundió', 'Ayer.']
    """
    opening = _OPENS.match(text)
    if not opening:
        return []
    start = opening.end()
    spans = []
    for begin, end in (*_incises(text), (len(text), len(text))):
        said = text[start:begin]
        bare = said.strip()
        if any(map(str.isalnum, bare)):
            at = start + said.index(bare)
            spans.append(Quoted(at, at + len(bare), width=0))
        start = end
    return spans


def cut_at_incises(text: str, spans: Sequence[Quoted]) -> list[Quoted]:
    """Cut what says who speaks out of speech in guillemets: `« Il a coulé, raconte-t-elle. Hier. »`.

    >>> text = "« Il a coulé, dit-elle. Hier, au lac. »"
    >>> [text[q.start:q.end].strip() for q in cut_at_incises(text, [Quoted(1, len(text) - 1)])]
    ['Il a coulé', 'Hier, au lac.']
    """
    found: list[Quoted] = []
    for span in spans:
        start = span.start
        if text[start - 1] == "«":
            for match in _COMMA.finditer(text, start, span.end):
                if match["pronoun"] or (match["name"] and surely_says(match["verb"])):
                    found.append(Quoted(start, match.start(), width=0))
                    start = match.end()
        if start == span.start:
            found.append(span)
        elif text[start : span.end].strip():
            found.append(Quoted(start + 1, span.end, span.closed, span.width))
    return found


def _incises(text: str) -> Iterator[tuple[int, int]]:
    """Find what stands within the speech and says who speaks, as [start, end)."""
    opening = _OPENS.match(text)
    if not opening:
        return
    done = opening.end()
    raya = _LOOSE if opening["space"] else _RAYA
    found = list(raya.finditer(text, done))
    if found:
        yield from (match.span() for match in found)
        return
    for match in _COMMA.finditer(text, done):
        verb = match["verb"].lower()
        is_past = verb.endswith(("a", "it", "ò")) and verb not in NO_VERBS
        if match["pronoun"] or surely_says(verb) or (match["name"] and is_past):
            yield match.span()
