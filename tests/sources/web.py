"""A web server for tests, on this machine: it answers what it is told to, well or badly."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ssl import SSLContext

Answer = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Answers a path as the site says; all else is not there."""

    protocol_version = "HTTP/1.1"
    site: "Site"

    def do_GET(self) -> None:
        self.site.asked.append((self.path, dict(self.headers)))
        self.close_connection = True
        answer = self.site.answers.get(self.path)
        try:
            if answer is None:
                self.give(404, b"")
            else:
                answer(self)
        except (BrokenPipeError, ConnectionResetError):  # who asked has had enough
            pass

    def give(self, status: int, body: bytes, headers: Mapping[str, str] = {}) -> None:
        """Answer soundly, but for what the headers say."""
        self.send_response_only(status)
        for name, value in ({"Content-Length": str(len(body)), "Connection": "close"} | dict(headers)).items():
            if value:
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


class Site:
    """A site: what it answers, by path, and what it was asked."""

    def __init__(self, server: ThreadingHTTPServer, scheme: str) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.over = threading.Event()
        """Set when the test is over: what stalls, stalls until then."""
        self.port = server.server_address[1]
        self.url = f"{scheme}://127.0.0.1:{self.port}"

    def has(self, path: str, body: bytes | str = b"", status: int = 200, **headers: str) -> str:
        """Let something be at a path; give its address."""
        raw = body.encode() if isinstance(body, str) else body
        given = {name.replace("_", "-").title(): value for name, value in headers.items()}
        self.answers[path] = lambda handler: handler.give(status, raw, given)
        return self.url + path

    def does(self, path: str, answer: Answer) -> str:
        """Let a path be answered by a function; give its address."""
        self.answers[path] = answer
        return self.url + path

    def paths(self) -> list[str]:
        """List what was asked for, but for robots.txt."""
        return [path for path, _ in self.asked if path != "/robots.txt"]


@contextmanager
def a_site(context: SSLContext | None = None) -> Iterator[Site]:
    """Run a site; with a context over TLS."""
    handler = type("ItsHandler", (Handler,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    server.block_on_close = False
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    site = Site(server, "https" if context else "http")
    handler.site = site  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.over.set()
        server.shutdown()
        server.server_close()
        thread.join()


def stalling(sent: int) -> Answer:
    """Answer with so many bytes of more, and then with nothing until the test is over."""

    def stall(handler: Handler) -> None:
        handler.send_response_only(200)
        handler.send_header("Content-Length", str(2 * sent))
        handler.end_headers()
        handler.wfile.write(b"x" * sent)
        handler.wfile.flush()
        handler.site.over.wait()

    return stall
