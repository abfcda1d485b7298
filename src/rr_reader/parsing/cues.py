"""The words beside a quotation that say whose it is: `she says`, `noted Ann Lee`, `Lee added:`, `according to Lee`."""

import re

import msgspec

from rr_reader.parsing.descriptions import CROWDS, described_in
from rr_reader.parsing.lexicon import GENDERS, HONORIFICS, PERSONS, SEVERAL
from rr_reader.parsing.names import PARTICLE, WORD
from rr_reader.parsing.verbs import NO_VERBS, could_say, surely_says

_HONORIFIC = "|".join(sorted(word.capitalize() for word in HONORIFICS))
_TITLE = rf"(?:(?:{_HONORIFIC})\.?[ \xa0])?(?:\b(?:{PARTICLE})[ \xa0])*"
NAME = rf"{_TITLE}{WORD}(?:[ \xa0](?:(?:{PARTICLE})[ \xa0])*{WORD}){{0,4}}"
"""A name in prose, its title and particles with it."""
PRONOUN = rf"(?:{'|'.join([*GENDERS, *sorted(SEVERAL | CROWDS), 'I', 'it'])})"
_LOW = r"[a-zà-ÿ][\wà-ÿ’'-]*"
_ADVERB = r"(?:(?:also|then|later|quickly|once|first|finally|still|simply|[a-z]+ly|has|had|would|will|did)[ \xa0])?"

_ASIDE = r"(?:,[^,.;:!?“”\"]{2,120},)?"
"""What may stand between a name and its verb: `Lee, who drew the maps, said`."""
_THE = "(?:[Tt]he|[Aa]n?|[Oo]ne|[Hh]is|[Hh]er|[Tt]heir|[Mm]y|[Oo]ur|[Ii]ts|[Ll][ea]|[Dd]er|[Dd]ie|[Ee]l)"
_EPITHET = rf"(?:an?[ \xa0])?(?!(?:{'|'.join(sorted(NO_VERBS))})\b){_LOW}[ \xa0]"
"""`little` in `said little Ann`."""

_NAME_VERB = re.compile(rf"[\s,–—-]*(?P<cue>(?P<who>{NAME}|{PRONOUN}){_ASIDE}[ \xa0]{_ADVERB}(?P<verb>{_LOW}))\b")
_VERB_NAME = re.compile(
    rf"[\s,–—-]*(?P<cue>{_ADVERB}(?P<verb>{_LOW})(?:[ \xa0]|(?P<hyphen>-)(?:t-)?)"
    rf"(?P<epithet>{_EPITHET})?(?P<who>{PRONOUN}(?!\w)|{NAME}))(?!\w)(?=(?:[ \xa0](?P<noun>{_LOW}))?)"
)
_VERB_THE = re.compile(
    rf"[\s,–—-]*(?P<cue>{_ADVERB}(?P<verb>{_LOW})[ \xa0](?P<who>{_THE}[ \xa0]{_LOW}(?:[ \xa0]{_LOW}){{0,3}}))"
)
_THE_VERB = re.compile(rf"[\s,–—-]*(?P<who>{_THE}(?:[ \xa0]{_LOW}){{2,6}})")
_DASH_NAME = re.compile(r"\s*[—–-]{1,2}\s*(?P<who>[^.!?“”\"]{2,120})\Z")
_BEFORE = re.compile(
    rf"(?P<cue>(?P<who>{NAME}|\b{PRONOUN}|\b(?:She|He|They)){_ASIDE}[ \xa0]{_ADVERB}(?P<verb>{_LOW})"
    rf"(?P<tail>(?:[ \xa0]{_LOW}){{0,4}}))\s*(?P<end>[,:]?)\s*\Z"
)
_BEFORE_VERB_NAME = re.compile(rf"(?:^|[,;] )(?P<cue>(?P<verb>{_LOW})[ \xa0](?P<who>{NAME}))(?P<end>[,:])\s*\Z")
_SAID_NAME = re.compile(
    rf"^(?P<cue>(?P<verb>(?:Said|Says|Asked|Asks|Added|Adds)\b)[ \xa0](?P<who>{NAME}))"
    r"(?:,[^.;:!?“”\"]{2,120})?(?P<end>[,:])\s*\Z"
)
_ACCORDING = re.compile(
    rf"\b(?P<cue>(?:[Aa]ccording[ \xa0]to|[Ff]or|[Aa]s)[ \xa0](?P<who>{NAME})(?:[ \xa0]puts[ \xa0]it)?)(?P<end>,)\s*\Z"
)
_INSIDE = re.compile(r"\b(?:of|the|at|in|for|by|from|and)[ \xa0]\Z")
_LONG_NAME = re.compile(rf"{NAME}(?:[ \xa0]{WORD}){{0,3}}")
_ARTICLE_GENDERS = dict.fromkeys(("la", "une", "una", "die", "eine"), "she") | dict.fromkeys(
    ("le", "un", "el", "il", "der", "ein"), "he"
)
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s+")
_SUBJECTS = {"I", "He", "She", "They"}
_REACH = 200


class Cue(msgspec.Struct, frozen=True, gc=False):
    """Who said it, as written (`Pascal`, `she`), and the words that say so ("" for a bare name after a dash)."""

    who: str
    text: str
    after: bool
    verb: str = ""

    @property
    def gender(self) -> str:
        """`he` or `she` where a pronoun or an article says it: German *sie* with a verb in the singular, too."""
        who = self.who.lower()
        article = _ARTICLE_GENDERS.get(who.partition(" ")[0], "") if " " in who else ""
        return (
            GENDERS.get(who, "")
            or article
            or ("she" if who == "sie" and self.verb and not self.verb.endswith("en") else "")
        )


def cue_after(inner: str, text: str, end: int, limit: int) -> Cue | None:
    """Read the cue behind a quotation that ends at `end`; `limit` is where the next one begins."""
    following = text[end : min(limit, end + _REACH)]
    last = inner.rstrip(" ’'»”)")[-1:]
    if not following.strip():
        return None
    in_sentence = last not in ".。" or following.lstrip(" ,")[:1].islower() or following[:1] == ","
    if in_sentence:
        for pattern in (_NAME_VERB, _VERB_NAME):
            match = pattern.match(following)
            if match and _fits(match, last, following, pattern is _VERB_NAME):
                return _epithet(match) or Cue(match["who"], match["cue"].strip(), after=True, verb=match["verb"])
        if described := _described(following):
            return described
    if limit >= len(text) and (match := _DASH_NAME.match(text[end:])) and re.search(WORD, match["who"]):
        return Cue(match["who"].strip(), "", after=True)
    return None


def _epithet(match: re.Match[str]) -> Cue | None:
    """Read a description with a capital: `said the Rovers captain`, `sagt die Wirtin`."""
    found = match.groupdict()
    article, noun = (found.get("epithet") or "").strip(), found.get("noun") or ""
    if article == "the" and noun in PERSONS:
        who, words = f"the {noun}", f"{match['cue']} {noun}"
    elif article in {"der", "die"}:
        who, words = f"{article} {match['who'].lower()}", match["cue"]
    else:
        return None
    return Cue(who, words.strip(), after=True, verb=match["verb"])


def _described(following: str) -> Cue | None:
    """Read a cue whose speaker is described: `the director says`, `said his wife in tears`."""
    if match := _VERB_THE.match(following):
        if not surely_says(match["verb"]):
            return None
        who = described_in(match["who"].split())
        return Cue(who, f"{match['verb']} {who}", after=True, verb=match["verb"]) if who else None
    if match := _THE_VERB.match(following):
        words = match["who"].split()
        place = next((place for place in range(2, len(words)) if surely_says(words[place])), 0)
        who = described_in(words[:place])
        if who:
            return Cue(who, " ".join(words[: place + 1]), after=True, verb=words[place])
    return None


def _fits(match: re.Match[str], last: str, following: str, inverted: bool) -> bool:
    """Tell whether the verb is one that says something: surely, or by its shape where the sentence asks for one."""
    verb = match["verb"]
    if surely_says(verb):
        return True
    who = match["who"]
    if inverted and match["hyphen"]:
        return True  # `souffle-t-elle`
    if inverted and not (who[0].isupper() or who in GENDERS or who in SEVERAL):
        return False
    is_named = inverted and (who[0].isupper() or who not in {"he", "she", "they"}) and verb not in NO_VERBS
    after = following[match.end() :].lstrip(" ")[:1]
    if last == "," or following[:1] == ",":
        return could_say(verb) or is_named
    return (could_say(verb) or is_named) and last in "?!…—–-" and after in {"", ".", ",", ";", ":"}


def cue_before(text: str, begin: int, start: int) -> Cue | None:
    """Read the cue in front of a quotation whose mark stands at `start`; `begin` is where the one before it ended."""
    before = text[max(begin, start - _REACH) : start]
    if not before.strip():
        return None
    tail = _SENTENCE_END.split(before)[-1]
    if not tail:
        return None
    for pattern in (_SAID_NAME, _BEFORE, _BEFORE_VERB_NAME, _ACCORDING):
        match = pattern.search(tail[-160:])
        is_named = match is not None and match["who"][0].isupper() and match["who"] not in _SUBJECTS
        if match and pattern is _BEFORE and is_named and _INSIDE.search(tail[-160:][: match.start()]):
            first = _LONG_NAME.search(tail)  # `Ann Lee, head of the Office of Maps, said`: the sentence's own subject
            if first and could_say(match["verb"]):
                return Cue(first[0], match["verb"], after=False)
        elif match and (
            pattern is _ACCORDING
            or (match["end"] and could_say(match["verb"]))
            or (surely_says(match["verb"]) and match["tail"].strip() in {"", "that"})
        ):
            verb = "" if pattern is _ACCORDING else match["verb"]
            return Cue(match["who"], match["cue"].strip(), after=False, verb=verb)
    return None
