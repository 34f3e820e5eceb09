"""Tell a customer what happened: an event becomes a message."""

from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from domain.alerts.reactions import silence
from domain.kernel.errors import NotFound
from domain.kernel.permissions import Permission
from domain.messages.purposes import SERVICE, SURVEY
from domain.messages.queries import contacts_of
from domain.messages.queue import queue_message
from domain.messages.rows import Contacts
from domain.models.event import EventRow
from domain.models.returns import Return
from domain.overview.told import TOO_OLD
from domain.work.unit import Unit
from notifications.catalogue import CUSTOMER_EVENTS, address_on, channel_for
from notifications.facts import Facts
from notifications.fall_back import other_way
from notifications.happening import Happening, happened
from notifications.kinds import KINDS
from notifications.ruled import CHANNELS, check_ruled
from notifications.situation import channels_in, situation_of
from notifications.survey import survey_link

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
    channels: tuple[str, ...]
    purpose: str = SERVICE


def tell(unit: Unit, *, event_id: UUID, template: str = "") -> UUID | None:
    """Queue the message that the catalogue names for the event; its id, None when there is none or it was told.

    A message that cannot be sent (no contact, no consent), or that a rule does not want, is written down as skipped.
    `template` is a rule's own message, which it writes besides or instead. What happened longer ago than `TOO_OLD` and
    is only recorded now is not told. See `queue_message`.
    """
    unit.actor.require(Permission.MESSAGES_SEND, Permission.CUSTOMERS_READ)
    event = unit.session.get(EventRow, event_id)
    if event is None:
        raise NotFound.of("event", "événement", event_id)
    check_ruled(template)
    if event.customer_id is None or event.cause == "import" or not (template or event.type in CUSTOMER_EVENTS):
        return None
    if event.recorded_at - event.occurred_at > TOO_OLD:
        return None
    silent, decision_id = (False, None) if template else silence(unit, event_id)
    contacts = contacts_of(unit, customer_id=event.customer_id)
    telling = telling_of(unit, happened(unit, event), contacts, template)
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
        purpose=telling.purpose,
        order_id=event.order_id,
        event_id=event.id,
        attach_label_of=telling.label_of,
        fall_back=other_way(telling.channels, telling.channel, contacts, telling.purpose),
        withheld="silenced" if silent else "",
        decision_id=decision_id,
    )


def telling_of(unit: Unit, event: Happening, contacts: Contacts, ruled: str = "") -> Telling | None:
    """What the customer with `contacts` is told of `event`, None: nothing. `ruled` is a rule's own template for it."""
    told = CUSTOMER_EVENTS.get(event.type)
    if ruled:
        template, possible = ruled, CHANNELS
    elif told and (template := told.template_in(situation_of(unit, event))):
        possible = channels_in(unit, event, told.channels)
    else:
        return None
    if event.order_id is None and "number" in KINDS[template].values:
        return None  # it speaks of an order, and there is none
    purpose = told.purpose if told and not ruled else SERVICE
    survey = survey_link(unit, event, contacts) if purpose == SURVEY else ""
    if purpose == SURVEY and not survey:
        purpose = SERVICE  # the rest of it is told to whoever does not want to be asked
    channel, skipped = channel_for(possible, contacts, purpose)
    label = _label_of(unit, event) if channel == "email" else None
    facts = Facts(unit, event, name=contacts.name, language=contacts.language, label=label is not None, survey=survey)
    return Telling(
        template=template,
        channel=channel,
        address=address_on(channel, contacts),
        language=contacts.language,
        skipped=skipped,
        values=facts.of(KINDS[template].values),
        label_of=label,
        channels=possible,
        purpose=purpose,
    )


def _label_of(unit: Unit, event: Happening) -> UUID | None:
    """The return whose label goes along, if the goods come back by post."""
    named = event.data.get("return_id")
    if not named or not event.type.endswith(".requested") or event.data.get("channel") not in _BY_POST:
        return None
    return unit.session.execute(select(Return.id).where(Return.id == UUID(str(named)))).scalar_one_or_none()
