"""What was decided lately, so that rules can be tried on real orders and cases."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.sql import Select

from domain.kernel.order_number import number_key
from domain.kernel.page import check_limit
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text
from domain.models.case import Case
from domain.models.order import Order
from domain.models.rules import DecisionRow
from domain.work.unit import Unit
from rules_engine.publishing.rights import check_family

LONGEST_NUMBER: Final = 40


@dataclass(frozen=True, slots=True)
class RecentDecision:
    """A decision whose facts are still there. The numbers are empty where it was about something else."""

    id: UUID
    subject_kind: str
    order_number: str
    case_number: str
    version: str
    at: datetime


def recent_decisions(unit: Unit, *, family: str, number: str = "", limit: int = 8) -> tuple[RecentDecision, ...]:
    """The newest of a family, newest first; with `number` those about this order or case. Unknown numbers find none."""
    unit.actor.require(Permission.RULES_READ)
    named = clean_text(number, field="number", most=LONGEST_NUMBER) if number.strip() else ""
    query = _all(check_family(family)).limit(check_limit(limit))
    if named:
        query = _about(query, named)
    return tuple(
        RecentDecision(row.id, row.subject_kind, row.order_number or "", row.case_number or "", row.version, row.at)
        for row in unit.session.execute(query)
    )


def _all(family: str) -> Select[*tuple[Any, ...]]:
    return (
        select(
            DecisionRow.id,
            DecisionRow.subject_kind,
            Order.number.label("order_number"),
            Case.number.label("case_number"),
            DecisionRow.version_name.label("version"),
            DecisionRow.at,
        )
        .outerjoin(Order, Order.id == DecisionRow.order_id)
        .outerjoin(Case, (DecisionRow.subject_kind == "case") & (Case.id == DecisionRow.subject_id))
        .where(DecisionRow.family == family, DecisionRow.facts != {})
        .order_by(DecisionRow.at.desc(), DecisionRow.id.desc())
    )


def _about(query: Select[*tuple[Any, ...]], named: str) -> Select[*tuple[Any, ...]]:
    """The customer is named as well: decisions are found by theirs."""
    orders = select(Order.id, Order.customer_id).where(Order.number_key == number_key(named))
    cases = select(Case.id, Case.customer_id).where(Case.number == named.upper())
    found = orders.union_all(cases).cte("named")
    return query.where(
        DecisionRow.customer_id.in_(select(found.c.customer_id)),
        DecisionRow.order_id.in_(select(found.c.id)) | DecisionRow.subject_id.in_(select(found.c.id)),
    )
