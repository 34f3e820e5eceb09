"""Give a line the price that the customer has seen elsewhere."""

from uuid import UUID

from domain.allowances.reasons import Reason
from domain.discounts.gift import give, named_method
from domain.discounts.lines import line_of, line_of_sku
from domain.kernel.errors import Conflict, Invalid
from domain.kernel.money import Money, check_money
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text, sought_text
from domain.models.order import Order, OrderLine
from domain.orders.load import order_to_change
from domain.work.unit import Unit


def match_price(
    unit: Unit,
    *,
    order: str | UUID,
    line_id: UUID | None = None,
    sku: str | None = None,
    price: Money,
    where: str,
    note: str = "",
    settle_with: str | None = None,
    expected_version: int | None = None,
) -> UUID:
    """Lower a line, named by its id or SKU, to `price` a piece, seen at `where`; tells the id of the adjustment.

    Discounts so far count: the line's kept pieces then cost `price` each, no less. What is paid already is given back
    to `settle_with`, as for a discount. Records `order.price_matched`; what passes a limit needs an approval. Refuses
    with `Conflict` "price_not_lower" a price that is not below what the pieces cost now.
    """
    unit.actor.require(Permission.DISCOUNTS_WRITE)
    seen = clean_text(where, field="where", most=200)
    said = clean_text(note, field="note", most=500, required=False, lines=True)
    found = order_to_change(unit, order, expected_version)
    line = _line(found, line_id, sku)
    method = named_method(unit, found, settle_with, field="settle_with")
    return give(
        unit,
        found,
        kind="price_match",
        amount=_difference(line, _check_price(found, price)),
        reason=Reason("price_promise", said),
        event="order.price_matched",
        back_to=method,
        line=line,
        where=seen,
        price=str(price.minor),
    )


def _line(order: Order, line_id: UUID | None, sku: str | None) -> OrderLine:
    if (line_id is None) == (sku is None):
        raise Invalid(
            field="line_id",
            code="one_of_two",
            en="Name the line either by “line_id” or by “sku”.",
            fr="Indiquez la ligne soit par « line_id », soit par « sku ».",
        )
    return line_of(order, line_id) if line_id is not None else line_of_sku(order, sought_text(sku))


def _check_price(order: Order, price: Money) -> Money:
    if price.currency != order.currency:
        raise Invalid(
            field="price",
            code="currency_mismatch",
            en=f"“price” must be in {order.currency}, the currency of the order.",
            fr=f"« price » doit être en {order.currency}, la devise de la commande.",
        )
    return check_money(price, field="price")


def _difference(line: OrderLine, price: Money) -> Money:
    now = line.total - (line.discount - line.credited)
    less = now - price.minor * line.kept
    if less > 0:
        return Money(less, price.currency)
    each = Money(now // line.kept, price.currency)
    raise Conflict(
        code="price_not_lower",
        field="price",
        en=f"{line.sku} costs {each} a piece already.",
        fr=f"{line.sku} coûte déjà {each} pièce.",
        details={"now": each.minor, "currency": each.currency},
    )
