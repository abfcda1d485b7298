"""The little web site: a page, what it needs, and a socket for each tab."""

import secrets
import socket
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from importlib.resources import files
from pathlib import Path

import textual_serve
from aiohttp import WSCloseCode, web

from rr_reader.cli.serving.gate import Gate
from rr_reader.cli.serving.session import LARGEST, Session
from rr_reader.errors import CannotCreateError

MOST = 16
"""Tabs at once: each is a process."""
HEARTBEAT = 15
"""Seconds after which a browser that says nothing is asked whether it is there."""

_READER = "reader"
"""What the one route is called at which a reader is to be had."""
_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
_CLIENT = Path(textual_serve.__file__).parent / "static"
"""The terminal for browsers that comes with textual-serve: a script, styles, fonts."""
_KINDS = {".js": "text/javascript", ".css": "text/css", ".html": "text/html"}


class Site:
    """Serves readers until it is told to end."""

    def __init__(
        self, gate: Gate, command: Sequence[str], environ: Mapping[str, str], tell: Callable[[str], None]
    ) -> None:
        """Each tab runs `command`; what its reader says at last goes to `tell`."""
        self._gate, self._command, self._environ, self._tell = gate, command, environ, tell
        self._sockets: set[web.WebSocketResponse] = set()

    def serve(self, listening: socket.socket) -> None:
        """Serve until SIGINT or SIGTERM; then every reader saves and ends."""
        app = web.Application(middlewares=[self._guarded], client_max_size=LARGEST)
        app.router.add_get("/", self._page)
        app.router.add_get("/page/{name}", self._own)
        app.router.add_get("/ws", self._socket, name=_READER)
        app.router.add_static("/client", _CLIENT)
        app.on_shutdown.append(self._close)
        web.run_app(app, sock=listening, print=None, access_log=None, shutdown_timeout=10)

    @web.middleware
    async def _guarded(self, request: web.Request, handler: _Handler) -> web.StreamResponse:
        """Let in who may come in, and let no other site do anything with what is answered."""
        to_read = request.match_info.route.name == _READER
        refused = self._gate.refuses(request.headers, request.query, request.cookies, to_read=to_read)
        response = web.Response(status=403, text=refused + "\n") if refused else await handler(request)
        if not response.prepared:
            response.headers.update(_headers(request.host if not refused else ""))
        return response

    async def _page(self, request: web.Request) -> web.Response:
        response = _kept("page.html")
        response.set_cookie(self._gate.cookie, self._gate.page_token, httponly=True, samesite="Strict", path="/")
        return response

    async def _own(self, request: web.Request) -> web.Response:
        if (name := request.match_info["name"]) not in {"page.js", "page.css"}:
            raise web.HTTPNotFound
        return _kept(name)

    async def _socket(self, request: web.Request) -> web.StreamResponse:
        if len(self._sockets) >= MOST:
            return web.Response(status=503, text=f"There are {MOST} tabs already.\n")
        talk = web.WebSocketResponse(heartbeat=HEARTBEAT, max_msg_size=LARGEST)
        self._sockets.add(talk)
        try:
            await talk.prepare(request)
            size = _number(request.query.get("width")), _number(request.query.get("height"))
            if words := await Session.run(talk, self._command, self._environ, size):
                self._tell(words)
        except OSError as problem:
            self._tell(f"A reader could not be started: {problem.strerror or problem}")
        finally:
            self._sockets.discard(talk)
            with suppress(ConnectionError, RuntimeError):
                await talk.close()
        return talk

    async def _close(self, app: web.Application) -> None:
        for each in tuple(self._sockets):
            with suppress(ConnectionError, RuntimeError):
                await each.close(code=WSCloseCode.GOING_AWAY)


def listening_at(host: str, port: int) -> socket.socket:
    """Open a socket there; 0 is a port that is free. Raises CannotCreateError."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(address[:2], family=family)
    except (OSError, UnicodeError) as problem:
        why = (isinstance(problem, OSError) and problem.strerror) or "no such host"
        raise CannotCreateError(f"Nothing can be served at {host}, port {port}: {why}.") from None


def new_token() -> str:
    """Give a secret that nobody can guess: 256 bits."""
    return secrets.token_urlsafe(32)


def _kept(name: str) -> web.Response:
    text = (files("rr_reader.cli.serving") / name).read_text(encoding="utf-8")
    return web.Response(text=text, content_type=_KINDS[Path(name).suffix], charset="utf-8")


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 5 else 0


def _headers(host: str) -> dict[str, str]:
    """Say to the browser that nothing comes from elsewhere, and nothing goes there."""
    talk = f" ws://{host} wss://{host}" if host else ""
    return {
        "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
        f"font-src 'self'; img-src 'self' data:; connect-src 'self'{talk}; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "no-store",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }
