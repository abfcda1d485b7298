"""Fetching from a real server that redirects, stalls, lies and packs bombs."""

import gzip
import shutil
import socket
import ssl
import subprocess
import sys
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, suppress

import pytest

from rr_reader.errors import BadSourceError, NoSourceError, NotNowError, ReaderError, StorageError
from rr_reader.sources.fetching.address import Address, is_public, parse_address
from rr_reader.sources.fetching.coding import unpacked
from rr_reader.sources.fetching.fetcher import REDIRECTS, Fetcher
from rr_reader.sources.fetching.keeping import fetch_page
from sources.web import Handler, Site, a_site

PAGE = "<!DOCTYPE html><title>Of Rope</title><p>Runa Batista splices rope, and says so.</p>"


@pytest.fixture
def site() -> Iterator[Site]:
    with a_site() as running:
        yield running


@pytest.fixture
def fetcher() -> Fetcher:
    return Fetcher(local=True, pause=0)


def test_a_page_comes_with_what_the_server_says_of_it(site, fetcher):
    url = site.has("/rope", PAGE, content_type='text/html; charset="Windows-1257"', etag='"7"', last_modified="Monday")
    fetched = fetcher.fetch(url)
    assert (fetched.url, fetched.body) == (url, PAGE.encode())
    assert (fetched.media_type, fetched.charset, fetched.etag, fetched.modified) == (
        "text/html",
        "windows-1257",
        '"7"',
        "Monday",
    )


def test_it_says_who_it_is_and_asks_the_host_that_was_meant(site, fetcher):
    fetcher.fetch(site.has("/rope", PAGE))
    for _, headers in site.asked:
        assert headers["User-Agent"].startswith("rr-reader/")
        assert headers["Host"] == f"127.0.0.1:{site.port}"


def test_only_what_has_changed_is_sent_again(site, fetcher):
    def answer(handler: Handler) -> None:
        handler.give(304 if handler.headers["If-None-Match"] == '"7"' else 200, b"", {"ETag": '"7"'})

    url = site.does("/feed", answer)
    first = fetcher.fetch(url)
    assert not first.is_unchanged
    assert fetcher.fetch(url, etag=first.etag).is_unchanged


def test_what_robots_txt_forbids_is_not_asked_for(site, fetcher):
    site.has("/robots.txt", "User-agent: *\nDisallow: /private\nDisallow: /*?print\nAllow: /private/open")
    for path in ("/private/a", "/b?print=1"):
        with pytest.raises(BadSourceError, match=r"robots\.txt"):
            fetcher.fetch(site.has(path, PAGE))
    assert site.paths() == []
    fetcher.fetch(site.has("/private/open", PAGE))
    fetcher.fetch(site.has("/b", PAGE))
    assert site.paths() == ["/private/open", "/b"]
    assert [path for path, _ in site.asked].count("/robots.txt") == 1


def test_a_redirect_to_what_robots_txt_forbids_is_not_taken(site, fetcher):
    site.has("/robots.txt", "User-agent: rr-reader\nDisallow: /private")
    site.has("/private", PAGE)
    with pytest.raises(BadSourceError, match=r"robots\.txt"):
        fetcher.fetch(site.has("/open", status=302, location="/private"))
    assert site.paths() == ["/open"]


def test_a_site_that_cannot_say_what_it_allows_is_left_alone(site, fetcher):
    site.has("/robots.txt", status=503)
    with pytest.raises(StorageError):
        fetcher.fetch(site.has("/rope", PAGE))
    assert site.paths() == []


def test_redirects_are_followed_but_not_for_ever(site, fetcher):
    site.has("/end", PAGE)
    for number in range(REDIRECTS):
        nearer = f"/{number - 1}" if number else "/end"
        site.has(f"/{number}", status=301, location=nearer)
    assert fetcher.fetch(f"{site.url}/{REDIRECTS - 1}").url == f"{site.url}/end"
    with pytest.raises(BadSourceError, match="one address to the next"):
        fetcher.fetch(site.has("/again", status=302, location="/again"))
    assert site.paths().count("/again") == REDIRECTS + 1


@pytest.mark.parametrize(
    "where", ["file:///etc/hosts", "ftp://example.org/", "javascript:x", "http://a:b@example.org/", "http://[::1/"]
)
def test_a_redirect_to_what_is_no_page_is_refused(site, fetcher, where):
    with pytest.raises(BadSourceError):
        fetcher.fetch(site.has("/away", status=302, location=where))


LOCAL = [
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.100.100.200",
    "168.63.129.16", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fd00:ec2::254", "ff02::1",
    "::ffff:127.0.0.1", "::ffff:a9fe:a9fe", "::127.0.0.1", "64:ff9b::10.0.0.1", "2002:7f00:1::", "no address",
    "fec0::1", "::ffff:0:10.0.0.1", "::ffff:0:1.1.1.1", "64:ff9b:1::1.1.1.1", "5f00::1", "192.88.99.1", "192.0.0.9",
    "2606:4700::5efe:10.0.0.1", "2606:4700::200:5efe:127.0.0.1", "2001:db8::1", "3fff::1", "2001::1", "4000::1",
]  # fmt: skip


@pytest.mark.parametrize("number", LOCAL)
def test_what_is_not_everybodys_is_not_public(number):
    assert not is_public(number)


@pytest.mark.parametrize(
    "number",
    [
        "1.1.1.1",
        "93.184.215.14",
        "2606:4700::1111",
        "::ffff:1.1.1.1",
        "64:ff9b::1.1.1.1",
        "2606:4700::5efe:1.1.1.1",
        "2a00:1450:4001::1",
    ],
)
def test_what_is_everybodys_is_public(number):
    assert is_public(number)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0"]
)
def test_this_machine_is_not_asked_however_it_is_written(site, host):
    site.has("/rope", PAGE)
    with pytest.raises(BadSourceError, match="not fetched"):
        Fetcher(pause=0).fetch(f"http://{host}:{site.port}/rope")
    assert site.asked == []


def _names(monkeypatch, hosts: dict[str, list[list[str]]]) -> list[str]:
    """Stand in for the network's directory: each time a host is looked up, it has the next numbers."""
    looked_up: list[str] = []

    def getaddrinfo(host, port, *_, **__):
        if host not in hosts:  # a number already
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, port))]
        looked_up.append(host)
        numbers = hosts[host].pop(0) if len(hosts[host]) > 1 else hosts[host][0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, port)) for number in numbers]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return looked_up


def test_a_name_that_is_public_and_local_at_once_is_refused(site, monkeypatch):
    _names(monkeypatch, {"both.example": [["93.184.215.14", "127.0.0.1"]]})
    with pytest.raises(BadSourceError, match="not fetched"):
        Fetcher(pause=0).fetch(f"http://both.example:{site.port}/")
    assert site.asked == []


def test_what_was_looked_up_is_what_is_connected_to(site, monkeypatch):
    """A name that is something else when it is looked up again must not matter: it is looked up once a request."""
    site.has("/rope", PAGE)
    looked_up = _names(monkeypatch, {"moving.example": [["127.0.0.1"], ["127.0.0.1"], ["192.0.2.1"]]})
    fetched = Fetcher(local=True, pause=0).fetch(f"http://moving.example:{site.port}/rope")
    assert fetched.body == PAGE.encode()
    assert looked_up == ["moving.example"] * len(site.asked)
    assert {headers["Host"] for _, headers in site.asked} == {f"moving.example:{site.port}"}


def test_each_redirect_is_looked_at(site, monkeypatch):
    """The site is public by what it says of itself here; what it leads to is not."""
    import rr_reader.sources.fetching.address as address

    monkeypatch.setattr(address, "is_public", lambda number: number == "127.0.0.1")
    _names(monkeypatch, {"open.example": [["127.0.0.1"]], "inner.example": [["127.0.0.2"]]})
    site.has("/secret", PAGE)
    site.has("/rope", status=302, location=f"http://inner.example:{site.port}/secret")
    with pytest.raises(BadSourceError, match=r"inner\.example.*not fetched"):
        Fetcher(pause=0).fetch(f"http://open.example:{site.port}/rope")
    assert site.paths() == ["/rope"]


def test_another_of_a_hosts_machines_is_asked_where_one_does_not_answer(site, monkeypatch):
    site.has("/rope", PAGE)
    _names(monkeypatch, {"two.example": [["127.0.0.9", "127.0.0.1"]]})
    assert Fetcher(local=True, pause=0).fetch(f"http://two.example:{site.port}/rope").body == PAGE.encode()


def _swallows(number: str, port: int, held: ExitStack) -> None:
    """Let a machine have this number that takes no packet: its queue is full, and nobody sees to it."""
    deaf = held.enter_context(socket.socket())
    deaf.bind((number, port))
    deaf.listen(0)
    for _ in range(8):
        waiting = held.enter_context(socket.socket())
        waiting.setblocking(False)
        waiting.connect_ex((number, port))


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a full queue refuses, and there is one number")
def test_a_machine_that_swallows_packets_costs_a_part_of_the_time(site, monkeypatch):
    site.has("/rope", PAGE)
    _names(monkeypatch, {"some.example": [["127.0.0.8", "127.0.0.9", "127.0.0.1"]]})
    with ExitStack() as held:
        for number in ("127.0.0.8", "127.0.0.9"):
            _swallows(number, site.port, held)
        fetched = Fetcher(local=True, pause=0, patience=2).fetch(f"http://some.example:{site.port}/rope")
    assert fetched.body == PAGE.encode()


def test_ports_of_other_services_are_not_spoken_to(monkeypatch):
    with pytest.raises(BadSourceError, match="port 25"):
        Fetcher(pause=0).fetch("http://example.org:25/")


@pytest.mark.parametrize(
    ("url", "sound"),
    [
        ("https://Example.ORG/a b", "https://example.org/a%20b"),
        ("http://example.org:80?q=ø", "http://example.org/?q=%C3%B8"),
        ("http://fjær.example/x", "http://xn--fjr-zla.example/x"),
        ("http://example.org/%7Ea#b", "http://example.org/%7Ea"),
        ("http://[2606:4700::1]:8080/", "http://[2606:4700::1]:8080/"),
    ],
)
def test_an_address_is_made_ready_for_a_request(url, sound):
    assert parse_address(url).url == sound


@pytest.mark.parametrize(
    "url", ["http://", "https:///x", "http://a b/", "http://x\r\ny/", "http://x:0/", "http://x:99999/", "gopher://x/",
            "http://a%b c/", "http://example.org%41/", "http://example.org%0d/", "http://[fe80::1%25eth0]/",
            "http://" + "x" * 3000, "http://user@example.org/"],
)  # fmt: skip
def test_what_is_no_address_is_refused(url):
    try:
        address = parse_address(url)
    except BadSourceError:
        return
    assert address == Address("http", "xy", 80, "/")  # line ends are taken out, as browsers do


def _stalls(site: Site, begin: bytes, drip: bytes = b""):
    def answer(handler: Handler) -> None:
        handler.wfile.write(begin)
        handler.wfile.flush()
        while not site.over.wait(0.02):
            handler.wfile.write(drip)
            handler.wfile.flush()

    return answer


@pytest.mark.parametrize(
    ("begin", "drip"),
    [
        (b"", b""),
        (b"HTTP/1.1 200 OK\r\nX-Long: ", b"x"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n", b""),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 90000\r\n\r\n", b"x"),
        (b"HTTP/1.1 200 OK\r\n\r\n", b"x"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
    ],
    ids=["silent", "headers drip", "stops", "drips", "drips without end", "drips in chunks"],
)
def test_a_server_that_stalls_is_given_up(site, begin, drip):
    site.has("/robots.txt")
    url = site.does("/slow", _stalls(site, begin, drip))
    with pytest.raises(StorageError, match="longer than"):
        Fetcher(local=True, pause=0, patience=0.3).fetch(url)


def test_a_server_that_accepts_and_never_speaks_tls_is_given_up(site):
    with socket.create_server(("127.0.0.1", 0)) as deaf, pytest.raises(StorageError, match="longer than"):
        Fetcher(local=True, pause=0, patience=0.3).fetch(f"https://127.0.0.1:{deaf.getsockname()[1]}/")


def test_what_is_cut_short_is_no_page(site, fetcher):
    lies = site.has("/lies", PAGE, content_length=str(len(PAGE) + 100))
    chunks = site.does(
        "/chunks",
        lambda handler: handler.wfile.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<p>he"),
    )
    for url in (lies, chunks):
        with pytest.raises(StorageError, match="cut short"):
            fetcher.fetch(url)


def _bare(raw: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(raw) + packer.flush()


PACKERS = [(gzip.compress, "gzip"), (gzip.compress, "x-gzip"), (zlib.compress, "deflate"), (_bare, "deflate")]
LONG = "".join(f"<p>Of rope {number}, and its {number * number % 97} ends.</p>" for number in range(4_000)).encode()


@pytest.mark.parametrize(("pack", "coding"), PACKERS)
@pytest.mark.parametrize("kept", [0.3, 0.9, 1])
def test_what_is_packed_is_whole_only_with_its_end(site, fetcher, pack, coding, kept):
    """The server says no length and closes: nothing but the packing tells that there was more."""
    packed = pack(LONG)
    head = f"HTTP/1.1 200 OK\r\nContent-Encoding: {coding}\r\n\r\n".encode()
    url = site.does("/cut", lambda handler: handler.wfile.write(head + packed[: int(len(packed) * kept)]))
    if kept == 1:
        assert fetcher.fetch(url).body == LONG
        return
    with pytest.raises(StorageError, match="cut short"):
        fetcher.fetch(url)


@pytest.mark.parametrize(("pack", "coding"), PACKERS)
@pytest.mark.parametrize("size", [0, 1, (1 << 16) - 1, 1 << 16, 3 << 16])
def test_what_is_unpacked_in_pieces_is_what_was_packed(pack, coding, size):
    raw = bytes(size)
    packed = pack(raw)
    for step in (1, 7, len(packed)):
        pieces = [packed[at : at + step] for at in range(0, len(packed), step)]
        assert b"".join(unpacked([*pieces, b"", b"more"], coding)) == raw


@pytest.mark.parametrize(("pack", "coding"), PACKERS)
def test_what_is_packed_is_unpacked_but_no_further_than_it_may(site, pack, coding):
    url = site.has("/packed", pack(PAGE.encode()), content_encoding=coding)
    assert Fetcher(local=True, pause=0).fetch(url).body == PAGE.encode()
    bomb = site.has("/bomb", pack(bytes(30 << 20)), content_encoding=coding)
    with pytest.raises(BadSourceError, match="larger than"):
        Fetcher(local=True, pause=0).fetch(bomb)


def test_a_bomb_takes_no_more_memory_than_it_may(site):
    import tracemalloc

    url = site.has("/bomb", gzip.compress(bytes(64 << 20)), content_encoding="gzip")
    tracemalloc.start()
    try:
        with pytest.raises(BadSourceError, match="larger than"):
            Fetcher(local=True, pause=0, largest=1 << 20).fetch(url)
        assert tracemalloc.get_traced_memory()[1] < 16 << 20
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("coding", ["br", "gzip, gzip", "gzip" + ", gzip" * 90, "compress"])
def test_what_is_packed_in_ways_that_were_not_asked_for_is_refused(site, fetcher, coding):
    with pytest.raises(BadSourceError):
        fetcher.fetch(site.has("/packed", gzip.compress(b"x"), content_encoding=coding))


def test_what_is_packed_badly_is_refused(site, fetcher):
    with pytest.raises(ReaderError):
        fetcher.fetch(site.has("/packed", b"no gzip", content_encoding="gzip"))


def test_what_is_too_large_is_refused_by_what_it_says_and_by_what_comes(site):
    small = Fetcher(local=True, pause=0, largest=100)
    assert len(small.fetch(site.has("/fits", b"x" * 100)).body) == 100
    for length in ("", "101"):
        with pytest.raises(BadSourceError, match="larger than"):
            small.fetch(site.has("/large", b"x" * 101, content_length=length))


def test_what_says_that_it_is_too_large_is_not_waited_for(site):
    site.has("/robots.txt")
    url = site.does("/large", _stalls(site, b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n"))
    with pytest.raises(BadSourceError, match="larger than"):
        Fetcher(local=True, pause=0, patience=5).fetch(url)


@pytest.mark.parametrize(
    "answer",
    [
        b"", b"\0\0\0\0", b"HTTP/9.9 yes\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: minus\r\n\r\nx",
        b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 500 + b"\r\n", b"HTTP/1.1 200 " + b"x" * 100_000 + b"\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: //\r\n\r\n", b"HTTP/1.1 302 Found\r\nLocation: http://\xff\xfe/\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", b"HTTP/1.1 100 Continue\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/" + b"(" * 2_000 + b"\r\n\r\n<p>x",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>x",
    ],
)  # fmt: skip
def test_whatever_a_server_answers_nothing_but_our_errors_come_of_it(site, answer):
    url = site.does("/odd", lambda handler: handler.wfile.write(answer))
    with suppress(ReaderError):
        fetch_page(Fetcher(local=True, pause=0, patience=2), url)


@pytest.mark.parametrize(
    ("said", "media_type", "charset"),
    [
        ("text/" + "(" * 2_000, "application/octet-stream", ""),
        ("text/html; charset=" + "'" * 2_000, "text/html", ""),
        ("Text/HTML ; foo=1; Charset = 'KOI8-R'", "text/html", "koi8-r"),
        ("text/plain;charset*==name0*\\;name*", "text/plain", ""),
        ("", "application/octet-stream", ""),
    ],
)
def test_what_a_server_says_of_a_page_is_taken_only_where_it_makes_sense(site, fetcher, said, media_type, charset):
    url = site.has("/odd", PAGE, content_type=said)
    fetched = fetcher.fetch(url)
    assert (fetched.media_type, fetched.charset) == (media_type, charset)
    assert fetch_page(fetcher, url).raw.endswith(PAGE.encode())


@pytest.mark.parametrize(
    ("status", "error", "says"),
    [(404, NoSourceError, "no such page"), (410, NoSourceError, "410"), (500, NoSourceError, "server error"),
     (401, BadSourceError, "login"), (402, BadSourceError, "paywall"), (403, BadSourceError, "refuses"),
     (429, BadSourceError, "wait"), (304, NoSourceError, "304")],
)  # fmt: skip
def test_a_refusal_is_named(site, fetcher, status, error, says):
    with pytest.raises(error, match=says):
        fetcher.fetch(site.has("/no", status=status))


SOON_GONE = "<html><p>We value your privacy. <button>Accept</button>"


@pytest.mark.parametrize(
    ("status", "body", "is_passing"),
    [(429, "", True), (407, "", True), (403, "", False), (402, "", False), (451, "", False),
     (200, SOON_GONE, True), (200, "<html><p>Checking your browser", True),
     (200, "<html><p>Sign in<input type=password>", True), (200, "<html><p>Already a subscriber?", False)],
)  # fmt: skip
def test_what_may_be_gone_another_time_is_told_from_what_stays(site, fetcher, status, body, is_passing):
    with pytest.raises(BadSourceError) as refused:
        fetcher.page(site.has("/no", body, status))
    assert isinstance(refused.value, NotNowError) == is_passing


def test_what_leads_to_this_network_or_nowhere_is_of_now_as_a_hotel_does_that(site, fetcher):
    with pytest.raises(NotNowError):
        fetcher.fetch(site.has("/again", status=302, location="/again"))
    with pytest.raises(NotNowError):
        Fetcher(pause=0).fetch(site.url)


def test_over_tls_it_is_the_site_itself_that_wants_a_login(certificate, monkeypatch):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    _names(monkeypatch, {"rope.example": [["127.0.0.1"]]})
    with a_site(context) as site:
        site.has("/no", SOON_GONE)
        url = f"https://rope.example:{site.port}/no"
        with pytest.raises(NotNowError, match="prove"):  # its clock, or ours, may be wrong
            Fetcher(local=True, pause=0).page(url)
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "cert.pem"))
        with pytest.raises(BadSourceError, match="consent") as refused:
            Fetcher(local=True, pause=0).page(url)
        assert not isinstance(refused.value, NotNowError)


def test_nobody_there_is_no_source(fetcher):
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(NoSourceError, match="does not answer"):
        fetcher.fetch(f"http://127.0.0.1:{port}/")


def test_a_host_that_nobody_knows_is_no_source(fetcher, monkeypatch):
    def getaddrinfo(*_, **__):
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    with pytest.raises(NoSourceError, match="no such host"):
        fetcher.fetch("http://nowhere.example/")


def test_a_directory_that_does_not_answer_is_given_up(site, monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: site.over.wait() and [])
    with pytest.raises(NoSourceError, match="in time"):
        Fetcher(patience=0.1).fetch("http://slow.example/")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    if not shutil.which("openssl"):
        pytest.skip("needs openssl, to make a certificate")
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-keyout", "key.pem", "-out", "cert.pem", "-subj", "/CN=rope.example",
         "-addext", "subjectAltName=DNS:rope.example"],
        cwd=folder, check=True, capture_output=True,
    )  # fmt: skip
    return folder


def test_over_tls_the_name_must_be_proved_though_a_number_is_connected_to(certificate, monkeypatch):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    _names(monkeypatch, {"rope.example": [["127.0.0.1"]], "other.example": [["127.0.0.1"]]})
    with a_site(context) as site:
        site.has("/rope", PAGE)
        with pytest.raises(BadSourceError, match="prove"):  # nobody vouches for it
            Fetcher(local=True, pause=0).fetch(f"https://rope.example:{site.port}/rope")
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "cert.pem"))
        assert Fetcher(local=True, pause=0).fetch(f"https://rope.example:{site.port}/rope").body == PAGE.encode()
        with pytest.raises(BadSourceError, match="prove"):
            Fetcher(local=True, pause=0).fetch(f"https://other.example:{site.port}/rope")
