"""What is written as a cleaned file is read as the same article, whatever it holds."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rr_reader.errors import BrokenArticleError
from rr_reader.library.cleaned import dump, dump_account, load
from rr_reader.model import OPENS_TURN, Article, Block, Kind, Mark, Meta, QuoteCorrection, Speaker
from rr_reader.text.safe import make_safe
from strategies import TRICKY, articles, quoted, texts

ANN, BO = Speaker("Ann Lee", "host", ("AL",)), Speaker("Bo Ek", "guest")


@given(articles.map(quoted))
@settings(deadline=None)
def test_an_article_comes_back_whole(article: Article) -> None:
    assert load(dump(article), account=dump_account(article)) == article


@given(articles.map(quoted))
@settings(deadline=None, max_examples=50)
def test_the_same_article_gives_the_same_bytes_with_windows_line_ends_too(article: Article) -> None:
    written = dump(article)
    assert dump(load(written)) == written
    assert dump(load("\ufeff" + written.replace("\n", "\r\n"))) == written


@pytest.mark.parametrize("kind", list(Kind))
def test_no_text_is_taken_for_markup(kind: Kind) -> None:
    speaker = "Bo Ek" if kind in OPENS_TURN else ""
    said = (text for piece in TRICKY for text in (piece, f"{piece} sea", f"sea {piece}", f"sea\n{piece}", f" {piece} "))
    article = Article(Meta(kind="interview"), (ANN, BO), tuple(Block(kind, text, speaker) for text in said))
    assert load(dump(article)).blocks == article.blocks


def test_a_link_over_what_looks_like_a_definition_stays_a_link() -> None:
    link = Mark(0, 6, "link", "https://example.org")
    article = Article(blocks=(Block(Kind.PARAGRAPH, "[x]: y", marks=(link,)), Block(Kind.PARAGRAPH, "[x]: y")))
    assert load(dump(article)) == article
    assert dump(article).endswith("\\[x]: y\n")


def test_what_only_comes_together_in_the_text_is_made_safe_too() -> None:
    (block,) = load("---\n---\na\ufe0f\\\ufe0f *b\ufe0f*\ufe0f").blocks
    assert make_safe(block.text).text == block.text


@pytest.mark.parametrize("name", TRICKY)
def test_no_name_or_title_is_taken_for_markup(name: str) -> None:
    name = name.replace("\n", " ").strip("\ufeff")
    article = Article(
        Meta(name, kind="interview", tags=(name, name)),
        (Speaker(name, "host", (name,)),),
        (
            Block(Kind.QUESTION, "Why?", name),
            Block(Kind.ANSWER, "So.", name, time=name),
            Block(Kind.CONTINUATION, "Yes", name),
        ),
        corrections=(QuoteCorrection(name, name),),
    )
    assert load(dump(article)) == article


_SCRAPS = [
    "---\n",
    "kind: interview\n",
    "speakers: [",
    "- a\n",
    "> [!caption]",
    "> ",
    "**Q:** ",
    "**",
    "# ",
    "\n",
    "*a",
    "!!x",
    "\x1b[2J",
]


@given(st.lists(st.sampled_from(_SCRAPS) | texts(2) | st.text(max_size=5), max_size=12).map("".join), st.booleans())
@settings(deadline=None)
def test_any_text_loads_or_is_refused_with_its_line(text: str, has_head: bool) -> None:
    text = f"---\nkind: interview\n---\n{text}" if has_head else text
    refused: BrokenArticleError | None = None
    try:
        article = load(text, account=text, file="x.md")
    except BrokenArticleError as error:
        refused = error
    if refused:
        assert refused.line >= 1
        assert f"x.md, line {refused.line}:" in str(refused)
    else:
        assert "\x1b" not in dump(article)


def test_what_other_programs_would_not_take_for_text_is_quoted() -> None:
    written = dump(Article(Meta("true", outlet="1984", tags=("no", "x: y", "a, b", "# c"))))
    assert 'title: "true"' in written
    assert 'outlet: "1984"' in written
    assert 'tags: ["no", "x: y", "a, b", "# c"]' in written


def test_an_interview_reads_like_one() -> None:
    article = Article(
        Meta("Of salt", kind="interview"),
        (ANN, BO),
        (
            Block(Kind.TITLE, "Of salt"),
            Block(Kind.PARAGRAPH, "They met at sea."),
            Block(Kind.QUESTION, "Why salt?", "Ann Lee"),
            Block(Kind.ANSWER, "It keeps. It never lies.", "Bo Ek", "00:12", (Mark(13, 18, "em"),)),
            Block(Kind.CAPTION, "Bo Ek at work"),
            Block(Kind.CAPTION, "His boat"),
            Block(Kind.CONTINUATION, "One learns.", "Bo Ek"),
            Block(Kind.QUESTION, "And sand?"),
            Block(Kind.PARAGRAPH, "He left."),
        ),
    )
    assert (
        dump(article)
        == """---
title: Of salt
kind: interview
speakers:
  - name: Ann Lee
    role: host
    aliases: [AL]
  - name: Bo Ek
    role: guest
---

# Of salt

They met at sea.

**Ann Lee:** Why salt?

**Bo Ek** [00:12]: It keeps. It *never* lies.

> [!caption] Bo Ek at work
>
> His boat

One learns.

**Q:** And sand?

---

He left.
"""
    )
    assert load(dump(article)) == article


def test_a_turn_of_an_unusual_kind_says_so_in_words() -> None:
    article = Article(
        Meta(kind="interview"),
        (ANN, BO),
        (Block(Kind.TURN, "Well.", "Bo Ek"), Block(Kind.ANSWER, "Yes.", "Ann Lee"), Block(Kind.QUESTION, "So?", "Q")),
    )
    assert (
        dump(article).split("---\n\n")[1]
        == "**[turn] Bo Ek:** Well.\n\n**[answer] Ann Lee:** Yes.\n\n**[question] Q:** So?\n"
    )
    assert load(dump(article)) == article
