"""docs/formats.md tells the truth: its example loads, is what `dump` writes, and every form it lists is understood."""

import re
from pathlib import Path

from rr_reader.library.body import CALLOUTS
from rr_reader.library.cleaned import dump, load

DOCUMENT = (Path(__file__).parents[2] / "docs" / "formats.md").read_text("utf-8")
(EXAMPLE,) = re.findall(r"<!-- example -->\n```markdown\n(.*?)```\n", DOCUMENT, re.DOTALL)


def test_the_example_is_understood_as_the_document_says() -> None:
    article = load(EXAMPLE)
    assert [(block.kind.value, block.speaker) for block in article.blocks] == [
        ("title", ""),
        ("paragraph", ""),
        ("heading", ""),
        ("question", "Ann Lee"),
        ("answer", "Bo Ek"),
        ("caption", ""),
        ("caption", ""),
        ("continuation", "Bo Ek"),
        ("question", ""),
        ("turn", "Bo Ek"),
        ("paragraph", ""),
        ("boilerplate", ""),
    ]
    assert article.blocks[4].time == "00:12:03"
    assert article.blocks[7].text == "One learns that slowly,\nor never."
    assert [(quote.text, quote.speaker) for quote in article.quotes] == [("Come early,", "Bo Ek")]
    assert article.meta.published == "2024-03-01"


def test_the_example_is_what_the_program_writes() -> None:
    assert dump(load(EXAMPLE)) == EXAMPLE


def test_the_corrections_it_lists_are_read_and_written() -> None:
    (head,) = re.findall(r"<!-- corrections -->\n```yaml\n(.*?)```\n", DOCUMENT, re.DOTALL)
    article = load(f"---\n{head}---\n")
    assert [type(correction).__name__.removesuffix("Correction") for correction in article.corrections] == [
        "Block",
        "Block",
        "Label",
        "Name",
        "Quote",
        "Meta",
    ]
    assert load(dump(article)) == article


def test_all_callouts_and_keys_are_told() -> None:
    assert all(f"`{kind.value}`" in DOCUMENT for kind in CALLOUTS)
    keys = re.findall(r"^(\w+):", EXAMPLE, re.MULTILINE)
    assert all(f"`{key}`" in DOCUMENT for key in [*keys, "corrections"])
