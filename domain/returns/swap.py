"""The old goods of an exchange are back: the new ones are on the order from now on, and the difference is settled."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from domain.events.event import Stream
from domain.inventory.reservations import keep_at_most
from domain.models.customer import PaymentMethod
from domain.models.order import Order
from domain.models.returns import Exchange, Return
from domain.orders.source_lines import promise_again, source_lines
from domain.payments.settle_difference import settle_difference
from domain.pricing.reprice import reprice
from domain.returns.inspect import Inspected
from domain.returns.worth import give_up
from domain.work.unit import Unit


def swap(
    unit: Unit, order: Order, back: Return, inspected: Sequence[Inspected], *, method: PaymentMethod | None
) -> None:
    """Give so many new pieces out as old ones are accepted; the rest of them is let go. No restocking fee.

    Without a source the new lines are sourced again, and promised anew. What the customer owes is collected with
    `method`, or given back to it. Records `exchange.received`; with nothing accepted both are rejected.
    """
    exchange = lock_exchange(unit, back)
    accepted = {each.line.id: each.accepted for each in inspected}
    _let_in(unit, order, exchange, dict(accepted))
    if not any(accepted.values()):
        back.move_to("rejected", at=unit.now)
        exchange.move_to("rejected", at=unit.now)
        reprice(unit, order)
        _record(unit, order, back, "return.rejected", reason=", ".join(sorted({e.row.condition for e in inspected})))
        return
    before = order.total
    for each in inspected:
        if each.accepted:
            give_up(unit, order, each.line, each.accepted)
            each.row.credited += each.accepted
    reprice(unit, order)
    exchange.amount = order.total - before
    exchange.move_to("received", at=unit.now)
    back.credited_at = unit.now
    back.move_to("refunded", at=unit.now)
    _record(unit, order, back, "exchange.received", amount=exchange.amount, currency=order.currency)
    source_lines(unit, order, at=unit.now)
    settle_difference(unit, order, method=method, reason="exchange", subject_kind="exchange", subject_id=exchange.id)


def lock_exchange(unit: Unit, back: Return) -> Exchange:
    """The exchange that a return belongs to, locked."""
    query = select(Exchange).where(Exchange.id == back.exchange_id).with_for_update()
    return unit.session.execute(query, execution_options={"populate_existing": True}).scalar_one()


def let_new_lines_go(unit: Unit, order: Order, exchange: Exchange) -> None:
    """Nothing new leaves: the waiting lines are cancelled, and what was kept for them is let go."""
    _let_in(unit, order, exchange, {})


def _let_in(unit: Unit, order: Order, exchange: Exchange, accepted: dict[UUID, int]) -> None:
    lines = {line.id: line for line in order.lines}
    for each in exchange.lines:
        old, new = UUID(each["line_id"]), lines[UUID(each["new_line_id"])]
        wanted = min(each["quantity"], accepted.get(old, 0), new.quantity - new.cancelled)
        accepted[old] = accepted.get(old, 0) - wanted
        new.cancelled = new.quantity - wanted
        keep_at_most(unit, line=new, quantity=wanted, reason="exchange")
        new.status = "open" if wanted else "cancelled"
        promise_again(unit, order, at=unit.now, lines=[new])


def _record(unit: Unit, order: Order, back: Return, type: str, **data: object) -> None:
    unit.record(
        type,
        stream=Stream.of_order(order.id),
        customer_id=order.customer_id,
        order_id=order.id,
        data={"exchange_id": str(back.exchange_id), "return_id": str(back.id), "number": back.number, **data},
    )
