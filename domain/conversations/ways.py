"""How a customer can be written to: where they were heard in the conversation, and the contacts of their record."""

import hashlib
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import select

from domain.conversations.load import kept_conversation
from domain.conversations.reply import WRITTEN
from domain.kernel.permissions import Permission
from domain.models.conversation import Conversation, ConversationContact
from domain.models.customer import CustomerEmail, CustomerPhone
from domain.work.family import members_of
from domain.work.unit import Unit

MOST: Final = 8


@dataclass(frozen=True, slots=True)
class Way:
    """A channel with an address. `key` names it to those who may not see the address."""

    channel: str
    address: str

    @property
    def key(self) -> str:
        return hashlib.sha256(f"{self.channel}:{self.address}".encode()).hexdigest()[:12]


def reply_ways(unit: Unit, *, conversation_id: UUID) -> tuple[Way, ...]:
    """The ways to write to the other side: the one by which they were heard last first, then those that take part in
    the conversation, then what stands in the customer's record: that of the conversation's channel before the others.
    Whoever called can have an SMS.
    """
    unit.actor.require(Permission.CASES_READ)
    kept = kept_conversation(unit, conversation_id)
    conversation = unit.session.execute(select(Conversation).where(Conversation.id == kept)).scalar_one()
    last = [(conversation.channel, conversation.address)] if conversation.address else []
    contacts = select(ConversationContact.channel, ConversationContact.address)
    contacts = contacts.where(ConversationContact.conversation_id == kept).order_by(ConversationContact.address)
    own = "sms" if conversation.channel == "phone" else conversation.channel
    record = sorted(_of_customer(unit, conversation.customer_id), key=lambda way: way[0] != own)
    known = [*last, *unit.session.execute(contacts), *record]
    written = ("sms" if channel == "phone" else channel for channel, _ in known)
    ways = [Way(channel, address) for channel, (_, address) in zip(written, known, strict=True) if channel in WRITTEN]
    return tuple(dict.fromkeys(ways))[:MOST]


def _of_customer(unit: Unit, customer_id: UUID | None) -> list[tuple[str, str]]:
    if customer_id is None:
        return []
    members = members_of(unit, customer_id)
    phones = select(CustomerPhone.e164).where(CustomerPhone.customer_id.in_(members)).order_by(CustomerPhone.position)
    emails = select(CustomerEmail.folded).where(CustomerEmail.customer_id.in_(members)).order_by(CustomerEmail.position)
    return [
        *(("sms", number) for number in unit.session.execute(phones).scalars()),
        *(("email", address) for address in unit.session.execute(emails).scalars()),
    ]
