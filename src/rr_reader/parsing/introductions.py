"""People whom only cues and forms of address make known: `said Tolly`, `No, Bess,`."""

from collections.abc import Sequence

from rr_reader.parsing.cues import Cue
from rr_reader.parsing.descriptions import head_of, is_several
from rr_reader.parsing.full_names import name_signed
from rr_reader.parsing.lexicon import GENDERS
from rr_reader.parsing.people import People
from rr_reader.parsing.speech import Paragraph


def people_of_cues(paragraphs: Sequence[Paragraph], people: People) -> dict[str, tuple[str, float]]:
    """Resolve the names in cues, the fullest first: as written -> (the person, how surely); unknown ones are added."""
    every = (quote.cue for item in paragraphs for quote in item.quotes)
    cues = {cue.who: cue for cue in every if cue and _is_name(cue)}
    found: dict[str, tuple[str, float]] = {}
    for who, cue in sorted(cues.items(), key=lambda item: -len(item[0].split())):
        if not cue.text:
            known = [mention.person for mention in people.mentions(who)]
            found[who] = (known[-1], 0.95) if known else (people.add(name_signed(who)), 0.7)
        else:
            person = people.resolve(who)
            if person or not people.is_open:
                found[who] = (person, 1.0) if person else (people.add(name_signed(who)), 0.9)
    return found


def add_people_called(paragraphs: Sequence[Paragraph], people: People) -> None:
    """Add those whom speech calls by a name that the narration knows."""
    called = {
        named.name
        for item in paragraphs
        for quote in item.quotes
        for named in quote.named
        if named.called and named.inside and not people.within(named.name)
    }
    if called:
        told = {words for item in paragraphs for kind, _, words in item.tokens if kind == "name"}
        for name in sorted(called & told):
            people.add(name)


def _is_name(cue: Cue) -> bool:
    lower = cue.who.lower()
    return lower not in GENDERS and lower not in {"i", "we"} and not is_several(cue.who) and not head_of(cue.who)
