"""Saved pages: what is the article, what stands around it, and where in the source each line stood."""

from rr_reader.sources import read_page


def test_lines_keep_their_place_in_the_source() -> None:
    text = "<html><body><p>Caf&eacute; <b>one</b>\n two</p><ul><li>x &amp; y</ul></body></html>"
    page = read_page(text, "a.html")
    assert [(line.text, text[line.start : line.end]) for line in page.lines] == [
        ("Café one two", "Caf&eacute; <b>one</b>\n two"),
        ("x & y", "x &amp; y"),
    ]
