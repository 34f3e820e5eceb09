"""Read offers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select

from domain.kernel.errors import NotFound
from domain.kernel.money import Money
from domain.kernel.page import Page, check_limit, decode_cursor, page_of
from domain.kernel.permissions import Permission
from domain.kernel.time import parse_instant
from domain.models.order import Order
from domain.models.quote import Quote
from domain.quotes.content import QuoteLineRow, lines_of
from domain.work.family import belongs_to, members_of
from domain.work.unit import Unit


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """An offer. `status` is open, expired, ordered (see `order_number`) or withdrawn; sums as of an order."""

    id: UUID
    number: str
    customer_id: UUID
    status: str
    channel: str
    currency: str
    lines: tuple[QuoteLineRow, ...]
    shipping_address: Mapping[str, str]
    subtotal: Money
    discount: Money
    shipping: Money
    tax: Money
    tax_included: bool
    total: Money
    promised_on: date | None
    made_by: str
    made_at: datetime
    expires_at: datetime
    order_id: UUID | None
    order_number: str | None
    version: int


def quote(unit: Unit, *, quote_id: UUID) -> QuoteRow:
    """One offer, or `NotFound`."""
    unit.actor.require(Permission.ORDERS_READ)
    query = select(Quote, Order.number).outerjoin(Order, Order.id == Quote.order_id).where(Quote.id == quote_id)
    found = unit.session.execute(query).first()
    if found is None:
        raise NotFound.of("quote", "devis", quote_id)
    return _row(found[0], found[1], unit.now)


def quotes(
    unit: Unit,
    *,
    customer_id: UUID | None = None,
    open_only: bool = False,
    cursor: str | None = None,
    limit: int = 50,
) -> Page[QuoteRow]:
    """Offers, newest first; of one customer if named, whichever of their records holds them.

    `open_only`: those that can still be ordered.
    """
    unit.actor.require(Permission.ORDERS_READ)
    query = select(Quote, Order.number).outerjoin(Order, Order.id == Quote.order_id)
    query = query.order_by(Quote.made_at.desc(), Quote.id.desc()).limit(check_limit(limit) + 1)
    if customer_id is not None:
        query = query.where(belongs_to(Quote.customer_id, members_of(unit, customer_id)))
    if open_only:
        query = query.where(Quote.status == "open", Quote.expires_at > unit.now)
    if cursor:
        made_at, last = decode_cursor(cursor, parse_instant, UUID)
        query = query.where(func.row(Quote.made_at, Quote.id) < func.row(made_at, last))
    rows = [_row(found, number, unit.now) for found, number in unit.session.execute(query)]
    return page_of(rows, limit=limit, item=lambda row: row, cursor=lambda row: (row.made_at, row.id))


def _row(found: Quote, order_number: str | None, now: datetime) -> QuoteRow:
    sums = {name: Money(amount, found.currency) for name, amount in found.content["sums"].items()}
    promised_on = found.content["promised_on"]
    return QuoteRow(
        id=found.id,
        number=found.number,
        customer_id=found.customer_id,
        status="expired" if found.status == "open" and now >= found.expires_at else found.status,
        channel=found.channel,
        currency=found.currency,
        lines=lines_of(found.content, found.currency),
        shipping_address=found.content["shipping_address"],
        subtotal=sums["subtotal"],
        discount=sums["discount"],
        shipping=sums["shipping"],
        tax=sums["tax"],
        tax_included=found.content["tax_included"],
        total=sums["total"],
        promised_on=date.fromisoformat(promised_on) if promised_on else None,
        made_by=found.made_by,
        made_at=found.made_at,
        expires_at=found.expires_at,
        order_id=found.order_id,
        order_number=order_number,
        version=found.version,
    )
