"""Where on an HTML page the article stands, and what its parts are by tag and class name.

Nothing is thrown away: a line outside of the article is said to be outside, and a line that the page hides, hidden.
"""

import re
from collections.abc import Sequence

import msgspec

from rr_reader.sources.html_elements import SPEAKER_WORDS, Element, Flow, Walked, class_words

_OUTSIDE_TAGS = frozenset(
    {"nav", "aside", "form", "button", "select", "dialog", "menu", "option", "optgroup", "legend"}
)
_OUTSIDE_ROLES = frozenset(
    {
        "navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alertdialog", "menu", "menubar",
        "toolbar",
    }
)  # fmt: skip
_COMMENTS = frozenset({"comments", "comment", "respond", "disqus", "discussion"})
_AROUND = """nav navbar navigation menu sidebar share sharing sharedaddy social related recommended recommendations
    recirc trending cookie cookies consent gdpr newsletter subscribe subscription signup promo promotion advert
    advertisement ad ads adsense sponsored breadcrumb breadcrumbs pagination pager footer masthead widget popup modal
    toolbar skip copyright outbrain taboola paywall login toc catlinks navbox printfooter editsection jumplink sitesub
    tags taglist topics keywords taxonomy cat categories category kicker eyebrow readmore"""
_OUTSIDE_WORDS = _COMMENTS | frozenset(_AROUND.split())
_DENIED = frozenset(
    {"has", "with", "no", "without", "is", "not", "single", "show", "hide", "hidden", "main", "content"}
)
"""Words before or after one that make it say something else: `has-sidebar`."""
_MAJORITY = 0.5
_MOST_PROSE = 0.6
_NEAR = 6
"""Lines before the title among which date and byline may stand."""
_PROSE = 40
"""Characters from which a line counts as prose."""
_SENTENCE_END = re.compile(r"[.!?…。！？:：][\"'”’»)\]]*\Z")
_PART_NAMES = """p li ul ol dl dt dd blockquote pre h1 h2 h3 h4 h5 h6 table tbody thead tr td th figure figcaption
    details"""
_PARTS = frozenset(_PART_NAMES.split())
"""Elements that are a part of an article, never the whole."""
_ROLES = (  # word of a class, role, the most characters that such a thing has
    ("caption", "caption", 1_200),
    ("thumbcaption", "caption", 1_200),
    ("credit", "credit", 300),
    ("credits", "credit", 300),
    ("deck", "deck", 600),
    ("dek", "deck", 600),
    ("standfirst", "deck", 600),
    ("subtitle", "deck", 400),
    ("subheadline", "deck", 400),
    ("byline", "byline", 250),
    ("author", "byline", 100),
    ("authors", "byline", 150),
    ("dateline", "date", 100),
    ("date", "date", 100),
    ("published", "date", 100),
    ("pubdate", "date", 100),
    ("timestamp", "date", 60),
    ("datetime", "date", 60),
    ("created", "date", 60),
)
_ASKED = frozenset({"question", "q", "interviewer"})
_LONGEST_NAME = 60
_SPOKEN_ENDS = (".", "?", "!", "…", "？", "。")


class Zoned(msgspec.Struct):
    """A line and what it is by its place: a role as in `Line`, `outside`, or `hidden`; "" for plain."""

    flow: Flow
    role: str = ""
    level: int = 0


def zone(walked: Walked, titles: Sequence[str]) -> list[Zoned]:
    """Tell for every line what it is; `titles` are what the page's head calls the article."""
    verdicts = _verdicts(walked.elements)
    root = _root(walked, verdicts)
    roles = _roles(walked.elements)
    lines = [Zoned(flow, verdicts[flow.element.index]) for flow in walked.lines]
    title = _title(lines, root, titles)
    begins = next((i for i, line in enumerate(lines) if _within(line.flow, root)), 0)
    after = begins - 1 if title is None else title
    for index, line in enumerate(lines):
        if line.role:
            continue
        role = "title" if index == title else _role(line.flow, roles)
        is_frame = role in {"byline", "date", "deck"}
        if index > after:
            belongs = is_frame or _within(line.flow, root) or _is_prose(line.flow)
            belongs = belongs or (index < begins and line.flow.linked < len(line.flow.text) / 2)
        else:
            belongs = index == title or (is_frame and index + _NEAR > after)
        line.role = role if belongs else "outside"
        line.level = _level(line.flow.element) if line.role == "heading" else 0
    _link_lists(lines)
    return lines


def _within(flow: Flow, root: Element) -> bool:
    return root.index <= flow.element.index <= root.last


def _is_prose(flow: Flow) -> bool:
    return len(flow.text) >= 2 * _PROSE and flow.linked < len(flow.text) / 2 and bool(_SENTENCE_END.search(flow.text))


def _verdicts(elements: Sequence[Element]) -> list[str]:
    """Tell for every element whether it is hidden, outside of any article, or neither; what is in it is so too."""
    verdicts: list[str] = []
    total = max(1, elements[0].text)
    has_h1 = {element.index for element in elements if element.name == "h1"}
    first_h1 = min(has_h1, default=-1)
    for element in elements:
        verdict = verdicts[element.parent.index] if element.parent else ""
        if not verdict and element.parent:
            is_most = element.text >= _MAJORITY * total
            holds_title = element.index <= first_h1 <= element.last
            if element.hidden and not is_most:
                verdict = "hidden"
            elif _is_outside(element, holds_title) and (not is_most or (_is_comments(element) and not holds_title)):
                verdict = "outside"
        verdicts.append(verdict)
    return verdicts


def _is_comments(element: Element) -> bool:
    return _says(element, _COMMENTS)


def _says(element: Element, wanted: frozenset[str]) -> bool:
    """Tell whether a class word says one of some things, and no word beside it denies it."""
    words = class_words(element.attributes)
    return any(word in wanted and not (at and words[at - 1] in _DENIED) for at, word in enumerate(words))


def _is_outside(element: Element, holds_title: bool) -> bool:
    name = element.name
    if name in {"html", "body", "article", "main", "p", "h1", "blockquote", "dl", "dt", "dd"}:
        return name == "p" and _says(element, _OUTSIDE_WORDS)
    if name in _OUTSIDE_TAGS or element.attributes.get("role", "").lower() in _OUTSIDE_ROLES:
        return True
    if name in {"header", "footer"}:
        inside = element.parent
        while inside and inside.name not in {"article", "main", "blockquote", "section"}:
            inside = inside.parent
        if name == "header":
            return not holds_title and not inside
        return not inside or inside.name != "blockquote"
    return bool(element.attributes) and _says(element, _OUTSIDE_WORDS) and not holds_title


def _root(walked: Walked, verdicts: Sequence[str]) -> Element:
    """Find the element that holds the article: the innermost with most of the prose, or the `article` around it."""
    elements = walked.elements
    for flow in walked.lines:
        if not verdicts[flow.element.index] and len(flow.text) >= _PROSE:
            flow.element.prose += len(flow.text) - min(flow.linked, len(flow.text))
    for element in reversed(elements):
        if element.parent:
            element.parent.prose += element.prose
    least = _MOST_PROSE * elements[0].prose
    found = elements[0]
    if least:
        found = max((e for e in elements if e.prose >= least), key=lambda element: element.index)
    while found.parent and found.name in _PARTS:
        found = found.parent
    around: Element | None = found
    while around and around.name != "article":
        around = around.parent
    return around or found


def _title(lines: Sequence[Zoned], root: Element, titles: Sequence[str]) -> int | None:
    """Find the line that is the article's title: the heading that the head names, else the `h1` at the article."""
    wanted = [_bare(title) for title in titles if _bare(title)]
    headings = [i for i, line in enumerate(lines) if not line.role and line.flow.element.name in {"h1", "h2"}]
    if not headings:  # a page of before there were any for use
        return next((i for i, line in enumerate(lines) if not line.role and line.flow.text[:200] in titles), None)
    headings.sort(key=lambda i: not _within(lines[i].flow, root))
    firsts = [i for i in headings if lines[i].flow.element.name == "h1"]
    for index in headings:
        if _bare(lines[index].flow.text) in wanted:
            return index
    for index in firsts:
        if (text := _bare(lines[index].flow.text)) and any(title.startswith(text) for title in wanted):
            return index
    before = [i for i in firsts if lines[i].flow.element.index < root.index]
    return next((i for i in firsts if _within(lines[i].flow, root)), before[-1] if before else None)


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def _roles(elements: Sequence[Element]) -> list[str]:
    """Give each element the role that its tag or class name says, or that of what it stands in."""
    roles: list[str] = []
    for element in elements:
        own = _own_role(element)
        roles.append(own or (roles[element.parent.index] if element.parent else ""))
    return roles


def _own_role(element: Element) -> str:
    name = element.name
    if name == "figcaption":
        return "caption"
    words = set(class_words(element.attributes)) if element.attributes else set()
    if words and name not in {"html", "body", "article", "main"}:
        if words & {"bio", "about"} and words & {"author", "authors", "writer", "contributor"}:
            return "note"
        if words & _ASKED and element.text > _LONGEST_NAME:
            return "question"
        if words & (SPEAKER_WORDS | _ASKED) and 0 < element.text <= _LONGEST_NAME:
            return "label" if words & SPEAKER_WORDS else "question"
        if name not in {"h1", "h2"} or words & {"subtitle", "deck", "dek", "subheadline"}:
            role = next((role for word, role, most in _ROLES if word in words and 0 < element.text <= most), "")
            if role:
                return role
    if name in {"h1", "h2", "h3", "h4", "h5", "h6", "summary"}:
        return "heading"
    return {"li": "item", "blockquote": "quote", "pre": "code", "dt": "label", "td": "cell", "th": "cell"}.get(name, "")


def _role(flow: Flow, roles: Sequence[str]) -> str:
    words = set(flow.classes.split())
    if words & {"credit", "credits"}:
        return "credit"
    if words & {"byline", "author"} and len(flow.text) <= 200:
        return "byline"
    if words & {"date", "published", "posted", "time"} and len(flow.text) <= 100:
        return "date"
    role = roles[flow.element.index]
    if role == "label" and (len(flow.text) > _LONGEST_NAME or flow.text.endswith(_SPOKEN_ENDS)):  # said, not a name
        is_asked = bool(_ASKED & set(class_words(flow.element.attributes)))
        return "heading" if flow.element.name == "dt" else "question" if is_asked else ""
    return role


def _level(element: Element) -> int:
    while element.parent and not re.fullmatch(r"h[1-6]|summary", element.name):
        element = element.parent
    return int(element.name[1]) if element.name[1:].isdigit() else 4


def _link_lists(lines: Sequence[Zoned]) -> None:
    """Set apart lists of mere links at the article's end: they lead away."""
    for line in reversed(lines):
        flow = line.flow
        if line.role in {"outside", "hidden"}:
            continue
        if not (
            flow.linked >= 0.9 * len(flow.text) and line.role in {"item", ""} and flow.element.name in {"li", "div"}
        ):
            return
        line.role = "outside"
