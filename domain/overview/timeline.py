"""One timeline of everything that happened to a customer or an order."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select

from domain.kernel.errors import Invalid
from domain.kernel.page import Page, check_limit, decode_cursor, page_of
from domain.kernel.permissions import Permission
from domain.kernel.time import parse_instant
from domain.models.event import EventRow, EventText
from domain.models.order import Order
from domain.overview.rows import TimelineEntry
from domain.work.unit import Unit

# What the timeline can be filtered by, and the beginnings of the event types of each.
CATEGORIES: dict[str, tuple[str, ...]] = {
    "orders": ("order.",),
    "payments": ("payment.",),
    "shipments": ("shipment.",),
    "notes": ("note.",),
    "customer": ("customer.",),
}
OTHER = "other"


def timeline(
    unit: Unit,
    *,
    customer_id: UUID | None = None,
    order_id: UUID | None = None,
    categories: Sequence[str] = (),
    cursor: str | None = None,
    limit: int = 50,
) -> Page[TimelineEntry]:
    """What happened to a customer (their orders included) or to one order, newest first.

    Without `categories`, all of them.
    """
    unit.actor.require(Permission.CUSTOMERS_READ)
    query = (
        select(EventRow, Order.number)
        .outerjoin(Order, Order.id == EventRow.order_id)
        .where(_subject(customer_id, order_id))
        .order_by(EventRow.occurred_at.desc(), EventRow.position.desc())
        .limit(check_limit(limit) + 1)
    )
    if categories:
        query = query.where(_in_categories(categories))
    if cursor:
        at, position = decode_cursor(cursor, parse_instant, int)
        query = query.where(func.row(EventRow.occurred_at, EventRow.position) < func.row(at, position))
    rows = unit.session.execute(query).all()
    texts = _texts(unit, [row[0].id for row in rows])
    return page_of(
        rows,
        limit=limit,
        item=lambda row: _entry(row[0], row[1], texts[row[0].id]),
        cursor=lambda row: (row[0].occurred_at, row[0].position),
    )


def category_of(type: str) -> str:
    """The category of an event type, `OTHER` if it is in none."""
    for category, beginnings in CATEGORIES.items():
        if type.startswith(beginnings):
            return category
    return OTHER


def _subject(customer_id: UUID | None, order_id: UUID | None) -> ColumnElement[bool]:
    if (customer_id is None) == (order_id is None):
        raise Invalid(
            field="customer_id",
            code="one_subject",
            en="Name a customer or an order.",
            fr="Indiquez un client ou une commande.",
        )
    return EventRow.customer_id == customer_id if customer_id else EventRow.order_id == order_id


def _in_categories(categories: Sequence[str]) -> ColumnElement[bool]:
    for category in categories:
        if category not in CATEGORIES:
            raise Invalid(
                field="categories",
                code="unknown_choice",
                en=f"“categories” must be among: {', '.join(CATEGORIES)}.",
                fr=f"« categories » doit être parmi : {', '.join(CATEGORIES)}.",
            )
    beginnings = [beginning for category in categories for beginning in CATEGORIES[category]]
    return or_(*(EventRow.type.startswith(beginning) for beginning in beginnings))


def _texts(unit: Unit, event_ids: Sequence[UUID]) -> dict[UUID, dict[str, str | None]]:
    texts: dict[UUID, dict[str, str | None]] = defaultdict(dict)
    query = select(EventText.event_id, EventText.field, EventText.value).where(EventText.event_id.in_(event_ids))
    for event_id, field, value in unit.session.execute(query):
        texts[event_id][field] = value
    return texts


def _entry(event: Any, number: str | None, texts: dict[str, str | None]) -> TimelineEntry:
    return TimelineEntry(
        id=event.id,
        type=event.type,
        category=category_of(event.type),
        occurred_at=event.occurred_at,
        actor_kind=event.actor_kind,
        actor_name=event.actor_name,
        cause=event.cause,
        order_id=event.order_id,
        order_number=number,
        data=event.data,
        texts=texts,
    )
