"""What customers were told: of the messages that a timeline names, and about the parcels of an order."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select

from domain.identity.assure import is_assured, sees_plainly
from domain.kernel.permissions import Permission
from domain.messages.queries import message_row
from domain.messages.rows import MessageRow
from domain.models.event import EventRow
from domain.models.message import OutboundMessage
from domain.models.shipment import Shipment
from domain.work.unit import Unit

TOO_OLD: Final = timedelta(days=3)  # what happened before and is only recorded now is not told any more


@dataclass(frozen=True, slots=True)
class ParcelTold:
    """The messages about a parcel, oldest first. `why_none`, where there are none: it was imported, recorded_late, or
    nothing_written by the product for what has happened to it.
    """

    messages: tuple[MessageRow, ...]
    why_none: str


def messages_named(unit: Unit, *, message_ids: Collection[UUID]) -> dict[UUID, MessageRow]:
    """These messages. Of secret ones nothing is told. Addresses are masked until the customer is known for sure."""
    unit.actor.require(Permission.CUSTOMERS_READ)
    if not message_ids:
        return {}
    query = select(OutboundMessage).where(OutboundMessage.id.in_(message_ids), OutboundMessage.secret.is_(False))
    return {row.id: row for row in _rows(unit, unit.session.execute(query).scalars().all())}


def told_of_parcels(unit: Unit, *, order_id: UUID) -> dict[UUID, ParcelTold]:
    """What was written to the customer about each parcel of an order, and why where that is nothing."""
    unit.actor.require(Permission.CUSTOMERS_READ, Permission.ORDERS_READ)
    parcels = unit.session.execute(select(Shipment.id).where(Shipment.order_id == order_id)).scalars().all()
    parcel = EventRow.data["shipment_id"].astext.label("parcel")
    open_to_all = (OutboundMessage.event_id == EventRow.id) & OutboundMessage.secret.is_(False)
    query = (
        select(EventRow, parcel, OutboundMessage)
        .outerjoin(OutboundMessage, open_to_all)
        .where(EventRow.order_id == order_id, parcel.in_([str(each) for each in parcels]))
        .order_by(OutboundMessage.queued_at, OutboundMessage.id)
    )
    found = unit.session.execute(query).all()
    rows = {row.id: row for row in _rows(unit, [message for _, _, message in found if message is not None])}
    told: dict[UUID, ParcelTold] = {}
    for each in parcels:
        of = [(event, message) for event, named, message in found if named == str(each)]
        messages = tuple(rows[message.id] for _, message in of if message is not None)
        told[each] = ParcelTold(messages, "" if messages else _why_none([event for event, _ in of]))
    return told


def _why_none(events: Sequence[EventRow]) -> str:
    if events and all(event.cause == "import" for event in events):
        return "imported"
    if events and all(event.recorded_at - event.occurred_at > TOO_OLD for event in events):
        return "recorded_late"
    return "nothing_written"


def _rows(unit: Unit, messages: Sequence[OutboundMessage]) -> list[MessageRow]:
    customers = {message.customer_id for message in messages}
    plain = {each for each in customers if sees_plainly(unit.actor) or is_assured(unit, each)}
    return [message_row(message, plain=message.customer_id in plain) for message in messages]
