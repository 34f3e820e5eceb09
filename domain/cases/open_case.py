"""Open a case; rules say where it waits."""

from typing import Final
from uuid import UUID

from sqlalchemy import select, text

from domain.cases.facts import case_facts
from domain.cases.record import record_case
from domain.customers.load import load_customer
from domain.decisions.record import record_decision
from domain.kernel.errors import Invalid, NotFound
from domain.kernel.ids import new_id
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text
from domain.models.case import CHANNELS, TOPICS, Case
from domain.models.order import Order
from domain.orders.new_order import check_choice
from domain.work.family import members_of
from domain.work.unit import Unit

LONGEST_SUBJECT: Final = 200
LANGUAGES: Final = ("en", "fr")


def open_case(
    unit: Unit,
    *,
    subject: str,
    topic: str,
    channel: str,
    customer_id: UUID | None = None,
    order_id: UUID | None = None,
    language: str | None = None,
) -> UUID:
    """Open a case of a customer, of one of their orders, or of nobody known yet, and tell its id.

    The routing rules are asked before anything is locked; their answer is kept with the case. `language` is the
    customer's without one. Records `case.opened`. Refuses with `Invalid` what names no topic or channel, with
    `NotFound` the customer, or an order that is not theirs.
    """
    unit.actor.require(Permission.CASES_WRITE)
    title = clean_text(subject, field="subject", most=LONGEST_SUBJECT)
    check_choice(topic, TOPICS, field="topic")
    check_choice(channel, CHANNELS, field="channel")
    owner = _customer_of(unit, customer_id, order_id)
    spoken = _language(unit, owner, language)
    facts = case_facts(unit, topic=topic, channel=channel, language=spoken, customer_id=owner, order_id=order_id)
    routing = unit.ports.decisions.routing(facts=facts)
    case = Case(
        id=new_id(at=unit.now),
        number=_next_number(unit),
        subject=title,
        topic=topic,
        channel=channel,
        language=spoken,
        customer_id=owner,
        order_id=order_id,
        status="new",
        queue=routing.queue,
        priority=routing.priority,
        skills=list(routing.skills),
        tags=list(routing.tags),
        service_level=routing.service_level,
        prefers_owner=routing.prefer_owner,
        routed_by_id=routing.decided.version_id,
        opened_by=unit.actor.name,
        opened_at=unit.now,
        queued_at=unit.now,
        version=1,
    )
    case.decision_id = record_decision(
        unit, routing.decided, subject_kind="case", subject_id=case.id, customer_id=owner, order_id=order_id
    )
    unit.session.add(case)
    unit.session.flush()
    told = {"queue": case.queue, "priority": case.priority, "decision_id": str(case.decision_id)}
    record_case(unit, "case.opened", case, told, subject=title)
    return case.id


def _customer_of(unit: Unit, customer_id: UUID | None, order_id: UUID | None) -> UUID | None:
    """The kept record of whoever it is about; the order's customer where only an order is named."""
    if order_id is None:
        return load_customer(unit, customer_id).id if customer_id else None
    buyer = unit.session.execute(select(Order.customer_id).where(Order.id == order_id)).scalar_one_or_none()
    if buyer is None or (customer_id is not None and buyer not in members_of(unit, customer_id)):
        raise NotFound.of("order", "commande", order_id)
    return load_customer(unit, buyer).id


def _language(unit: Unit, customer_id: UUID | None, language: str | None) -> str:
    if language is None:
        return load_customer(unit, customer_id).language if customer_id else "en"
    if language not in LANGUAGES:
        raise Invalid(
            field="language",
            code="unknown_choice",
            en="“language” must be en or fr.",
            fr="« language » doit être en ou fr.",
        )
    return language


def _next_number(unit: Unit) -> str:
    if unit.previewing:
        return f"#preview-{new_id().hex[-8:]}"
    drawn = unit.session.execute(text("SELECT nextval('case_numbers')")).scalar_one()
    return f"#S{drawn}"
