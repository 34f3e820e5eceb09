"""A mailbox on this machine, for the demo and for tests: every mail becomes a file, nothing leaves the machine.

`python -m console.adapters.local_mail --port 2525 --folder var/mail` serves until SIGTERM or SIGINT. Mail programs open
the files (.eml). An SMS comes as a mail to NUMBER@sms.local (see `channels`).
"""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

from console.lifeline import end_with_parent
from console.say import complain, say

_LARGEST = 20 * 1024 * 1024  # bytes
_KEPT = 2000  # files; the oldest are forgotten


class Mailbox:
    """Handles mails for aiosmtpd: each becomes one file of `folder`, whole or not at all."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._numbers = count(1)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        name = f"{datetime.now(UTC):%Y%m%dT%H%M%S.%f}-{next(self._numbers)}"
        draft = self.folder / f".{name}.part"
        to = ", ".join(envelope.rcpt_tos).encode("ascii", errors="replace")
        draft.write_bytes(b"X-Delivered-To: " + to + b"\r\n" + envelope.content)
        draft.rename(self.folder / f"{name}.eml")
        for old in sorted(self.folder.glob("*.eml"))[:-_KEPT]:
            old.unlink(missing_ok=True)
        return "250 Kept"


async def serve(mailbox: Mailbox, *, port: int) -> asyncio.Server:
    """Listens on this machine alone. Refused (`OSError`) when the port is taken."""
    from aiosmtpd.smtp import SMTP  # noqa: PLC0415  (takes long to load)

    loop = asyncio.get_running_loop()

    def session() -> SMTP:
        return SMTP(mailbox, hostname="localhost", data_size_limit=_LARGEST, enable_SMTPUTF8=True, loop=loop)

    return await loop.create_server(session, host="127.0.0.1", port=port)


async def _run(options: argparse.Namespace) -> int:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    try:
        server = await serve(Mailbox(options.folder), port=options.port)
    except OSError as error:
        complain(f"The local mailbox cannot listen on port {options.port}: {error.strerror}.")
        return 2
    if sys.stdout.isatty() or not options.port:
        say(f"The local mailbox answers on smtp://127.0.0.1:{server.sockets[0].getsockname()[1]}")
    await stop.wait()
    server.close()
    return 0


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Keeps every mail as a file.")
    parser.add_argument("--port", type=int, required=True, help="0: any free one, told on standard output")
    parser.add_argument("--folder", type=Path, required=True, help="where the files go")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    end_with_parent()
    sys.exit(asyncio.run(_run(_options(sys.argv[1:]))))
