"""Read why the lines of an order come from where they come from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on

from domain.decisions.queries import DecisionView, decision_view
from domain.identity.assure import is_assured, sees_plainly
from domain.kernel.errors import NotFound
from domain.kernel.permissions import Permission
from domain.models.inventory import Node
from domain.models.order import Order, OrderLine
from domain.models.rules import DecisionRow
from domain.models.sourcing import LineSourcing
from domain.sourcing.why import Why
from domain.work.lock_order import is_order
from domain.work.unit import Unit

HIDDEN: Final = ("postcode", "region")  # of where somebody lives, until it is sure who asks for them


@dataclass(frozen=True, slots=True)
class LineWhy:
    """The last answer about a line, as it was then; `node` is the code, None where no node had all of it.

    `answer`: see `answer.Answer.plain`. `decision` is what the rules said, None where there were none yet.
    """

    line_id: UUID
    sku: str
    node: str | None
    promised_on: date | None
    sourced_at: datetime
    why: Why
    answer: Mapping[str, Any]
    decision: DecisionView | None


def order_sourcing(unit: Unit, *, order: str | UUID) -> tuple[LineWhy, ...]:
    """For each line of an order that was ever sourced, in their order; or `NotFound`. Facts of the address are left
    out for whoever does not see it.
    """
    unit.actor.require(Permission.ORDERS_READ)
    customer_id = unit.session.execute(select(Order.customer_id).where(is_order(order))).scalar_one_or_none()
    if customer_id is None:
        raise NotFound.of("order", "commande", order)
    masked = not sees_plainly(unit.actor) and not is_assured(unit, customer_id)
    rows = unit.session.execute(_last_answers().where(is_order(order))).all()
    return tuple(_line_why(*row, masked=masked) for row in sorted(rows, key=lambda row: row[-1]))


def why_of_lines(unit: Unit, line_ids: Sequence[UUID]) -> Mapping[UUID, Why]:
    """The last answer of each line in one sentence. A part of use cases that have asked."""
    query = select(LineSourcing.order_line_id, LineSourcing.answer["why"]).where(
        LineSourcing.order_line_id.in_(line_ids)
    )
    rows = unit.session.execute(query.order_by(LineSourcing.at, LineSourcing.id))
    return {line_id: Why(**why) for line_id, why in rows}


def _last_answers() -> Any:
    return (
        select(LineSourcing, OrderLine.sku, Node.code, DecisionRow, OrderLine.position)
        .ext(distinct_on(LineSourcing.order_line_id))
        .join(OrderLine, OrderLine.id == LineSourcing.order_line_id)
        .join(Order, Order.id == OrderLine.order_id)
        .outerjoin(Node, Node.id == LineSourcing.node_id)
        .outerjoin(DecisionRow, DecisionRow.id == LineSourcing.decision_id)
        .order_by(LineSourcing.order_line_id, LineSourcing.at.desc(), LineSourcing.id.desc())
    )


def _line_why(
    row: LineSourcing, sku: str, node: str | None, made: DecisionRow | None, position: int, *, masked: bool
) -> LineWhy:
    decision = decision_view(made) if made is not None else None
    return LineWhy(
        line_id=row.order_line_id,
        sku=sku,
        node=node,
        promised_on=row.promised_on,
        sourced_at=row.at,
        why=Why(**row.answer["why"]),
        answer=row.answer,
        decision=_masked(decision) if decision is not None and masked else decision,
    )


def _masked(decision: DecisionView) -> DecisionView:
    facts = {name: value for name, value in decision.facts.items() if name not in HIDDEN}
    fired = [
        {**rule, "because": [each for each in rule.get("because", ()) if each.get("fact") not in HIDDEN]}
        for rule in decision.fired
    ]
    return replace(decision, facts=facts, fired=fired)
