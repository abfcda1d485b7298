"""Pages that are opened where they are."""

from pathlib import Path
from threading import Event

from rr_reader.tui.loaded import Loaded
from rr_reader.tui.opening import Opening
from sources.web import a_site

PAGE = "<!DOCTYPE html><title>Of Rope</title><p><b>Bo Ek:</b> Is it hemp?</p><p><b>An Lo:</b> It is, café and all.</p>"


def opened(folder: Path, *sources: str, local: bool = True, assume: str = "") -> Loaded:
    taken: list[Loaded] = []
    Opening(folder, sources, local=local, assume=assume).load(taken.append, lambda _: None, Event())
    return taken[-1]


def test_a_page_is_read_and_what_cannot_be_fetched_is_told(tmp_path: Path) -> None:
    with a_site() as site:
        url = site.has("/rope", PAGE.encode("cp1252"), content_type="text/html; charset=windows-1252")
        loaded = opened(tmp_path, site.url + "/none", url)
        assert [entry.meta.url for entry in loaded.library.entries] == [url]
        assert "It is, café and all." in [block.text for block in loaded.library.entries[0].article.blocks]
        assert len(loaded.problems) == 1
        assert loaded.problems[0].startswith(site.url + "/none: ")
        assert loaded.failure is None


def test_what_the_user_says_of_the_encoding_counts(tmp_path: Path) -> None:
    with a_site() as site:
        url = site.has("/rope", PAGE.replace("café", "кафе").encode("koi8-r"), content_type="text/html; charset=latin1")
        (entry,) = opened(tmp_path, url, assume="koi8-r").library.entries
        assert any("кафе" in block.text for block in entry.article.blocks)
        assert not any("MIME" in block.text for block in entry.article.blocks)


def test_this_machine_is_not_asked_of_itself(tmp_path: Path) -> None:
    with a_site() as site:
        loaded = opened(tmp_path, site.has("/rope", PAGE), local=False)
        assert loaded.failure is not None
        assert site.asked == []
