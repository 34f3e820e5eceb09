"""E-mail that comes in is fetched, read, and put where it belongs."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

import structlog

from console.jobs.registry import task
from console.reactions.inbound import HANDLERS
from domain.conversations.note_delivery import note_delivery
from domain.conversations.receive_email import LARGEST_MAIL, TYPE, NewMail, entry_of_mail, keep_mail, receive_email
from domain.kernel.actor import Actor
from domain.messages.note_status import note_message_status
from notifications.channels.smtp_codes import problem_of_bounce
from notifications.mail.bounces import Bounce
from notifications.mail.mailbox import Mailbox, MailboxTrouble
from notifications.mail.read import ReadMail, read_mail

POLL: Final = "conversations.poll_mailbox"
POST: Final = Actor.system("mail")

log = structlog.get_logger(__name__)


@task(POLL, cron="* * * * *", queue="conversations")
def poll_mailbox(console: Any, /, **_args: Any) -> object:
    """Keep what is new in the mailbox that IMAP_URL names. A mailbox that is away is looked into a minute later."""
    if not (url := console.settings.imap_url):
        return None

    def keep(id: str, content: bytes) -> None:
        console.application.perform(keep_mail, POST, delivery_id=f"imap-{id}", content=content)

    try:
        return Mailbox(url.get_secret_value()).fetch(keep, largest=LARGEST_MAIL)
    except MailboxTrouble as trouble:
        log.warning("the mailbox cannot be read", problem=str(trouble))
        return None


def _mail_received(console: Any, fields: Mapping[str, Any], _link: Mapping[str, str]) -> object:
    storage, sha256 = console.application.ports.storage, str(fields["sha256"])
    try:
        mail = read_mail(storage.read(sha256))
    except FileNotFoundError:
        return "the mail is gone"
    problem = _work_off(console, mail)
    storage.remove(sha256)  # what is in it stands in the conversation now, where an erasure finds it
    return problem


def _work_off(console: Any, mail: ReadMail) -> str:
    if mail.kind == "bounce":
        return "" if any([_bounced(console, bounce) for bounce in mail.bounces]) else "unknown mail bounced"
    if _is_ours(console, mail.sender):
        return "sent by ourselves"
    received = console.application.perform(
        receive_email,
        POST,
        mail=NewMail(
            sender=mail.sender,
            name=mail.name,
            subject=mail.subject,
            text=mail.text,
            quoted=mail.quoted,
            message_id=mail.message_id,
            answers=mail.answers,
            files=tuple((file.name, file.content) for file in mail.files),
            automatic=mail.kind == "automatic",
        ),
    )
    return "" if received else "automatic"


def _bounced(console: Any, bounce: Bounce) -> bool:
    """Whether it was a mail of ours: a reply in a conversation, or one that told of an event."""
    problem = problem_of_bounce(bounce.status)
    entry = console.application.perform(entry_of_mail, POST, message_id=bounce.message_id)
    if entry is not None:
        console.application.perform(note_delivery, POST, entry_id=entry, status="failed", problem=problem)
        return True
    try:
        id = UUID(bounce.message_id.lstrip("<").partition("@")[0])
    except ValueError:
        return False
    noted = console.application.perform(note_message_status, POST, message_id=id, status="failed", problem=problem)
    return noted is not None


def _is_ours(console: Any, sender: str) -> bool:
    """Whether it comes from the address that we write from: two machines would answer each other for ever."""
    mail = console.channels.get("email")
    return bool(sender) and sender.casefold() == str(getattr(mail, "address", "")).casefold()


HANDLERS[TYPE] = _mail_received
