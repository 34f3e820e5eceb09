"""One timeline of everything that happened to a customer or an order."""

from collections.abc import Sequence
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, Integer, Uuid, bindparam, func, or_, select

from domain.db.gather import gather
from domain.db.prepared import Prepared
from domain.kernel.errors import Invalid
from domain.kernel.page import Page, check_limit, decode_cursor, page_of
from domain.kernel.permissions import Permission
from domain.kernel.time import parse_instant
from domain.models.event import EventRow, EventText
from domain.models.order import Order
from domain.overview.masked_entries import shown_entries
from domain.overview.rows import TimelineEntry
from domain.work.family import is_member, member_values, members_of
from domain.work.unit import Unit

# What the timeline can be filtered by, and the beginnings of the event types of each.
CATEGORIES: dict[str, tuple[str, ...]] = {
    "orders": ("order.",),
    "payments": ("payment.",),
    "shipments": ("shipment.",),
    "returns": ("return.", "exchange."),
    "decisions": ("approval.", "dispute.", "identity."),
    "cases": ("case.",),
    "notes": ("note.", "document."),
    "messages": ("message.", "conversation.message_received", "conversation.reply_sent"),
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

    Without `categories`, all of them. Addresses are masked until the customer is known for sure.
    """
    unit.actor.require(Permission.CUSTOMERS_READ)
    check_limit(limit)
    _check_one_subject(customer_id, order_id)
    if customer_id is not None:
        members = members_of(unit, customer_id)
        page = timeline_of(unit, members, categories=categories, cursor=cursor, limit=limit)
    else:
        page = _page(unit, "order", {"order": order_id}, categories, cursor, limit)
    return shown_entries(unit, page, customer_id=customer_id, order_id=order_id)


def timeline_of(
    unit: Unit,
    members: tuple[UUID, ...],
    *,
    categories: Sequence[str] = (),
    cursor: str | None = None,
    limit: int = 50,
) -> Page[TimelineEntry]:
    """The same for the records `members` of one person."""
    kind = "customer" if len(members) == 1 else "customers"
    return _page(unit, kind, member_values(members), categories, cursor, limit)


def _page(
    unit: Unit, kind: str, subject: dict[str, Any], categories: Sequence[str], cursor: str | None, limit: int
) -> Page[TimelineEntry]:
    _check_categories(categories)
    values = subject | {"most": check_limit(limit) + 1}
    if cursor:
        values["at"], values["position"] = decode_cursor(cursor, parse_instant, int)
    query = _entries(kind, tuple(sorted(set(categories))), after=cursor is not None)
    return entries_page(query.run(unit.session, **values).all(), limit=limit)


def entries_page(rows: Sequence[Any], *, limit: int) -> Page[TimelineEntry]:
    """The page that the rows of such a statement, read with a limit of `limit` + 1, make."""
    return page_of(rows, limit=limit, item=_entry, cursor=lambda row: (row.occurred_at, row.position))


def newest_entries(*, alone: bool) -> Prepared:
    """The statement of the newest entries of a person; `member_values` and `most` are what it is run with."""
    return _entries("customer" if alone else "customers", (), after=False)


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


def _check_categories(categories: Sequence[str]) -> None:
    if not CATEGORIES.keys() >= set(categories):
        raise Invalid(
            field="categories",
            code="unknown_choice",
            en=f"“categories” must be among: {', '.join(CATEGORIES)}.",
            fr=f"« categories » doit être parmi : {', '.join(CATEGORIES)}.",
        )


@cache
def _entries(kind: str, categories: tuple[str, ...], *, after: bool) -> Prepared:
    """The statement for a kind of subject, some categories (all if none), from the newest on or after a cursor."""
    subjects = {
        "order": _EVENT.order_id == bindparam("order", type_=Uuid),
        "customer": is_member(_EVENT.customer_id, alone=True),
        "customers": is_member(_EVENT.customer_id, alone=False),
    }
    query = _NEWEST_FIRST.where(subjects[kind]).limit(bindparam("most", type_=Integer))
    if categories:
        beginnings = [beginning for category in categories for beginning in CATEGORIES[category]]
        query = query.where(or_(*(_EVENT.type.startswith(beginning) for beginning in beginnings)))
    if after:
        last = func.row(bindparam("at", type_=DateTime(timezone=True)), bindparam("position", type_=BigInteger))
        query = query.where(func.row(_EVENT.occurred_at, _EVENT.position) < last)
    return Prepared(lambda: query)


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
