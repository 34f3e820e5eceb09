"""Who may be told of an event."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from domain.messages.purposes import SERVICE

CUSTOMER: Final = "customer"
AGENT: Final = "agent"
SUPERVISOR: Final = "supervisor"
STORE: Final = "store"
VENDOR: Final = "vendor"
SYSTEMS: Final = "systems"
AUDIENCES: Final = (CUSTOMER, AGENT, SUPERVISOR, STORE, VENDOR, SYSTEMS)
CHANNELS: Final[Mapping[str, tuple[str, ...]]] = {
    CUSTOMER: ("email", "sms"),
    AGENT: ("console",),
    SUPERVISOR: ("console",),
    STORE: ("console",),
    VENDOR: ("api",),
    SYSTEMS: ("webhook",),
}


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody who may be told: a customer by `template`, on the first of `channels` that reaches them; staff by what
    the alerting rules say. `purpose` says whether it may wait. `otherwise` are the situations (see `situation`) with a
    template of their own, or none ("").
    """

    who: str
    channels: tuple[str, ...]
    template: str = ""
    purpose: str = SERVICE
    otherwise: Mapping[str, str] = field(default_factory=dict)

    def template_in(self, situation: str) -> str:
        """The template in a situation, "" where nothing is said."""
        return self.otherwise.get(situation, self.template)

    @property
    def templates(self) -> tuple[str, ...]:
        """Every template that it may use."""
        return tuple(dict.fromkeys(name for name in (self.template, *self.otherwise.values()) if name))


@dataclass(frozen=True, slots=True)
class Entry:
    """What the catalogue says of one type of event. `reason`: why the customer, or nobody, is told."""

    told: tuple[Told, ...] = ()
    reason: str = ""

    @property
    def to_customer(self) -> Told | None:
        """What the customer is told, None: nothing."""
        return next((told for told in self.told if told.who == CUSTOMER), None)


def customer(template: str, *, at_once: bool = False, purpose: str = SERVICE, **otherwise: str) -> Entry:
    """The customer is told by `template`; `at_once`: on the telephone first, since it is about the next hours;
    `purpose`: what it is for, where it is not what their order needs (see `domain.messages.purposes`).
    """
    channels = ("sms", "email") if at_once else ("email", "sms")
    return Entry((Told(CUSTOMER, channels, template, purpose, otherwise),))


def staff(*who: str, reason: str) -> Entry:
    """Staff, the store or a vendor may be told, and the customer is not."""
    return Entry(tuple(Told(each, CHANNELS[each]) for each in who), reason)


def nobody(reason: str) -> Entry:
    """It is on the timeline for whoever looks, and told to no person."""
    return Entry((), reason)


def also(entry: Entry, *who: str) -> Entry:
    """`entry`, and these beside."""
    return Entry((*entry.told, *(Told(each, CHANNELS[each]) for each in who)), entry.reason)
