"""Who is let in to `rr-reader serve`, and what becomes of the readers that it starts."""

import asyncio
import os
import signal
import socket
import sys
from contextlib import suppress
from urllib.parse import parse_qs, urlencode, urlsplit

import aiohttp
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cli.served import PATIENCE, readers_of, serving, until
from rr_reader.cli.serving.gate import Gate

TOKEN = "a-secret-of-these-tests"
PAGE = "the-secret-of-a-cookie"
GATE = Gate(TOKEN, "reader.example", "cookie", PAGE)

LET_IN = [
    ({"Host": "127.0.0.1:8000"}, {"token": TOKEN}, {}),
    ({"Host": "localhost:9000"}, {}, {"cookie": PAGE}),
    ({"Host": "[::1]:8000", "Origin": "http://[::1]:8000"}, {}, {"cookie": PAGE}),
    ({"Host": "READER.example"}, {"token": TOKEN}, {}),
    ({"Host": "192.0.2.7:80", "Origin": "https://192.0.2.7:80"}, {"token": TOKEN}, {}),
    ({"Host": "localhost:1"}, {"token": "another"}, {"cookie": PAGE}),
]
REFUSED = [
    ({}, {"token": TOKEN}, {}),
    ({"Host": "evil.example:8000"}, {"token": TOKEN}, {}),
    ({"Host": "localhost.evil.example"}, {"token": TOKEN}, {}),
    ({"Host": "127.0.0.1.evil.example"}, {"token": TOKEN}, {}),
    ({"Host": "evil@localhost:80:80"}, {"token": TOKEN}, {}),
    ({"Host": "["}, {"token": TOKEN}, {}),
    ({"Host": "localhost:1", "Origin": "http://evil.example"}, {"token": TOKEN}, {}),
    ({"Host": "localhost:1", "Origin": "http://localhost:2"}, {"token": TOKEN}, {}),
    ({"Host": "localhost:1", "Origin": "null"}, {"token": TOKEN}, {}),
    ({"Host": "localhost:1"}, {}, {}),
    ({"Host": "localhost:1"}, {"token": ""}, {"cookie": ""}),
    ({"Host": "localhost:1"}, {"token": TOKEN[:-1]}, {"cookie": PAGE + "x"}),
    ({"Host": "localhost:1"}, {"token": PAGE}, {"cookie": TOKEN}),
    ({"Host": "localhost:1"}, {"token": "\udc80é"}, {"another": TOKEN}),
]


@pytest.mark.parametrize(("headers", "query", "cookies"), LET_IN)
def test_who_has_the_token_under_a_name_of_ours_is_let_in(headers, query, cookies):
    assert GATE.refuses(headers, query, cookies) == ""


@pytest.mark.parametrize(("headers", "query", "cookies"), REFUSED)
def test_all_others_are_refused(headers, query, cookies):
    assert GATE.refuses(headers, query, cookies)


NO_READER = [
    ({"Host": "localhost:1", "Origin": "http://localhost:1"}, {}, {"cookie": PAGE}),
    ({"Host": "localhost:1", "Origin": "http://localhost:1"}, {"token": PAGE}, {"cookie": PAGE}),
    ({"Host": "localhost:1"}, {"token": TOKEN}, {"cookie": PAGE}),
]


@pytest.mark.parametrize(("headers", "query", "cookies"), [*REFUSED, *NO_READER])
def test_no_reader_is_had_by_what_opens_the_page(headers, query, cookies):
    assert GATE.refuses(headers, query, cookies, to_read=True)


@given(st.text(), st.text(), st.text(), st.text())
@settings(deadline=None)
def test_nothing_but_the_token_is_the_token(host, origin, token, cookie):
    assert Gate(TOKEN, "", "c", PAGE).refuses({"Host": host, "Origin": origin}, {"token": token}, {"c": cookie})


@pytest.fixture
def served(library):
    with serving(library) as (url, _):
        yield url


def root_of(url: str) -> str:
    return "http://" + urlsplit(url).netloc


def token_of(url: str) -> str:
    return parse_qs(urlsplit(url).query)["token"][0]


def asking(url: str) -> aiohttp.ClientSession:
    """Ask as a page of ours does."""
    return aiohttp.ClientSession(root_of(url), headers={"Origin": root_of(url)})


def talk_of(url: str, **size: object) -> str:
    """Give the address at which the page of that one talks with its reader."""
    return "/ws?" + urlencode(size | {"token": token_of(url)})


async def first_drawn(talk: aiohttp.ClientWebSocketResponse) -> bytes:
    """Wait until a reader draws."""
    async with asyncio.timeout(PATIENCE):
        while (message := await talk.receive()).type != aiohttp.WSMsgType.BINARY or len(message.data) < 500:
            assert message.type in (aiohttp.WSMsgType.BINARY, aiohttp.WSMsgType.TEXT), message
    return message.data


async def quiet(talk: aiohttp.ClientWebSocketResponse) -> None:
    """Wait until a reader has drawn all."""
    with suppress(TimeoutError):
        while True:
            await talk.receive(timeout=1)


async def test_without_the_token_nothing_is_given_and_no_reader_starts(served, library):
    async with aiohttp.ClientSession(root_of(served)) as stranger:
        for path in ("/", "/?token=guessed", "/ws", "/page/page.js", "/client/js/textual.js", "/nothing"):
            async with stranger.get(path) as answer:
                assert answer.status == 403, path
                assert "Set-Cookie" not in answer.headers
    assert not readers_of(library.home)


@pytest.mark.parametrize(
    "headers", [{"Origin": "http://evil.example"}, {"Origin": "null"}, {"Host": "evil.example"}, {"Origin": None}]
)
async def test_another_page_gets_no_reader_although_it_has_the_token(served, library, headers):
    async with asking(served) as browser:
        sent = dict(browser.headers) | headers
        browser.headers.clear()
        with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
            await browser.ws_connect(talk_of(served), headers={name: value for name, value in sent.items() if value})
    assert not readers_of(library.home)


async def test_the_page_holds_no_token_and_asks_nobody_else(served):
    async with aiohttp.ClientSession() as browser, browser.get(served) as answer:
        assert answer.status == 200
        assert "HttpOnly" in answer.headers["Set-Cookie"]
        assert "SameSite=Strict" in answer.headers["Set-Cookie"]
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        page = await answer.text()
        assert token_of(served) not in page + str(answer.headers)
    assert "//" not in page


async def test_a_cookie_opens_the_page_and_no_reader(served, library):
    """Browsers show a cookie to whatever else listens at the same number, at any port."""
    jar = aiohttp.CookieJar(unsafe=True)  # which is to say: for hosts that are numbers, too
    async with aiohttp.ClientSession(cookie_jar=jar) as browser, browser.get(served):
        shown = {each.key: each.value for each in jar}
    async with aiohttp.ClientSession(root_of(served), cookies=shown, headers={"Origin": root_of(served)}) as thief:
        for path in ("/", "/page/page.js", "/client/js/textual.js"):
            async with thief.get(path) as answer:
                assert answer.status == 200
        for value in shown.values():
            with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
                await thief.ws_connect(f"/ws?width=80&height=24&token={value}")
        with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
            await thief.ws_connect("/ws?width=80&height=24")
    assert not readers_of(library.home)


@pytest.mark.parametrize(
    "path", ["/client/../server.py", "/client/%2e%2e/server.py", "/page/site.py", "/page/..%2fsite.py", "/client/js/"]
)
async def test_only_what_the_page_needs_is_given(served, path):
    token = {"token": token_of(served)}
    async with asking(served) as browser, browser.get(path, params=token, allow_redirects=False) as answer:
        assert answer.status in (403, 404)


async def test_what_makes_no_sense_is_passed_over(served):
    async with asking(served) as browser, browser.ws_connect(talk_of(served, width=-1, height="x")) as talk:
        await first_drawn(talk)
        for said in ("", "{", "[]", "7", '["stdin"]', '["stdin", 5]', '["resize", {"width": 1e9, "height": "a"}]'):
            await talk.send_str(said)
        await talk.send_str('["stdin", "\\ud800"]')
        await talk.send_str('["copied", {"key": "nobody", "done": "read"}]')
        await talk.send_bytes(b"\x00\xff")
        await talk.send_str('["ping", "still there"]')
        async with asyncio.timeout(PATIENCE):
            while (message := await talk.receive()).type != aiohttp.WSMsgType.TEXT:
                assert message.type == aiohttp.WSMsgType.BINARY, message
        assert message.json() == ["pong", "still there"]
        await talk.send_str('["resize", {"width": 100, "height": 30}]')
        await first_drawn(talk)


async def test_a_reader_ends_with_its_tab(served, library):
    async with asking(served) as browser:
        async with browser.ws_connect(talk_of(served, width=80, height=24)) as talk:
            await first_drawn(talk)
            assert len(readers_of(library.home)) == 1
        await until(lambda: not readers_of(library.home))


async def test_a_reader_that_hangs_is_killed(served, library):
    async with asking(served) as browser:
        async with browser.ws_connect(talk_of(served, width=80, height=24)) as talk:
            await first_drawn(talk)
            os.kill(int(readers_of(library.home)[0]), signal.SIGSTOP)
        await until(lambda: not readers_of(library.home))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
async def test_readers_end_with_the_server_however_that_ends(library, number):
    with serving(library) as (url, process):
        async with asking(url) as browser, browser.ws_connect(talk_of(url)) as talk:
            await first_drawn(talk)
            await quiet(talk)  # what draws would find out by itself
            process.send_signal(number)
            await until(lambda: not readers_of(library.home))
            await until(lambda: process.poll() is not None)


async def test_what_kept_a_reader_from_opening_is_told_in_the_page_and_made_safe_on_the_terminal(library):
    library.file("config/rr-reader/config.toml", 'theme = "\\u001b[31mgreen"\n')
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "rr_reader", "serve"),
        env=library.environ(),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    url = (await process.stdout.readline()).decode().strip()
    async with asking(url) as browser, browser.ws_connect(talk_of(url)) as talk:
        said = await talk.receive_json(timeout=PATIENCE)
    assert said[0] == "told"
    assert "config.toml" in said[1]
    process.send_signal(signal.SIGINT)
    _, err = await process.communicate()
    assert b"config.toml" in err
    assert b"\x1b" not in err


def test_a_port_that_is_taken_and_what_a_browser_cannot_have_are_told(library):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ran = library("serve", "--port", str(taken.getsockname()[1]))
    assert (ran.code, ran.out) == (73, "")
    assert "in use" in ran.err
    assert (library("serve", "-").code, library("serve", "--port", "70000").code) == (64, 64)
    assert library("serve", "nothing-there.txt").code == 66
    assert library("serve", "--host", "no-such-host.invalid").code == 73


def test_without_its_extra_one_line_says_what_to_install(library):
    library.file("without/textual_serve.py", "raise ImportError")
    ran = library("serve", PYTHONPATH=str(library.home / "without"))
    assert (ran.code, ran.out) == (64, "")
    assert "pip install 'rr-reader[browser]'" in ran.err
    assert len(ran.err.splitlines()) == 1


@pytest.mark.parametrize(("host", "is_warned"), [("0.0.0.0", True), ("127.0.0.1", False), ("localhost", False)])
def test_who_serves_to_others_is_warned(library, host, is_warned):
    said = []
    with serving(library, "--host", host, said=said) as (url, _):
        assert urlsplit(url).hostname == host.replace("0.0.0.0", "127.0.0.1")
    assert ("not encrypted" in said[0]) == is_warned
