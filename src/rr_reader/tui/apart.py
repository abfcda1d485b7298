"""Reading a large source in a process of its own: in this one it would take the keyboard's time.

The process is asked on its standard input, which stays open for as long as somebody wants to know: at its end, also
where we are killed, so does the process.
"""

import gc
import os
import subprocess
import sys
import threading

import msgspec

import rr_reader
from rr_reader.model import Article


class _Asked(msgspec.Struct):
    raw: bytes
    name: str
    url: str
    assume: str


_LENGTH = 8
"""Bytes before what is asked that say how long it is."""


def parse_apart(raw: bytes, *, name: str, assume: str, url: str = "") -> Article:
    """Do what `rr_reader.parse` does, with the same outcome. What cannot be done in another process is done here."""
    asked = msgspec.msgpack.encode(_Asked(raw, name, url, assume))
    try:
        return msgspec.msgpack.decode(_answer(len(asked).to_bytes(_LENGTH) + asked), type=Article)
    except (OSError, msgspec.DecodeError):  # also where it raises an error: here it is raised for the caller
        return rr_reader.parse(raw, name=name, url=url, assume=assume)


def _answer(asked: bytes) -> bytes:
    command = [sys.executable, "-P", "-m", "rr_reader.tui.apart"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
    ) as child:
        assert child.stdin
        assert child.stdout
        child.stdin.write(asked)
        child.stdin.flush()
        return child.stdout.read()


def _serve() -> None:
    """Answer what is asked. Where that raises an error nothing is answered, and who asked sees to it."""
    length = int.from_bytes(sys.stdin.buffer.read(_LENGTH))
    asked = msgspec.msgpack.decode(sys.stdin.buffer.read(length), type=_Asked)
    gc.disable()  # one source, and then it ends
    threading.Thread(target=_end_with_who_asked, daemon=True).start()
    article = rr_reader.parse(asked.raw, name=asked.name, url=asked.url, assume=asked.assume)
    sys.stdout.buffer.write(msgspec.msgpack.encode(article))
    sys.stdout.buffer.flush()


def _end_with_who_asked() -> None:
    sys.stdin.buffer.read(1)
    os._exit(1)


if __name__ == "__main__":
    _serve()
