"""Generated values of the model, as odd as the model allows: what an article may hold, a test should meet."""

from hypothesis import strategies as st

from rr_reader.model import (
    Account,
    Article,
    Block,
    BlockCorrection,
    Change,
    Correction,
    Doubt,
    Kind,
    LabelCorrection,
    Mark,
    Meta,
    MetaCorrection,
    NameCorrection,
    Origin,
    QuoteCorrection,
    Removed,
    Source,
    Speaker,
)
from rr_reader.text.markdown import read_inline
from rr_reader.text.safe import make_safe

TRICKY = [
    "Ann: no", "**Ann:** no", "**[turn] Ann:** x", "[0:12]", "[laughs]", "# 1", "## two", "> so",
    "> [!caption] x", "[!note] x", "---", "***", "- item", "* item", "1. one", "1)", "```", "~~~", "| a | b |",
    "===", "\\", "\\\\", "&#32;", "&#10;", "&amp;", "<br>", "<em>", "`", "*", "**", "_", "__", "[a](b)",
    "![a](b)", "[x]: y", "https://example.org/a_(b)", "…", "\xa0", " ", "\n", "\n\n", "\t", "“No,” she said.",
    "‘so-called’", "#tag", "C#", "Q", "A", "Q:", "null", "2024-01-02", "1984", "true", "'", '"', ": ", " #",
    "{}", "!x", "@x", "%x", "żółw", "日本語", "👩\u200d👩\u200d👧", "a & b", "é", "\ufeff",
]  # fmt: skip

_characters = st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"])


def texts(max_pieces: int = 5) -> st.SearchStrategy[str]:
    """Safe text of several lines or none, full of what Markdown and YAML take for structure."""
    piece = st.sampled_from(TRICKY) | st.text(_characters, max_size=6) | st.sampled_from(["sea ", "salt", " sand"])
    return st.lists(piece, max_size=max_pieces).map(lambda pieces: make_safe("".join(pieces)).text)


def lines(max_pieces: int = 3) -> st.SearchStrategy[str]:
    """Safe text without a line's end."""
    return texts(max_pieces).map(lambda text: text.replace("\n", " "))


names = st.sampled_from(
    [
        "Ann Lee",
        "Bo Ek",
        "Cy Dé",
        "Ann Lee & Bo Ek",
        "AL",
        "Q",
        "A",
        "Dr. No: I",
        "[answer] Ann",
        "*X*",
        "José ",
        "X:",
        "[0:1]",
    ]
) | lines(2)


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, tuple[Mark, ...]]:
    """Text and marks as reading gives them: sorted, not empty, nested or apart."""
    markdown = draw(texts())
    for opening, closing in draw(
        st.lists(st.sampled_from([("*", "*"), ("**", "**"), ("`", "`"), ("[", "](https://example.org/a)")]), max_size=2)
    ):
        markdown = f"{draw(st.sampled_from(['', 'so ']))}{opening}{markdown}{closing}"
    text, marks = read_inline(markdown)
    return (text, marks) if make_safe(text).text == text else (make_safe(text).text, ())


origins = st.builds(
    Origin,
    start=st.integers(0, 9),
    end=st.integers(10, 99),
    label=lines(1),
    confidence=st.sampled_from([0.25, 0.5, 1.0]),
    speaker_confidence=st.sampled_from([0.1, 1.0]),
)


@st.composite
def blocks(draw: st.DrawFn, speakers: st.SearchStrategy[str] = names) -> Block:
    """A block of any kind. One in three has a speaker or a time where its kind has none."""
    text, marks = draw(marked_texts())
    kind = draw(st.sampled_from(list(Kind)))
    odd = draw(st.sampled_from([False, False, True]))
    speaks = odd or kind in (Kind.QUESTION, Kind.ANSWER, Kind.TURN, Kind.CONTINUATION)
    return Block(
        kind=kind,
        text=text,
        speaker=draw(st.just("") | speakers) if speaks else "",
        time=draw(st.sampled_from(["", "", "0:12", "00:12:03.5"]) | lines(1)) if speaks else "",
        marks=marks,
        origin=draw(st.none() | origins),
    )


speakers = st.builds(
    Speaker,
    name=names,
    role=st.sampled_from(["", "host", "guest", "quoted"]),
    aliases=st.lists(names, max_size=2).map(tuple),
)

_lists = st.lists(lines(2), max_size=2).map(tuple)

metas = st.builds(
    Meta,
    title=lines(),
    deck=texts(2),
    kind=st.sampled_from(["interview", "feature", "transcript"]) | lines(1),
    outlet=lines(2),
    byline=_lists,
    published=st.sampled_from(["", "2024-02-29"]) | lines(1),
    url=st.sampled_from(["", "https://example.org/a?b=c#d"]),
    language=st.sampled_from(["", "en", "no"]),
    tags=_lists,
    derived=st.lists(st.sampled_from(["title", "outlet"]), max_size=2, unique=True).map(sorted).map(tuple),
)

_places = st.integers(0, 99)

accounts = st.builds(
    Account,
    encoding=st.sampled_from(["utf-8", "windows-874"]),
    changes=st.lists(st.builds(Change, _places, _places, lines(1), lines(1), lines(1)), max_size=2).map(tuple),
    removed=st.lists(st.builds(Removed, _places, _places, lines(1), lines(1)), max_size=1).map(tuple),
    doubts=st.lists(st.builds(Doubt, _places, _places, lines(1)), max_size=1).map(tuple),
)


def quoted(article: Article) -> Article:
    """Give an article the quotes that its blocks hold, and the certainty of its corrections: derived, never free."""
    from msgspec.structs import replace

    from rr_reader.library.correcting import confirmed
    from rr_reader.parsing.quotations import quotes_of

    blocks = confirmed(article.blocks, article.corrections)
    found = quotes_of(blocks, article.speakers, article.corrections, article.meta.language)
    return replace(article, blocks=blocks, quotes=found)


corrections: st.SearchStrategy[Correction] = st.one_of(
    st.builds(
        QuoteCorrection,
        lines(1),
        names,
        st.sampled_from(["direct", "scare"]),
        st.sampled_from(["", "1 of 2", "x"]),
    ),
    st.builds(
        BlockCorrection,
        lines(1),
        st.sampled_from(["", "1 of 2", "2 of 2"]),
        st.none() | st.sampled_from(list(Kind)),
        st.none() | st.just("") | names,
    ),
    st.builds(LabelCorrection, lines(1), names),
    st.builds(NameCorrection, names, names),
    st.builds(MetaCorrection, st.just("title"), lines(2)),
    st.builds(MetaCorrection, st.just("tags"), _lists),
)

articles = st.builds(
    Article,
    meta=metas,
    speakers=st.lists(speakers, max_size=3).map(tuple),
    blocks=st.lists(blocks(), max_size=5).map(tuple),
    corrections=st.lists(corrections, max_size=3).map(tuple),
    source=st.builds(
        Source, name=lines(1), sha256=st.sampled_from(["", "ab" * 32]), format=st.sampled_from(["text", "vtt"])
    ),
    account=accounts,
)
"""Articles without quotes; with them: `articles.map(quoted)`."""
