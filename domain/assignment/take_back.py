"""Who is away keeps their cases for a while; then these wait for somebody else."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from domain.assignment.agent import load_agent, name_of
from domain.assignment.settings import settings_of
from domain.cases.assign_case import assign_case
from domain.cases.load import load_case
from domain.conversations.hand_over import note_hand_over
from domain.conversations.live import LIVE
from domain.conversations.load import load_conversation
from domain.customers.presence import FORGOTTEN_AFTER
from domain.kernel.permissions import Permission
from domain.models.agent import Agent
from domain.models.case import Case
from domain.models.conversation import Conversation
from domain.models.customer import Presence
from domain.models.event import EventRow
from domain.work.unit import Unit


def take_back(unit: Unit, *, case_id: UUID) -> bool:
    """Give a case back to its queue whose agent has been away for longer than it can wait. Whether it was so.

    Records `case.released` with whose it was, and why they were away; a line in the thread tells staff.
    """
    unit.actor.require(Permission.CASES_WRITE)
    case = load_case(unit, case_id)
    if case.owner_id is None:
        return False
    agent = load_agent(unit, case.owner_id)  # who comes back at this moment waits, or is seen
    unit.session.flush()
    if unit.session.execute(_left(unit).where(Case.id == case_id)).first() is None:
        return False
    because = {"owner": name_of(unit, agent.staff_id), "reason": agent.reason or agent.presence}
    assign_case(unit, case_id=case_id, owner_id=None, because=because)
    _note(unit, case_id, before=because["owner"], why=because["reason"])
    return True


def _note(unit: Unit, case_id: UUID, *, before: str, why: str) -> None:
    query = select(Conversation.id).where(Conversation.case_id == case_id, Conversation.merged_into_id.is_(None))
    found = unit.session.execute(query).scalar_one_or_none()
    if found is not None:
        note_hand_over(unit, *load_conversation(unit, found), "taken_back", before=before, why=why)


def left_alone(unit: Unit, /) -> Sequence[UUID]:
    """The cases whose agents have been away for too long."""
    return list(unit.session.execute(_left(unit).order_by(Case.priority, Case.id).limit(500)).scalars())


def _left(unit: Unit) -> Select[Any]:
    """Chats and calls after a short time; of the rest, what waits for us rather than for the customer, after a long
    one. Only what they had before they went: who is never online, or takes something while away, keeps it. And nobody
    loses what is open on their screen: they are at it, whatever they left unanswered.
    """
    settings = settings_of(unit)
    taken_at = (
        select(func.max(EventRow.occurred_at))
        .where(EventRow.stream == func.concat("case:", Case.id), EventRow.type == "case.assigned")
        .correlate(Case)
        .scalar_subquery()
    )
    live = Agent.since <= unit.now - timedelta(seconds=settings.grace_live)
    rest = Agent.since <= unit.now - timedelta(seconds=settings.grace)
    return (
        select(Case.id)
        .join(Agent, Agent.staff_id == Case.owner_id)
        .where(
            Agent.presence != "online",
            Agent.online_at.is_not(None),
            taken_at <= Agent.since,
            ~_on_their_screen(unit),
            or_(
                and_(Case.channel.in_(LIVE), Case.status.in_(("open", "waiting")), live),
                and_(Case.channel.not_in(LIVE), Case.status == "open", rest),
            ),
        )
    )


def _on_their_screen(unit: Unit) -> ColumnElement[bool]:
    """Whether a conversation of the case is open at its owner's, whose line is alive."""
    return (
        select(Presence.subject_id)
        .join(Conversation, Conversation.id == Presence.subject_id)
        .where(
            Conversation.case_id == Case.id,
            Presence.subject_kind == "conversation",
            Presence.staff_id == Case.owner_id,
            Presence.seen_at > unit.now - FORGOTTEN_AFTER,
        )
        .correlate(Case)
        .exists()
    )
