"""Send one message: noted, handed to the vendor with no transaction open, and what came of it noted again."""

from collections.abc import Mapping
from uuid import UUID

from domain.kernel.actor import Actor
from domain.kernel.errors import DomainError
from domain.messages.deliver import Attempt, begin_attempt, settle_attempt
from domain.returns.label import return_label
from domain.work.application import Application
from notifications.channels.channel import Attachment, Channel, FateUnknown, NotSent, Parcel

POSTMAN = Actor.system("messages")


class TryLater(Exception):
    """It waits; the job that raises this is run again."""


def deliver(application: Application, channels: Mapping[str, Channel], *, message_id: UUID) -> None:
    """Send the message if it is to be sent. Running it again sends nothing twice that is known to have been sent.

    A try without a known end is looked up before another is made where the vendor can tell (SMS), and shown to a
    person where it cannot (e-mail). One that has to be tried again has asked for its next job itself.
    """
    attempt = application.perform(begin_attempt, POSTMAN, message_id=message_id)
    if attempt is None:
        return
    fate, reference, problem = hand_over(
        channels.get(attempt.channel),
        _parcel(application, attempt),
        look_first=attempt.look_first,
        only_look=attempt.only_look,
    )
    application.perform(
        settle_attempt, POSTMAN, message_id=message_id, fate=fate, vendor_ref=reference, problem=problem
    )


def hand_over(
    channel: Channel | None, parcel: Parcel, *, look_first: bool, only_look: str = ""
) -> tuple[str, str, str]:
    """What became of it (sent, failed, retry or unknown), the vendor's reference, and the problem. `only_look` is why
    it may not be sent any more, where an earlier try may have.
    """
    if channel is None:
        return "failed", "", "no_channel"
    try:
        found = channel.find(parcel) if look_first else None
        if found is None and only_look:
            return "failed", "", only_look
        return "sent", found or channel.send(parcel), ""
    except NotSent as error:
        return ("failed" if error.permanent else "retry"), "", error.problem
    except FateUnknown as error:
        return "unknown", "", f"fate_unknown {error}".strip()


def _parcel(application: Application, attempt: Attempt) -> Parcel:
    return Parcel(
        id=attempt.message_id,
        address=attempt.address,
        subject=attempt.subject,
        text=attempt.text,
        html=attempt.html,
        attachments=_label(application, attempt.label_of),
        first_tried_at=attempt.first_tried_at,
        not_these=attempt.not_these,
    )


def _label(application: Application, return_id: UUID | None) -> tuple[Attachment, ...]:
    """None for a return that was withdrawn in the meantime."""
    if return_id is None:
        return ()
    try:
        content = application.ask(return_label, POSTMAN, return_id=return_id)
    except DomainError:
        return ()
    return (Attachment("return-label.pdf", "application/pdf", content),) if content else ()
