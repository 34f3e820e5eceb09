"""Everything that alerting rules are told: of the event, the case, the customer and the order."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import func, select

from domain.alerts.about import About
from domain.alerts.known_of_customers import known_of_customers
from domain.alerts.known_of_orders import known_of_orders
from domain.models.case import Case
from domain.models.conversation import Conversation, ConversationEntry
from domain.models.event import EventRow
from domain.work.unit import Unit

OF_EVENT: Final = frozenset(
    {
        *("event", "currency", "amount", "actor_role", "reason", "sku", "node", "stock_available"),
        *("clock", "service_level"),
    }
)
OF_CASE: Final = frozenset(
    {
        *("topic", "channel", "language", "subject", "case_queue", "case_priority", "case_opened_at"),
        *("case_reopened", "waiting_for", "since_last_answer"),
    }
)
_WAITS_FOR_US: Final = ("new", "open")


def gathered(unit: Unit, abouts: Sequence[About]) -> list[tuple[About, dict[str, Any]]]:
    """Each with its facts, in a constant number of statements. An open case about the order is taken along.

    What is not known is absent: nothing is said about moods.
    """
    of_orders = _cases_about(unit, {each.order_id for each in abouts if each.order_id and not each.case_id})
    whole = [
        replace(each, case_id=of_orders.get(each.order_id)) if each.order_id and not each.case_id else each
        for each in abouts
    ]
    cases = _known_of_cases(unit, {each.case_id for each in whole if each.case_id})
    orders = known_of_orders(unit, {each.order_id for each in whole if each.order_id})
    customers = known_of_customers(unit, {each.customer_id for each in whole if each.customer_id})
    return [(each, _facts_of(each, cases, orders, customers)) for each in whole]


def _facts_of(about: About, *known: Mapping[UUID, dict[str, Any]]) -> dict[str, Any]:
    cases, orders, customers = known
    facts: dict[str, Any] = {"customer_known": about.customer_id is not None}
    for id, of_them in ((about.customer_id, customers), (about.order_id, orders), (about.case_id, cases)):
        facts |= of_them.get(id, {}) if id else {}
    if facts.get("waiting_for") is not None and facts.get("open_cases"):
        facts["open_cases"] -= 1  # the customer's other ones are meant
    return facts | about.facts


def _cases_about(unit: Unit, orders: Collection[UUID]) -> Mapping[UUID, UUID]:
    """The newest case about each order that is not closed."""
    if not orders:
        return {}
    query = select(Case.order_id, Case.id).where(Case.order_id.in_(orders), Case.status != "closed")
    return {order: id for order, id in unit.session.execute(query.order_by(Case.opened_at, Case.id)) if order}


def _known_of_cases(unit: Unit, ids: Collection[UUID]) -> Mapping[UUID, dict[str, Any]]:
    if not ids:
        return {}
    reopened = (
        select(func.max(EventRow.occurred_at))
        .where(EventRow.stream == func.concat("case:", Case.id), EventRow.type == "case.reopened")
        .scalar_subquery()
    )
    answered = (
        select(func.max(ConversationEntry.at))
        .join(Conversation, Conversation.id == ConversationEntry.conversation_id)
        .where(
            Conversation.case_id == Case.id, ConversationEntry.direction == "out", ConversationEntry.kind == "message"
        )
        .scalar_subquery()
    )
    query = select(Case, reopened, answered, Conversation.waiting_since).outerjoin(Conversation)
    rows = unit.session.execute(query.where(Case.id.in_(ids)))
    return {case.id: _of_case(unit, case, *rest) for case, *rest in rows}


def _of_case(
    unit: Unit, case: Case, reopened_at: datetime | None, answered_at: datetime | None, waits_since: datetime | None
) -> dict[str, Any]:
    """Without a conversation a customer waits since the case was opened; with one, since they wrote unanswered."""
    since = waits_since or (max(case.opened_at, reopened_at) if reopened_at else case.opened_at)
    return {
        "topic": case.topic,
        "channel": case.channel,
        "language": case.language,
        "subject": case.subject,
        "case_queue": case.queue,
        "case_priority": case.priority,
        "case_opened_at": case.opened_at,
        "case_reopened": reopened_at is not None,
        "waiting_for": _seconds(unit, since) if case.status in _WAITS_FOR_US else None,
        "since_last_answer": _seconds(unit, answered_at) if answered_at else None,
    }


def _seconds(unit: Unit, since: datetime) -> int:
    return max(int((unit.now - since).total_seconds()), 0)
