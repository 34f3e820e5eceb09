"""`python -m console.adapters.local_gateway`; see the package."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from pathlib import Path
from types import FrameType

from console.lifeline import end_with_parent

end_with_parent()

from console.adapters.local_gateway.server import Server  # noqa: E402
from console.adapters.local_gateway.store import Store  # noqa: E402
from console.adapters.local_gateway.vendor import Vendor  # noqa: E402
from console.say import complain, say  # noqa: E402


def main(arguments: list[str]) -> int:
    """The exit code. Serves until SIGTERM or SIGINT; what is moved by then is on the disk."""
    options = _options(arguments)
    if not options.secret:
        complain("A secret is needed: --secret, or GATEWAY_SECRET in the environment.")
        return 2
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGINT, _stop)
    vendor = Vendor(Store(options.ledger), secret=options.secret, webhook=options.webhook)
    try:
        server = Server(vendor, port=options.port, secret=options.secret)
    except OSError as error:
        complain(f"The local payment gateway cannot listen on port {options.port}: {error.strerror}.")
        return 2
    with server:
        if sys.stdout.isatty() or not options.port:  # whoever chose the port knows it, and may read JSON lines only
            say(f"The local payment gateway answers on http://127.0.0.1:{server.server_port}")
        server.serve_forever()
    return 0


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="A payment vendor on this machine, for the demo and for tests.")
    parser.add_argument("--port", type=int, required=True, help="0: any free one, told on standard output")
    parser.add_argument("--ledger", type=Path, required=True, help="the file that everything is kept in")
    parser.add_argument("--webhook", default="", help="the address that is told what happened")
    parser.add_argument(
        "--secret",
        default=os.environ.get("GATEWAY_SECRET", ""),
        help="instead of GATEWAY_SECRET in the environment; others on this machine can see arguments",
    )
    return parser.parse_args(arguments)


def _stop(_number: int, _frame: FrameType | None) -> None:
    sys.exit(0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
