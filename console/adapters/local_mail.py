"""A mailbox on this machine, for the demo and for tests: every mail becomes a file, nothing leaves the machine.

`python -m console.adapters.local_mail --port 2525 --folder var/mail` serves until SIGTERM or SIGINT. Mail programs open
the files (.eml). An SMS comes as a mail to NUMBER@sms.local (see `channels`). A mail to `--shop` is brought to the
webhook as well, signed with EMAIL_WEBHOOK_SECRET, as a mail provider would:

    python -m console.adapters.local_mail --write marie@example.org --subject "My lamp" --port 2525 < text
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import smtplib
import sys
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import make_msgid
from itertools import count
from pathlib import Path
from typing import Any

import httpx

from console.adapters.webhook_signatures import sign
from console.lifeline import end_with_parent
from console.say import complain, say

_LARGEST = 20 * 1024 * 1024  # bytes
_KEPT = 2000  # files; the oldest are forgotten


class Mailbox:
    """Handles mails for aiosmtpd: each becomes one file of `folder`, whole or not at all."""

    def __init__(self, folder: Path, *, shop: str = "", webhook: str = "", secret: str = "") -> None:
        self.folder = folder
        self._shop, self._webhook, self._secret = shop.casefold(), webhook, secret
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
        if self._webhook and self._shop in (each.casefold() for each in envelope.rcpt_tos):
            return await self._bring(name, envelope.content)
        return "250 Kept"

    async def _bring(self, name: str, content: bytes) -> str:
        """To the shop; who sends tries again later if it cannot be taken now."""
        signed = sign(secret=self._secret, delivery_id=f"local-{name}", at=datetime.now(UTC), body=content)
        headers = {**signed, "content-type": "message/rfc822"}
        try:
            async with httpx.AsyncClient(trust_env=False, timeout=20) as client:
                answer = await client.post(self._webhook, content=content, headers=headers)
        except httpx.HTTPError:
            return "451 The shop cannot be reached"
        return "250 Brought" if answer.is_success else f"451 The shop answers {answer.status_code}"


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
    secret = os.environ.get("EMAIL_WEBHOOK_SECRET", "")
    mailbox = Mailbox(options.folder, shop=options.shop, webhook=options.webhook, secret=secret)
    try:
        server = await serve(mailbox, port=options.port)
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
    parser.add_argument("--folder", type=Path, default=Path("var/mail"), help="where the files go")
    parser.add_argument("--shop", default="help@comptoir.local", help="mails to this address are brought to the shop")
    parser.add_argument("--webhook", default="", help="where they are brought; none: nowhere")
    parser.add_argument("--write", default="", metavar="ADDRESS", help="do not serve, but write to the shop from there")
    parser.add_argument("--subject", default="Hello", help="of the mail that is written")
    return parser.parse_args(arguments)


def _write(options: argparse.Namespace) -> int:
    """A customer writes to the shop."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = options.write, options.shop, options.subject
    message["Message-ID"] = make_msgid(domain="customer.local")
    message.set_content(sys.stdin.read())
    with smtplib.SMTP("127.0.0.1", options.port) as server:
        server.send_message(message)
    return 0


def _main(options: argparse.Namespace) -> int:
    return _write(options) if options.write else asyncio.run(_run(options))


if __name__ == "__main__":
    end_with_parent()
    sys.exit(_main(_options(sys.argv[1:])))
