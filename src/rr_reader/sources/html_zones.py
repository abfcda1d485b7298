"""Where on an HTML page the article stands, and what its parts are by tag and class name.

Nothing is thrown away: a line outside of the article is said to be outside, and a line that the page hides, hidden.
"""

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

import msgspec

from rr_reader.sources.html_elements import HEADINGS, Element, Flow, Walked, class_words, holds_any, is_body, within
from rr_reader.sources.html_outside import SENTENCE_END, count_lines, verdicts_of
from rr_reader.sources.html_roles import is_footnotes, level_of, role_of, roles_of

_MOST_PROSE = 0.6
_LEAST_STORY = 0.2
"""Of the prose, what the first of several articles has at least: a masthead has less."""
_NEAR = 6
"""Lines before the title among which date and byline may stand."""
_PROSE = 40
"""Characters from which a line counts as prose."""
_PART_NAMES = """p li ul ol dl dt dd blockquote pre h1 h2 h3 h4 h5 h6 table tbody thead tr td th figure figcaption
    details"""
_PARTS = frozenset(_PART_NAMES.split())
"""Elements that are a part of an article, never the whole."""
_DECK_WORDS = """summary teaser abstract
    lead lede desc subhead subheading excerpt entradilla bajada chapo chapeau vorspann anleser occhiello
    sommario"""
_DECKS = frozenset(_DECK_WORDS.split())
"""Words that say deck of the one line that stands between a title and the text."""
_LONGEST_DECK = 400
_COUNT = re.compile(
    r"(?:[^.!?]{1,30}[—–·|] )?\d+[\s-]*(?:min(?:ute)?s?|mins?\.?) read\b|Lesezeit\b|Temps de lecture\b", re.I
)
_MOST_LINKS = 50
_LETTER = re.compile(r"[^\W_]\D|\D[^\W_]")


class Zoned(msgspec.Struct):
    """A line and what it is by its place: a role as in `Line`, `outside`, or `hidden`; "" for plain."""

    flow: Flow
    role: str = ""
    level: int = 0


def zone(walked: Walked, titles: Sequence[str]) -> list[Zoned]:
    """Tell for every line what it is; `titles` are what the page's head calls the article."""
    count_lines(walked)
    verdicts = verdicts_of(walked.elements)
    root = _one_of_several(_root(walked, verdicts), walked.elements, verdicts)
    roles = roles_of(walked.elements)
    footnotes = within(walked.elements, is_footnotes)
    firsts = [element.index for element in walked.elements if element.name == "h1"]
    lines = [Zoned(flow, verdicts[flow.element.index]) for flow in walked.lines]
    title = _above(_title(lines, root, titles), lines, root)
    begins = next((i for i, line in enumerate(lines) if _within(line.flow, root)), 0)
    after = begins - 1 if title is None else title
    for index, line in enumerate(lines):
        if line.role:
            continue
        role = "title" if index == title else role_of(line.flow, roles)
        is_frame = role in {"byline", "date", "deck"}
        if index > after:
            is_frame = is_frame or (role == "note" and footnotes[line.flow.element.index])
            belongs = (
                is_frame or _within(line.flow, root) or (_is_prose(line.flow) and _goes_on(line.flow, root, firsts))
            )
            belongs = belongs or (index < begins and line.flow.linked < len(line.flow.text) / 2)
        else:
            belongs = index == title or (is_frame and index + _NEAR > after)
        line.role = role if belongs else "outside"
        line.level = level_of(line.flow.element) if line.role == "heading" else 0
    if title is not None:
        _set_masthead(lines[title + 1 : title + 1 + _NEAR])
    _link_lists(lines)
    _link_sections(lines)
    return lines


def _set_masthead(following: Sequence[Zoned]) -> None:
    """Tell what stands between title and text: a deck, by the class of the line or of what it fills, and counts."""
    has_deck = any(line.role == "deck" for line in following)
    if not has_deck and (deck := _second_heading(following)):
        deck.role, deck.level, has_deck = "deck", 0, True
    for line in following:
        element = line.flow.element
        if line.role in {"", "item"} and (_COUNT.match(line.flow.text) or not _LETTER.search(line.flow.text)):
            line.role = "outside"
            continue
        words = {*class_words(element.attributes), *line.flow.classes.split()}
        if element.parent and element.parent.text == element.text:
            words |= set(class_words(element.parent.attributes))
        is_said = (words & _DECKS or words >= {"hero", "intro"}) and len(line.flow.text) <= _LONGEST_DECK
        if is_said and not has_deck and line.role in {"", "heading"}:
            line.role, line.level, has_deck = "deck", 0, True
            continue
        if line.role == "" and _is_prose(line.flow):
            return


def _second_heading(following: Sequence[Zoned]) -> Zoned | None:
    """Find the sentence set as a heading at once under the title, which no text follows: it names no part of it."""
    first, second = following[:2] if len(following) > 1 else (None, None)
    if (
        first is None
        or second is None
        or first.role != "heading"
        or not _PROSE <= len(first.flow.text) <= _LONGEST_DECK
    ):
        return None
    return first if second.role in {"byline", "date", "caption", "credit"} else None


def _within(flow: Flow, root: Element) -> bool:
    return root.index <= flow.element.index <= root.last


def _is_prose(flow: Flow) -> bool:
    return len(flow.text) >= 2 * _PROSE and flow.linked < len(flow.text) / 2 and bool(SENTENCE_END.search(flow.text))


def _goes_on(flow: Flow, root: Element, firsts: Sequence[int]) -> bool:
    """Tell whether a line stands in what goes on with the article: a paragraph beside it, or a box of its kind.

    `firsts` are the indexes of the elements that are an `h1`.
    """
    around = root
    while around.parent and not around.index <= flow.element.index <= around.last:
        around = around.parent
    branch, own = flow.element, root
    while branch.parent and branch.parent is not around and branch is not around:
        branch = branch.parent
    while own.parent and own.parent is not around:
        own = own.parent
    if branch.name in _PARTS or branch is around:
        return True
    if holds_any(branch, firsts):
        return False  # an article by itself
    return (branch.name, branch.attributes.get("class")) == (own.name, own.attributes.get("class"))


def _one_of_several(root: Element, elements: Sequence[Element], verdicts: Sequence[str]) -> Element:
    """Of several articles under one another, each with its title, give the first."""
    titles = [e for e in elements[root.index : root.last + 1] if e.name == "h1" and not verdicts[e.index]]
    if len(titles) < 2:
        return root
    found = titles[0]
    while found.parent and found.parent is not root and found.parent.last < titles[1].index:
        found = found.parent
    is_story = found.name in {"article", "div"} and found.prose >= _LEAST_STORY * root.prose > 0
    return found if is_story else root


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
    body = _body(elements, verdicts)
    if body and (body.index > found.last or body.last < found.index or found.name in {"html", "body"}):
        found = body
    while found.parent and (found.name in _PARTS or found.links + found.heads + found.others < 2):
        found = found.parent
    around: Element | None = found
    while around and around.name != "article":
        around = around.parent
    return around or found


def _body(elements: Sequence[Element], verdicts: Sequence[str]) -> Element | None:
    """Find the one place that a page calls the body of an article, where a fair part of its prose stands."""
    bodies: list[Element] = []
    for element in elements:
        is_new = not bodies or element.index > bodies[-1].last
        if is_new and not verdicts[element.index] and element.prose and is_body(element):
            bodies.append(element)
    is_one = len(bodies) == 1 and bodies[0].prose >= _LEAST_STORY * elements[0].prose
    return bodies[0] if is_one else None


def _title(lines: Sequence[Zoned], root: Element, titles: Sequence[str]) -> int | None:
    """Find the line that is the article's title: the heading that the head names, else the `h1` at the article."""
    wanted = [_bare(title) for title in titles if _bare(title)]
    named = [i for i, line in enumerate(lines) if not line.role and _is_called_title(line.flow.element)]
    if len(named) == 1:
        return named[0]
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
    if not firsts and (leading := [i for i in headings if _leads(lines[i].flow.element, root)]):
        return leading[0]
    return next((i for i in firsts if _within(lines[i].flow, root)), before[-1] if before else None)


def _above(title: int | None, lines: Sequence[Zoned], root: Element) -> int | None:
    """Give the title back, but for one that stands below most of the text: it is that of something else."""
    prose = [
        (at, len(line.flow.text))
        for at, line in enumerate(lines)
        if not line.role and _within(line.flow, root) and _is_prose(line.flow)
    ]
    before = sum(length for at, length in prose if title is not None and at < title)
    return None if 2 * before > sum(length for _, length in prose) else title


def _is_called_title(element: Element) -> bool:
    """Tell whether a heading's class calls it the title of the article, and not of the site."""
    return element.name in HEADINGS and any(
        pair in {("entry", "title"), ("post", "title"), ("article", "title")}
        for pair in pairwise(class_words(element.attributes))
    )


def _leads(element: Element, root: Element) -> bool:
    """Tell whether a heading stands in the `header` of the article itself."""
    around = element.parent
    while around and around.name != "header":
        around = around.parent
    return around is not None and root.index < around.index <= root.last


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def _link_lists(lines: Sequence[Zoned]) -> None:
    """Set apart lists of mere links at the article's end: they lead away."""
    for line in reversed(lines):
        if line.role in {"outside", "hidden"}:
            continue
        if not (_is_link(line) and line.flow.element.name in {"li", "div", "p"}):
            return
        line.role = "outside"


def _link_sections(lines: Sequence[Zoned]) -> None:
    """Set apart headings under which nothing but links to elsewhere stands, two at least, within the article."""
    shown = [line for line in lines if line.role != "hidden"]
    for at, line in enumerate(shown):
        if line.role != "heading" or line.flow.linked:
            continue
        links = list(takewhile(_is_link, shown[at + 1 : at + 1 + _MOST_LINKS]))
        if len(links) > 1 and not any(each.flow.to_itself for each in links):
            for each in (line, *links):
                each.role, each.level = "outside", 0


def _is_link(line: Zoned) -> bool:
    return line.role in {"item", ""} and line.flow.linked >= 0.9 * len(line.flow.text)
