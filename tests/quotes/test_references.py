"""Finished references, against what the manuals of the styles ask for; nothing in them that is not known."""

import builtins
from collections.abc import Mapping

import pytest

from rr_reader.errors import UsageError
from rr_reader.model import Meta
from rr_reader.quotes.excerpt import Excerpt, Part
from rr_reader.quotes.formats import render
from rr_reader.quotes.references import STYLES, references
from rr_reader.quotes.works import name_of, works_of

GIVEN = {"kind": "interview", "outlet": "The Harbour Post", "published": "2031-05-09", "title": "The Weaver"}


def reference(style: str, meta: Mapping[str, object], guests: tuple[str, ...] = (), hosts: tuple[str, ...] = ()) -> str:
    chosen = Excerpt((Part("Sand."),), Meta(**meta), "It began …", guests=guests, hosts=hosts)  # type: ignore[arg-type]
    return references(works_of([chosen]), style)[0]


CASES = [
    (
        (GIVEN | {"url": "https://post.example/?a=1&b=2"}, ("Ada M. Lindqvist", "Bo Ek"), ("Cy Oz",)),
        "Lindqvist, A. M., & Ek, B. (2031, May 9). The Weaver (C. Oz, Interviewer) [Interview]. The Harbour Post. "
        "https://post.example/?a=1&b=2",
        "Lindqvist, Ada M., and Bo Ek. “The Weaver.” Interview by Cy Oz. The Harbour Post, 9 May 2031, "
        "https://post.example/?a=1&b=2.",
        "Lindqvist, Ada M., and Bo Ek. “The Weaver.” Interview by Cy Oz. The Harbour Post, May 9, 2031. "
        "https://post.example/?a=1&b=2.",
    ),
    (
        (GIVEN, ("Ada Lindqvist", "Bo Ek", "Cy Oz"), ("Dee Park", "Eve Moss")),
        "Lindqvist, A., Ek, B., & Oz, C. (2031, May 9). The Weaver (D. Park & E. Moss, Interviewers) [Interview]. "
        "The Harbour Post.",
        "Lindqvist, Ada, et al. “The Weaver.” Interview by Dee Park and Eve Moss. The Harbour Post, 9 May 2031.",
        "Lindqvist, Ada, Bo Ek, and Cy Oz. “The Weaver.” Interview by Dee Park and Eve Moss. The Harbour Post, "
        "May 9, 2031.",
    ),
    (
        ({"title": "A Feature: “Sand”", "byline": ("Jan van der Meer",), "outlet": "Quay", "published": "2031-09"},),
        "van der Meer, J. (2031, September). A Feature: “Sand”. Quay.",
        "Meer, Jan van der. “A Feature: ‘Sand’.” Quay, Sept. 2031.",
        "Meer, Jan van der. “A Feature: ‘Sand’.” Quay, September 2031.",
    ),
    (
        ({"title": "Why Sand?", "published": "2031"},),
        "Why Sand? (2031).",
        "“Why Sand?” 2031.",
        "“Why Sand?” 2031.",
    ),
    (
        ({"kind": "interview", "title": "Sand"}, ("Madonna",)),
        "Madonna. (n.d.). Sand [Interview].",
        "Madonna. “Sand.”",
        "Madonna. “Sand.”",
    ),
    (
        ({"title": "It", "outlet": "Quay", "published": "2031-02", "derived": ("outlet", "published", "title")},),
        "[untitled: “It”]. ([February 2031]). [Quay].",
        "[untitled: “It”]. [Quay], [February 2031].",
        "[untitled: “It”]. [Quay], [February 2031].",
    ),
    (({},), "[untitled: “It began …”]. (n.d.).", "[untitled: “It began …”].", "[untitled: “It began …”]."),
    (
        ({"title": '<span class="nocase">x</span> <i>&amp;</i> {%}', "outlet": "A\nB"},),
        '<span class="nocase">x</span> <i>&amp;</i> {%}. (n.d.). A␊B.',
        "“<span class=’nocase’>x</span> <i>&amp;</i> {%}.” A␊B.",
        "“<span class=’nocase’>x</span> <i>&amp;</i> {%}.” A␊B.",
    ),
]


@pytest.mark.parametrize(("style", "known", "wanted"), [
    (style, case[0], wanted) for case in CASES for style, wanted in zip(STYLES, case[1:], strict=True)
])  # fmt: skip
def test_a_reference_is_as_its_manual_has_it(style: str, known: tuple[Mapping[str, object]], wanted: str) -> None:
    assert reference(style, *known) == wanted


@pytest.mark.parametrize(
    ("name", "family", "particle", "suffix"),
    [
        ("Ada Lindqvist", "Lindqvist", "", ""),
        ("A. B. Lindqvist", "Lindqvist", "", ""),
        ("J.-P. O’Neill", "O’Neill", "", ""),
        ("Guillermo del Mar", "Mar", "del", ""),
        ("Ludwig van den Berg", "Berg", "van den", ""),
        ("Sam Stone Jr.", "Stone", "", "Jr."),
        ("Sam Stone, Jr.", "Stone", "", "Jr."),
        ("Élodie Ça-Va", "Ça-Va", "", ""),
        # what is not plain stays whole
        ("Ada", "", "", ""),
        ("Prof. Ada Stone", "", "", ""),
        ("the news desk", "", "", ""),
        ("The Quay Staff", "", "", ""),
        ("Studio 54", "", "", ""),
        ("山田 太郎", "", "", ""),
        ("Ada & Bo Stone", "", "", ""),
        ("Stone, Ada", "", "", ""),
        ("", "", "", ""),
    ],
)
def test_a_name_is_parted_only_where_it_is_plain_how(name: str, family: str, particle: str, suffix: str) -> None:
    parted = name_of(name)
    assert (parted.family, parted.particle, parted.suffix) == (family, particle, suffix)
    assert bool(parted.literal) == (not family and bool(name))


def test_a_reference_stands_once_under_the_quotations_of_a_work() -> None:
    one, other = Meta(title="One"), Meta(title="Other")
    chosen = [Excerpt((Part(words, "Ada Lindqvist", "quote", paragraph=at),), meta) for words, meta, at in
              [("A.", one, 1), ("B.", one, 2), ("C.", other, 3)]]  # fmt: skip
    assert render(chosen, "mla") == (
        "A.\n— Ada Lindqvist, paragraph 1\n\nB.\n— Ada Lindqvist, paragraph 2\n\n“One.”\n\n"
        "C.\n— Ada Lindqvist, paragraph 3\n\n“Other.”\n"
    )


def test_without_the_processor_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *more: object, **others: object) -> object:
        if name.partition(".")[0] == "citeproc":
            raise ModuleNotFoundError(name)
        return real(name, *more, **others)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(UsageError, match=r"pip install .*rr-reader\[references\]"):
        reference("apa", GIVEN)
