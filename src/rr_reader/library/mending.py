"""Mending what the import got wrong. Pure: an article in, an article out, with the correction kept in it.

Each function is one thing that a reader does. It makes a `Correction`, or one of each block, and applies them by
`correct`, whose steps are also those by which corrections are made again after a new import (`reapply`): so both can
only come to the same. Writing the article down, and undoing, is `revising`.

Raises UsageError for what makes no sense, NoSourceError for what is not in the article.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby

import msgspec
from msgspec.structs import replace

from rr_reader.errors import NoSourceError, ReaderError, UsageError
from rr_reader.library.anchors import anchor_of, which_quote
from rr_reader.library.correcting import applied, confirmed_in, correct, has_name, labelled_as, settled, turn_from
from rr_reader.library.labels import NOBODY
from rr_reader.library.saying import name_said, value_said
from rr_reader.model import (
    OPENS_TURN,
    Article,
    Block,
    BlockCorrection,
    Correction,
    Kind,
    LabelCorrection,
    MetaCorrection,
    NameCorrection,
    QuoteCorrection,
)

QUOTE_TYPES = ("direct", "mixed", "scare")


class Reapplied(msgspec.Struct, frozen=True):
    """An article with its corrections made again; those in `not_found` found nothing, and are kept in it too."""

    article: Article
    not_found: tuple[Correction, ...] = ()


def change_kind(article: Article, block: int, kind: Kind, speaker: str | None = None) -> Article:
    """Say what a block is, by its index; `speaker` says whose it is too.

    What becomes a caption or the like is nobody's. A continuation is whose the turn before is. Paragraphs of a turn
    that lost its beginning keep their speaker: the first of them opens a turn now.
    """
    return change_kinds(article, [block], kind, speaker)


def change_kinds(article: Article, blocks: Iterable[int], kind: Kind, speaker: str | None = None) -> Article:
    """Say of several blocks what they are, as `change_kind` does of one."""
    speaker = None if speaker is None else name_said(speaker, empty=True)
    return correct(article, [_of_block(article, block, kind, speaker) for block in blocks])


def reassign(article: Article, block: int, speaker: str, *, alike: bool = False) -> Article:
    """Give a turn, by the index of one of its blocks, to somebody: from there to its end; "" for nobody known.

    Somebody new joins the speakers, in the role of whoever had the words. In an interview a host's turn is a question
    and a guest's an answer. With `alike`, all turns go that have the same label in the source (`labelled_alike`).
    Saying again whose it is makes it certain.
    """
    label = _label(article, block)
    if alike and label:
        return correct(article, [LabelCorrection(label, name_said(speaker, empty=True))])
    return reassign_all(article, [block], speaker)


def reassign_all(article: Article, blocks: Iterable[int], speaker: str) -> Article:
    """Give several turns, each by the index of one of its blocks, to somebody: each as `reassign` gives one."""
    speaker = name_said(speaker, empty=True)
    return correct(article, [_of_block(article, block, None, speaker) for block in blocks])


def confirm(article: Article, blocks: Iterable[int]) -> Article:
    """Say of some blocks that they are what they are taken for, and whose; of what is certain nothing is said.

    Nor is it of what goes on with a turn once it is said whose that is.
    """
    made: list[BlockCorrection] = []
    sure: set[int] = set()
    for at in blocks:
        block, origin = article.blocks[at], article.blocks[at].origin
        if origin and (origin.confidence < 1 or (origin.speaker_confidence < 1 and at not in sure)):
            made.append(_of_block(article, at, block.kind, block.speaker or None))
            rest = turn_from(article.blocks, at) if block.speaker else ()
            sure.update(place for place in rest if article.blocks[place].speaker == block.speaker)
    return correct(article, made)


def labelled_alike(article: Article, block: int) -> tuple[int, ...]:
    """List the blocks that open a turn with the same label in the source as this one; () where none is known."""
    label = _label(article, block)
    return labelled_as(article.blocks, label) if label else ()


def reassign_label(article: Article, label: str, speaker: str) -> Article:
    """Give all turns with a label to somebody: one of the source's (`PP`, `A:`), else `Q` or `A`, nobody's turns.

    The name of a voice in captions is its label too: whoever is called so is called otherwise.
    Captions name nobody by `>>`: it means those turns too, if they are all questions, or all answers. Where they are
    both, they are two people's, and that is a UsageError which says what to do.
    """
    speaker, label = name_said(speaker, empty=True), label.strip()
    for known in dict.fromkeys((label, label.rstrip(":："))):
        if known and labelled_as(article.blocks, known):
            return correct(article, [LabelCorrection(known, speaker)])
        if speaker and _is_voice(article, known):
            return rename(article, known, speaker)
    bare = label.rstrip(":：")
    nameless = [at for at, block in enumerate(article.blocks) if block.kind in OPENS_TURN and _is_nameless(block)]
    kinds = {article.blocks[at].kind for at in nameless}
    if bare in NOBODY:
        nameless = [at for at in nameless if article.blocks[at].kind is NOBODY[bare]]
    elif label.strip(">") or not label:
        nameless = []
    elif {Kind.QUESTION, Kind.ANSWER} <= kinds:
        raise UsageError(f"“{label}” opens questions and answers alike. Say Q for who asks, and A for who answers.")
    if not nameless:
        there = dict.fromkeys(block.origin.label for block in article.blocks if block.origin and block.origin.label)
        known = f" Labels here: {', '.join(there)}." if there else ""
        raise NoSourceError(f"No turn is labelled “{label}”.{known}")
    return reassign_all(article, nameless, speaker)


def _is_voice(article: Article, name: str) -> bool:
    """Tell whether turns are somebody's of this name, and the source's labels of none of them say so."""
    turns = [block for block in article.blocks if block.kind in OPENS_TURN and name and block.speaker == name]
    return bool(turns) and not any(block.origin and block.origin.label for block in turns)


def _is_nameless(block: Block) -> bool:
    """Tell whether a turn is nobody's that is known, and the source names nobody."""
    return not block.speaker and not (block.origin and block.origin.label)


def reassign_quote(article: Article, quote: int, speaker: str, type: str = "direct") -> Article:  # noqa: A002
    """Say whose a quotation is, by its index in `Article.quotes`, and of what type: `direct`, `mixed` or `scare`."""
    found = article.quotes[quote]
    if type not in QUOTE_TYPES:
        raise UsageError(f"“{type}” is no type of quotation. Use one of these: {', '.join(QUOTE_TYPES)}.")
    which = which_quote(article.blocks, found.text, found.block, found.start)
    return correct(article, [QuoteCorrection(found.text, name_said(speaker, empty=True), type, which)])


def rename(article: Article, name: str, to: str) -> Article:
    """Call somebody otherwise, in all turns and quotations; the old name becomes an alias."""
    to = name_said(to)
    if any(person.name == to for person in article.speakers):
        raise UsageError(f"There is a “{to}” already. Merge the two if they are one person.")
    return _named(article, name, to)


def merge(article: Article, name: str, into: str) -> Article:
    """Make two names one person: all turns, quotations and aliases of `name` become `into`'s."""
    if all(person.name != into for person in article.speakers):
        raise NoSourceError(f"Nobody is called “{into}” here.")
    if name == into:
        raise UsageError(f"“{name}” is one person already.")
    return _named(article, name, into)


def set_meta(article: Article, field: str, value: str | Sequence[str]) -> Article:
    """Set a field of `Meta`: a text, or a list of texts for `byline` and `tags`. It counts as derived no longer."""
    return correct(article, [MetaCorrection(field, value_said(field, value))])


def reapply(article: Article, corrections: Sequence[Correction]) -> Reapplied:
    """Make corrections again in a new reading of the source. What finds nothing is kept, and told."""
    lost: list[Correction] = []
    for _, alike in groupby(corrections, _whose):
        before = article
        for correction in alike:
            try:
                article = applied(article, correction)
            except ReaderError:
                lost.append(correction)
                article = replace(article, corrections=(*article.corrections, correction))
        article = settled(before, article)
    return Reapplied(confirmed_in(article), tuple(lost))


def _whose(correction: Correction) -> object:
    """Tell which corrections in a row may be settled at once: while blocks go to one person, none falls silent between.

    They may be one mending, or several.
    """
    return correction.speaker if isinstance(correction, BlockCorrection) else correction


def _named(article: Article, name: str, to: str) -> Article:
    if not has_name(article, name):
        raise NoSourceError(f"Nobody is called “{name}” here.")
    return correct(article, [NameCorrection(name, to)])


def _of_block(article: Article, block: int, kind: Kind | None, speaker: str | None) -> BlockCorrection:
    text, which = anchor_of(article.blocks, block)
    return BlockCorrection(text, which, kind, speaker)


def _label(article: Article, block: int) -> str:
    origin = article.blocks[block].origin
    return origin.label if origin else ""
