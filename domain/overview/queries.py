"""One customer whole, in a number of statements that does not grow with their history."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, Integer, Uuid, bindparam, func, text

from domain.customers.card import CARD, card_from, card_values
from domain.customers.queries import newest_notes
from domain.customers.rows import NoteRow
from domain.db.pipeline import pipeline
from domain.db.prepared import Prepared
from domain.identity.assure import is_assured, sees_plainly
from domain.kernel.errors import NotFound
from domain.kernel.money import Money
from domain.kernel.page import Page, check_limit, decode_cursor, page_of
from domain.kernel.permissions import Permission
from domain.kernel.time import parse_instant
from domain.models.order import Order
from domain.orders.columns import order_columns
from domain.orders.details import details_of
from domain.orders.rows import OrderDetail
from domain.overview.masked_entries import masked_entries
from domain.overview.rows import CustomerOverview, Spending
from domain.overview.timeline import entries_page, newest_entries
from domain.work.family import is_member, member_values, members_of
from domain.work.unit import Unit

_NOTES = 50  # how many of the newest are shown


def customer_overview(
    unit: Unit, *, customer_id: UUID, orders_limit: int = 20, timeline_limit: int = 50
) -> CustomerOverview:
    """Everything about one customer, or `NotFound`; masked as `customers.customer` is, delivery addresses too.

    The id of a merged record leads to the one that is kept, which shows what belongs to either.
    """
    unit.actor.require(Permission.CUSTOMERS_READ, Permission.ORDERS_READ)
    check_limit(orders_limit), check_limit(timeline_limit)
    overview = _overview(unit, customer_id, (customer_id,), orders_limit, timeline_limit)
    if overview.customer.members != (customer_id,):  # a person of several records, which the card alone knows
        overview = _overview(unit, customer_id, overview.customer.members, orders_limit, timeline_limit)
    return overview


def _overview(
    unit: Unit, customer_id: UUID, members: tuple[UUID, ...], orders_limit: int, timeline_limit: int
) -> CustomerOverview:
    """The card of the person, and what belongs to the records `members`; all asked before the first answer is there."""
    alone, values = len(members) == 1, member_values(members)
    with pipeline(unit.session) as asked:
        carded = asked.ask(CARD, **card_values(unit, customer_id))
        newest = asked.ask(_newest_orders(alone=alone, after=False), **values, most=orders_limit + 1)
        summed = asked.ask(_SUMS_OF_ONE if alone else _SUMS, **values)
        noted = asked.ask(newest_notes(alone=alone), **values, most=_NOTES)
        happened = asked.ask(newest_entries(alone=alone), **values, most=timeline_limit + 1)
        card = card_from(unit, carded.all())
        if card is None:
            raise NotFound.of("customer", "client", customer_id)
        orders = _orders_page(newest.all(), masked=card.masked, limit=orders_limit)
        sums = _sums(summed.one())
        notes = tuple(NoteRow(*row) for row in noted.all())
        told = entries_page(happened.all(), limit=timeline_limit)
        timeline = masked_entries(told) if card.masked else told
    return CustomerOverview(
        customer=card,
        lifetime_value=sums.spending,
        open_orders=sums.open_orders,
        returns=sums.returns,
        goodwill_given=tuple(money for kind, money in sums.given if kind == "goodwill"),
        discounts_given=tuple(money for kind, money in sums.given if kind == "discount"),
        orders=orders.items,
        orders_cursor=orders.next_cursor,
        notes=notes,
        timeline=timeline,
    )


def customer_orders(unit: Unit, *, customer_id: UUID, cursor: str | None = None, limit: int = 20) -> Page[OrderDetail]:
    """A customer's orders whole, newest first; delivery addresses masked until the customer is known for sure."""
    unit.actor.require(Permission.ORDERS_READ)
    check_limit(limit)
    members = members_of(unit, customer_id)
    masked = not sees_plainly(unit.actor) and not is_assured(unit, customer_id)
    return _orders(unit, members, masked=masked, cursor=cursor, limit=limit)


def masked_order(order: OrderDetail) -> OrderDetail:
    """The order with the town and the country of where it goes, and no more."""
    shown = {name: order.shipping_address.get(name, "") for name in ("city", "country")}
    return replace(order, shipping_address=shown)


def _orders(
    unit: Unit, members: tuple[UUID, ...], *, masked: bool, cursor: str | None, limit: int
) -> Page[OrderDetail]:
    values = member_values(members) | {"most": check_limit(limit) + 1}
    if cursor:
        values["at"], values["last"] = decode_cursor(cursor, parse_instant, UUID)
    query = _newest_orders(alone=len(members) == 1, after=cursor is not None)
    return _orders_page(query.run(unit.session, **values).all(), masked=masked, limit=limit)


def _orders_page(rows: Sequence[Any], *, masked: bool, limit: int) -> Page[OrderDetail]:
    found = [masked_order(each) if masked else each for each in details_of(rows)]
    return page_of(found, limit=limit, item=lambda order: order, cursor=lambda order: (order.placed_at, order.id))


@cache
def _newest_orders(*, alone: bool, after: bool) -> Prepared:
    """The orders of one record or of several, from the newest on or from those after a cursor."""
    columns = Order.__table__.c
    query = (
        order_columns()
        .where(is_member(columns.customer_id, alone=alone))
        .order_by(columns.placed_at.desc(), columns.id.desc())
        .limit(bindparam("most", type_=Integer))
    )
    if after:
        last = func.row(bindparam("at", type_=DateTime(timezone=True)), bindparam("last", type_=Uuid))
        query = query.where(func.row(columns.placed_at, columns.id) < last)
    return Prepared(lambda: query)


@dataclass(frozen=True, slots=True)
class _Sums:
    spending: tuple[Spending, ...]
    given: tuple[tuple[str, Money], ...]
    open_orders: int
    returns: int


def _sums(row: Any) -> _Sums:
    spent = [
        Spending(Money(captured, currency), Money(refunded, currency), Money(captured - refunded, currency))
        for currency, captured, refunded in row.moved
    ]
    return _Sums(
        spending=tuple(sorted(spent, key=lambda each: (-each.kept.minor, each.kept.currency))),
        given=tuple((kind, Money(minor, currency)) for kind, currency, minor in row.given),
        open_orders=row.open_orders,
        returns=row.returns,
    )


# Everything that is summed over all orders of a customer, in one statement.
_SUMS_TEXT = """
    SELECT
        (SELECT coalesce(json_agg(json_build_array(currency, captured, refunded)), '[]') FROM (
            SELECT payment_entries.currency,
                coalesce(sum(amount) FILTER (WHERE kind = 'captured'), 0) AS captured,
                coalesce(sum(amount) FILTER (WHERE kind = 'refunded'), 0) AS refunded
            FROM payment_entries JOIN orders ON orders.id = payment_entries.order_id
            WHERE orders.customer_id = ANY(:members) GROUP BY payment_entries.currency
        ) AS sums) AS moved,
        (SELECT coalesce(json_agg(json_build_array(kind, currency, minor) ORDER BY kind, currency), '[]') FROM (
            SELECT kind, currency, sum(-amount) AS minor
            FROM order_adjustments JOIN orders ON orders.id = order_adjustments.order_id
            WHERE orders.customer_id = ANY(:members) AND kind IN ('goodwill', 'discount') GROUP BY kind, currency
        ) AS sums) AS given,
        (SELECT count(*) FROM orders
         WHERE customer_id = ANY(:members) AND status NOT IN ('delivered', 'cancelled')) AS open_orders,
        (SELECT count(*) FROM returns WHERE customer_id = ANY(:members)) AS returns
    """
_SUMS = Prepared(lambda: text(_SUMS_TEXT))
# Of one record: PostgreSQL keeps the plan, which it makes anew each time for a list.
_SUMS_OF_ONE = Prepared(lambda: text(_SUMS_TEXT.replace("= ANY(:members)", "= :member")))
