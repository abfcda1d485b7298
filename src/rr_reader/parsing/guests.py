"""Whose answers these are when nobody is labelled: the one person the article presents."""

import re
from collections.abc import Collection, Sequence
from typing import Any

from rr_reader.model import Kind
from rr_reader.parsing.askers import met
from rr_reader.parsing.casting import AUTHOR_KEYS, SPEAKER_KEYS, named_in
from rr_reader.parsing.draft import Draft
from rr_reader.parsing.full_names import full_names
from rr_reader.parsing.lexicon import ADDRESS, ARTICLES, STARTERS
from rr_reader.parsing.names import fold_name, is_name, names_in
from rr_reader.parsing.roster import Roster
from rr_reader.parsing.uncased import uncased_guest

_PROSE = {Kind.DECK, Kind.NOTE, Kind.PARAGRAPH, Kind.HEADING}
_SURELY, _CHOSEN = 0.9, 0.7
"""How surely somebody answers whom nobody else could be, and the likeliest of several."""
_HEADS = re.compile(r"(?P<name>[^:：«»“”„\"?!]{4,50}?)\s*[:：,]?\s*(?P<rest>[:：]\s+\S|[«“„\"])")
_NO_FIRST_NAMES = ARTICLES | ADDRESS
_PERSON = re.compile(r"[^\W\d_]+(?:[ .'’-]+[^\W\d_]+)+")
_IS_A_WORK = re.compile(
    r",?\s(?:(?:opens|premieres|premiered|screens)\s(?:in|at|on|this|next)\b|stars\b|tells\b.{0,20}\bstory"
    r"|(?:was|is|has been) (?:\w+ )?(?:shot|filmed|directed|written|published|released|set)\b"
    r"|(?:is|was|est|es|ist|è|é) (?:an?|the|her|his|their|un|une|una|um|uma|ein|eine|der|die|das|le|la|el|il|o) "
    r"(?:[\w-]+ ){0,3}(?:film|movie|book|novel|album|play|show|series|exhibition|documentary|roman|buch|livre|película"
    r"|libro|novela|filme|livro|romanzo|serie|disco)\b)",
    re.I,
)
"""Behind a name, that it is no person's."""
_HAN = r"[\u3400-\u9fff々]"
_EAST_ASIAN_GUEST = re.compile(
    rf"(?:专访|專訪|对话|對話|采访|採訪|访谈|訪談)(?:导演|導演|作家|演员|演員|歌手|教授|艺术家|藝術家)?(?P<led>{_HAN}{{2,3}})"
    r"(?=\Z|[\s：:，,。、（(—!！|｜])"
    rf"|(?P<named>{_HAN}{{1,4}}[\u3040-\u30ff]{{0,5}})(?:さん|氏|先生|監督)(?:の|へ|に|イ)"
    rf"|(?P<title>{_HAN}{{1,4}}[\u3040-\u309f]{{0,5}}?)(?:インタビュー|に聞く|にきく|、語る|が語る)"
    r"|(?<![가-힣])(?P<korean>[가-힣]{2,4}) ?(?:씨|감독|작가|박사|교수|배우|시인|화가|선생)(?:님)?"
    r"(?=[은는이가을를와과의에,. ])"
)
_TRADES = frozenset("人家者師师員员士長长手匠们們主")
"""How what somebody is ends, and no name."""


def only_guest(drafts: Sequence[Draft], roster: Roster, front: dict[str, Any]) -> tuple[str, float]:
    """Name the person interviewed, from title, front matter and intro, and how surely; ("", 1) if it cannot be told.

    Sure is what the source declares, or where nobody else is named who could answer; a choice between several is not.
    """
    given = [name for name in named_in(front, SPEAKER_KEYS) if is_name(name)]
    if len(given) == 1:
        return given[0], _SURELY
    title = _title(drafts, front)
    intro = "\n\n".join(d.text for d in drafts[:20] if d.kind in _PROSE)
    headline = _headline(title, intro)
    intro = f"{title}\n\n{intro}"
    authors = {fold_name(name) for name in named_in(front, AUTHOR_KEYS)}
    guest, is_alone = _presented(title, intro, drafts, roster, authors)
    heads, is_quoted = _heads_title(title)
    if (heads and is_quoted) or (headline and not is_alone):
        return (heads if is_quoted else headline), _SURELY
    if guest or heads:
        return guest or heads, _SURELY if is_alone else _CHOSEN
    guest = east_asian_guest(title) or east_asian_guest(intro) or uncased_guest(title, intro)
    return guest, _CHOSEN if guest else 1.0


def _title(drafts: Sequence[Draft], front: dict[str, Any]) -> str:
    return str(front.get("title") or "") or next((d.text for d in drafts if d.kind is Kind.TITLE), "")


def _headline(title: str, intro: str) -> str:
    """Give the title if it is a person's name and no more, else ""."""
    if not (is_name(title) and title[0].isupper() and 2 <= len(title.split()) <= 4):
        return ""
    if (
        re.search(r"\sv(?:s|\.|s\.)?\s", title)
        or STARTERS.intersection(title.casefold().split())
        or not re.sub(r"[-.’' ]", "", title).isalpha()
    ):
        return ""
    return "" if any(title.startswith(f"{name} ") for name in names_in(intro)) else title


def _heads_title(title: str) -> tuple[str, bool]:
    """Give the name that a title puts before somebody's words or before what they say, and whether those are quoted.

    >>> _heads_title("Ann Lee : « I never counted »"), _heads_title("Ann Lee: never counting")
    (('Ann Lee', True), ('Ann Lee', False))
    >>> _heads_title("Never counting: a talk"), _heads_title("Ann Lee never counts")
    (('', False), ('', False))
    """
    match = _HEADS.match(title)
    name = match["name"].strip() if match else ""
    is_person = match and _headline(name, "") and not name.isupper()
    return (name, match["rest"][-1] in '«“„"') if match and is_person else ("", False)


def _presented(
    title: str, intro: str, drafts: Sequence[Draft], roster: Roster, authors: Collection[str]
) -> tuple[str, bool]:
    """Name the one whom title and intro present, and tell whether nobody else could be meant.

    Where they say of nobody that they answer, it is the only one who may.
    """
    alone = {fold_name(name) for name in full_names([draft.text for draft in drafts])}
    scores: dict[str, float] = {}
    answering: set[str] = set()
    asking: set[str] = set()
    others: set[str] = set()
    written = {roster.spelled.get(fold_name(name), name): name for name in names_in(intro)}
    named = list(written)
    for name in named:
        if not _PERSON.fullmatch(name) or (fold_name(name) in authors and name not in title):
            continue
        if any(name.startswith(f"{other} ") for other in named) or name.split()[0].casefold() in _NO_FIRST_NAMES:
            continue  # `Ann Lee Keeps Bees` is a headline about Ann Lee
        weight = met(name, intro) or met(written[name], intro)
        if weight == 0 and _is_work(name, intro):
            continue
        if weight < 0:
            answering.add(name)
        if weight < 0 or fold_name(name) in alone:
            scores[name] = 3 * (name in title) - 2 * weight + (fold_name(name) in alone)
        else:
            (asking if weight > 0 else others).add(name)
    best = sorted(scores, key=lambda name: scores[name], reverse=True)
    if not best:
        return (next(iter(others)), True) if asking and len(others) == 1 else (_subject(title, intro, others), False)
    is_alone = answering == {best[0]} or (len(best) == 1 and not others)
    return (best[0], is_alone) if len(best) == 1 or scores[best[0]] > scores[best[1]] else ("", False)


def _subject(title: str, intro: str, names: Collection[str]) -> str:
    """Name the one whom the article is about: of whom a sentence of its introduction, and the title too, speak.

    >>> _subject("Bees", "Ann Lee keeps bees. In 1980 Bo Ek died.", {"Ann Lee", "Bo Ek"})
    'Ann Lee'
    """
    prose = intro.removeprefix(title)
    spoken_of = [name for name in names if _begins_a_sentence(name, prose)]
    for found in ([name for name in spoken_of if fold_name(name) in fold_name(title)], spoken_of):
        if len(found) == 1:
            return found[0]
        if found:
            break
    return ""


def _begins_a_sentence(name: str, prose: str) -> bool:
    """Tell whether a sentence begins with a name, what somebody is before it or not: `La cineasta Ana Ruiz`."""
    begins = rf"(?:\A|\n|[.!?…][\"”’»)]*\s)(?:[^\W\d_]+ ){{0,2}}{re.escape(name)}\b(?!['’]s)"
    return re.search(begins, prose) is not None


def _is_work(name: str, text: str) -> bool:
    """Tell whether a text says of a name what is said of works: it opens somewhere, was shot by somebody, is a film.

    >>> _is_work("Silver Rain", "Silver Rain opens in May."), _is_work("Ann Lee", "Ann Lee opens the door.")
    (True, False)
    """
    places = re.finditer(re.escape(name), text)
    return any(_IS_A_WORK.match(text, found.end()) for found in places)


def east_asian_guest(text: str) -> str:
    """Name whom a text in Chinese, Japanese or Korean presents as the one interviewed; "" where it does not say.

    >>> east_asian_guest("雪夜——专访林小雪"), east_asian_guest("監督の森あいさんに聞いた。"), east_asian_guest("雪の夜")
    ('林小雪', '森あい', '')
    """
    for found in _EAST_ASIAN_GUEST.finditer(text):
        name: str = found["led"] or found["named"] or found["title"] or found["korean"]
        if len(name) > 1 and name[-1] not in _TRADES:
            return name
    return ""
