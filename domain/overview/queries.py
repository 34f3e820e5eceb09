"""One customer whole, in a number of statements that does not grow with their history."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, func, select

from domain.customers.queries import customer, notes
from domain.kernel.money import Money
from domain.kernel.page import Page, check_limit, decode_cursor, page_of
from domain.kernel.permissions import Permission
from domain.kernel.time import parse_instant
from domain.models.order import Order, OrderAdjustment, PaymentEntry, Return
from domain.orders.details import order_columns, order_details
from domain.orders.rows import OrderDetail
from domain.overview.rows import CustomerOverview, Spending
from domain.overview.timeline import timeline
from domain.work.unit import Unit


def customer_overview(
    unit: Unit, *, customer_id: UUID, orders_limit: int = 20, timeline_limit: int = 50
) -> CustomerOverview:
    """Everything about one customer, or `NotFound`."""
    unit.actor.require(Permission.CUSTOMERS_READ, Permission.ORDERS_READ)
    card = customer(unit, customer_id=customer_id)
    orders = customer_orders(unit, customer_id=customer_id, limit=orders_limit)
    given = _given(unit, customer_id)
    open_orders, returns = _counts(unit, customer_id)
    return CustomerOverview(
        customer=card,
        lifetime_value=_spending(unit, customer_id),
        open_orders=open_orders,
        returns=returns,
        goodwill_given=tuple(Money(minor, currency) for kind, currency, minor in given if kind == "goodwill"),
        discounts_given=tuple(Money(minor, currency) for kind, currency, minor in given if kind == "discount"),
        orders=orders.items,
        orders_cursor=orders.next_cursor,
        notes=notes(unit, customer_id=customer_id),
        timeline=timeline(unit, customer_id=customer_id, limit=timeline_limit),
    )


def customer_orders(unit: Unit, *, customer_id: UUID, cursor: str | None = None, limit: int = 20) -> Page[OrderDetail]:
    """A customer's orders whole, newest first."""
    unit.actor.require(Permission.ORDERS_READ)
    columns = Order.__table__.c
    query = (
        order_columns()
        .where(columns.customer_id == customer_id)
        .order_by(columns.placed_at.desc(), columns.id.desc())
        .limit(check_limit(limit) + 1)
    )
    if cursor:
        placed_at, last = decode_cursor(cursor, parse_instant, UUID)
        query = query.where(func.row(columns.placed_at, columns.id) < func.row(placed_at, last))
    found = order_details(unit, query)
    return page_of(found, limit=limit, item=lambda order: order, cursor=lambda order: (order.placed_at, order.id))


def _spending(unit: Unit, customer_id: UUID) -> tuple[Spending, ...]:
    def total(kind: str) -> ColumnElement[int]:
        return func.coalesce(func.sum(PaymentEntry.amount).filter(PaymentEntry.kind == kind), 0)

    query = (
        select(PaymentEntry.currency, total("captured"), total("refunded"))
        .join(Order, Order.id == PaymentEntry.order_id)
        .where(Order.customer_id == customer_id)
        .group_by(PaymentEntry.currency)
    )
    spent = [
        Spending(
            captured=Money(int(captured), currency),
            refunded=Money(int(refunded), currency),
            kept=Money(int(captured) - int(refunded), currency),
        )
        for currency, captured, refunded in unit.session.execute(query)
    ]
    return tuple(sorted(spent, key=lambda each: (-each.kept.minor, each.kept.currency)))


def _given(unit: Unit, customer_id: UUID) -> Sequence[tuple[str, str, int]]:
    query = (
        select(OrderAdjustment.kind, Order.currency, func.sum(-OrderAdjustment.amount))
        .join(Order, Order.id == OrderAdjustment.order_id)
        .where(Order.customer_id == customer_id, OrderAdjustment.kind.in_(("goodwill", "discount")))
        .group_by(OrderAdjustment.kind, Order.currency)
        .order_by(OrderAdjustment.kind, Order.currency)
    )
    return [(kind, currency, int(minor)) for kind, currency, minor in unit.session.execute(query)]


def _counts(unit: Unit, customer_id: UUID) -> tuple[int, int]:
    closed = Order.status.in_(("delivered", "cancelled"))
    returns = select(func.count()).where(Return.customer_id == customer_id).scalar_subquery()
    query = select(func.coalesce(func.sum((~closed).cast(Integer)), 0), returns).where(Order.customer_id == customer_id)
    open_orders, returned = unit.session.execute(query).one()
    return int(open_orders), int(returned)
