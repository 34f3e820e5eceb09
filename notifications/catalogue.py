"""Which event is told to whom, by which template, on which channels. Every event of the domain stands here."""

from collections.abc import Mapping
from typing import Final

from domain.messages.purposes import SERVICE
from domain.messages.rows import Contacts
from notifications.events.cases import CASES
from notifications.events.house import HOUSE
from notifications.events.money import MONEY
from notifications.events.orders import ORDERS
from notifications.events.parcels import PARCELS
from notifications.events.returns import RETURNS
from notifications.kinds import TEMPLATES
from notifications.told import CHANNELS, SYSTEMS, Entry, Told

# Of itself no other system is told, and not of what somebody tried in vain.
_NOT_FOR_SYSTEMS: Final = ("webhook.", "attempt.")


def _assembled() -> dict[str, Entry]:
    """Other systems may be told of everything else, if they ask for it (see `domain.webhooks`)."""
    told = Told(SYSTEMS, CHANNELS[SYSTEMS])
    return {
        type: entry if type.startswith(_NOT_FOR_SYSTEMS) else Entry((*entry.told, told), entry.reason)
        for part in (ORDERS, PARCELS, MONEY, RETURNS, CASES, HOUSE)
        for type, entry in part.items()
    }


CATALOGUE: Final[Mapping[str, Entry]] = _assembled()
CUSTOMER_EVENTS: Final[Mapping[str, Told]] = {
    type: entry.to_customer for type, entry in CATALOGUE.items() if entry.to_customer
}
# What will have happened once the payment provider has answered: foreseen in previews, told when it is so.
FORESEEN: Final[Mapping[tuple[str, str], str]] = {("payment.asked", "refunded"): "payment.refunded"}
# Sent by their use case itself, not by an event.
DIRECT: Final = ("identity_code", "transcript")

__all__ = ["CATALOGUE", "CUSTOMER_EVENTS", "DIRECT", "FORESEEN", "TEMPLATES", "address_on", "channel_for", "events_of"]


def events_of(template: str) -> tuple[str, ...]:
    """The types of events that are told by `template`."""
    return tuple(type for type, told in CUSTOMER_EVENTS.items() if template in told.templates)


def channel_for(channels: tuple[str, ...], contacts: Contacts, purpose: str = SERVICE) -> tuple[str, str]:
    """The channel to use, and why nothing would be sent on it ("": it would)."""
    reachable = [channel for channel in channels if address_on(channel, contacts)]
    allowed = [channel for channel in reachable if channel not in contacts.refuses(purpose)]
    if allowed:
        return allowed[0], ""
    return (reachable[0], "no_consent") if reachable else (channels[0], "no_address")


def address_on(channel: str, contacts: Contacts) -> str:
    """Where the customer is reached on a channel, "" where they are not."""
    return contacts.email if channel == "email" else contacts.phone
