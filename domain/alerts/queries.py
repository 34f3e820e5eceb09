"""Read alerts: those that are for the actor, or everybody's for whoever oversees them."""

from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.dialects.postgresql import aggregate_order_by

from domain.alerts.rows import AlertRow
from domain.kernel.errors import NotFound
from domain.kernel.page import Page, check_limit, decode_cursor, page_of
from domain.kernel.permissions import Permission
from domain.kernel.time import parse_instant
from domain.models.alert import SEVERITIES, Alert, AlertReader
from domain.models.case import Case
from domain.models.conversation import Conversation
from domain.models.customer import Customer
from domain.models.order import Order
from domain.models.staff import StaffMember
from domain.orders.new_order import check_choice
from domain.work.family import members_of
from domain.work.unit import Unit

STATES: Final = ("open", "acknowledged")


def alerts(
    unit: Unit,
    *,
    state: str | None = "open",
    severity: str | None = None,
    customer_id: UUID | None = None,
    mine: bool = False,
    cursor: str | None = None,
    limit: int = 50,
) -> Page[AlertRow]:
    """Alerts that match everything given, newest first. Whoever may oversee sees everybody's, unless `mine`."""
    unit.actor.require(Permission.ALERTS_READ)
    query = (
        _rows(unit).where(visible(unit, "mine" if mine else "anybody")).order_by(Alert.made_at.desc(), Alert.id.desc())
    )
    if state is not None:
        is_open = check_choice(state, STATES, field="state") == "open"
        query = query.where(Alert.acknowledged_at.is_(None) if is_open else Alert.acknowledged_at.is_not(None))
    if severity is not None:
        query = query.where(Alert.severity == check_choice(severity, SEVERITIES, field="severity"))
    if customer_id is not None:
        query = query.where(Alert.customer_id.in_(members_of(unit, customer_id)))
    if cursor:
        last = func.row(*decode_cursor(cursor, parse_instant, UUID))
        query = query.where(func.row(Alert.made_at, Alert.id) < last)
    rows = unit.session.execute(query.limit(check_limit(limit) + 1)).all()
    return page_of(rows, limit=limit, item=_row, cursor=lambda row: (row[0].made_at, row[0].id))


def alert(unit: Unit, *, alert_id: UUID) -> AlertRow:
    """One alert, or `NotFound`, also where it is not for the actor."""
    unit.actor.require(Permission.ALERTS_READ)
    found = unit.session.execute(_rows(unit).where(Alert.id == alert_id, visible(unit))).one_or_none()
    if found is None:
        raise NotFound.of("alert", "alerte", alert_id)
    return _row(found)


def visible(unit: Unit, whose: str = "anybody") -> ColumnElement[bool]:
    """The condition that an alert is for the actor; of "anybody" always true for whoever oversees, not of "mine"."""
    if unit.actor.can(Permission.ALERTS_OVERSEE) and whose != "mine":
        return Alert.id.is_not(None)
    named = exists().where(
        AlertReader.alert_id == Alert.id, AlertReader.staff_id == unit.actor.id, AlertReader.named.is_(True)
    )
    return or_(Alert.roles.contains([unit.actor.role]), named)


def _rows(unit: Unit) -> Select[*tuple[Any, ...]]:
    own = select(AlertReader.seen_at).where(AlertReader.alert_id == Alert.id, AlertReader.staff_id == unit.actor.id)
    return (
        select(
            Alert,
            Customer.first_name,
            Customer.last_name,
            Order.number.label("order_number"),
            Case.number.label("case_number"),
            Conversation.id.label("conversation_id"),
            own.scalar_subquery().label("seen_at"),
            _names(AlertReader.named.is_(True)).label("people"),
            _names(AlertReader.seen_at.is_not(None)).label("seen_by"),
        )
        .outerjoin(Customer, Customer.id == Alert.customer_id)
        .outerjoin(Order, Order.id == Alert.order_id)
        .outerjoin(Case, Case.id == Alert.case_id)
        .outerjoin(Conversation, Conversation.case_id == Alert.case_id)
    )


def _names(condition: ColumnElement[bool]) -> Any:
    in_order = func.array_agg(aggregate_order_by(StaffMember.name, StaffMember.name))
    query = select(in_order).join(AlertReader, AlertReader.staff_id == StaffMember.id)
    return query.where(AlertReader.alert_id == Alert.id, condition).correlate(Alert).scalar_subquery()


def _row(row: Any) -> AlertRow:
    found: Alert = row[0]
    return AlertRow(
        id=found.id,
        rule=found.rule,
        rule_name=found.rule_name,
        severity=found.severity,
        words=found.words,
        roles=tuple(found.roles),
        people=tuple(row.people or ()),
        subject_kind=found.subject_kind,
        subject_id=found.subject_id,
        customer_id=found.customer_id,
        customer_name=f"{row.first_name or ''} {row.last_name or ''}".strip(),
        order_id=found.order_id,
        order_number=row.order_number,
        case_id=found.case_id,
        case_number=row.case_number,
        decision_id=found.decision_id,
        made_at=found.made_at,
        seen_at=row.seen_at,
        seen_by=tuple(row.seen_by or ()),
        acknowledged_by=found.acknowledged_by,
        acknowledged_at=found.acknowledged_at,
        conversation_id=row.conversation_id,
    )
