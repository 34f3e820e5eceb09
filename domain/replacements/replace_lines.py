"""Send again what was lost or broken."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from domain.events.event import Stream
from domain.fulfilment.held_pieces import held_pieces
from domain.kernel.errors import Conflict, Invalid
from domain.kernel.ids import new_id
from domain.kernel.permissions import Permission
from domain.models.order import Order, OrderLine
from domain.orders.load import order_to_change
from domain.orders.named_lines import find_line, refuse_named_twice
from domain.orders.new_order import MOST_LINES, check_choice
from domain.orders.source_lines import source_lines
from domain.pricing.reprice import reprice
from domain.work.unit import Unit

REASONS: Final = ("lost", "damaged", "wrong_item", "missing")


@dataclass(frozen=True)
class ReplacedPieces:
    """Pieces of a line, named by its id or by a SKU that stands on one line only."""

    quantity: int = 1
    line_id: UUID | None = None
    sku: str | None = None


def replace_lines(
    unit: Unit,
    *,
    order: str | UUID,
    lines: Sequence[ReplacedPieces],
    reason: str,
    expected_version: int | None = None,
) -> list[UUID]:
    """Send pieces that have left once more, free of charge; tells the ids of the new lines, which may leave at once.

    `reason` is one of `REASONS`. The new lines are sourced and promised like any other; the customer pays nothing and
    gives back one piece or the other, not both. Records `order.replacement_added` and `order.sourced`. Refuses more
    than has left and was neither given back nor sent again.
    """
    unit.actor.require(Permission.ORDERS_WRITE)
    check_choice(reason, REASONS, field="reason")
    found = order_to_change(unit, order, expected_version)
    wanted = _wanted(unit, found, lines)
    first = max(line.position for line in found.lines) + 1
    new = [_again(found, line, quantity, first + i) for i, (line, quantity) in enumerate(wanted)]
    found.lines.extend(new)
    unit.session.flush()
    unit.record(
        "order.replacement_added",
        stream=Stream.of_order(found.id),
        customer_id=found.customer_id,
        order_id=found.id,
        data={
            "reason": reason,
            "lines": [
                {"line_id": str(line.id), "new_line_id": str(again.id), "sku": line.sku, "quantity": quantity}
                for again, (line, quantity) in zip(new, wanted, strict=True)
            ],
        },
    )
    source_lines(unit, found, at=unit.now)
    reprice(unit, found)
    found.version += 1
    _remark_unsourced(unit, new)
    return [line.id for line in new]


def _wanted(unit: Unit, order: Order, lines: Sequence[ReplacedPieces]) -> list[tuple[OrderLine, int]]:
    if not 1 <= len(lines) <= MOST_LINES:
        raise Invalid(
            field="lines",
            code="too_many" if lines else "missing",
            en=f"Name from 1 to {MOST_LINES} lines.",
            fr=f"Indiquez de 1 à {MOST_LINES} lignes.",
        )
    wanted = [
        (find_line(order, line_id=one.line_id, sku=one.sku, field=f"lines[{i}]"), one.quantity)
        for i, one in enumerate(lines)
    ]
    refuse_named_twice([line for line, _ in wanted])
    held = held_pieces(unit, order)
    for i, (line, quantity) in enumerate(wanted):
        if not 1 <= quantity <= held[line.id].replaceable:
            raise _too_many(line, quantity, held[line.id].replaceable, f"lines[{i}]")
    return wanted


def _too_many(line: OrderLine, quantity: int, most: int, field: str) -> Invalid | Conflict:
    if most == 0 and quantity >= 1:
        return Conflict(
            field=field,
            code="nothing_to_replace",
            en=f"No piece of {line.sku} has left that was not given back or sent again.",
            fr=f"Aucune pièce de {line.sku} n’est partie sans avoir été rendue ou renvoyée.",
        )
    return Invalid(
        field=f"{field}.quantity",
        code="more_than_shipped",
        en=f"{most} of {line.sku} can be sent again.",
        fr=f"{most} pièce(s) de {line.sku} peuvent être renvoyées.",
        details={"left": most},
    )


def _again(order: Order, line: OrderLine, quantity: int, position: int) -> OrderLine:
    return OrderLine(
        id=new_id(),
        order_id=order.id,
        position=position,
        sku=line.sku,
        product_external_ref=line.product_external_ref,
        title=line.title,
        options=line.options,
        quantity=quantity,
        unit_price=0,
        total=0,
        discount=0,
        credited=0,
        tax=0,
        tax_millionths=0,
        kind="replacement",
        replaces_line_id=line.id,
        shipped=0,
        cancelled=0,
        returned=0,
        status="open",
    )


def _remark_unsourced(unit: Unit, new: Sequence[OrderLine]) -> None:
    waiting = ", ".join(sorted({line.sku for line in new if line.source_node_id is None}))
    if waiting:
        unit.remark(
            "replacement.waits_for_stock",
            en=f"No site has {waiting} in stock: it waits.",
            fr=f"Aucun site n’a {waiting} en stock : il attend.",
        )
