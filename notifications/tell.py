"""Tell a customer what happened: an event becomes a message."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from domain.kernel.errors import NotFound
from domain.kernel.permissions import Permission
from domain.messages.queries import contacts_of
from domain.messages.queue import queue_message
from domain.messages.rows import Contacts
from domain.models.event import EventRow
from domain.models.returns import Return
from domain.work.unit import Unit
from notifications.catalogue import CUSTOMER_EVENTS, address_on, channel_for
from notifications.facts import Facts
from notifications.happening import Happening, happened
from notifications.kinds import KINDS
from notifications.situation import channels_in, situation_of

TOO_OLD: Final = timedelta(days=3)
_BY_POST: Final = ("mail", "drop_off")


@dataclass(frozen=True, slots=True)
class Telling:
    """What a customer is told of an event, before it is a message. `skipped`: why it would not be sent."""

    template: str
    channel: str
    address: str = field(repr=False)
    language: str
    skipped: str
    values: dict[str, Any] = field(repr=False)
    label_of: UUID | None


def tell(unit: Unit, *, event_id: UUID) -> UUID | None:
    """Queue the message that the catalogue names for the event; its id, None when there is none or it was told.

    A message that cannot be sent (no contact, no consent) is written down as skipped. See `queue_message`. What
    happened longer ago than `TOO_OLD` and is only recorded now is not told.
    """
    unit.actor.require(Permission.MESSAGES_SEND, Permission.CUSTOMERS_READ)
    event = unit.session.get(EventRow, event_id)
    if event is None:
        raise NotFound.of("event", "événement", event_id)
    if event.type not in CUSTOMER_EVENTS or event.customer_id is None or event.cause == "import":
        return None
    if event.recorded_at - event.occurred_at > TOO_OLD:
        return None
    contacts = contacts_of(unit, customer_id=event.customer_id)
    telling = telling_of(unit, happened(unit, event), contacts)
    if telling is None:
        return None
    return queue_message(
        unit,
        customer_id=contacts.customer_id,
        template=telling.template,
        channel=telling.channel,
        address=telling.address,
        language=telling.language,
        values=telling.values,
        order_id=event.order_id,
        event_id=event.id,
        attach_label_of=telling.label_of,
    )


def telling_of(unit: Unit, event: Happening, contacts: Contacts) -> Telling | None:
    """What the customer with `contacts` is told of `event`, None: nothing."""
    told = CUSTOMER_EVENTS.get(event.type)
    template = told.template_in(situation_of(unit, event)) if told else ""
    if told is None or not template:
        return None
    channel, skipped = channel_for(channels_in(unit, event, told.channels), contacts)
    label = _label_of(unit, event) if channel == "email" else None
    facts = Facts(unit, event, name=contacts.name, language=contacts.language, label=label is not None)
    return Telling(
        template=template,
        channel=channel,
        address=address_on(channel, contacts),
        language=contacts.language,
        skipped=skipped,
        values=facts.of(KINDS[template].values),
        label_of=label,
    )


def _label_of(unit: Unit, event: Happening) -> UUID | None:
    """The return whose label goes along, if the goods come back by post."""
    named = event.data.get("return_id")
    if not named or not event.type.endswith(".requested") or event.data.get("channel") not in _BY_POST:
        return None
    return unit.session.execute(select(Return.id).where(Return.id == UUID(str(named)))).scalar_one_or_none()
