"""Find orders by number, or by what is in them."""

from collections.abc import Sequence
from string import ascii_uppercase
from uuid import UUID

from sqlalchemy import func, select, text

from domain.models.catalogue import Variant
from domain.models.order import Order, OrderLine
from domain.orders.numbers import LONGEST_NUMBER, number_key
from domain.orders.queries import order_list, order_row
from domain.orders.rows import OrderRow
from domain.search.products import upper
from domain.search.spelling import DIGITS, one_edit_away
from domain.work.unit import Unit

FEWEST = 3
FEWEST_AT_THE_END = 4
FEWEST_FOR_SLIPS = 6
FEWEST_ALONE = 6  # a word of a longer text
MOST_KEYS = 3

# The orders whose number ends with one of some texts (turned round), the earlier texts first. Compared byte by byte,
# as the index is, so that each text is one look into it.
_ENDING = text(
    """
    SELECT orders.id
    FROM unnest(CAST(:backwards AS text[])) WITH ORDINALITY AS ending (turned, place)
    JOIN orders ON reverse(number_key) ~>=~ turned AND reverse(number_key) ~<~ (turned || chr(1114111))
    ORDER BY place, number_key LIMIT :most
    """
)


def orders_by_number(unit: Unit, wanted: str, limit: int) -> tuple[OrderRow, ...]:
    """Orders whose number begins or ends with `wanted`, or with a word of it; if none, those one slip away."""
    keys = _keys(wanted)
    for find in (_exactly, _misspelt):
        for key in keys:
            if ids := find(unit, key, limit):
                return _rows(unit, ids)
    return ()


def orders_by_sku(unit: Unit, wanted: str, limit: int) -> tuple[OrderRow, ...]:
    """The newest orders with a line of the SKU `wanted`, in any case."""
    skus = select(Variant.sku).where(func.upper(Variant.sku) == upper(wanted))
    ids = (
        select(Order.id)
        .join(OrderLine, OrderLine.order_id == Order.id)
        .where(OrderLine.sku.in_(skus))
        .group_by(Order.id)
        .order_by(Order.placed_at.desc())
        .limit(limit)
    )
    return _rows(unit, list(unit.session.execute(ids).scalars()))


def _keys(wanted: str) -> list[str]:
    """What may be a number: the whole text, then the longer words of a text that has letters ("order #C100012")."""
    words = [word for word in map(number_key, wanted.split()) if len(word) >= FEWEST_ALONE]
    keys = [number_key(wanted), *(words if any(letter.isalpha() for letter in wanted) else ())]
    fitting = (key for key in dict.fromkeys(keys) if FEWEST <= len(key) <= LONGEST_NUMBER and _has_digit(key))
    return list(fitting)[:MOST_KEYS]


def _exactly(unit: Unit, key: str, limit: int) -> list[UUID]:
    begins = select(Order.id).where(Order.number_key.startswith(key, autoescape=True))
    ids = list(unit.session.execute(begins.order_by(Order.number_key).limit(limit)).scalars())
    if len(ids) < limit and len(key) >= FEWEST_AT_THE_END:
        ids += _ending(unit, [key], limit - len(ids))
    return list(dict.fromkeys(ids))


def _misspelt(unit: Unit, key: str, limit: int) -> list[UUID]:
    """One slip in the whole number, then in the digits that it ends with (people leave out or mistake the letter)."""
    if len(key) < FEWEST_FOR_SLIPS:
        return []
    slips = select(Order.id).where(Order.number_key.in_(one_edit_away(key, DIGITS)))
    if ids := list(unit.session.execute(slips.limit(limit)).scalars()):
        return ids
    digits = key.lstrip(ascii_uppercase)
    if len(digits) < FEWEST_FOR_SLIPS:
        return []
    return _ending(unit, [digits, *one_edit_away(digits, DIGITS)], limit)


def _ending(unit: Unit, ends: Sequence[str], limit: int) -> list[UUID]:
    found = unit.session.execute(_ENDING, {"backwards": [end[::-1] for end in ends], "most": limit})
    return list(dict.fromkeys(found.scalars()))


def _has_digit(key: str) -> bool:
    return any(letter.isdigit() for letter in key)


def _rows(unit: Unit, ids: Sequence[UUID]) -> tuple[OrderRow, ...]:
    if not ids:
        return ()
    rows = [order_row(row) for row in unit.session.execute(order_list().where(Order.id.in_(ids)))]
    places = {id: place for place, id in enumerate(ids)}
    return tuple(sorted(rows, key=lambda row: places[row.id]))
