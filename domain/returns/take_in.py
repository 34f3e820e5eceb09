"""Goods of a return are there: noted, put on the shelf, and credited or exchanged once."""

from collections.abc import Sequence
from uuid import UUID

from domain.events.event import Stream
from domain.models.customer import PaymentMethod
from domain.models.order import Order
from domain.models.returns import Return
from domain.returns.credit import credit
from domain.returns.inspect import Inspected
from domain.returns.restock import restock
from domain.returns.swap import swap
from domain.work.unit import Unit


def take_in(
    unit: Unit,
    order: Order,
    back: Return,
    inspected: Sequence[Inspected],
    *,
    node_id: UUID | None,
    method: PaymentMethod | None,
) -> None:
    """Take the goods of an expected return in; `method` gets the money, or pays the rest of an exchange.

    Records `return.received`, then `return.refunded` for what is accepted (`exchange.received` for an exchange), or
    `return.rejected` if nothing is. What was credited at once is not credited again, whatever came. Refuses a return
    that is not expected any more.
    """
    back.move_to("received", at=unit.now)
    back.received_at, back.node_id = unit.now, node_id
    if node_id:
        restock(unit, [(each.line, each.sellable) for each in inspected], node_id=node_id, reason=back.number or "")
    elif any(each.sellable for each in inspected) and back.channel != "digital":
        unit.remark(
            "returns.not_in_stock",
            en="No site was named: nothing is put back into stock.",
            fr="Aucun site n’est indiqué : rien n’est remis en stock.",
        )
    _record(unit, order, back, "return.received", lines=[_said(each) for each in inspected])
    order.version += 1
    if back.credited_at is not None:
        back.move_to("refunded", at=unit.now)
    elif back.exchange_id:
        swap(unit, order, back, inspected, method=method)
    elif any(each.accepted for each in inspected):
        credit(unit, order, back, [(e.row, e.line, e.accepted) for e in inspected if e.accepted], method=method)
        back.move_to("refunded", at=unit.now)
    else:
        reject(unit, order, back, reason=", ".join(sorted({each.row.condition for each in inspected})))


def reject(unit: Unit, order: Order, back: Return, *, reason: str) -> None:
    """Close a return of a locked order without crediting anything. Records `return.rejected`."""
    back.move_to("rejected", at=unit.now)
    back.amount = back.fee = 0
    _record(unit, order, back, "return.rejected", reason=reason)


def _said(inspected: Inspected) -> dict[str, object]:
    row = inspected.row
    return {
        "sku": inspected.line.sku,
        "quantity": row.received,
        "accepted": row.accepted,
        "condition": row.condition,
    }


def _record(unit: Unit, order: Order, back: Return, type: str, **data: object) -> None:
    unit.record(
        type,
        stream=Stream.of_order(order.id),
        customer_id=order.customer_id,
        order_id=order.id,
        data={
            "return_id": str(back.id),
            "number": back.number,
            "node_id": str(back.node_id) if back.node_id else None,
            **data,
        },
    )
