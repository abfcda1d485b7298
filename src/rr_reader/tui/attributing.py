"""Who says it: the steps that lead to a speaker, for turns and for quotations. Pure."""

from collections.abc import Callable, Iterator
from functools import partial

from rr_reader.errors import NoSourceError, UsageError
from rr_reader.library import mending
from rr_reader.library.saying import name_said
from rr_reader.model import OPENS_TURN, Article, Kind, Quote
from rr_reader.tui.passage import Passage
from rr_reader.tui.steps import Ask, Choice, Mending, Menu, Next
from rr_reader.view.corrected import short
from rr_reader.view.kinds import counted, named
from rr_reader.view.voices import JOINT

NOBODY = "Nobody known"


def people(article: Article, now: str, title: str, then: Callable[[str], Next]) -> Menu:
    """Ask for one of the article's people, somebody new, or nobody; the cursor stands on who it is `now`."""
    joint = (block.speaker for block in article.blocks if JOINT in block.speaker)
    names = list(dict.fromkeys([*(person.name for person in article.speakers), *joint]))

    def new(name: str) -> Next:
        return then(name_said(name))

    choices = [Choice(name, partial(then, name), "as now" if name == now else "") for name in names]
    choices.append(Choice("Somebody else …", lambda: Ask(title, new, hint="the full name"), "type the name", True))
    choices.append(Choice(NOBODY, partial(then, ""), "" if now else "as now"))
    at = names.index(now) if now in names else len(choices) - 1 if not now else 0
    return Menu(title, tuple(choices), at, new)


# turns


def who_says(passage: Passage) -> Menu:
    """Ask who says one turn, or all the turns that are selected."""
    size = f" THESE {passage.size.upper()}" if len(passage.turns) > 1 else " THIS"
    now = passage.speakers[0] if len(passage.speakers) == 1 else passage.first.speaker
    return people(passage.article, now, f"WHO SAYS{size}?", partial(_how_far, passage))


def _how_far(passage: Passage, name: str) -> Next:
    """Ask how much goes to somebody, where there is more than one answer to that; each says how many turns it is."""
    title = f"HOW MUCH DOES {name} SAY?" if name else "HOW MUCH IS NOBODY’S?"
    choices = tuple(_of_selected(passage, name) if len(passage.turns) > 1 else _of_one(passage, name))
    (first, *others) = choices
    return Menu(title, choices) if others or first.then is None else first.then()


def _of_selected(passage: Passage, name: str) -> Iterator[Choice]:
    """Offer the turns that are selected: first those of one kind, where there are several; askers do not answer."""
    blocks = passage.article.blocks
    kinds = dict.fromkeys(blocks[turn].kind for turn in passage.turns)
    for kind in sorted(kinds, key=lambda each: each is not Kind.ANSWER) if len(kinds) > 1 else ():
        yield _all(tuple(turn for turn in passage.turns if blocks[turn].kind is kind), kind, name, "of these")
    words = f"All {len(passage.turns)} turns"
    yield Choice(words, partial(_give_all, passage.turns, name), "questions too" * (Kind.QUESTION in kinds))


def _of_one(passage: Passage, name: str) -> Iterator[Choice]:
    """Offer a turn, its rest, all turns labelled alike, and all of its kind that are the same person’s now."""
    article, opener, index = passage.article, passage.turns[0], passage.blocks[0]
    yield Choice("The whole turn" if opener != index else "This turn only", partial(_give, opener, name))
    if opener != index:
        yield Choice("From this paragraph on", partial(_give, index, name), "to the end of the turn")
    block, alike = article.blocks[opener], mending.labelled_alike(article, opener)
    if len(alike) > 1 and block.origin:
        words = f"All {counted(len(alike), 'turn')} that are labelled “{block.origin.label}”"
        yield Choice(words, partial(_give, opener, name, alike=True), "in the source")
    same = tuple(
        at
        for at, each in enumerate(article.blocks)
        if (each.kind, each.speaker) == (block.kind, block.speaker) and each.kind in OPENS_TURN
    )
    if len(same) > 1 and same != alike:
        yield _all(same, block.kind, name, f"by {block.speaker}" if block.speaker else "by nobody known")


def _all(turns: tuple[int, ...], kind: Kind, name: str, whose: str) -> Choice:
    words = f"All {len(turns)} {named(kind, 2)}" if len(turns) > 1 else f"The {kind.value}"
    return Choice(f"{words} {whose}", partial(_give_all, turns, name))


def _give(block: int, name: str, *, alike: bool = False) -> Mending:
    return Mending(partial(mending.reassign, block=block, speaker=name, alike=alike))


def _give_all(turns: tuple[int, ...], name: str) -> Mending:
    return Mending(partial(mending.reassign_all, blocks=turns, speaker=name))


def split_off(passage: Passage) -> Ask:
    """Ask under which new name these turns are somebody's who was taken for another."""
    names = {person.name for person in passage.article.speakers}

    def split(typed: str) -> Mending:
        name = name_said(typed)
        if name in names:
            raise UsageError(f"There is a “{name}” already. Choose “Who says it”.")
        return _give_all(passage.turns if len(passage.turns) > 1 else passage.blocks[:1], name)

    was = " NOR ".join(passage.speakers)
    return Ask(f"WHO SAYS THIS, NOT {was}?", split, hint="a new name")


# a quotation


def who_is_quoted(article: Article, number: int) -> Menu:
    """Ask whose a quotation is, or whether it is speech at all."""
    quote = article.quotes[number]
    is_scare = quote.type == "scare"
    spoken = "direct" if is_scare else quote.type
    menu = people(article, quote.speaker, "WHO SAYS THE QUOTATION?", partial(_of_quote, quote, spoken))
    words = Choice("Nobody: not speech", lambda: quote_is(quote, "", "scare"), "words only called so")
    at = len(menu.choices) if is_scare else menu.at
    return Menu(menu.title, (*menu.choices, words), at, menu.typed)


def _of_quote(quote: Quote, kind: str, name: str) -> Mending:
    return quote_is(quote, name, kind)


def quote_is(quote: Quote, name: str, kind: str) -> Mending:
    """Say whose a quotation is and of what type."""
    return Mending(partial(quoted, quote, name, kind))


def quoted(quote: Quote, name: str, kind: str, article: Article) -> Article:
    """Find a quotation again, and say whose it is. Raises NoSourceError."""
    same = (quote.block, quote.start, quote.text)
    for number, each in enumerate(article.quotes):
        if (each.block, each.start, each.text) == same:
            return mending.reassign_quote(article, number, name, kind)
    raise NoSourceError("These words are not quoted in the article.")


def quote_choice(article: Article, number: int) -> Choice:
    """Offer a further quotation of the paragraph."""
    quote = article.quotes[number]
    by = "nobody’s speech" if quote.type == "scare" else quote.speaker or NOBODY.lower()
    return Choice(f"Who says “{short(quote.text)}”", lambda: who_is_quoted(article, number), by)
