"""`python -m console.adapters.local_twilio`; see the package."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from pathlib import Path
from types import FrameType

from console.lifeline import end_with_parent

end_with_parent()

from console.adapters.local_twilio.description import Description  # noqa: E402
from console.adapters.local_twilio.exchange import Exchange  # noqa: E402
from console.adapters.local_twilio.line import Line  # noqa: E402
from console.adapters.local_twilio.server import Server  # noqa: E402
from console.adapters.local_twilio.store import Store  # noqa: E402
from console.say import complain, say  # noqa: E402


def main(arguments: list[str]) -> int:
    """The exit code. Serves until SIGTERM or SIGINT."""
    options = _options(arguments)
    if not options.token:
        complain("A token is needed: --token, or TWILIO_AUTH_TOKEN in the environment.")
        return 2
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGINT, _stop)
    line = Line(account=options.account, token=options.token, number=options.number, site=options.site.rstrip("/"))
    exchange = Exchange(Store(options.ledger), line, tempo=options.tempo)
    try:
        server = Server(exchange, Description.read(options.description), port=options.port)
    except OSError as error:
        complain(f"The local telephone cannot listen on port {options.port}: {error.strerror}.")
        return 2
    with server:
        if sys.stdout.isatty() or not options.port:
            say(f"The local telephone answers on http://127.0.0.1:{server.server_port}")
        server.serve_forever()
    return 0


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="A telephone company on this machine, for the demo and for tests.")
    parser.add_argument("--port", type=int, required=True, help="0: any free one, told on standard output")
    parser.add_argument("--ledger", type=Path, required=True, help="the file that messages and calls are kept in")
    parser.add_argument("--account", required=True, help="the account's sid, AC and 32 hexadecimal digits")
    parser.add_argument("--number", required=True, help="the shop's number, like +33199000000")
    parser.add_argument("--site", default="", help="where the webhooks are; none: nobody is told")
    parser.add_argument("--description", type=Path, help="twilio_api_v2010.json, to check requests against")
    parser.add_argument("--tempo", type=float, default=1.0, help="how long pauses and music last; 0: no time")
    parser.add_argument(
        "--token",
        default=os.environ.get("TWILIO_AUTH_TOKEN", ""),
        help="instead of TWILIO_AUTH_TOKEN in the environment; others on this machine can see arguments",
    )
    return parser.parse_args(arguments)


def _stop(_number: int, _frame: FrameType | None) -> None:
    sys.exit(0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
