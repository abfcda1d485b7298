"""Whatever one presses and however one drags: what is copied is what is drawn as selected, each in its own mouth."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.color import Color
from running_app import Run
from textual.events import MouseDown, MouseMove, MouseUp
from wcwidth import iter_graphemes

from rr_reader.model import SPOKEN, Article, Block, Kind, Place, Speaker
from rr_reader.tui.widgets.copying_reader import Reader
from rr_reader.view.palette import DARK
from rr_reader.view.voices import voices

WORDS = [
    "rope ",
    "salt. ",
    "e\u0301t",
    "寅さん",
    "。",
    "กำลัง ",
    "हिन्दी ",
    "👩\u200d🚀",
    "“Bell?” ",
    "a" * 30,
    "각 ",
    "\n",
]
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=25).map("".join)
KINDS = st.sampled_from([*[Kind.ANSWER] * 3, *Kind])
BLOCKS = st.tuples(KINDS, TEXTS, st.sampled_from(["Oda Lindqvist", "Ivo Batistić"]))


@st.composite
def articles(draw: st.DrawFn) -> Article:
    """A talk of a few blocks; a continuation is of who answered before."""
    blocks: list[Block] = []
    for kind, text, name in draw(st.lists(BLOCKS, min_size=3, max_size=9)):
        speaker = blocks[-1].speaker if kind is Kind.CONTINUATION and blocks else name if kind is Kind.ANSWER else ""
        blocks.append(Block(kind, text, speaker))
    names = dict.fromkeys(block.speaker for block in blocks if block.speaker)
    return Article(speakers=tuple(map(Speaker, names)), blocks=tuple(blocks))


KEYS = [
    *("select_sentence", "select_turn", "select_exchange", "select_right", "select_left", "select_word"),
    *("select_word_back", "other_end", "next_turn", "previous_turn", "next_question", "page_down", "line_up"),
    *("half_page_down", "go_end", "go_top", "only_voice", "open"),
]
CELLS = st.tuples(st.integers(-2, 60), st.integers(-3, 20))
STEPS = st.lists(
    st.one_of(
        st.sampled_from(KEYS),
        st.sampled_from(KEYS[:3]),
        st.tuples(st.sampled_from(["press", "move", "lift"]), CELLS, st.booleans()),
    ),
    min_size=4,
    max_size=12,
)


def do(reader: Reader, step: "str | tuple[str, tuple[int, int], bool]") -> None:
    if isinstance(step, str):
        getattr(reader, f"action_{step}")()
        return
    what, (x, y), shift = step
    event = {"press": MouseDown, "move": MouseMove, "lift": MouseUp}[what]
    happened = event(reader, x, y, 0, 0, 1, shift, False, False, x, y)
    getattr(reader, {"press": "on_mouse_down", "move": "on_mouse_move", "lift": "on_mouse_up"}[what])(happened)


def drawn(reader: Reader) -> str:
    """The words that are drawn as selected on any row, seen or not, white space left out."""
    paper, words = Color.parse(DARK.look("selection").paper), ""
    for row in range(reader.layout_rows.height):
        strip = reader.render_line(row - round(reader.scroll_y))
        words += "".join(segment.text for segment in strip if segment.style and segment.style.bgcolor == paper)
    return "".join(words.split())


def slices(reader: Reader) -> dict[int, str]:
    """What is selected of each block that is shown, white space left out."""
    if not reader.selection:
        return {}
    blocks = reader.article.blocks
    pieces = reader.selection.pieces([len(block.text) for block in blocks])
    shown = ((at, blocks[at].text[first:last]) for at, first, last in pieces if reader.layout_rows.shows(Place(at)))
    return {at: "".join(text.split()) for at, text in shown if text.split()}


def check_words(reader: Reader) -> None:
    held = slices(reader)
    assert drawn(reader) == "".join(held.values())
    if not held:
        return
    chosen, copied = reader.chosen_words(), {}
    for part in chosen.parts:
        for span in part.spans:
            block = reader.article.blocks[span.start.block]
            words = block.text[span.start.offset : span.end.offset]
            assert words in part.text, "verbatim"
            copied[span.start.block] = "".join(words.split())
            assert part.speaker == (block.speaker if block.kind in SPOKEN else ""), "in nobody else's mouth"
    assert copied == {at: words for at, words in held.items() if at not in chosen.left_out}
    assert not {reader.article.blocks[at].kind for at in chosen.left_out} & SPOKEN


@pytest.mark.parametrize("size", [(80, 24), (40, 12)], ids=str)
async def test_what_is_copied_is_what_is_drawn(run: Run, size: tuple[int, int]) -> None:
    @settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
    @given(articles(), st.booleans(), STEPS)
    def whatever_is_done(article: Article, is_one_voice: bool, steps: list[str]) -> None:
        reader.show(article, voices([article]), Place())
        for step in [*(["only_voice"] if is_one_voice else []), *steps]:
            do(reader, step)
            check_words(reader)

    async with run(size=size) as person:
        await person.press("3")
        reader = person.app.screen.reader
        whatever_is_done()


EDGES = "a寅e\u0301กำ👩\u200d🚀 b각हिक"


@pytest.mark.parametrize("kind", [Kind.PARAGRAPH, Kind.ANSWER])
async def test_a_drag_takes_the_characters_whose_cells_it_goes_over(run: Run, kind: Kind) -> None:
    """From the character in the cell where it begins to the one before the cell that it comes to."""
    async with run(size=(80, 24)) as person:
        await person.press("3")
        reader = person.app.screen.reader
        article = Article(blocks=(Block(kind, EDGES, "Oda Lindqvist" if kind is Kind.ANSWER else ""),))
        reader.show(article, voices([article]), Place())
        row = reader.layout_rows.row_of(Place())
        left = reader.layout_rows.row(row).text_column
        graphemes = list(iter_graphemes(EDGES))
        cells = [number for number, each in enumerate(graphemes) for _ in range(cell_len(each))]
        for start in range(len(cells)):
            for end in range(len(cells) + 3):
                do(reader, ("press", (0, row + 1), False))  # two clicks in one cell would choose a word
                do(reader, ("press", (left + start, row), False))
                do(reader, ("move", (left + end, row), False))
                do(reader, ("lift", (left + end, row), False))
                first, last = sorted((cells[start], cells[end] if end < len(cells) else len(graphemes)))
                assert drawn(reader) == "".join("".join(graphemes[first:last]).split())
