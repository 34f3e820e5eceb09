"""Find orders by number, or by what is in them."""

from collections.abc import Sequence
from string import ascii_uppercase
from typing import Any

from sqlalchemy import ARRAY, BigInteger, Integer, Text, Uuid, any_, bindparam, column, func, select, text

from domain.db.prepared import Prepared
from domain.models.catalogue import Variant
from domain.models.order import Order, OrderLine
from domain.orders.numbers import LONGEST_NUMBER, number_key
from domain.orders.queries import order_list, order_row
from domain.orders.rows import OrderRow
from domain.search.products import upper
from domain.search.shape import is_email
from domain.search.spelling import DIGITS, one_edit_away
from domain.work.unit import Unit

FEWEST = 3
FEWEST_AT_THE_END = 4
FEWEST_FOR_SLIPS = 6
FEWEST_ALONE = 6  # a word of a longer text
MOST_KEYS = 3

# The orders whose number begins with one of some texts, or ends with one (those are given turned round), the earlier
# texts first. Compared byte by byte, as the indexes are, so that each text is one look into one of them.
_SOUGHT = (
    text(
        """
        SELECT id, min(place) AS place FROM (
            (SELECT found.id, place
             FROM unnest(CAST(:beginnings AS text[])) WITH ORDINALITY AS beginning (key, place)
             CROSS JOIN LATERAL (
                 SELECT id FROM orders WHERE number_key ~>=~ key AND number_key ~<~ (key || chr(1114111))
                 ORDER BY number_key USING ~<~ LIMIT :most
             ) AS found
             LIMIT :most)
            UNION ALL
            (SELECT found.id, 100 + place
             FROM unnest(CAST(:backwards AS text[])) WITH ORDINALITY AS ending (turned, place)
             CROSS JOIN LATERAL (
                 SELECT id FROM orders
                 WHERE reverse(number_key) ~>=~ turned AND reverse(number_key) ~<~ (turned || chr(1114111))
                 ORDER BY reverse(number_key) USING ~<~ LIMIT :most
             ) AS found
             LIMIT :most)
        ) AS either
        GROUP BY id ORDER BY place LIMIT :most
        """
    )
    .columns(column("id", Uuid), column("place", BigInteger))
    .subquery("sought")
)
_BY_NUMBER = Prepared(
    lambda: (
        order_list().join(_SOUGHT, _SOUGHT.c.id == Order.id).order_by(None).order_by(_SOUGHT.c.place, Order.number_key)
    )
)
_MOST = bindparam("most", type_=Integer)
_AMONG = select(Order.id).where(Order.number_key == any_(bindparam("keys", type_=ARRAY(Text)))).limit(_MOST).subquery()
_BY_WHOLE_NUMBER = Prepared(lambda: order_list().join(_AMONG, _AMONG.c.id == Order.id))
# Ids are dated, so the newest orders are those of the highest ids: the index on lines knows them without the orders.
_WITH_SKU = (
    select(OrderLine.order_id.label("id"))
    .where(OrderLine.sku.in_(select(Variant.sku).where(func.upper(Variant.sku) == bindparam("sku", type_=Text))))
    .distinct()
    .order_by(OrderLine.order_id.desc())
    .limit(_MOST)
    .subquery()
)
_BY_SKU = Prepared(lambda: order_list().join(_WITH_SKU, _WITH_SKU.c.id == Order.id))


def orders_by_number(unit: Unit, wanted: str, limit: int) -> tuple[OrderRow, ...]:
    """Orders whose number begins or ends with `wanted`, or with a word of it."""
    keys = _keys(wanted)
    return _sought(unit, beginnings=keys, endings=[key for key in keys if len(key) >= FEWEST_AT_THE_END], most=limit)


def misspelt_orders(unit: Unit, wanted: str, limit: int) -> tuple[OrderRow, ...]:
    """Orders one slip in the number away; if none, one slip in the digits that it ends with.

    The second, because people leave out or mistake the letter.
    """
    keys = [key for key in _keys(wanted) if len(key) >= FEWEST_FOR_SLIPS]
    slips = [slip for key in keys for slip in one_edit_away(key, DIGITS)]
    if slips and (found := _rows(unit, _BY_WHOLE_NUMBER, {"keys": slips, "most": limit})):
        return found
    digits = [digits for key in keys if len(digits := key.lstrip(ascii_uppercase)) >= FEWEST_FOR_SLIPS]
    endings = [ending for each in digits for ending in (each, *one_edit_away(each, DIGITS))]
    return _sought(unit, beginnings=[], endings=endings, most=limit)


def orders_by_sku(unit: Unit, wanted: str, limit: int) -> tuple[OrderRow, ...]:
    """The newest orders with a line of the SKU `wanted`, in any case."""
    return _rows(unit, _BY_SKU, {"sku": upper(wanted), "most": limit})


def _keys(wanted: str) -> list[str]:
    """What may be a number: the whole text, then the longer words of a text that has letters ("order #C100012")."""
    if is_email(wanted):
        return []
    words = [word for word in map(number_key, wanted.split()) if len(word) >= FEWEST_ALONE]
    keys = [number_key(wanted), *(words if any(letter.isalpha() for letter in wanted) else ())]
    fitting = (key for key in dict.fromkeys(keys) if FEWEST <= len(key) <= LONGEST_NUMBER and _has_digit(key))
    return list(fitting)[:MOST_KEYS]


def _has_digit(key: str) -> bool:
    return any(letter.isdigit() for letter in key)


def _sought(unit: Unit, *, beginnings: Sequence[str], endings: Sequence[str], most: int) -> tuple[OrderRow, ...]:
    if not (beginnings or endings):
        return ()
    backwards = [ending[::-1] for ending in endings]
    return _rows(unit, _BY_NUMBER, {"beginnings": beginnings, "backwards": backwards, "most": most})


def _rows(unit: Unit, query: Prepared, values: dict[str, Any]) -> tuple[OrderRow, ...]:
    return tuple(order_row(row) for row in query.run(unit.session, **values))
