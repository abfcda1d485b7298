from pathlib import Path

from rr_reader.tui.commands import keys_page

PAGE = Path(__file__).parents[2] / "docs" / "keys.md"


def test_the_page_of_keys_is_what_the_table_says() -> None:
    # To write it anew: python -c "from rr_reader.tui.commands import keys_page; print(keys_page(), end='')"
    assert PAGE.read_text(encoding="utf-8") == keys_page()
