"""Labels that say who asks and who answers: words that can say nothing else, and letters, which the document decides.

`P` may be a *pregunta*, Pascal or Plante; `A` an answer, an *Antwort* or Ann. A letter is taken for a role only where
it behaves like one: it has its partner, asks (or does not), and the document is in a language where that is the custom.
"""

from collections import Counter
from collections.abc import Sequence

from rr_reader.parsing.language import language_of
from rr_reader.parsing.lexicon import ANSWER_LABELS, LETTER_PAIRS, QUESTION_LABELS
from rr_reader.parsing.names import fold_name, label_key
from rr_reader.parsing.roster import Roster

_ASKS = frozenset(map(fold_name, QUESTION_LABELS))
_ANSWERS = frozenset(map(fold_name, ANSWER_LABELS))
_MOSTLY = 0.5
"""Share of its turns in which a voice asks, if it is one that asks."""


def role_of_word(label: str) -> str:
    """Tell `question` or `answer` for a label that is a word for it, else "".

    >>> role_of_word("Frage 2"), role_of_word("Antwort"), role_of_word("P"), role_of_word("Ann Lee")
    ('question', 'answer', '', '')
    """
    key = label_key(label)
    if key in _ASKS:
        return "question"
    return "answer" if key in _ANSWERS else ""


def roles_of(turns: Sequence[tuple[str, bool, str]], roster: Roster, texts: Sequence[str]) -> dict[str, str]:
    """Decide what the labels of a document say of who asks: label's key -> `question` or `answer`, others left out.

    `turns` are (label, whether these words ask, words), in order; `texts` is what the language is told from.
    """
    roles = {label_key(label): role for label, _, _ in turns if (role := role_of_word(label))}
    letters = [(key, asks) for label, asks, _ in turns if len(key := label_key(label)) == 1]
    if not letters:
        return roles
    count = Counter(key for key, _ in letters)
    share = {key: sum(asks for other, asks in letters if other == key) / count[key] for key in count}
    language = ""
    if not count.keys() <= {"q", "a"}:
        language = language_of(texts)
    for asking, answering, where in LETTER_PAIRS:
        if _is_pair(asking, answering, share, where, language, roster):
            return roles | {asking: "question", answering: "answer"}
    return roles | _alone(share, language, roster, has_partner=len({key for key, _, _ in turns}) > 1)


def _is_pair(asking: str, answering: str, share: dict[str, float], where: str, language: str, roster: Roster) -> bool:
    """Tell whether two letters are who asks and who answers."""
    if asking not in share or answering not in share:
        return False
    if share[asking] < share[answering] or (len(share) > 2 and share[asking] < _MOSTLY):
        return False
    if not where or language in where.split():
        return True
    are_people = bool(roster.initial(asking)) and bool(roster.initial(answering))
    return not (are_people or (language and share[asking] < _MOSTLY))


def _alone(share: dict[str, float], language: str, roster: Roster, *, has_partner: bool) -> dict[str, str]:
    """Decide about letters whose partner has no label, or a name; in a language unknown, about those that ask."""
    roles: dict[str, str] = {}
    for asking, answering, where in LETTER_PAIRS:
        if where and language and language not in where.split():
            continue
        if share.get(asking, 0.0) >= _MOSTLY and (asking == "q" or not roster.initial(asking)):
            roles.setdefault(asking, "question")
        is_somebody = has_partner and bool(roster.initial(answering))
        if (language or not where) and share.get(answering, 1.0) < _MOSTLY and not is_somebody:
            roles.setdefault(answering, "answer")
    return roles
