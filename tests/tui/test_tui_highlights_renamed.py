"""A file that is renamed while one reads, or before, keeps what was highlighted in it."""

from pathlib import Path

from running_app import Run

from rr_reader import parse
from rr_reader.library.folder import LibraryFolder
from rr_reader.model.highlight import Anchor, Highlight
from rr_reader.quotes.anchoring import Finder
from rr_reader.quotes.gathering import marked
from rr_reader.userdata.store import Store

RAW = b"The Last Net\n\nBo Ek: Who mends it now?\n\nIda Holm: My sister does, by the window of the smokehouse.\n"


async def test_a_renamed_article_shows_its_highlights(run: Run, home: Path) -> None:
    folder = LibraryFolder(home / "library")
    article_id = folder.add(parse(RAW, name="net.txt"), RAW).id
    article = folder.load(article_id)
    span = Finder(article).words("by the window of the smokehouse")
    assert span
    store = Store.open(home / "reader.db")
    store.highlights.put(marked(article, article_id, span, Highlight("1", "", Anchor(""))))
    store.close()
    folder.file_of(article_id).rename(home / "library" / "mended.md")
    async with run() as person:
        person.app.screen.open_article("mended")
        await person.settle()
        person.app.screen.look_at_file()
        await person.until(lambda: person.inked("mark-yellow") == "by the window of the smokehouse")
        assert {each.article for each in person.app.session.highlights.all()} == {"mended"}
