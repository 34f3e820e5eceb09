"""Take discounts back by counter-adjustments."""

from collections.abc import Sequence

from domain.models.order import Order, OrderLine
from domain.pricing.adjust import sums_by_kind, write_adjustment
from domain.work.unit import Unit


def take_back(unit: Unit, order: Order, amount: int, kinds: Sequence[str], *, line: OrderLine | None = None) -> int:
    """Write `amount` (positive) back, kind by kind, of each at most what stands of it; the lines' shares stay.

    Tells how much was taken back; nothing for an amount of nothing or less.
    """
    if amount <= 0:
        return 0
    standing, taken = sums_by_kind(unit, order), 0
    for kind in kinds:
        part = min(amount - taken, -standing.get(kind, 0))
        if part > 0:
            write_adjustment(unit, order, kind=kind, amount=part, label=kind, line=line)
            taken += part
    return taken
