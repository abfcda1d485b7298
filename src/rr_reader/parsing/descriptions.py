"""People who are described, not named: `the director`, `his wife`, `the crowd`; and whom a description means."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from rr_reader.parsing.lexicon import PERSONS, SEVERAL, words
from rr_reader.parsing.names import UPPER, WORD
from rr_reader.parsing.people import People

_ARTICLES = words(
    """the a an one his her my their its our this that der die das ein eine sein seine ihr ihre le la l’ un une son sa
    el los las su il lo uno una"""
)
_BEHIND = words(
    """in of on at with from to by and or but as who whom that which when while where after before for is was then in
    dans de avec qui mit von der"""
)
"""Words that end the part of a description in which its noun stands."""
_WOMEN = words(
    """woman girl lady actress mother sister daughter wife aunt grandmother niece queen princess widow waitress hostess
    maid nurse bride heroine duchess countess spokeswoman chairwoman mom mum frau mutter schwester tochter
    schauspielerin regisseurin mère sœur fille femme actrice réalisatrice madre hermana hija mujer actriz
    directora sorella figlia donna attrice regista ladyship"""
)
_MEN = words(
    """man boy gentleman actor father brother son husband uncle grandfather nephew king prince widower waiter host monk
    priest groom hero duke lord spokesman chairman dad vater bruder sohn mann schauspieler regisseur père frère
    fils homme acteur réalisateur padre hermano hijo hombre director fratello figlio uomo attore lordship"""
) - words("director regista host actor hero")
CROWDS = words("""we both all others some many several everyone everybody people critics fans""")
"""Speakers who are nobody in particular, without an article."""
_MANY = CROWDS | words(
    """audience audiences crowd team
    crew cast band group duo pair couple trio residents officials students voices company studio family kids
    children men women girls boys friends colleagues neighbours neighbors viewers readers producers makers
    statement letter report sign notice website headline"""
)


def head_of(who: str) -> str:
    """Give the noun of a description, "" for a name.

    >>> head_of("the young man in black"), head_of("his mother’s voice"), head_of("Ann Lee")
    ('man', 'voice', '')
    """
    words = who.split()
    if len(words) < 2 or words[0].lower() not in _ARTICLES or words[1][0].isupper():
        return ""
    described = described_in(words)
    return described.rpartition(" ")[2].lower()


def described_in(words: Sequence[str]) -> str:
    """Give the words of a description up to its noun, "" for none.

    >>> described_in("the young man in black".split())
    'the young man'
    """
    end = 1
    while end < len(words):
        bare = words[end].lower()
        if bare in _BEHIND or (end > 1 and bare.endswith("ly")):
            break
        end += 1
    return " ".join(words[:end]) if end > 1 else ""


_LEADS = re.compile(
    r"(?:\A|[.!?…:][\"'”’»)\]]*\s+)(?:(?:And|As|But|Even|For|It is|It was|Now|So|Then|To|When|Yet)[ \xa0])?"
    rf"(?P<who>(?:[Tt]he|[Hh]is|[Hh]er|[Tt]heir|[Mm]y|[Oo]ur|An?|One of the"
    rf"|{WORD}(?:[ \xa0]{WORD}){{0,2}}(?:['’]s|(?<=s)['’]))(?:[ \xa0][a-zà-ÿ][\w’'-]*){{1,4}})"
)
_NEAR = 400
"""Characters before a quotation in which a description is looked for."""
_UNKNOWN = ("A ", "An ", "One ")


def leading_description(text: str, end: int | None = None) -> tuple[int, str, bool]:
    """Find the last sentence before `end` that a description of a person leads: where, its noun, whether all know whom.

    >>> leading_description("It snowed. For her old uncle, it was simple."), leading_description("A nurse came.")
    ((15, 'uncle', True), (0, 'nurse', False))
    >>> leading_description("The coat was wet.")
    (-1, '', True)
    """
    found = -1, "", True
    end = len(text) if end is None else end
    for match in _LEADS.finditer(text, max(end - _NEAR, 0), end):
        who = match["who"]
        noun = next((word for word in who.split()[1:] if word in PERSONS), "")
        if noun or who.startswith("One "):
            found = match.start("who"), noun, not who.startswith(_UNKNOWN)
    return found


def gender_of(noun: str) -> str:
    """Give `he` or `she` if a noun tells it, else ""."""
    return "she" if noun in _WOMEN else "he" if noun in _MEN else ""


def is_several(who: str) -> bool:
    """Tell whether words mean more than one person, or nobody in particular.

    >>> is_several("the crowd"), is_several("they"), is_several("the director")
    (True, True, False)
    """
    lower = who.lower()
    return lower in SEVERAL or lower == "it" or lower in _MANY or head_of(who) in _MANY


_WRITTEN = words(
    """sign banner poster placard notice plaque label leaflet flyer note letter notebook headline caption card board
    sticker slogan motto graffiti inscription badge billboard brochure pamphlet notes signs banners posters cards
    zettel schild plakat pancarte panneau affiche letrero cartel pancarta cartello"""
)
_TELLS = re.compile(
    rf"\b(?:{'|'.join(sorted(_WRITTEN))})\b(?:(?P<between>[^.!?“”\"]{{0,80}}?)[ \xa0]"
    r"(?:reads?|reading|say(?:s|ing)?|said|ask(?:s|ed|ing)?|marked|labell?ed|warn\w*|declar\w*|announc\w*|proclaim\w*"
    r"|promis\w*|stat(?:es?|ed|ing)|demand\w*|with (?:one|a|the) \w+ (?:in|on) it)[,:]?|:)\s*\Z",
    re.I,
)
_SOMEBODY = re.compile(rf"\b(?:he|she|I|we|they)\b|(?<!\bin )(?<!\bat )(?<!\bof )(?<!\bon )\b[{UPPER}]\w")


def is_written(before: str, who: str = "") -> bool:
    """Tell whether what is quoted stands on a sign or in a letter: by the words before it, or by `who` says it.

    >>> [is_written(before) for before in ("A sign at the gate reads, ", "In a letter, Ann Lee said, ")]
    [True, False]
    """
    if head_of(who) in _WRITTEN:
        return True
    end = before.rstrip()[-1:]
    told = _TELLS.search(before[-160:]) if end.isalpha() or end in {",", ":"} else None
    return told is not None and _SOMEBODY.search(told["between"] or "") is None


_SHORT = {"dr.": "doctor", "prof.": "professor", "sgt.": "sergeant", "capt.": "captain", "rev.": "reverend"}
"""Titles before a name, and what they are in full."""


_RUN = rf"{WORD}(?:[ \xa0]{WORD}){{0,3}}"
_NAME_BEFORE = re.compile(
    rf"(?P<who>{_RUN}),? (?:(?:is|was|who is|who was) )?(?:the|a|an|his|her|their|its) (?:[\w’'-]+ ){{0,3}}\Z"
)
_NAME_BEHIND = re.compile(rf"(?: executive| himself| herself)?,?[ \xa0](?P<who>{_RUN})")
_BESIDE = 160
"""Characters before a description in which the name it is set beside is looked for."""


def apposed(nouns: Collection[str], texts: Iterable[str], people: People) -> dict[str, str]:
    """Find whom descriptions mean where a text sets one beside a name: `the director, Ann Lee`."""
    if not nouns:
        return {}
    written = {*nouns, *(short for short, long in _SHORT.items() if long in nouns)}
    any_noun = "|".join(sorted(map(re.escape, written | {word.capitalize() for word in written})))
    described = re.compile(rf"\b(?:{any_noun})(?!\w)")  # the names' own patterns are compiled once, for all documents
    votes: dict[str, Counter[str]] = {}
    for text in texts:
        done = 0
        for noun in described.finditer(text):
            start, end = noun.span()
            before = _NAME_BEFORE.search(text, max(start - _BESIDE, done), start) if noun[0] in written else None
            name = before or _NAME_BEHIND.match(text, end)
            if name and start >= done:
                done = max(end, name.end())
                if person := people.known(name["who"]):
                    word = noun[0].lower()
                    votes.setdefault(_SHORT.get(word, word), Counter())[person] += 1
    return {name: ballot.most_common(1)[0][0] for name, ballot in votes.items()}
