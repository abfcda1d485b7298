"""What of an HTML page is no part of the article: by tag, by class name, or as links to others; or is hidden."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from rr_reader.sources.html_elements import HEADINGS, Element, Walked, class_words, holds_any
from rr_reader.sources.html_roles import LONGEST_NAME

_OUTSIDE_TAGS = frozenset(
    {"nav", "aside", "form", "button", "select", "dialog", "menu", "option", "optgroup", "legend"}
)
_OUTSIDE_ROLES = frozenset(
    {
        "navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alertdialog", "menu", "menubar",
        "toolbar",
    }
)  # fmt: skip
_COMMENT_NAMES = """comments comment respond responses replies disqus discussion kommentare leserkommentare
    commentaires comentarios commenti reacties kommentarer komentarze"""
_COMMENTS = frozenset(_COMMENT_NAMES.split())
_AROUND = """nav navbar navigation menu sidebar sharing sharedaddy related recommended recommendations recirc trending
    cookie cookies consent gdpr newsletter signup advert advertisement adsense sponsored breadcrumb breadcrumbs
    pagination pager footer masthead skip copyright outbrain taboola toc catlinks navbox printfooter editsection
    jumplink sitesub mostread mostpopular recirculation relatedposts relacionadas taglist taxonomy eyebrow readmore
    donate postprofile"""
_MAY_BE_TEXT = """social share promo promotion bookmark disclaimer paywall login subscribe subscription modal
    popup tags tag cat category categories topics keywords kicker ad ads toolbar inread donation popular sponsor
    signin register follow cta upsell upnext readnext overlay lightbox tooltip rating ratings teasers anzeige werbung
    teilen publicite partage publicidad compartir etiquetas relacionados pubblicita condividi correlati publicidade
    compartilhar advertentie delen gerelateerd annons dela reklama powiazane"""
_WEAK = frozenset(_MAY_BE_TEXT.split())
"""Words that some pages give to the text itself, too: behind a paywall stands the article."""
_OUTSIDE_WORDS = _COMMENTS | _WEAK | frozenset(_AROUND.split())
_LEAST_TEXT = 300
_LONGEST_TEASER = 600
_DENIED = frozenset(
    {"has", "with", "no", "without", "is", "not", "single", "show", "hide", "hidden", "main", "content"}
)
"""Words before or after one that make it say something else: `has-sidebar`."""
_MAJORITY = 0.5
_STYLED = 4
_ALL_LINKED = 0.9
_LONG = 40
"""Characters of a line that counts when it is asked where most of the text stands."""
_PULLED = frozenset({"pullquote", "pullquotes", "pulledquote"})
_LONGEST_PULLED = 600
_FRAME = frozenset({"byline", "author", "authors", "autor", "meta", "metadata", "date", "published", "header"})
SENTENCE_END = re.compile(r"[.!?…。！？:：][\"'”’»)\]]*\Z")
"""Ends what is said, and no name or heading."""


def verdicts_of(elements: Sequence[Element]) -> list[str]:
    """Tell for every element whether it is hidden, outside of any article, or neither; what is in it is so too."""
    verdicts: list[str] = []
    teasers, styles = _teasers(elements), _styles(elements)
    total, long = max(1, elements[0].text), max(1, elements[0].long)
    has_h1 = {element.index for element in elements if element.name == "h1"}
    first_h1 = min(has_h1, default=-1)
    for element in elements:
        verdict = verdicts[element.parent.index] if element.parent else ""
        if not verdict and element.parent:
            is_most = element.text >= _MAJORITY * total or element.long >= _MAJORITY * long
            holds_title = element.index <= first_h1 <= element.last
            if element.hidden and not is_most:
                verdict = "hidden"
            elif _is_pulled(element):
                verdict = "note"
            elif element.index in teasers or (
                (_is_outside(element, holds_title, element.attributes.get("class") in styles) or _leads_away(element))
                and (not is_most or (is_comments(element) and not holds_title))
            ):
                verdict = "outside"
        verdicts.append(verdict)
    return verdicts


def _teasers(elements: Sequence[Element]) -> set[int]:
    """Find boxes side by side that lead away: each has a heading that is a link and says little beside it."""
    titles = [element.index for element in elements if element.name == "h1"]
    if not titles:
        return set()  # a page of nothing else
    beside: dict[int, list[int]] = {}
    for element in elements:
        parent = element.parent
        is_box = parent and element.leads == 1 < parent.leads and element.text <= _LONGEST_TEASER
        if parent and is_box and not holds_any(element, titles):
            beside.setdefault(parent.index, []).append(element.index)
    return {index for boxes in beside.values() if len(boxes) > 1 for index in boxes}


def _styles(elements: Sequence[Element]) -> set[str]:
    """Find the classes that many paragraphs have which read like prose: they say how it looks, not what it is."""
    classes = Counter(
        element.attributes.get("class", "")
        for element in elements
        if element.name == "p" and element.attributes and element.long
    )
    return {name for name, count in classes.items() if name and count >= _STYLED}


def _is_pulled(element: Element) -> bool:
    """Tell whether a class says that words of the article are shown off here once more."""
    if not (element.attributes and 0 < element.text <= _LONGEST_PULLED):
        return False
    words = class_words(element.attributes)
    return not _PULLED.isdisjoint(words) or any(pair == ("pull", "quote") for pair in pairwise(words))


def _leads_away(element: Element) -> bool:
    """Tell whether a box holds links under a heading and nothing else: other articles."""
    return (
        element.name in {"div", "section", "aside"}
        and bool(element.attributes)
        and not _says(element, _FRAME)
        and (element.links > 0 and element.heads == 1 and not element.others)
    )


def count_lines(walked: Walked) -> None:
    """Count for every element the lines in it that are links, that could be headings, and others."""
    for flow in walked.lines:
        own = flow.element
        if flow.linked >= _ALL_LINKED * len(flow.text):
            own.links += 1
            own.leads += own.name in HEADINGS and not flow.to_itself
        elif flow.linked or len(flow.text) > LONGEST_NAME or SENTENCE_END.search(flow.text):
            own.others += 1
            own.long += len(flow.text) - flow.linked if len(flow.text) >= _LONG else 0
        else:
            own.heads += 1
    for element in reversed(walked.elements):
        if element.parent:
            element.parent.links += element.links
            element.parent.heads += element.heads
            element.parent.others += element.others
            element.parent.leads += element.leads
            if element.long and not (element.attributes and is_comments(element)):
                element.parent.long += element.long


def is_comments(element: Element) -> bool:
    """Tell whether an element is called a place for readers' comments."""
    return _says(element, _COMMENTS)


def _says(element: Element, wanted: frozenset[str]) -> bool:
    """Tell whether a class word says one of some things, and no word beside it denies it.

    The id of a heading is made of its own words.
    """
    is_heading = element.name in HEADINGS
    words = class_words({"class": element.attributes.get("class", "")} if is_heading else element.attributes)
    return any(word in wanted and not (at and words[at - 1] in _DENIED) for at, word in enumerate(words))


def _is_outside(element: Element, holds_title: bool, is_style: bool) -> bool:
    name = element.name
    if name in {"html", "body", "article", "main", "h1", "dt", "dd"}:
        return False
    if name == "p":
        return _says(element, _OUTSIDE_WORDS) and not is_style
    if name in _OUTSIDE_TAGS or element.attributes.get("role", "").lower() in _OUTSIDE_ROLES:
        return True
    if name in {"header", "footer"}:
        inside = element.parent
        if name == "footer" and inside and inside.name == "header":
            return False
        while inside and inside.name not in {"article", "main", "blockquote", "section"}:
            inside = inside.parent
        if name == "header":
            return not holds_title and not inside
        return not inside or inside.name != "blockquote"
    if _is_unseen(element):
        return not _is_text(element)
    if not element.attributes or holds_title or not _says(element, _OUTSIDE_WORDS):
        return False
    return _says(element, _OUTSIDE_WORDS - _WEAK) or not _is_text(element)


def _is_unseen(element: Element) -> bool:
    """Tell whether an element is for those alone who see a page, or who do not: it says something twice."""
    if not element.attributes:
        return False
    is_heard = any(pair in _HEARD for pair in pairwise(class_words(element.attributes)))
    return is_heard or element.attributes.get("aria-hidden", "").lower() == "true"


_HEARD = frozenset({("sr", "only"), ("screen", "reader"), ("visually", "hidden")})


def _is_text(element: Element) -> bool:
    """Tell whether an element holds paragraphs, and hardly a link."""
    return (
        element.text >= _LEAST_TEXT
        and element.others > 1
        and 3 * (element.links + element.heads) <= element.others
        and 5 * element.linked < element.text
    )
