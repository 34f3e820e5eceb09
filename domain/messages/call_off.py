"""A message that waits is not sent after all."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import select

from domain.kernel.errors import Conflict
from domain.kernel.permissions import Permission
from domain.messages.record import record_message
from domain.messages.see_to import load_message
from domain.models.event import EventRow
from domain.models.message import OutboundMessage
from domain.work.unit import Unit

CALLED_OFF: Final = "called_off"


def call_off_message(unit: Unit, *, message_id: UUID) -> None:
    """Do not send a message that still waits, on no channel. Records `message.skipped`.

    Refuses with `Conflict` one that is on its way, or whose fate is known.
    """
    unit.actor.require(Permission.MESSAGES_SEND, Permission.CUSTOMERS_READ)
    message = load_message(unit, message_id)
    if message.status != "queued":
        raise Conflict(
            code="message_not_waiting",
            en="This message does not wait any more.",
            fr="Ce message n’est plus en attente.",
            details={"status": message.status},
        )
    _skip(unit, message, CALLED_OFF)


def call_off_about(
    unit: Unit, order_id: UUID, /, *, templates: Sequence[str], name: str, value: str, problem: str
) -> None:
    """Call off what waits of `templates` about an order, where its event names `value` as `name`. A part of use cases.

    What is just being sent is let go.
    """
    told = select(EventRow.id).where(EventRow.order_id == order_id, EventRow.data[name].astext == value)
    query = select(OutboundMessage).where(
        OutboundMessage.status == "queued",
        OutboundMessage.order_id == order_id,
        OutboundMessage.template.in_(templates),
        OutboundMessage.event_id.in_(told),
    )
    for message in unit.session.execute(query.with_for_update(skip_locked=True)).scalars().all():
        _skip(unit, message, problem)


def _skip(unit: Unit, message: OutboundMessage, problem: str) -> None:
    message.status, message.problem, message.not_before = "skipped", problem, None
    record_message(unit, "skipped", message, problem=problem)
