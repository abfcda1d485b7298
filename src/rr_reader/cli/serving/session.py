"""A reader for one tab: a process of its own, which ends with the tab.

It speaks Textual's protocol for browsers: packets of a letter, four bytes of length (most significant first) and so
many bytes; `D` is what a terminal would get or send, `M` a record in JSON.
"""

import asyncio
import os
import signal
from asyncio.subprocess import PIPE, Process
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

import msgspec
from aiohttp import WSMsgType
from aiohttp.web import WebSocketResponse

PATIENCE = 5.0
"""Seconds that a reader has to save and end, before it is killed."""
LARGEST = 1 << 20
"""Bytes of a message from the browser: what is pasted is not longer."""
_SIDES = range(1, 1_001)
"""Columns and rows that a page may have."""
_TOLD = 4_096
"""Bytes of the reader's own last words that are kept."""
_BEGINNING = b"__GANGLION__\n"
"""What the reader writes once it is on the screen; before it, nothing is understood."""


class Session:
    """What passes between a tab and its reader."""

    def __init__(self, socket: WebSocketResponse, process: Process) -> None:
        self._socket, self._process = socket, process

    @classmethod
    async def run(
        cls, socket: WebSocketResponse, command: Sequence[str], environ: Mapping[str, str], size: tuple[int, int]
    ) -> str:
        """Start a reader, pass on what is said until one side ends, and end the other. Give its last words, if any.

        They come from outside, and are to be made safe. Raises OSError where no process can be had.
        """
        process = await asyncio.create_subprocess_exec(
            *command,
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
            env={**environ, **_terminal(size)},
            start_new_session=True,  # Ctrl-C is for the server, which then lets every reader save
        )
        session = cls(socket, process)
        told = asyncio.create_task(session._last_words())
        both = [asyncio.create_task(side) for side in (session._to_browser(), session._from_browser())]
        try:
            await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        finally:
            await session._end()
            for task in both:
                task.cancel()
            await asyncio.gather(*both, return_exceptions=True)
        words = (await told).decode("utf-8", "replace")
        if words and not socket.closed:
            with suppress(ConnectionError):
                await socket.send_json(["told", words])
        return words

    async def _to_browser(self) -> None:
        """Pass on what the reader draws; when the tab is gone it is still read, so that the reader can go on to end."""
        assert self._process.stdout
        stream = self._process.stdout
        with suppress(asyncio.IncompleteReadError):
            await stream.readuntil(_BEGINNING)
            while True:
                head = await stream.readexactly(5)
                packet = await stream.readexactly(int.from_bytes(head[1:]))
                if self._socket.closed:
                    continue
                with suppress(ConnectionError):
                    if head[:1] == b"D":
                        await self._socket.send_bytes(packet)
                    elif head[:1] == b"M" and (record := msgspec.json.decode(packet))["type"] == "copy":
                        await self._socket.send_json(["copy", record])

    async def _from_browser(self) -> None:
        async for message in self._socket:
            if message.type == WSMsgType.TEXT:
                await self._heard(message.data)

    async def _heard(self, message: str) -> None:
        """Pass on what a tab says; what makes no sense is passed over."""
        try:
            kind, *rest = msgspec.json.decode(message)
            said = rest[0] if rest else None
        except (ValueError, TypeError):
            return
        match kind, said:
            case "stdin", str(typed):
                await self._send(b"D", typed.encode())
            case "resize", {"width": int(width), "height": int(height)} if width in _SIDES and height in _SIDES:
                await self._send_record({"type": "resize", "width": width, "height": height})
            case "copied", {"key": str(key), "done": str(done)}:
                await self._send_record({"type": "copied", "key": key, "done": done})
            case "focus" | "blur", _:
                await self._send_record({"type": kind})
            case "ping", str(sent):
                with suppress(ConnectionError):
                    await self._socket.send_json(["pong", sent])

    async def _send_record(self, record: dict[str, Any]) -> None:
        await self._send(b"M", msgspec.json.encode(record))

    async def _send(self, kind: bytes, packet: bytes) -> None:
        assert self._process.stdin
        with suppress(ConnectionError):
            self._process.stdin.write(kind + len(packet).to_bytes(4) + packet)
            await self._process.stdin.drain()

    async def _end(self) -> None:
        """Ask the reader to end, and see that it does."""
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                await self._send_record({"type": "quit"})
                await self._process.wait()
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)  # what it started, too
        await self._process.wait()

    async def _last_words(self) -> bytes:
        assert self._process.stderr
        told = b""
        while more := await self._process.stderr.read(_TOLD):
            told = (told + more)[-_TOLD:]
        return told


def _terminal(size: tuple[int, int]) -> dict[str, str]:
    """Say what a page is like as a terminal."""
    columns, rows = (side if side in _SIDES else usual for side, usual in zip(size, (80, 24), strict=True))
    return {
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "TEXTUAL_COLOR_SYSTEM": "truecolor",
        "COLUMNS": str(columns),
        "ROWS": str(rows),
    }
