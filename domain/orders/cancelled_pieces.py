"""Which pieces of an order are to be cancelled."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from domain.kernel.errors import Conflict, Invalid
from domain.models.order import Order, OrderLine
from domain.orders.named_lines import find_line, refuse_named_twice

Pieces = Sequence[tuple[OrderLine, int]]
BEFORE_LEAVING: Final = ("draft", "pending", "released", "picking")


@dataclass(frozen=True)
class CancelledPieces:
    """Pieces of a line, which is named by its id, or by a SKU that stands on one line only; None: all that can be."""

    line_id: UUID | None = None
    sku: str | None = None
    quantity: int | None = None


def all_that_is_left(order: Order) -> Pieces:
    """Every piece that has not left."""
    return [(line, line.unshipped) for line in order.lines if line.unshipped]


def named_pieces(order: Order, lines: Sequence[CancelledPieces]) -> Pieces:
    """The pieces of `lines`; refuses with `Invalid` or `Conflict` naming the line what is not there or has left."""
    if not lines:
        raise Invalid(
            field="lines",
            code="missing",
            en="Name the lines that are to be cancelled.",
            fr="Indiquez les lignes à annuler.",
        )
    pieces = [
        _pieces(order, find_line(order, line_id=each.line_id, sku=each.sku, field=f"lines[{i}]"), each.quantity, i)
        for i, each in enumerate(lines)
    ]
    refuse_named_twice([line for line, _ in pieces])
    return pieces


def _pieces(order: Order, line: OrderLine, quantity: int | None, i: int) -> tuple[OrderLine, int]:
    left = line.unshipped if _may_be_cancelled(order, line) else 0
    if not left:
        raise Conflict(
            code="nothing_to_cancel",
            field=f"lines[{i}]",
            en=f"Nothing of {line.sku} can be cancelled any more: it has left, or is cancelled.",
            fr=f"Plus rien de {line.sku} ne peut être annulé : c’est parti, ou déjà annulé.",
            details={"line_id": str(line.id), "status": line.status},
        )
    wanted = left if quantity is None else quantity
    if not 1 <= wanted <= left:
        raise Invalid(
            field=f"lines[{i}].quantity",
            code="more_than_left",
            en=f"From 1 to {left} of {line.sku} can be cancelled.",
            fr=f"De 1 à {left} pièce(s) de {line.sku} peuvent être annulées.",
            details={"left": left},
        )
    return line, wanted


def _may_be_cancelled(order: Order, line: OrderLine) -> bool:
    """What is sent again after an order has left may still be stopped; new goods of an exchange go with it."""
    return line.status == "open" and (order.status in BEFORE_LEAVING or line.kind == "replacement")
