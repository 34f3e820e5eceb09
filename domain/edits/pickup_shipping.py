"""What is picked up costs no shipping."""

from sqlalchemy import func, select

from domain.kernel.money import Money
from domain.models.order import Order, OrderAdjustment
from domain.pricing.adjust import adjust, sums_by_kind
from domain.work.unit import Unit

LABEL = "pickup"


def drop_shipping(unit: Unit, order: Order) -> None:
    """Take the shipping of a locked order off; `reprice` is to follow."""
    _write(unit, order, -sums_by_kind(unit, order).get("shipping", 0))


def restore_shipping(unit: Unit, order: Order) -> None:
    """Charge again what was taken off when the order was to be picked up; `reprice` is to follow."""
    dropped = select(func.coalesce(func.sum(OrderAdjustment.amount), 0)).where(
        OrderAdjustment.order_id == order.id, OrderAdjustment.kind == "shipping", OrderAdjustment.label == LABEL
    )
    _write(unit, order, -int(unit.session.execute(dropped).scalar_one()))


def _write(unit: Unit, order: Order, amount: int) -> None:
    if amount:
        adjust(unit, order, kind="shipping", amount=Money(amount, order.currency), label=LABEL)
