"""Which event tells the customer what. Pure: the same answer for a preview as for what has happened."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol

from domain.kernel.masking import mask_contact
from domain.messages.rows import Contacts


@dataclass(frozen=True, slots=True)
class Told:
    """A message that an event causes: its template, and the channels to try, in this order; the first one that
    reaches the customer is used."""

    template: str
    channels: tuple[str, ...] = ("email", "sms")


CATALOGUE: Final[Mapping[str, Told]] = {
    "order.cancelled": Told("order_cancelled"),
    "order.lines_cancelled": Told("order_lines_cancelled"),
    "order.edited": Told("order_edited"),
    "order.address_changed": Told("address_changed"),
    "order.fulfilment_changed": Told("order_edited"),
    "order.replacement_added": Told("replacement"),
    "payment.refunded": Told("refunded"),
    "return.requested": Told("return_requested"),
    "exchange.requested": Told("exchange_requested"),
}
# What will have happened once the payment provider has answered: foreseen in previews, told when it is so.
_FORESEEN: Final[Mapping[tuple[str, str], str]] = {("payment.asked", "refunded"): "payment.refunded"}
# Sent by their use case itself, not by an event.
DIRECT: Final = ("identity_code",)
TEMPLATES: Final = (*sorted({told.template for told in CATALOGUE.values()}), *DIRECT)


class Happened(Protocol):
    """An event as it is recorded or read back."""

    @property
    def type(self) -> str: ...

    @property
    def data(self) -> Mapping[str, Any]: ...


@dataclass(frozen=True, slots=True)
class PlannedMessage:
    """A message that would be sent. `skipped` says why it would not: "no_address" or "no_consent"."""

    template: str
    channel: str
    address_masked: str
    language: str
    skipped: str = ""


def planned(events: Iterable[Happened], *, contacts: Contacts, language: str | None = None) -> list[PlannedMessage]:
    """The messages that follow from `events` of one customer, each once, in the order of the events.

    `contacts` are `domain.messages.queries.contacts_of` of the customer; `language` is theirs unless it is given.
    """
    spoken = language or contacts.language
    found: dict[PlannedMessage, None] = {}
    for told in (told_of(event, foreseen=True) for event in events):
        if told is not None:
            found[planned_of(told, contacts, spoken)] = None
    return list(found)


def planned_of(told: Told, contacts: Contacts, language: str) -> PlannedMessage:
    """One message as it would go out."""
    channel, skipped = channel_for(told, contacts)
    address = address_on(channel, contacts)
    shown = mask_contact(channel, address) if address else ""
    return PlannedMessage(told.template, channel, shown, language, skipped)


def told_of(event: Happened, *, foreseen: bool = False) -> Told | None:
    """What the event tells the customer, None if nothing. `foreseen`: also what it will lead to.

    The return within an exchange is told as the exchange.
    """
    if event.type == "return.requested" and event.data.get("exchange_id"):
        return None
    leads_to = _FORESEEN.get((event.type, str(event.data.get("kind"))), "") if foreseen else ""
    return CATALOGUE.get(leads_to or event.type)


def channel_for(told: Told, contacts: Contacts) -> tuple[str, str]:
    """The channel to use, and why nothing would be sent on it ("": it would)."""
    reachable = [channel for channel in told.channels if address_on(channel, contacts)]
    allowed = [channel for channel in reachable if channel not in contacts.refused]
    if allowed:
        return allowed[0], ""
    return (reachable[0], "no_consent") if reachable else (told.channels[0], "no_address")


def address_on(channel: str, contacts: Contacts) -> str:
    """Where the customer is reached on a channel, "" where they are not."""
    return contacts.email if channel == "email" else contacts.phone
