"""Change the lines of an order: pieces, goods and prices, and what is kept for them."""

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select

from domain.catalogue.goods import Goods
from domain.edits.line_change import Added, Step
from domain.inventory.reservations import keep_at_most, lock_stock_of
from domain.kernel.ids import new_id
from domain.kernel.money import Money
from domain.models.order import Order, OrderAdjustment, OrderLine
from domain.orders.source_lines import source_again
from domain.orders.take_off import take_off
from domain.pricing.adjust import adjust
from domain.pricing.drop_pieces import drop_pieces
from domain.work.unit import Unit

_REASON = "order edited"


def apply_steps(
    unit: Unit, order: Order, steps: Sequence[Step], add: Sequence[Added], goods: Mapping[str, Goods]
) -> None:
    """Make `steps` and `add` true on a locked order; `reprice` is to follow.

    A line keeps its price while it keeps its SKU, and its source and promise while no piece is added to it. All other
    changed lines are sourced anew.
    """
    lock_stock_of(unit, [(step.line, None) for step in steps])
    take_off(unit, order, [(step.line, step.line.kept) for step in steps if step.quantity == 0], reason=_REASON)
    anew = [step.line for step in steps if step.quantity and (step.swapped or step.quantity > step.line.kept)]
    for step in steps:
        if step.quantity:
            _resize(unit, order, step)
        if step.swapped:
            _swap(unit, order, step.line, goods[step.sku])
    anew += [_add(order, new, goods[new.sku]) for new in add]
    unit.session.flush()
    if anew:
        source_again(unit, order, anew, at=unit.now, reason=_REASON)


def _resize(unit: Unit, order: Order, step: Step) -> None:
    """What is cancelled of the line stays counted beside what is left."""
    fewer = step.line.kept - step.quantity
    if fewer > 0:
        drop_pieces(unit, order, step.line, fewer)
    step.line.quantity -= fewer
    if fewer > 0:
        keep_at_most(unit, line=step.line, quantity=step.quantity, reason=_REASON)


def _swap(unit: Unit, order: Order, line: OrderLine, goods: Goods) -> None:
    """Discounts of the order stay on the line; a price that was matched for the old goods does not."""
    matched = select(func.coalesce(func.sum(OrderAdjustment.amount), 0)).where(
        OrderAdjustment.line_id == line.id, OrderAdjustment.kind == "price_match"
    )
    back = min(-int(unit.session.execute(matched).scalar_one()), line.discount - line.credited)
    if back > 0:
        amount = Money(back, order.currency)
        adjust(unit, order, kind="price_match", amount=amount, label="price_match", reason=_REASON, line=line)
        unit.remark(
            "price_match_ended",
            en=f"The price matched for {line.sku} does not hold for {goods.sku}.",
            fr=f"Le prix aligné pour {line.sku} ne vaut pas pour {goods.sku}.",
        )
    line.sku, line.title, line.options = goods.sku, goods.title, dict(goods.options)
    line.product_external_ref = goods.product_external_ref
    line.unit_price = goods.price or 0


def _add(order: Order, new: Added, goods: Goods) -> OrderLine:
    line = OrderLine(
        id=new_id(),
        order_id=order.id,
        position=max(each.position for each in order.lines) + 1,
        sku=goods.sku,
        product_external_ref=goods.product_external_ref,
        title=goods.title,
        options=dict(goods.options),
        quantity=new.quantity,
        unit_price=goods.price or 0,
        total=(goods.price or 0) * new.quantity,
        discount=0,
        credited=0,
        tax=0,
        tax_millionths=0,
        kind="sold",
        shipped=0,
        cancelled=0,
        returned=0,
        status="open",
    )
    order.lines.append(line)
    return line
