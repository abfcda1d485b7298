"""What somebody is called: the steps that rename and merge. Pure."""

from collections import Counter
from difflib import SequenceMatcher
from functools import partial

from rr_reader.errors import UsageError
from rr_reader.library import mending
from rr_reader.library.saying import name_said
from rr_reader.model import Article
from rr_reader.tui.steps import Ask, Choice, Mending, Menu, Next

_MUCH_FULLER = 4


def rename_choice(article: Article, names: tuple[str, ...]) -> Choice:
    """Offer to call somebody otherwise; of several, ask first who."""
    if not names:
        return Choice("Rename somebody", None, "no name here")
    if len(names) == 1:
        return Choice(f"Rename {names[0]}", partial(_rename, article, names[0]), "in all the article")
    which = Menu("RENAME WHOM?", tuple(Choice(name, partial(_rename, article, name)) for name in names))
    return Choice("Rename somebody", lambda: which, " or ".join(names))


def merge_choice(article: Article, names: tuple[str, ...]) -> Choice:
    """Offer to make two names one person; of several, ask first which."""
    if not names or len(article.speakers) < 2:
        return Choice("Merge two names", None, "no other name" if names else "no name here")
    if len(names) == 1:
        return Choice(f"Merge {names[0]}", partial(_merge, article, names[0]), "with another name")
    which = Menu("MERGE WHOM?", tuple(Choice(name, partial(_merge, article, name)) for name in names))
    return Choice("Merge two names", lambda: which, " or ".join(names))


def _rename(article: Article, name: str) -> Ask:
    def call(typed: str) -> Mending:
        to = name_said(typed)
        if to == name:
            raise UsageError("That is the name already.")
        if any(person.name == to for person in article.speakers):
            raise UsageError(f"There is a “{to}” already. Merge the two if they are one person.")
        return Mending(partial(mending.rename, name=name, to=to))

    return Ask(f"WHAT IS {name} CALLED?", call, name)


def _merge(article: Article, name: str) -> Next:
    """Ask for the other name, the likest first."""
    others = [person.name for person in article.speakers if person.name != name]
    others.sort(key=lambda each: -SequenceMatcher(None, name, each).ratio())
    return Menu(
        f"WHO IS {name} TOO?", tuple(Choice(each, partial(_which_stays, article, name, each)) for each in others)
    )


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
