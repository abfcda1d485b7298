"""What a part of a page is by its tag and by the words of its class: a caption, a byline, a question, a name."""

import re
from collections.abc import Sequence

from rr_reader.sources.html_elements import SPEAKER_WORDS, Element, Flow, class_words

_ROLES = (  # word of a class, role, the most characters that such a thing has
    ("credit", "credit", 300),
    ("credits", "credit", 300),
    ("caption", "caption", 1_200),
    ("thumbcaption", "caption", 1_200),
    ("deck", "deck", 600),
    ("dek", "deck", 600),
    ("standfirst", "deck", 600),
    ("subtitle", "deck", 400),
    ("subheadline", "deck", 400),
    ("byline", "byline", 250),
    ("author", "byline", 100),
    ("authors", "byline", 150),
    ("autor", "byline", 100),
    ("auteur", "byline", 100),
    ("autore", "byline", 100),
    ("firma", "byline", 100),
    ("fecha", "date", 60),
    ("datum", "date", 60),
    ("dateline", "date", 100),
    ("date", "date", 100),
    ("published", "date", 100),
    ("pubdate", "date", 100),
    ("timestamp", "date", 60),
    ("datetime", "date", 60),
    ("created", "date", 60),
)
_ASKED = frozenset({"question", "q", "interviewer", "pregunta", "frage", "domanda", "pergunta", "vraag"})
_ANSWERED = frozenset({"answer", "a", "respuesta", "antwort", "risposta", "réponse", "reponse", "resposta", "antwoord"})
_HOLDERS = frozenset(
    {"card", "item", "block", "group", "wrapper", "wrap", "container", "box", "list", "set", "pair", "row", "section"}
)
"""What holds a question together with its answer is called so."""
_LETTERS = frozenset({"q", "a"})
"""Which say so only where they are all that a class says: generated names are made of such letters."""
_FOOTNOTES = frozenset({"footnote", "footnotes", "endnote", "endnotes"})
LONGEST_NAME = 60
_SPOKEN_ENDS = (".", "?", "!", "…", "？", "。")


def roles_of(elements: Sequence[Element]) -> list[str]:
    """Give each element the role that its tag or class name says, or that of what it stands in."""
    roles: list[str] = []
    for element in elements:
        around = roles[element.parent.index] if element.parent else ""
        roles.append(around if around == "note" else _own_role(element) or around)
    return roles


def _own_role(element: Element) -> str:
    name = element.name
    if name == "figcaption":
        return "caption"
    words = set(class_words(element.attributes)) if element.attributes else set()
    if len(words) > 1:
        words -= _LETTERS
    if words and name not in {"html", "body", "article", "main"}:
        if words & _FOOTNOTES and element.text:
            return "note"
        if words & {"bio", "about"} and words & {"author", "authors", "writer", "contributor"}:
            return "note"
        if words & _ASKED and element.text > LONGEST_NAME and not (words & _HOLDERS and element.others > 1):
            return "question"
        if words & (SPEAKER_WORDS | _ASKED) and 0 < element.text <= LONGEST_NAME:
            return "label" if words & SPEAKER_WORDS else "question"
        if words & _ANSWERED and name in {"p", "div", "dd"}:
            return "said"
        if name not in {"h1", "h2"} or words & {"subtitle", "deck", "dek", "subheadline", "date", "dateline"}:
            role = next((role for word, role, most in _ROLES if word in words and 0 < element.text <= most), "")
            if role:
                return role
    if name in {"h1", "h2", "h3", "h4", "h5", "h6", "summary"}:
        return "heading"
    return {"li": "item", "blockquote": "quote", "pre": "code", "dt": "label", "td": "cell", "th": "cell"}.get(name, "")


def is_footnotes(element: Element) -> bool:
    """Tell whether an element is called a place for footnotes."""
    return not _FOOTNOTES.isdisjoint(class_words(element.attributes))


def role_of(flow: Flow, roles: Sequence[str]) -> str:
    """Give a line the role that its own inline elements say, else that of what it stands in (`roles`, by element)."""
    words = set(flow.classes.split())
    if words & {"credit", "credits"}:
        return "credit"
    if words & {"byline", "author", "autor", "auteur", "autore"} and len(flow.text) <= 200:
        return "byline"
    if words & {"date", "published", "posted", "time", "fecha", "datum"} and len(flow.text) <= 100:
        return "date"
    role = roles[flow.element.index]
    if role == "label" and (len(flow.text) > LONGEST_NAME or flow.text.endswith(_SPOKEN_ENDS)):  # said, not a name
        is_asked = bool(_ASKED & set(class_words(flow.element.attributes)))
        return "heading" if flow.element.name == "dt" else "question" if is_asked else ""
    return role


def level_of(element: Element) -> int:
    """Give the level of the heading that an element is or stands in, 1 to 6; 4 where none is said."""
    while element.parent and not re.fullmatch(r"h[1-6]|summary", element.name):
        element = element.parent
    return int(element.name[1]) if element.name[1:].isdigit() else 4
