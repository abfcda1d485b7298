"""What an archive holds is opened like the files of a folder."""

import io
import zipfile
from pathlib import Path
from threading import Event

from rr_reader.tui.loaded import Loaded
from rr_reader.tui.opening import Opening

TALK = "Una Brekke: Where is {0}?\n\nTor Vik: Below {0}.\n\nUna Brekke: Still?\n\nTor Vik: Always.\n"


def test_each_file_of_an_archive_is_an_article_and_what_is_broken_is_told(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("../pier.txt", TALK.format("the pier"))
        archive.writestr("a/quay.txt", TALK.format("the quay"))
        archive.writestr("lost.zip", b"PK\x03\x04 and no more")
    (tmp_path / "talks.zip").write_bytes(out.getvalue())
    (tmp_path / "lost.tar").write_bytes(b"x" * 257 + b"ustar" + b"\0" * 250)
    taken: list[Loaded] = []
    Opening(tmp_path / "shelf", (str(tmp_path),)).load(taken.append, lambda _: None, Event())
    last = taken[-1]
    assert {entry.article.source.name for entry in last.library.entries} == {"pier.txt", "quay.txt"}
    assert any("lost.zip" in problem for problem in last.problems)
    assert any("lost.tar" in problem for problem in last.problems)


def test_a_large_book_is_opened_whole(tmp_path: Path) -> None:
    out = io.BytesIO()
    page = "<body>" + "".join(f"<p>{TALK.format(f'pier {n}')}</p>" for n in range(2_000)) + "</body>"
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", '<rootfile full-path="pier.opf"/>')
        archive.writestr("pier.opf", '<item id="a" href="a.xhtml"/><itemref idref="a"/>')
        archive.writestr("a.xhtml", page)
    (tmp_path / "pier.epub").write_bytes(out.getvalue())
    taken: list[Loaded] = []
    Opening(tmp_path / "shelf", (str(tmp_path / "pier.epub"),)).load(taken.append, lambda _: None, Event())
    assert (taken[-1].failure, taken[-1].problems) == (None, ())
    assert [entry.article.source.format for entry in taken[-1].library.entries] == ["epub"]


def test_of_a_book_each_chapter_is_an_article_where_one_wants_that(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", '<rootfile full-path="pier.opf"/>')
        names = ("pier", "quay")
        items = "".join(f'<item id="{name}" href="{name}.xhtml"/><itemref idref="{name}"/>' for name in names)
        archive.writestr("pier.opf", items)
        for name in names:
            text = "".join(f"<p>{line}</p>" for line in TALK.format(f"the {name}").split("\n\n"))
            archive.writestr(f"{name}.xhtml", f"<body><h1>Of the {name}</h1>{text}</body>")
    (tmp_path / "pier.epub").write_bytes(out.getvalue())
    for chapters, titles in ((True, {"Of the pier", "Of the quay"}), (False, {"Of the pier"})):
        taken: list[Loaded] = []
        opening = Opening(tmp_path / "shelf", (str(tmp_path / "pier.epub"),), chapters=chapters)
        opening.load(taken.append, lambda _: None, Event())
        assert {entry.title for entry in taken[-1].library.entries} == titles
