"""Take discounts back by counter-adjustments."""

from collections.abc import Sequence

from domain.models.order import Order, OrderLine
from domain.pricing.adjust import sums_by_kind, write_adjustment
from domain.work.unit import Unit


def take_back(unit: Unit, order: Order, amount: int, kinds: Sequence[str], *, line: OrderLine | None = None) -> None:
    """Write `amount` (positive) back, kind by kind, of each at most what stands of it; the lines' shares stay."""
    standing = sums_by_kind(unit, order)
    for kind in kinds:
        part = min(amount, -standing.get(kind, 0))
        if part > 0:
            write_adjustment(unit, order, kind=kind, amount=part, label=kind, reason="nothing left to lower", line=line)
            amount -= part
