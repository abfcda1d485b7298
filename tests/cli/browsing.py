"""A headless Chromium for tests, spoken to by its DevTools protocol; it asks for nothing but what it is told to."""

import asyncio
import itertools
import re
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import aiohttp

from cli.served import PATIENCE

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
PROGRAM = next((found for name in NAMES if (found := shutil.which(name))), "")

_OPTIONS = (
    "--headless=new",
    "--no-sandbox",  # which root cannot have; it shows what we serve ourselves, and nothing else
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--remote-debugging-port=0",
    "--window-size=1200,700",
    "about:blank",
)

_HEAR = """
const Plain = window.WebSocket;
window.drawn = "";
window.WebSocket = class extends Plain {
  constructor(address) {
    super(address);
    window.talk = this;
    this.addEventListener("message", (event) => {
      if (typeof event.data !== "string") window.drawn += new TextDecoder().decode(event.data);
    });
  }
};
"""
"""What a page is told before its own scripts: to keep what its terminal is sent, for that is drawn as a picture."""

_SEQUENCE = re.compile(r"\x1b(?:\[[0-9;?$<>=]*[A-Za-z]|\][^\x07]*\x07|.)")


class Tab:
    """A page in the browser."""

    def __init__(self, talk: aiohttp.ClientWebSocketResponse) -> None:
        self._talk, self._numbers = talk, itertools.count(1)

    async def do(self, method: str, **arguments: Any) -> dict[str, Any]:
        """Ask for something, and give what came of it."""
        number = next(self._numbers)
        await self._talk.send_json({"id": number, "method": method, "params": arguments})
        while (answer := await self._talk.receive_json(timeout=PATIENCE)).get("id") != number:
            pass
        assert "error" not in answer, answer
        return answer["result"]

    async def run(self, script: str) -> Any:
        """Run a script in the page, and give its value."""
        done = await self.do("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in done, done
        return done["result"].get("value")

    async def until(self, script: str) -> None:
        """Wait until a script of the page gives true."""
        look = f"const look = () => ({script}) ? done(true) : setTimeout(look, 20)"
        async with asyncio.timeout(PATIENCE):
            await self.run(f"new Promise((done) => {{ {look}; look(); }})")

    async def allow(self, origin: str, *permissions: str) -> None:
        """Allow a site what a browser asks the person for, as long as this tab is open."""
        await self.do("Browser.grantPermissions", origin=origin, permissions=list(permissions))

    async def open(self, url: str) -> None:
        """Go to an address."""
        await self.do("Page.navigate", url=url)

    async def read(self, url: str) -> None:
        """Open the reader, and wait until it is drawn."""
        await self.open(url)
        await self.until("window.drawn && document.body?.classList.contains('-first-byte')")

    async def strike(self, *keys: str) -> None:
        """Strike keys as a person does."""
        for key in keys:
            text = {"Enter": "\r"}.get(key, key if len(key) == 1 else "")
            code = {"Enter": 13, "Escape": 27}.get(key, 0)
            await self.do("Input.dispatchKeyEvent", type="keyDown", key=key, text=text, windowsVirtualKeyCode=code)
            await self.do("Input.dispatchKeyEvent", type="keyUp", key=key, windowsVirtualKeyCode=code)

    async def click(self, selector: str) -> None:
        """Click on the middle of an element, once it is there."""
        await self.until(f"document.querySelector({selector!r})")
        box = f"document.querySelector({selector!r}).getBoundingClientRect()"
        x, y = await self.run(f"[{box}.x + {box}.width / 2, {box}.y + {box}.height / 2]")
        for kind in ("mousePressed", "mouseReleased"):
            await self.do("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    async def sees(self, *words: str) -> str:
        """Wait until all of these were drawn since `forget`, and give all that was."""
        seen = ""
        try:
            async with asyncio.timeout(PATIENCE):
                while not all(word in seen for word in words):
                    await self.run("new Promise((done) => setTimeout(done, 30))")
                    seen = await self.drawn()
        except TimeoutError:
            raise AssertionError(f"{words} are not in {seen!r}") from None
        return seen

    async def drawn(self) -> str:
        """Give what was drawn since `forget`, without colours and places."""
        return _SEQUENCE.sub("", await self.run("window.drawn || ''"))

    async def forget(self) -> None:
        """Begin anew with what was drawn."""
        await self.run("void (window.drawn = '')")


class Browser:
    """A browser of our own."""

    def __init__(self, asking: aiohttp.ClientSession, talk: str) -> None:
        self._asking, self._at = asking, re.sub(r"^ws(://[^/]+).*", r"http\1", talk)

    @asynccontextmanager
    async def tab(self) -> AsyncIterator[Tab]:
        """Open a tab, and close it at the end."""
        async with self._asking.put(f"{self._at}/json/new?about:blank") as answer:
            made = await answer.json()
        async with self._asking.ws_connect(made["webSocketDebuggerUrl"], max_msg_size=0) as talk:
            tab = Tab(talk)
            await tab.do("Page.enable")
            await tab.do("Emulation.setFocusEmulationEnabled", enabled=True)  # as if the person looked at it
            await tab.do("Page.addScriptToEvaluateOnNewDocument", source=_HEAR)
            try:
                yield tab
            finally:
                with suppress(aiohttp.ClientError):
                    async with self._asking.get(f"{self._at}/json/close/{made['id']}"):
                        pass


@asynccontextmanager
async def a_browser() -> AsyncIterator[Browser]:
    """Run a browser in a profile of its own."""
    with tempfile.TemporaryDirectory(prefix="browser-", ignore_cleanup_errors=True) as folder:
        quiet = asyncio.subprocess.DEVNULL
        process = await asyncio.create_subprocess_exec(
            PROGRAM, f"--user-data-dir={folder}", *_OPTIONS, stdin=quiet, stdout=quiet, stderr=asyncio.subprocess.PIPE
        )
        assert process.stderr
        try:
            async with asyncio.timeout(PATIENCE):
                while not (found := re.search(rb"listening on (ws://\S+)", await process.stderr.readline())):
                    assert process.returncode is None, "the browser did not start"
            emptied = asyncio.create_task(process.stderr.read())
            async with aiohttp.ClientSession() as asking:
                yield Browser(asking, found[1].decode())
        finally:
            with suppress(ProcessLookupError):
                process.terminate()
            await process.wait()
            await emptied
