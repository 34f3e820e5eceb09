"""Find orders by number, or by what is in them."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select

from domain.models.order import Order, OrderLine
from domain.orders.numbers import number_key
from domain.orders.queries import order_list, order_row
from domain.orders.rows import OrderRow
from domain.search.spelling import DIGITS, one_edit_away
from domain.work.unit import Unit

FEWEST = 3
FEWEST_AT_THE_END = 4
FEWEST_FOR_SLIPS = 6


def orders_by_number(unit: Unit, wanted: str, limit: int) -> tuple[OrderRow, ...]:
    """Orders whose number begins or ends with `wanted`; if there is none, those one slip of a digit away."""
    key = number_key(wanted)
    if len(key) < FEWEST or not any(letter.isdigit() for letter in key) or len(key) > 40:
        return ()
    begins = select(Order.id).where(Order.number_key.startswith(key, autoescape=True))
    ids = list(unit.session.execute(begins.order_by(Order.number_key).limit(limit)).scalars())
    if len(ids) < limit and len(key) >= FEWEST_AT_THE_END:
        ending = func.reverse(Order.number_key).startswith(key[::-1], autoescape=True)
        ids += unit.session.execute(select(Order.id).where(ending).limit(limit - len(ids))).scalars()
    if not ids and len(key) >= FEWEST_FOR_SLIPS:
        slips = one_edit_away(key, DIGITS)
        ids += unit.session.execute(select(Order.id).where(Order.number_key.in_(slips)).limit(limit)).scalars()
    return _rows(unit, list(dict.fromkeys(ids)))


def orders_by_sku(unit: Unit, wanted: str, limit: int) -> tuple[OrderRow, ...]:
    """The newest orders with a line of exactly the SKU `wanted`."""
    skus = {wanted, wanted.upper()}
    ids = (
        select(Order.id)
        .join(OrderLine, OrderLine.order_id == Order.id)
        .where(OrderLine.sku.in_(skus))
        .group_by(Order.id)
        .order_by(Order.placed_at.desc())
        .limit(limit)
    )
    return _rows(unit, list(unit.session.execute(ids).scalars()))


def _rows(unit: Unit, ids: Sequence[UUID]) -> tuple[OrderRow, ...]:
    if not ids:
        return ()
    rows = [order_row(row) for row in unit.session.execute(order_list().where(Order.id.in_(ids)))]
    places = {id: place for place, id in enumerate(ids)}
    return tuple(sorted(rows, key=lambda row: places[row.id]))
