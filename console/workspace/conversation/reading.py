"""What the conversation pane asks of the domain, in one transaction each."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import select

from domain.conversations.canned import CannedRow, canned_replies
from domain.conversations.fill import reply_facts
from domain.conversations.macros import MacroRow, macros
from domain.conversations.mail_subject import first_subject
from domain.conversations.queries import conversations, thread
from domain.conversations.rows import ConversationRow, Thread
from domain.conversations.ways import Way, reply_ways
from domain.customers.presence import look_at, viewers
from domain.kernel.permissions import Permission
from domain.models.case import Case
from domain.models.conversation import Conversation
from domain.work import Unit

WINDOW: Final = 50
NEWEST: Final = 12


@dataclass(frozen=True)
class Kit:
    """What an answer is filled from, and the ways that it can take."""

    facts: dict[str, str]
    ways: tuple[Way, ...]
    subject: str


@dataclass(frozen=True)
class Opened:
    """All that an opened conversation needs. `parts` were merged into it; `subject` is that of a
    first e-mail, "" once there was one."""

    thread: Thread
    ways: tuple[Way, ...]
    facts: dict[str, str]
    canned: tuple[CannedRow, ...]
    macros: tuple[MacroRow, ...]
    parts: tuple[tuple[UUID, str], ...]
    subject: str


def opened(unit: Unit, *, conversation_id: UUID, order_id: UUID | None = None) -> Opened:
    """The conversation with its newest entries, and what an answer is written with."""
    unit.actor.require(Permission.CASES_READ)
    found = thread(unit, conversation_id=conversation_id, limit=WINDOW)
    kept = found.conversation.id
    return Opened(
        thread=found,
        ways=reply_ways(unit, conversation_id=kept),
        facts=reply_facts(unit, conversation_id=kept, order_id=order_id),
        canned=canned_replies(unit),
        macros=macros(unit),
        parts=parts(unit, conversation_id=kept),
        subject=first_subject(unit, conversation_id=kept),
    )


def kit(unit: Unit, *, conversation_id: UUID) -> Kit:
    """That of a conversation of which more is known now: who it is, or in which language they are answered."""
    unit.actor.require(Permission.CASES_READ)
    return Kit(
        facts=reply_facts(unit, conversation_id=conversation_id),
        ways=reply_ways(unit, conversation_id=conversation_id),
        subject=first_subject(unit, conversation_id=conversation_id),
    )


def parts(unit: Unit, *, conversation_id: UUID) -> tuple[tuple[UUID, str], ...]:
    """Those that were merged into the conversation, with the numbers of their cases: they can be taken out again."""
    unit.actor.require(Permission.CASES_READ)
    query = select(Conversation.id, Case.number).join(Case, Case.id == Conversation.case_id)
    query = query.where(Conversation.merged_into_id == conversation_id).order_by(Conversation.started_at)
    return tuple((id, number) for id, number in unit.session.execute(query.limit(20)))


def come_in(unit: Unit, *, conversation_id: UUID) -> tuple[list[str], int]:
    """Note that the actor has it open, and tell who else has, and the number of the last entry."""
    unit.actor.require(Permission.CASES_READ)
    look_at(unit, subject_kind="conversation", subject_id=conversation_id)
    last = select(Conversation.last_seq).where(Conversation.id == conversation_id)
    return others(unit, conversation_id=conversation_id), unit.session.execute(last).scalar_one()


def others(unit: Unit, *, conversation_id: UUID) -> list[str]:
    """Who else has it open."""
    unit.actor.require(Permission.CASES_READ)
    return [each.name for each in viewers(unit, subject_kind="conversation", subject_id=conversation_id)]


def beside(unit: Unit, *, conversation_id: UUID, customer_id: UUID | None) -> tuple[ConversationRow, ...]:
    """The other conversations of the customer, or of nobody known, with which it may be one."""
    unit.actor.require(Permission.CASES_READ)
    page = conversations(unit, view="all" if customer_id else "open", customer_id=customer_id, limit=20)
    return tuple(row for row in page.items if row.id != conversation_id)
