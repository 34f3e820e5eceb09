"""One timeline of everything that happened to a customer or an order."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select

from domain.db.gather import gather
from domain.kernel.errors import Invalid
from domain.kernel.page import Page, check_limit, decode_cursor, page_of
from domain.kernel.permissions import Permission
from domain.kernel.time import parse_instant
from domain.models.event import EventRow, EventText
from domain.models.order import Order
from domain.overview.rows import TimelineEntry
from domain.work.family import belongs_to, members_of
from domain.work.unit import Unit

# What the timeline can be filtered by, and the beginnings of the event types of each.
CATEGORIES: dict[str, tuple[str, ...]] = {
    "orders": ("order.",),
    "payments": ("payment.",),
    "shipments": ("shipment.",),
    "returns": ("return.", "exchange."),
    "decisions": ("approval.", "dispute.", "identity."),
    "notes": ("note.", "document.", "message."),
    "customer": ("customer.", "quote.", "watcher."),
}
OTHER = "other"

_EVENT = EventRow.__table__.c
_TEXT = EventText.__table__.c
_NEWEST_FIRST = (
    select(
        *(_EVENT.id, _EVENT.type, _EVENT.occurred_at, _EVENT.position, _EVENT.actor_kind, _EVENT.actor_name),
        *(_EVENT.cause, _EVENT.order_id, _EVENT.data, Order.number),
        gather(_TEXT.field, _TEXT.value, where=[_TEXT.event_id == _EVENT.id], order_by=[_TEXT.field]).label("texts"),
    )
    .select_from(_EVENT.id.table)
    .outerjoin(Order, Order.id == _EVENT.order_id)
    .order_by(_EVENT.occurred_at.desc(), _EVENT.position.desc())
)


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
    check_limit(limit)
    _check_one_subject(customer_id, order_id)
    if customer_id is not None:
        members = members_of(unit, customer_id)
        return timeline_of(unit, members, categories=categories, cursor=cursor, limit=limit)
    return _page(unit, _EVENT.order_id == order_id, categories, cursor, limit)


def timeline_of(
    unit: Unit,
    members: tuple[UUID, ...],
    *,
    categories: Sequence[str] = (),
    cursor: str | None = None,
    limit: int = 50,
) -> Page[TimelineEntry]:
    """The same for the records `members` of one person."""
    return _page(unit, belongs_to(_EVENT.customer_id, members), categories, cursor, limit)


def _page(
    unit: Unit, subject: ColumnElement[bool], categories: Sequence[str], cursor: str | None, limit: int
) -> Page[TimelineEntry]:
    query = _NEWEST_FIRST.where(subject).limit(check_limit(limit) + 1)
    if categories:
        query = query.where(_in_categories(categories))
    if cursor:
        at, position = decode_cursor(cursor, parse_instant, int)
        query = query.where(func.row(_EVENT.occurred_at, _EVENT.position) < func.row(at, position))
    rows = unit.session.execute(query).all()
    return page_of(
        rows,
        limit=limit,
        item=_entry,
        cursor=lambda row: (row.occurred_at, row.position),
    )


def category_of(type: str) -> str:
    """The category of an event type, `OTHER` if it is in none."""
    for category, beginnings in CATEGORIES.items():
        if type.startswith(beginnings):
            return category
    return OTHER


def _check_one_subject(customer_id: UUID | None, order_id: UUID | None) -> None:
    if (customer_id is None) == (order_id is None):
        raise Invalid(
            field="customer_id",
            code="one_subject",
            en="Name a customer or an order.",
            fr="Indiquez un client ou une commande.",
        )


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
    return or_(*(_EVENT.type.startswith(beginning) for beginning in beginnings))


def _entry(row: Any) -> TimelineEntry:
    return TimelineEntry(
        id=row.id,
        type=row.type,
        category=category_of(row.type),
        occurred_at=row.occurred_at,
        actor_kind=row.actor_kind,
        actor_name=row.actor_name,
        cause=row.cause,
        order_id=row.order_id,
        order_number=row.number,
        data=row.data,
        texts={field: value for field, value in row.texts},
    )
