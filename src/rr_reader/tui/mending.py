"""What can be mended at a place, as small steps to choose and type: pure, from the article to a `Mending`."""

from collections import Counter
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from functools import partial

import msgspec

from rr_reader.errors import NoSourceError, UsageError
from rr_reader.library import mending
from rr_reader.library.saying import KINDS, LISTS, TEXTS, name_said, value_said
from rr_reader.model import (
    OPENS_TURN,
    SPOKEN,
    Article,
    Block,
    Kind,
    Place,
    Quote,
    turns_of,
)
from rr_reader.tui.corrected import named, short, whose
from rr_reader.view.doubts import percent
from rr_reader.view.voices import JOINT

NOBODY = "Nobody known"


class Mending(msgspec.Struct, frozen=True):
    """What was decided. `change` works on the article as it is on the disk by then, if its words are the same."""

    change: Callable[[Article], Article]


class Choice(msgspec.Struct, frozen=True):
    """One line to choose; `aside` says what there is to say beside it."""

    words: str
    then: "Callable[[], Menu | Ask | Mending]"
    aside: str = ""


class Menu(msgspec.Struct, frozen=True):
    """A step at which one chooses."""

    title: str
    choices: tuple[Choice, ...]


class Ask(msgspec.Struct, frozen=True):
    """A step at which one types; `then` raises UsageError for what cannot be."""

    title: str
    then: Callable[[str], "Menu | Ask | Mending"]
    text: str = ""
    hint: str = ""


Step = Menu | Ask


def mend_step(article: Article, place: Place) -> Menu:
    """Give the first step: what can be done here. The quotation at the place, or in its paragraph, comes first."""
    choices: list[Choice] = []
    if article.blocks:
        here = quote_here(article, place)
        others = [number for number, q in enumerate(article.quotes) if q.block == place.block and number != here]
        if here is not None:
            choices += _of_quote(article, here)
        choices += _of_block(article, place.block)
        choices += [_who_says(article, number) for number in others]
        for name in _names_here(article, place.block, here):
            choices += _of_name(article, name)
    return Menu("MEND", (*choices, Choice("The article’s title, byline, date, tags …", lambda: _data(article))))


def state_told(article: Article, place: Place) -> tuple[str, ...]:
    """Say what the place is taken for, how sure that is, and which words it is about."""
    if not article.blocks:
        return ()
    here = quote_here(article, place)
    if here is not None:
        quote = article.quotes[here]
        by = "nobody’s speech" if quote.type == "scare" else f"said by {quote.speaker or 'nobody known'}"
        return (f"quotation · {by} · {percent(quote.confidence)} sure", f"“{short(quote.text)}”")
    block = article.blocks[place.block]
    sure = block.origin
    parts = [f"{block.kind.value}" + (f" · {percent(sure.confidence)} sure" if sure else "")]
    if block.kind in SPOKEN:
        who = block.speaker or "speaker not known"
        parts.append(who + (f" · {percent(sure.speaker_confidence)} sure" if sure and block.speaker else ""))
    return (" — ".join(parts), short(block.text))


def quote_here(article: Article, place: Place) -> int | None:
    """Give the index of the quotation that a place stands in, its marks included; None where it stands in none."""
    found = (
        number
        for number, quote in enumerate(article.quotes)
        if quote.block == place.block and quote.start - 1 <= place.offset <= quote.start + len(quote.text)
    )
    return next(found, None)


def _names_here(article: Article, block: int, quote: int | None) -> list[str]:
    name = article.quotes[quote].speaker if quote is not None else article.blocks[block].speaker
    return [part for part in name.split(JOINT) if part]


# a turn or another paragraph


def _of_block(article: Article, index: int) -> list[Choice]:
    block = article.blocks[index]
    choices = []
    if block.origin and min(block.origin.confidence, block.origin.speaker_confidence) < 1:
        right = partial(mending.change_kind, block=index, kind=block.kind, speaker=block.speaker or None)
        choices.append(Choice("Right as it is", lambda: Mending(right), "no doubt any more"))
    if block.kind in SPOKEN:
        choices.append(Choice("Somebody else says this", lambda: _whom(article, index)))
    choices.append(Choice("It is something else", lambda: _kinds(article, index), f"than {named(block.kind)}"))
    if block.kind in SPOKEN and block.speaker:
        choices.append(Choice("Split off under a new name", lambda: _split(article, index), "this turn alone"))
    return choices


def _whom(article: Article, index: int) -> Step:
    return _people(article, article.blocks[index].speaker, "WHO SAYS THIS?", partial(_how_far, article, index))


def _people(article: Article, but: str, title: str, then: Callable[[str], Step | Mending]) -> Menu:
    """Ask for one of the article's people, somebody new, or nobody."""
    names = dict.fromkeys([*(person.name for person in article.speakers), *_joint_names(article.blocks)])
    names.pop(but, None)

    def new(name: str) -> Step | Mending:
        return then(name_said(name))

    choices = [Choice(name, partial(then, name)) for name in names]
    choices.append(Choice("Somebody else …", lambda: Ask(title, new, hint="the full name"), "type the name"))
    if but:
        choices.append(Choice(NOBODY, partial(then, "")))
    return Menu(title, tuple(choices))


def _joint_names(blocks: Sequence[Block]) -> list[str]:
    return [block.speaker for block in blocks if JOINT in block.speaker]


def _how_far(article: Article, index: int, name: str) -> Step | Mending:
    """Ask how much goes to somebody: the rest of the turn, the whole turn, or all turns labelled alike."""
    turn = next((turn for turn in turns_of(article.blocks) if turn.first <= index <= turn.last), None)
    opener = turn.first if turn else index

    def give(block: int, alike: bool) -> Mending:
        return Mending(partial(mending.reassign, block=block, speaker=name, alike=alike))

    choices = [Choice("This turn only" if opener == index else "The whole turn", partial(give, opener, False))]
    if opener != index:
        choices.insert(0, Choice("From this paragraph on", partial(give, index, False), "to the end of the turn"))
    alike = mending.labelled_alike(article, opener)
    if len(alike) > 1:
        origin = article.blocks[opener].origin
        label = origin.label if origin else ""
        choices.append(Choice(f"All {len(alike)} turns labelled “{label}”", partial(give, opener, True)))
    return Menu(f"HOW MUCH IS {whose(name)}?", tuple(choices)) if len(choices) > 1 else give(opener, False)


def _split(article: Article, index: int) -> Step:
    old = article.blocks[index].speaker

    def split(name: str) -> Mending:
        name = _new_name(article, name)
        return Mending(partial(mending.split, name=old, new=name, blocks=(index,)))

    return Ask(f"WHO SAYS THIS, NOT {old}?", split, hint="a new name")


def _kinds(article: Article, index: int) -> Menu:
    now = article.blocks[index]
    return Menu(
        "WHAT IS IT?",
        tuple(Choice(kind.value, partial(_of_kind, article, index, kind)) for kind in Kind if kind is not now.kind),
    )


def _of_kind(article: Article, index: int, kind: Kind) -> Step | Mending:
    """Change the kind; of what somebody says now, ask who."""

    def change(name: str | None) -> Mending:
        return Mending(partial(mending.change_kind, block=index, kind=kind, speaker=name))

    if kind in OPENS_TURN and not article.blocks[index].speaker:
        return _people(article, "", f"WHO SAYS THIS {kind.value.upper()}?", change)
    return change(None)


# a quotation


def _of_quote(article: Article, number: int) -> list[Choice]:
    quote = article.quotes[number]
    choices = [_who_says(article, number)]
    if quote.confidence < 1:
        right = _quote_is(quote, quote.speaker, quote.type)
        choices.insert(0, Choice("The quotation is right as it is", lambda: right, "no doubt any more"))
    return choices


def _who_says(article: Article, number: int) -> Choice:
    quote = article.quotes[number]
    spoken = quote.type if quote.type != "scare" else "direct"

    def who() -> Menu:
        menu = _people(article, quote.speaker, "WHO SAYS THE QUOTATION?", lambda name: _quote_is(quote, name, spoken))
        nobodys = Choice("Not speech", lambda: _quote_is(quote, "", "scare"), "words only called so")
        return menu if quote.type == "scare" else Menu(menu.title, (*menu.choices, nobodys))

    return Choice(f"Who says “{short(quote.text)}”", who, quote.speaker or "nobody known")


def _quote_is(quote: Quote, name: str, kind: str) -> Mending:
    def change(article: Article) -> Article:
        same = (quote.block, quote.start, quote.text)
        for number, each in enumerate(article.quotes):
            if (each.block, each.start, each.text) == same:
                return mending.reassign_quote(article, number, name, kind)
        raise NoSourceError("These words are not quoted in the article.")

    return Mending(change)


# somebody's name

_MUCH_FULLER = 4


def _of_name(article: Article, name: str) -> list[Choice]:
    others = [person.name for person in article.speakers if person.name != name]

    def call(to: str) -> Mending:
        return Mending(partial(mending.rename, name=name, to=_new_name(article, to, name)))

    choices = [
        Choice(f"Rename {name}", lambda: Ask(f"WHAT IS {name} CALLED?", call, name), "everywhere in the article")
    ]
    if others:
        others.sort(key=lambda each: -SequenceMatcher(None, name, each).ratio())
        same = Menu(
            f"WHO IS {name} TOO?", tuple(Choice(each, partial(_which_stays, article, name, each)) for each in others)
        )
        choices.append(Choice(f"Merge {name} with another name", lambda: same, "they are one person"))
    return choices


def _which_stays(article: Article, one: str, other: str) -> Menu:
    """Ask which of two names stays: first the fuller, or of two spellings the one that says more."""
    turns = Counter(block.speaker for block in article.blocks)
    is_spelling = abs(len(one) - len(other)) < _MUCH_FULLER
    fuller, shorter = sorted((one, other), key=lambda name: (-turns[name] if is_spelling else -len(name), name))

    def stays(name: str, gone: str) -> Mending:
        return Mending(partial(mending.merge, name=gone, into=name))

    return Menu(
        "WHICH NAME STAYS?",
        (Choice(fuller, partial(stays, fuller, shorter)), Choice(shorter, partial(stays, shorter, fuller))),
    )


def _new_name(article: Article, typed: str, old: str = "") -> str:
    """Take a name that nobody has yet. Raises UsageError."""
    name = name_said(typed)
    if name == old:
        raise UsageError("That is the name already.")
    if any(person.name == name for person in article.speakers):
        what = "Merge the two if they are one person." if old else "Choose “Somebody else says this”."
        raise UsageError(f"There is a “{name}” already. {what}")
    return name


# the article's data


def _data(article: Article) -> Menu:
    choices = []
    for field in (*TEXTS, *LISTS):
        now = getattr(article.meta, field)
        written = now if isinstance(now, str) else "; ".join(now)
        choices.append(Choice(field, partial(_field, field, written), written or "not given"))
    return Menu("THE ARTICLE’S DATA", tuple(choices))


def _field(field: str, now: str) -> Step:
    def put(typed: str) -> Mending:
        value = value_said(field, typed.split(";") if field in LISTS else typed)
        return Mending(partial(mending.set_meta, field=field, value=value))

    if field == "kind":
        return Menu("KIND OF ARTICLE", tuple(Choice(kind, partial(put, kind)) for kind in KINDS if kind != now))
    hint = "one; another" if field in LISTS else "2024-03-01" if field == "published" else "empty: not given"
    return Ask(field.upper(), put, now, hint)
