"""`rr-reader serve`: the reader in a browser."""

import argparse
import sys
from contextlib import suppress

from rr_reader.cli.command import Command, Context, Parser
from rr_reader.errors import UsageError

LOOPBACK = "127.0.0.1"
_PORTS = range(65_536)


def _configure(parser: Parser) -> None:
    parser.declare("sources", metavar="SOURCE", nargs="*", help="open these without adding them to the library")
    parser.declare("--host", default=LOOPBACK, help=f"the name or address to serve at (else {LOOPBACK})")
    parser.declare("--port", type=int, default=0, help="the port to serve at (else one that is free)")


def _run(args: argparse.Namespace, context: Context) -> int:
    from rr_reader.cli.inputs import STDIN, check_exists

    if args.port not in _PORTS:
        raise UsageError(f"There is no port {args.port}.\nSee rr-reader serve --help.")
    if STDIN in args.sources:
        raise UsageError("A browser cannot read standard input. Name files, folders or addresses.")
    for word in args.sources:
        check_exists(word)
    try:
        from rr_reader.cli.serving.site import Site, listening_at, new_token
    except ImportError:
        raise UsageError("Browsers need the extra `browser`: pip install 'rr-reader[browser]'") from None
    from rr_reader.cli.serving.gate import WILDCARDS, Gate, is_loopback

    with listening_at(args.host, args.port) as listening, suppress(KeyboardInterrupt):  # which is how it ends
        port, token = listening.getsockname()[1], new_token()
        if not is_loopback(args.host):
            context.errors.say("Others on the network can read along, for this is not encrypted: see docs/security.md.")
        context.errors.say("Open this address in a browser; Ctrl-C ends.")
        shown = LOOPBACK if args.host in WILDCARDS else f"[{args.host}]" if ":" in args.host else args.host
        context.out.write(f"http://{shown}:{port}/?token={token}\n")
        context.out.flush()
        command = [sys.executable, "-P", "-m", "rr_reader.cli.serving.child", str(args.library or ""), *args.sources]
        gate = Gate(token, args.host, f"rr-reader-{port}", page_token=new_token())
        Site(gate, command, context.environ, lambda told: _tell(told, context)).serve(listening)
    return 0


def _tell(told: str, context: Context) -> None:
    context.errors.say(told.removeprefix("rr-reader: "))


COMMAND = Command(
    "serve",
    "open the reader in a browser, for whoever has the address",
    _configure,
    _run,
    ("rr-reader serve", "rr-reader serve --port 8080 interview.txt"),
)
