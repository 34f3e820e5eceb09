"""A mailbox that is looked into by IMAP."""

import imaplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import unquote, urlsplit

_TIMEOUT: Final = 30.0  # seconds
_AT_ONCE: Final = 50
_LOCAL: Final = ("localhost", "127.0.0.1", "::1")


class MailboxTrouble(Exception):
    """The mailbox cannot be read now."""


@dataclass(frozen=True, slots=True)
class Mailbox:
    """`url` is imaps://user:password@host:993/INBOX, or imap:// for STARTTLS, which only this machine may lack."""

    url: str = field(repr=False)

    def fetch(self, keep: Callable[[str, bytes], None], *, largest: int) -> int:
        """Hand every unseen mail to `keep`, with an id of the mailbox's, and mark it as seen after that; how many.

        A mail larger than `largest` bytes is handed over without its end. Raises `MailboxTrouble`.
        """
        try:
            with self._opened() as (box, validity):
                unseen = _ok(box.uid("SEARCH", "UNSEEN"))[0].split()[:_AT_ONCE]
                for uid in unseen:
                    name = uid.decode()
                    keep(f"{validity}-{name}", _whole(box, name, largest))
                    _ok(box.uid("STORE", name, "+FLAGS", r"(\Seen)"))
                return len(unseen)
        except (imaplib.IMAP4.error, OSError) as error:
            raise MailboxTrouble(f"{type(error).__name__}: {error}"[:300]) from error

    @contextmanager
    def _opened(self) -> Iterator[tuple[imaplib.IMAP4, str]]:
        parts, context = urlsplit(self.url), ssl.create_default_context()
        host = parts.hostname or "localhost"
        box: imaplib.IMAP4
        if parts.scheme == "imaps":
            box = imaplib.IMAP4_SSL(host, parts.port or 993, ssl_context=context, timeout=_TIMEOUT)
        else:
            box = imaplib.IMAP4(host, parts.port or 143, timeout=_TIMEOUT)
        try:
            if parts.scheme == "imap" and "STARTTLS" in box.capabilities:
                box.starttls(context)
            elif parts.scheme == "imap" and host not in _LOCAL:
                raise MailboxTrouble("The mail server offers no TLS; the password is not sent.")
            box.login(unquote(parts.username or ""), unquote(parts.password or ""))
            _ok(box.select(f'"{unquote(parts.path.lstrip("/")) or "INBOX"}"'))
            _, validity = box.response("UIDVALIDITY")
            yield box, (validity[0] or b"0").decode() if validity else "0"
        finally:
            with suppress(imaplib.IMAP4.error, OSError):
                box.logout()


def _whole(box: imaplib.IMAP4, uid: str, largest: int) -> bytes:
    found = _ok(box.uid("FETCH", uid, f"(BODY.PEEK[]<0.{largest}>)"))
    return next((bytes(part[1]) for part in found if isinstance(part, tuple)), b"")


def _ok(answer: tuple[str, list[Any]]) -> list[Any]:
    kind, data = answer
    if kind != "OK":
        raise imaplib.IMAP4.error(str(data)[:200])
    return data
