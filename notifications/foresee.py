"""The messages that would go out because of what was done in a unit of work, in their own words."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from domain.events.event import Event
from domain.kernel.masking import mask_contact
from domain.kernel.permissions import Permission
from domain.messages.queries import contacts_of
from domain.templates.live import live_wording
from domain.work.unit import Unit
from notifications.happening import foreseen
from notifications.segments import segments
from notifications.tell import Telling, telling_of


@dataclass(frozen=True, slots=True)
class PlannedMessage:
    """A message that would be sent. `skipped` says why it would not: "no_address" or "no_consent". `segments`: how
    many SMS it is."""

    template: str
    channel: str
    address_masked: str
    language: str
    skipped: str = ""
    subject: str = ""
    text: str = field(default="", repr=False)
    segments: int = 0


def foresee(unit: Unit, events: Iterable[Event], *, customer_id: UUID) -> list[PlannedMessage]:
    """The messages to the customer that follow from `events` of `unit`, each once, in their order."""
    unit.actor.require(Permission.CUSTOMERS_READ)
    unit.session.flush()
    contacts = contacts_of(unit, customer_id=customer_id)
    found: dict[PlannedMessage, None] = {}
    for event in foreseen(events):
        telling = telling_of(unit, event, contacts)
        if telling is not None:
            found[_planned(unit, telling)] = None
    return list(found)


def _planned(unit: Unit, telling: Telling) -> PlannedMessage:
    letter = unit.ports.letters.write(
        template=telling.template,
        channel=telling.channel,
        language=telling.language,
        values=telling.values,
        wording=live_wording(unit, telling.template, telling.language),
    )
    return PlannedMessage(
        template=telling.template,
        channel=telling.channel,
        address_masked=mask_contact(telling.channel, telling.address) if telling.address else "",
        language=telling.language,
        skipped=telling.skipped,
        subject=letter.subject,
        text=letter.text,
        segments=segments(letter.text).count if telling.channel == "sms" else 0,
    )
