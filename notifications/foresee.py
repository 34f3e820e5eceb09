"""The messages that would go out because of what was done in a unit of work, in their own words."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final
from uuid import UUID

from domain.alerts.foresee import foresee_messages
from domain.events.event import Event
from domain.kernel.masking import mask_contact
from domain.kernel.permissions import Permission
from domain.messages.may_go import SWITCHED_OFF
from domain.messages.queries import contacts_of
from domain.ports.links import hide_links
from domain.templates.live import live_wording, switched_off
from domain.work.unit import Unit
from notifications.happening import foreseen
from notifications.ruled import is_ruled
from notifications.segments import segments
from notifications.tell import Telling, telling_of

SILENCED: Final = "silenced"
# A preview draws no number; the customer's message will name the one that is drawn then.
_NO_NUMBER_YET: Final = re.compile(r"#preview-\w+")
_NUMBER_TO_COME: Final[Mapping[str, str]] = {"en": "[its number]", "fr": "[son numéro]"}


@dataclass(frozen=True, slots=True)
class PlannedMessage:
    """A message that would be sent. `skipped` says why it would not: "no_address", "no_consent", "switched_off" or
    "silenced".
    `segments`: how many SMS it is."""

    template: str
    channel: str
    address_masked: str
    language: str
    skipped: str = ""
    subject: str = ""
    text: str = field(default="", repr=False)
    segments: int = 0


def foresee(unit: Unit, events: Sequence[Event], *, customer_id: UUID, plain: bool = False) -> list[PlannedMessage]:
    """The messages to the customer that follow from `events` of `unit`, each once, in their order, as the alerting
    rules of now will have it: what they add is there, and what they suppress or is switched off is told as `skipped`.
    Contacts are masked unless `plain`.
    """
    unit.actor.require(Permission.CUSTOMERS_READ)
    unit.session.flush()
    contacts = contacts_of(unit, customer_id=customer_id)
    rules, off = foresee_messages(unit, events), switched_off(unit)
    found: dict[tuple[str, str, str], PlannedMessage] = {}
    for event, happening in zip(events, foreseen(events), strict=True):
        added = [name for name in rules.added.get(event.id, ()) if is_ruled(name)]
        for ruled in ("", *added):
            telling = telling_of(unit, happening, contacts, ruled)
            if telling is None:
                continue
            why = _why_not(telling, off, silent=not ruled and event.id in rules.silent)
            planned = _planned(unit, replace(telling, skipped=why), plain=plain)
            known = found.get(key := (planned.template, planned.channel, planned.text))
            if known is None or known.skipped:
                found[key] = planned
    return list(found.values())


def _why_not(telling: Telling, off: Collection[str], *, silent: bool) -> str:
    if silent:
        return SILENCED
    return SWITCHED_OFF if telling.template in off else telling.skipped


def _planned(unit: Unit, telling: Telling, *, plain: bool) -> PlannedMessage:
    address = telling.address if plain else mask_contact(telling.channel, telling.address)
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
        address_masked=address if telling.address else "",
        language=telling.language,
        skipped=telling.skipped,
        subject=_with_number_to_come(letter.subject, telling.language),
        text=_with_number_to_come(hide_links(letter.text), telling.language),
        segments=segments(letter.text).count if telling.channel == "sms" else 0,
    )


def _with_number_to_come(text: str, language: str) -> str:
    return _NO_NUMBER_YET.sub(_NUMBER_TO_COME[language], text)
