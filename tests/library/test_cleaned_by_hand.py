"""A cleaned file that a person has written or mended loads, or says where it does not."""

import json
import re
from collections.abc import Callable

import pytest

from rr_reader.errors import BrokenArticleError
from rr_reader.library.cleaned import dump, dump_account, load
from rr_reader.model import Account, Article, Block, Change, Doubt, Kind, Meta, Origin, Removed, Speaker
from rr_reader.text.safe import make_safe

HEAD = "---\nkind: interview\nspeakers:\n  - name: Ann Lee\n    role: host\n  - name: Bo Ek\n    aliases: [BE]\n---\n"


def blocks(body: str) -> list[tuple[str, str, str]]:
    return [(block.kind.value, block.speaker, block.text) for block in load(HEAD + body).blocks]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("A line\nthat was wrapped\nby hand.", [("paragraph", "", "A line that was wrapped by hand.")]),
        ("roses  \nred", [("paragraph", "", "roses\nred")]),
        ("roses\\\nred", [("paragraph", "", "roses\nred")]),
        ("Three things:\n- salt\n- sand", [("paragraph", "", "Three things:\n- salt\n- sand")]),
        ("**BE:** By an alias.", [("answer", "Bo Ek", "By an alias.")]),
        ("**Bo Ek**: The colon outside.", [("answer", "Bo Ek", "The colon outside.")]),
        ("**Cy:** Nobody knew.", [("answer", "Cy", "Nobody knew.")]),
        ("**Bo Ek:**\nOn the next line.", [("answer", "Bo Ek", "On the next line.")]),
        ("**Really** not a label.", [("paragraph", "", "Really not a label.")]),
        ("**Ann Lee & Bo Ek:** Both.", [("answer", "Ann Lee & Bo Ek", "Both.")]),
        ("### Deep heading ##", [("heading", "", "Deep heading")]),
        ("**BE:** a\n***\nb", [("answer", "Bo Ek", "a"), ("paragraph", "", "b")]),
        (
            "**BE:** a\n\n## Part two\n\nb",
            [("answer", "Bo Ek", "a"), ("heading", "", "Part two"), ("continuation", "Bo Ek", "b")],
        ),
        ("> [!NOTE]-\n> Folded in Obsidian.", [("note", "", "Folded in Obsidian.")]),
        ("> [!caption] One\n> [!credit] Two", [("caption", "", "One"), ("credit", "", "Two")]),
        ("> quoted\n> words", [("paragraph", "", "quoted words")]),
        ("text\n> [!caption] close by", [("paragraph", "", "text"), ("caption", "", "close by")]),
    ],
)  # fmt: skip
def test_what_people_write_is_understood(body: str, expected: list[tuple[str, str, str]]) -> None:
    assert blocks(body) == expected


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("Just words", 1, "rr-reader add"),
        ("---\ntitle: x\n", 1, "no end"),
        ("---\ntitle: [a\n---\n", 3, "not YAML"),
        ("---\nkind: x\ntitle: [a, b]\n---\n", 3, "“title”"),
        ("---\na: &x 1\nb: *x\n---\n", 2, "aliases"),
        ("---\na: 1\nb: *x\n---\n", 3, "aliases"),
        ("---\na: !!python/object:os.system x\n---\n", 2, "tag"),
        ("---\na: 1\na: 2\n---\n", 3, "twice"),
        ("---\na: [[[[[[[[1]]]]]]]]\n---\n", 2, "deep"),
        ("---\nspeakers: Ann\n---\n", 2, "list"),
        ("---\nspeakers:\n- role: host\n---\n", 2, "name"),
        ("---\ntags: [[a]]\n---\n", 2, "“tags”"),
        (HEAD + "\ntext\n\n> [!captoin] x", 12, "captoin"),
        (HEAD + "\n> [!caption] x\n> [!tip] y", 11, "tip"),
        (HEAD + "\n<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> other", 10, "git"),
    ],
)  # fmt: skip
def test_what_cannot_be_loaded_names_its_line(text: str, line: int, says: str) -> None:
    with pytest.raises(BrokenArticleError, match=r"^a\.md, line") as caught:
        load(text, file="a.md")
    assert caught.value.line == line
    assert says in str(caught.value)


def test_words_that_look_like_what_git_leaves_are_words() -> None:
    words = (Block(Kind.PARAGRAPH, "<<<<<<< HEAD"), Block(Kind.NOTE, "a\n<<<<<<< b"), Block(Kind.HEADING, "<<<<<<< c"))
    assert load(dump(Article(blocks=words))).blocks == words


def test_a_hostile_alias_bomb_is_refused_before_it_grows() -> None:
    bomb = "a: &a [x]\n" + "".join(
        f"{b}: &{b} [{','.join(['*' + a] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    with pytest.raises(BrokenArticleError):
        load(f"---\n{bomb}---\n")


def test_dates_and_numbers_stay_the_text_they_are() -> None:
    meta = load("---\ntitle: 1984\npublished: 2024-02-29\nlanguage: no\ntags: [1e3, null, 0x1f]\ndeck:\n---\n").meta
    assert meta == Meta(title="1984", published="2024-02-29", language="no", tags=("1e3", "null", "0x1f"))


def test_nothing_of_a_foreign_file_can_steer_a_terminal() -> None:
    article = load(
        '---\ntitle: "\\e]0;owned\\a"\nurl: "\\u202e"\n---\n\x1b[2J **A\u202e:** x\x07\n\n[a](<http://a/\x9b>)\n'
    )
    written = dump(article)
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(written + article.meta.title + article.meta.url)
    assert "␛[2J" in article.blocks[0].text


_DAMAGED = "The account of the import is damaged: what was repaired and set aside is not known"


def imported() -> Article:
    texts = ("Yes.", "No.", "Yes.", "Perhaps.")
    made = tuple(
        Block(Kind.PARAGRAPH, text, origin=Origin(10 * i, 10 * i + 5, f"L{i}", 0.5)) for i, text in enumerate(texts)
    )
    return Article(blocks=made, account=Account("windows-874", changes=(Change(3, 4, "รฉ", "é", "wrong encoding"),)))


def labels(text: str) -> list[str]:
    return [block.origin.label if block.origin else "" for block in load(text, account=dump_account(imported())).blocks]


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (lambda text: text, ["L0", "L1", "L2", "L3"]),
        (lambda text: text.replace("No.", "Never."), ["L0", "", "L2", "L3"]),
        (lambda text: text.replace("Yes.\n\nNo.", "No."), ["L1", "L2", "L3"]),
        (lambda text: text.replace("Perhaps.", "Perhaps.\n\nNew."), ["L0", "L1", "L2", "L3", ""]),
        (lambda text: text.replace("Perhaps.", "").replace("No.", "Perhaps.\n\nNo."), ["L0", "L3", "L1", "L2"]),
    ],
)  # fmt: skip
def test_a_hand_edit_costs_only_the_account_of_what_was_edited(edit: Callable[[str], str], expected: list[str]) -> None:
    assert labels(edit(dump(imported()))) == expected


def test_a_damaged_account_stops_nobody_and_is_told() -> None:
    article = load(dump(imported()), account='{"account": 3')
    assert [block.text for block in article.blocks] == ["Yes.", "No.", "Yes.", "Perhaps."]
    assert article.account.doubts == (Doubt(0, 0, _DAMAGED),)


@pytest.mark.parametrize(
    "hostile", ["\x1b[2J", "\x1b]52;c;AAAA\x07", "\x9b31m", "\u202eabc", "\r", "\b", "\x7f", "\ufffe"]
)
@pytest.mark.parametrize("ascii_only", [True, False])
def test_no_word_of_an_account_can_steer_a_terminal(hostile: str, ascii_only: bool) -> None:
    words = f"Sea{hostile}salt"
    made = Article(
        blocks=(Block(Kind.PARAGRAPH, "Yes.", origin=Origin(0, 4, words)),),
        account=Account(
            words, words, (Change(0, 1, words, words, words),), (Removed(1, 2, words, words),), (Doubt(2, 3, words),)
        ),
    )
    written = json.dumps(json.loads(dump_account(made)), ensure_ascii=ascii_only)
    loaded = load(dump(made), account=written)
    shown = make_safe(words).text
    assert hostile not in shown
    assert loaded.account == Account(
        shown, shown, (Change(0, 1, shown, shown, shown),), (Removed(1, 2, shown, shown),), (Doubt(2, 3, shown),)
    )
    assert loaded.blocks[0].origin == Origin(0, 4, shown)
    assert load(dump(loaded), account=dump_account(loaded)) == loaded


@pytest.mark.parametrize(
    "account",
    [
        "[]",
        "null",
        "{}",
        '{"account": {}, "blocks": [{"text": 3}]}',
        '{"account": {"encoding": null}, "blocks": []}',
        '{"account": {"encoding": "\\ud800"}, "blocks": []}',
        '{"account": {"doubts": [{"start": -1, "end": 2, "reason": "x"}]}, "blocks": []}',
        '{"account": {"doubts": [{"start": 1, "end": 1%s, "reason": "x"}]}, "blocks": []}' % ("0" * 30),
        '{"account": {}, "blocks": [{"text": "", "origin": {"start": 1%s, "end": 2}}]}' % ("0" * 30),
        '{"account": {"\\u001b": %s' % ("[" * 100_000),
    ],
)  # fmt: skip
def test_an_account_of_another_shape_costs_the_account_alone(account: str) -> None:
    article = load(dump(imported()), account=account)
    assert len(article.blocks) == 4
    assert [doubt.reason for doubt in article.account.doubts] == [_DAMAGED]
    dump_account(article)


def test_names_that_look_like_markup_are_still_those_names() -> None:
    people = tuple(
        Speaker(name, "guest") for name in ("A: B", "*Star*", "Q", "[turn] X", "Ann & Bo", "x_y_", "End:", "`c` \\")
    )
    said = tuple(Block(Kind.ANSWER, f"I am {i}", person.name, "0:0]1") for i, person in enumerate(people))
    article = Article(Meta(kind="interview"), people, said)
    assert load(dump(article)) == article


@pytest.mark.parametrize(
    ("correction", "told"),
    [
        ("so", "begins with one of these: quote, block, label, name, meta"),
        ("{sentence: so}", "begins with one of these: quote, block, label, name, meta"),
        ("{name: PP}", "needs “to:” too"),
        ("{label: PP}", "needs “speaker:” too"),
        ("{block: So., kind: poem}", "“poem” is no kind of block"),
        ("{meta: derived, to: title}", "“derived” is nothing that can be corrected"),
        ("{block: [So.]}", "must be one text"),
    ],
)
def test_a_correction_that_makes_no_sense_is_named_with_its_line(correction: str, told: str) -> None:
    with pytest.raises(BrokenArticleError, match=re.escape(told)) as caught:
        load(f"---\ntitle: A\ncorrections:\n  - {correction}\n---\n", file="x.md")
    assert caught.value.line == 3
