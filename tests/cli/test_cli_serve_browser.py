"""The reader in a real browser: what a person reads, filters, finds and copies there."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from http.cookies import SimpleCookie
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest
from aiohttp import web

from cli.browsing import PROGRAM, Tab, a_browser
from cli.served import readers_of, serving, until

pytestmark = pytest.mark.skipif(not PROGRAM, reason="not installed: chromium")


@pytest.fixture
def served(library) -> Iterator[str]:
    """Serve the library; the address that was printed."""
    with serving(library) as (url, _):
        yield url


async def sentence_is_chosen(tab: Tab) -> None:
    """Find an article by a filter and a sentence in it by a search, as a person does, and choose it."""
    await tab.strike("f", *"herring")
    await tab.sees("1 of 4")
    await tab.strike("Enter", "Enter")
    await tab.sees("] question")
    await tab.strike("/", *"accounts", "Enter", "v")
    await tab.sees("y copy cited")


async def test_a_person_reads_filters_finds_and_copies(served):
    async with a_browser() as browser, browser.tab() as tab:
        await tab.allow("http://" + urlsplit(served).netloc, "clipboardReadWrite", "clipboardSanitizedWrite")
        await tab.read(served)
        await tab.sees("ARTICLES", "Where the Fog Is Paid by the Hour")
        assert "token" not in await tab.run("location.href + document.cookie")
        await sentence_is_chosen(tab)
        await tab.strike("y")
        await tab.sees("copied:")
        copied = await tab.run("navigator.clipboard.readText()")
        assert "“The tide keeps its own accounts.”" in copied
        assert "Mira Solberg" in copied


async def test_what_no_page_may_read_is_not_called_copied(served):
    async with a_browser() as browser, browser.tab() as tab:
        await tab.allow("http://" + urlsplit(served).netloc, "clipboardSanitizedWrite")
        await tab.read(served)
        await sentence_is_chosen(tab)
        await tab.strike("y")
        await tab.sees("taken by the browser (unconfirmed):")


async def test_where_the_browser_wants_a_click_the_page_asks_for_one(served):
    async with a_browser() as browser, browser.tab() as tab:
        await tab.allow("http://" + urlsplit(served).netloc, "clipboardReadWrite", "clipboardSanitizedWrite")
        await tab.read(served)
        await sentence_is_chosen(tab)
        await tab.run("""
            window.taking = navigator.clipboard.writeText;
            navigator.clipboard.writeText = () => Promise.reject();
            const copying = document.execCommand.bind(document);
            let clicks = 0;
            document.execCommand = (what) => document.querySelector("dialog[open]") ? copying(what) : false;
        """)
        await tab.strike("y")
        await tab.sees("not copied yet: the page asks for a click")
        await tab.click("dialog[open] button")
        await tab.until("!document.querySelector('dialog[open]')")
        assert "“The tide keeps its own accounts.”" in await tab.run("navigator.clipboard.readText()")
        await tab.forget()
        await tab.strike("}")
        await tab.sees("Q3/3")  # the keys are the reader's again


async def test_two_tabs_are_two_readers_with_one_library_and_a_closed_one_ends(served, library):
    async with a_browser() as browser, browser.tab() as left:
        await left.read(served)
        async with browser.tab() as right:
            await right.read(served)
            await right.strike("f", *"herring")
            await right.sees("1 of 4")
            await left.strike("Enter", "*")
            await until(lambda: bool(library("list", "is:starred").out))
            assert "herring" not in await left.drawn()
            assert len(readers_of(library.home)) == 2
        await until(lambda: len(readers_of(library.home)) == 1)
        await left.strike("q")
        await left.until("document.querySelector('#closed').open")
        await until(lambda: not readers_of(library.home))
        await left.click("#closed button")
        await left.until("document.body?.classList.contains('-first-byte')")
        assert len(readers_of(library.home)) == 1


@asynccontextmanager
async def a_neighbour() -> AsyncIterator[tuple[str, list[dict[str, str]]]]:
    """Serve something else on this machine; its address, and the headers of whatever asks it."""
    asked: list[dict[str, str]] = []

    async def answer(request: web.Request) -> web.Response:
        asked.append(dict(request.headers))
        return web.Response(text="<title>neighbour</title>", content_type="text/html")

    runner = web.ServerRunner(web.Server(answer))
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/", asked
    finally:
        await runner.cleanup()


async def test_what_else_is_served_by_this_machine_learns_nothing_that_opens_a_reader(served, library):
    token = parse_qs(urlsplit(served).query)["token"][0]
    origin = "http://" + urlsplit(served).netloc
    async with a_browser() as browser, browser.tab() as tab, a_neighbour() as (elsewhere, asked):
        await tab.read(served)
        await tab.open(elsewhere)
        await tab.until("document.title === 'neighbour'")
        assert token not in str(asked)
        assert token not in await tab.run("document.cookie + JSON.stringify({...sessionStorage, ...localStorage})")
        await until(lambda: not readers_of(library.home))
        cookies = SimpleCookie(asked[0].get("Cookie"))
        shown = {name: morsel.value for name, morsel in cookies.items()}
        async with aiohttp.ClientSession(origin, cookies=shown, headers={"Origin": origin}) as thief:
            for value in ("", *shown.values()):
                with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
                    await thief.ws_connect("/ws", params={"token": value})
        assert not readers_of(library.home)


async def test_a_tab_that_is_read_anew_keeps_its_token_and_another_is_told_what_to_open(served, library):
    async with a_browser() as browser, browser.tab() as tab:
        await tab.read(served)
        await tab.do("Page.reload")
        await tab.until("window.drawn && document.body?.classList.contains('-first-byte')")
        async with browser.tab() as another:
            await another.open("http://" + urlsplit(served).netloc)
            await another.until("document.querySelector('#closed')?.open")
            assert "rr-reader serve printed" in await another.run("document.querySelector('#closed').innerText")
        assert len(readers_of(library.home)) == 1
