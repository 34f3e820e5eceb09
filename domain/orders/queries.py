"""Read orders: one whole, or lists of them."""

from typing import Any
from uuid import UUID

from sqlalchemy import Select, exists, func, select

from domain.kernel.errors import NotFound
from domain.kernel.money import Money
from domain.kernel.page import Page, check_limit, decode_cursor, page_of
from domain.kernel.permissions import Permission
from domain.kernel.text import sought_text
from domain.kernel.time import parse_instant
from domain.models.customer import Customer
from domain.models.order import Order, OrderHold, OrderLine, OrderStatus
from domain.models.payment import PaymentEntry
from domain.orders.columns import order_columns
from domain.orders.details import order_details
from domain.orders.load import is_order
from domain.orders.new_order import check_choice
from domain.orders.numbers import number_key
from domain.orders.rows import OrderDetail, OrderRow
from domain.work.family import belongs_to, members_of
from domain.work.unit import Unit


def order(unit: Unit, *, order: str | UUID) -> OrderDetail:
    """One order whole, by its id or number (with or without "#", any case), or `NotFound`."""
    unit.actor.require(Permission.ORDERS_READ)
    found = order_details(unit, order_columns().where(is_order(order)))
    if not found:
        raise NotFound.of("order", "commande", order)
    return found[0]


def orders(
    unit: Unit,
    *,
    q: str | None = None,
    customer_id: UUID | None = None,
    status: str | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> Page[OrderRow]:
    """Orders, newest first; `q` is the beginning of a number, or an external reference, or a SKU."""
    unit.actor.require(Permission.ORDERS_READ)
    query = order_list().limit(check_limit(limit) + 1)
    if customer_id is not None:
        query = query.where(belongs_to(Order.customer_id, members_of(unit, customer_id)))
    if status is not None:
        query = query.where(Order.status == check_choice(status, list(OrderStatus), field="status"))
    if wanted := sought_text(q):
        query = query.where(_matches(wanted))
    if cursor:
        placed_at, last = decode_cursor(cursor, parse_instant, UUID)
        query = query.where(func.row(Order.placed_at, Order.id) < func.row(placed_at, last))
    rows = unit.session.execute(query).all()
    return page_of(rows, limit=limit, item=order_row, cursor=lambda row: (row.placed_at, row.id))


def order_list() -> Select[*tuple[Any, ...]]:
    """A select of everything `order_row` needs, newest first."""
    captured = func.coalesce(func.sum(PaymentEntry.amount).filter(PaymentEntry.kind == "captured"), 0)
    refunded = func.coalesce(func.sum(PaymentEntry.amount).filter(PaymentEntry.kind == "refunded"), 0)
    moved = select(captured - refunded).where(PaymentEntry.order_id == Order.id).scalar_subquery()
    lines = select(func.count()).where(OrderLine.order_id == Order.id).scalar_subquery()
    held = exists().where(OrderHold.order_id == Order.id, OrderHold.released_at.is_(None))
    return (
        select(
            Order.id,
            Order.number,
            Order.external_ref,
            Order.customer_id,
            Order.status,
            Order.channel,
            Order.currency,
            Order.total,
            Order.placed_at,
            Order.version,
            Customer.first_name,
            Customer.last_name,
            moved.label("moved"),
            lines.label("line_count"),
            held.label("held"),
        )
        .join(Customer, Customer.id == Order.customer_id)
        .order_by(Order.placed_at.desc(), Order.id.desc())
    )


def order_row(row: Any) -> OrderRow:
    """A row of `order_list` as people see it."""
    return OrderRow(
        id=row.id,
        number=row.number,
        external_ref=row.external_ref,
        customer_id=row.customer_id,
        customer_name=f"{row.first_name} {row.last_name}".strip(),
        status=row.status,
        held=row.held,
        channel=row.channel,
        total=Money(row.total, row.currency),
        balance=Money(row.total - int(row.moved), row.currency),
        line_count=row.line_count,
        placed_at=row.placed_at,
        version=row.version,
    )


def _matches(q: str) -> Any:
    key = number_key(q)
    has_sku = exists().where(OrderLine.order_id == Order.id, OrderLine.sku == q)
    by_number = Order.number_key.startswith(key, autoescape=True) if key else Order.number == q
    return by_number | (Order.external_ref == q) | has_sku
