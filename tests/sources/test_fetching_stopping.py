"""Fetching that one does not want to wait for any longer."""

import socket
from collections.abc import Iterator
from threading import Thread

import pytest

from rr_reader.errors import StoppedError
from rr_reader.sources.fetching.fetcher import Fetcher
from rr_reader.sources.halting import Halt
from sources.web import Handler, Site, a_site, stalling


@pytest.fixture
def site() -> Iterator[Site]:
    with a_site() as there:
        yield there


def test_it_is_told_whom_one_waits_for_and_how_much_came(site: Site) -> None:
    heard: list[tuple[str, int]] = []
    Fetcher(local=True, hear=lambda *what: heard.append(what)).fetch(site.has("/rope", b"hemp"))
    assert heard[0] == ("127.0.0.1", 0)
    assert heard[-1] == ("127.0.0.1", 4)


def test_a_page_that_stalls_is_left_when_one_asks(site: Site) -> None:
    halt = Halt()

    def asks(handler: Handler) -> None:
        Thread(target=halt.ask).start()
        stalling(1000)(handler)

    with pytest.raises(StoppedError):
        Fetcher(local=True, patience=60, halt=halt).fetch(site.does("/rope", asks))


def test_a_name_that_nobody_finds_is_not_waited_for(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    halt = Halt()

    def getaddrinfo(*_: object, **__: object) -> list[object]:
        halt.ask()
        site.over.wait()
        return []

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    with pytest.raises(StoppedError):
        Fetcher(patience=60, halt=halt).fetch("http://stalls.example/rope")


def test_the_pause_between_two_pages_of_a_host_ends_too(site: Site) -> None:
    halt = Halt()
    hosts: list[str] = []

    def hear(host: str, count: int) -> None:
        hosts.append(host)
        if sum(path == "/rope" for path in site.paths()) and not count:
            halt.ask()

    fetcher = Fetcher(local=True, pause=3600, halt=halt, hear=hear)
    fetcher.fetch(site.has("/rope", b"hemp"))
    with pytest.raises(StoppedError):
        fetcher.fetch(site.url + "/rope")
    assert site.paths() == ["/rope"]


def test_what_was_stopped_before_it_began_asks_nobody(site: Site) -> None:
    halt = Halt()
    halt.ask()
    with pytest.raises(StoppedError):
        Fetcher(local=True, halt=halt).fetch(site.has("/rope", b"hemp"))
    assert site.asked == []


def test_what_is_done_aside_gives_its_outcome_or_its_error() -> None:
    assert Halt().aside(lambda: "hemp", 60) == "hemp"
    with pytest.raises(ZeroDivisionError):
        Halt().aside(lambda: 1 // 0, 60)
