"""A person sees to a message that failed, or whose fate nobody knows."""

from uuid import UUID

from sqlalchemy import select

from domain.kernel.errors import Conflict, NotFound
from domain.kernel.permissions import Permission
from domain.messages.fall_back import DELIVER, call_back
from domain.messages.record import record_message
from domain.messages.stopped import free_address
from domain.models.message import OutboundMessage
from domain.work.unit import Unit

AGAIN = ("failed", "unknown", "skipped")


def confirm_arrival(unit: Unit, *, message_id: UUID) -> None:
    """The customer, or the mail server, says that it arrived. Records `message.arrived`.

    Refuses with `Conflict` one whose fate is known.
    """
    unit.actor.require(Permission.MESSAGES_SEND, Permission.CUSTOMERS_READ)
    message = load_message(unit, message_id)
    if message.status != "unknown":
        raise _known(message)
    message.status, message.problem, message.not_before = "delivered", "", None
    message.sent_at = message.sent_at or message.tried_at
    record_message(unit, "arrived", message)
    call_back(unit, message)


def send_again(unit: Unit, *, message_id: UUID) -> None:
    """Send it once more under the same id, by which a mailbox that has it already may know it. Records
    `message.sent_again`.

    Consent, quiet hours and the cap are asked as for any other; an address where nothing arrived is tried again.
    Refuses with `Conflict` one that is on its way, has arrived, was told on the other channel, or has no text left.
    """
    unit.actor.require(Permission.MESSAGES_SEND, Permission.CUSTOMERS_READ)
    message = load_message(unit, message_id)
    if message.status not in AGAIN:
        raise _known(message)
    if not message.address or not message.body:
        raise Conflict(
            code="message_has_no_text",
            en="There is nothing left to send: its text or address is gone. Write to the customer instead.",
            fr="Il n’y a plus rien à envoyer : le texte ou l’adresse a disparu. Écrivez plutôt au client.",
        )
    if _was_told_otherwise(unit, message):
        raise Conflict(
            code="told_otherwise",
            en="The customer was told the same on another channel.",
            fr="Le client l’a appris par un autre canal.",
        )
    free_address(unit, message.channel, message.address)
    refs = [*message.details.get("failed_refs", ()), *([message.vendor_ref] if message.vendor_ref else [])]
    message.details = {**message.details, "failed_refs": refs, "patient_since": unit.now.isoformat()}
    message.status, message.problem, message.vendor_ref = "queued", "", None
    message.attempts, message.not_before, message.sent_at = 0, None, None
    unit.defer(DELIVER, lock=f"message:{message.id}", message_id=str(message.id))
    record_message(unit, "sent_again", message)


def _was_told_otherwise(unit: Unit, message: OutboundMessage) -> bool:
    query = select(OutboundMessage.id).where(
        OutboundMessage.fall_back_of == message.id, OutboundMessage.status.in_(("sending", "sent", "delivered"))
    )
    return unit.session.execute(query).first() is not None


def load_message(unit: Unit, message_id: UUID) -> OutboundMessage:
    """The message, locked, or `NotFound`; so is one that is secret. A part of use cases."""
    query = select(OutboundMessage).where(OutboundMessage.id == message_id).with_for_update()
    message = unit.session.execute(query).scalar_one_or_none()
    if message is None or message.secret:
        raise NotFound.of("message", "message", message_id)
    return message


def _known(message: OutboundMessage) -> Conflict:
    return Conflict(
        code="message_fate_known",
        en="What became of this message is known, or it is on its way.",
        fr="On sait ce que ce message est devenu, ou il est en route.",
        details={"status": message.status},
    )
