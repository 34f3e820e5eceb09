"""What is given back for pieces: what was paid for them, less the restocking fee."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from domain.fulfilment.held_pieces import paid_line, replaced_lines
from domain.models.order import Order, OrderLine
from domain.pricing.drop_pieces import drop_pieces, worth_of, worth_of_pieces
from domain.pricing.formula import MILLION, half_up, spread
from domain.work.unit import Unit


@dataclass(frozen=True, slots=True)
class Valued:
    """Minor units: what was paid for the pieces, and the fee that is kept of it."""

    worth: int
    fee: int

    @property
    def net(self) -> int:
        return self.worth - self.fee


def value_of(order: Order, pieces: Sequence[tuple[OrderLine, int, int]]) -> list[Valued]:
    """The value of (line, pieces, fee in millionths), all given back together from a priced order.

    They sum exactly to what the order then costs less; a replacement is worth what was paid for what it replaces.
    """
    by_paid, lines = Counter[UUID](), {line.id: line for line in order.lines}
    for line, quantity, _ in pieces:
        by_paid[paid_line(order, line).id] += quantity
    together = worth_of_pieces(order, [(lines[id], quantity) for id, quantity in by_paid.items()]).minor
    alone = [max(0, worth_of(order, paid_line(order, line), quantity).minor) for line, quantity, _ in pieces]
    shares = spread(together, alone)
    return [
        Valued(share, half_up(share * rate, MILLION) if share > 0 else 0)
        for share, (_, _, rate) in zip(shares, pieces, strict=True)
    ]


def give_up(unit: Unit, order: Order, line: OrderLine, quantity: int) -> None:
    """Count `quantity` pieces of `line` as returned, on everything that it replaces too; `reprice` follows."""
    chain = replaced_lines(order, line)
    drop_pieces(unit, order, chain[-1], quantity)
    for each in chain:
        each.returned += quantity
        if each.returned + each.cancelled == each.quantity:
            each.status = "returned"
