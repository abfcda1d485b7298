"""What a paragraph is, and what the article says of itself: the steps that lead there. Pure."""

from functools import partial

from rr_reader.library import mending
from rr_reader.library.saying import KINDS as ARTICLE_KINDS
from rr_reader.library.saying import LISTS, TEXTS, value_said
from rr_reader.model import OPENS_TURN, Article, Kind
from rr_reader.tui.attributing import people
from rr_reader.tui.passage import Passage
from rr_reader.tui.steps import Ask, Choice, Mending, Menu, Next, Step
from rr_reader.view.kinds import KINDS


def what_is_it(passage: Passage) -> Menu:
    """Ask what one paragraph is, or all that are selected."""
    now = {passage.article.blocks[at].kind for at in passage.blocks}
    choices = tuple(
        Choice(kind.value, partial(_of_kind, passage, kind), "as now" if now == {kind} else meaning)
        for kind, meaning in KINDS.items()
    )
    title = f"WHAT ARE THESE {len(passage.blocks)} PARAGRAPHS?" if len(passage.blocks) > 1 else "WHAT IS IT?"
    return Menu(title, choices, list(KINDS).index(next(iter(now))) if len(now) == 1 else 0)


def _of_kind(passage: Passage, kind: Kind) -> Next:
    """Change the kind; of what somebody says now, ask who."""
    if kind in OPENS_TURN and not passage.speakers:
        return people(
            passage.article, "", f"WHO SAYS THIS {kind.value.upper()}?", partial(_changing, passage.blocks, kind)
        )
    return _changing(passage.blocks, kind, None)


def _changing(blocks: tuple[int, ...], kind: Kind, speaker: str | None) -> Mending:
    return Mending(partial(mending.change_kinds, blocks=blocks, kind=kind, speaker=speaker))


def about(article: Article) -> Menu:
    """Ask which of the article's data is to be set."""
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
        kinds = tuple(Choice(kind, partial(put, kind), "as now" if kind == now else "") for kind in ARTICLE_KINDS)
        return Menu("KIND OF ARTICLE", kinds, ARTICLE_KINDS.index(now) if now in ARTICLE_KINDS else 0)
    hint = "one; another" if field in LISTS else "2024-03-01" if field == "published" else "empty: not given"
    return Ask(field.upper(), put, now, hint)
