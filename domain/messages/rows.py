"""How messages are read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from domain.messages.purposes import SERVICE, consent_for, is_allowed

_CHANNELS: Final = ("email", "sms")


@dataclass(frozen=True, slots=True)
class MessageRow:
    """A message as people see it: of a secret one nothing but that it was sent. `address` is masked. One that is queued
    waits until `not_before` for the reason in `problem`; `fall_back_of` is the one that it stands in for.
    """

    id: UUID
    order_id: UUID | None
    channel: str
    template: str
    language: str
    address: str
    subject: str
    body: str
    status: str
    problem: str
    queued_at: datetime
    sent_at: datetime | None
    customer_id: UUID | None = None
    customer_name: str = ""
    order_number: str = ""
    purpose: str = "service"
    attempts: int = 0
    not_before: datetime | None = None
    fall_back_of: UUID | None = None
    secret: bool = False


@dataclass(frozen=True, slots=True)
class Contacts:
    """Where a customer can be written to about their orders, "" where they cannot; the first of each kind.

    `refused`: the channels on which they do not want that. `said`: what they said to other purposes, by purpose and
    channel.
    """

    customer_id: UUID
    language: str
    email: str
    phone: str
    refused: frozenset[str]
    name: str = ""
    said: Mapping[tuple[str, str], bool] = field(default_factory=dict)

    def refuses(self, purpose: str) -> frozenset[str]:
        """The channels on which nothing of `purpose` may be written to them."""
        own = consent_for(purpose)
        heard = {} if own == SERVICE else self.said
        return self.refused | {
            channel for channel in _CHANNELS if not is_allowed(purpose, service=None, own=heard.get((own, channel)))
        }
