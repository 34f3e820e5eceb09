"""What an order costs beside its goods, when no goods are left."""

from domain.kernel.money import Money
from domain.models.order import Order
from domain.pricing.adjust import FEES, adjust, sums_by_kind
from domain.work.unit import Unit


def drop_extras(unit: Unit, order: Order) -> None:
    """Write shipping and fees of a locked order back by counter-adjustments; `reprice` is to follow."""
    sums = sums_by_kind(unit, order)
    for kind in ("shipping", *FEES):
        if sums.get(kind):
            amount = Money(-sums[kind], order.currency)
            adjust(unit, order, kind=kind, amount=amount, label="cancelled", reason="nothing is left")
