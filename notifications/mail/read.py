"""An e-mail as it came becomes what was written. Faults of its making are lived with: nothing is lost over them."""

from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default as RULES
from email.utils import getaddresses
from typing import Final

from notifications.mail.bounces import Bounce, bounces_in
from notifications.mail.headers import header, ids_in, is_automatic
from notifications.mail.parts import Part, attached_to, body_of
from notifications.mail.quotes import without_quote

LONGEST_SUBJECT: Final = 200


@dataclass(frozen=True, slots=True)
class ReadMail:
    """`kind` is message, automatic (nobody wrote it) or bounce (`bounces` says of which mails). `answers` are the
    Message-IDs before it, the nearest first; `quoted` is what was cut off below the answer.
    """

    kind: str
    message_id: str
    sender: str
    name: str
    to: tuple[str, ...]
    subject: str
    text: str = field(repr=False)
    quoted: str = field(repr=False)
    answers: tuple[str, ...]
    files: tuple[Part, ...] = field(repr=False)
    bounces: tuple[Bounce, ...]


def read_mail(raw: bytes) -> ReadMail:
    """Never refuses: what cannot be read is empty."""
    message = message_from_bytes(raw, policy=RULES)
    assert isinstance(message, EmailMessage)
    name, sender = _first_address(header(message, "From"))
    bounces = bounces_in(message)
    text, quoted = without_quote(body_of(message))
    nearest = ids_in(header(message, "In-Reply-To"))
    older = ids_in(header(message, "References"))[::-1]
    return ReadMail(
        kind="bounce" if bounces else "automatic" if is_automatic(message) else "message",
        message_id=next(iter(ids_in(header(message, "Message-ID"))), ""),
        sender=sender,
        name=name,
        to=tuple(address for _, address in _addresses(header(message, "To"), header(message, "X-Delivered-To"))),
        subject=" ".join(header(message, "Subject").split())[:LONGEST_SUBJECT],
        text=text,
        quoted=quoted,
        answers=tuple(dict.fromkeys((*nearest, *older))),
        files=attached_to(message),
        bounces=bounces,
    )


def _first_address(value: str) -> tuple[str, str]:
    return next(iter(_addresses(value)), ("", ""))


def _addresses(*values: str) -> list[tuple[str, str]]:
    try:
        found = getaddresses([value for value in values if value])
    except (ValueError, IndexError):
        return []
    return [(name.strip(), address.strip()) for name, address in found if "@" in address]
