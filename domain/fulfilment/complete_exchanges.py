"""An exchange is done once all its new goods have left."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from domain.events.event import Stream
from domain.models.order import Order, OrderLine
from domain.models.returns import Exchange
from domain.work.unit import Unit


def complete_exchanges(unit: Unit, order: Order, lines: Sequence[OrderLine], *, at: datetime) -> None:
    """Close the exchanges that `lines` of a locked order belong to and that have nothing left to send.

    Records `exchange.completed` for each.
    """
    touched = {line.exchange_id for line in lines if line.exchange_id}
    unfinished = {line.exchange_id for line in order.lines if line.exchange_id and line.unshipped}
    if not touched - unfinished:
        return
    query = select(Exchange).where(Exchange.id.in_(touched - unfinished), Exchange.status == "received")
    for exchange in unit.session.execute(query.order_by(Exchange.id)).scalars():
        exchange.move_to("completed", at=at)
        unit.record(
            "exchange.completed",
            stream=Stream.of_order(order.id),
            customer_id=order.customer_id,
            order_id=order.id,
            occurred_at=at,
            data={"exchange_id": str(exchange.id), "lines": _changes(exchange)},
        )


def _changes(exchange: Exchange) -> list[dict[str, object]]:
    return [{name: line[name] for name in ("sku", "new_sku", "quantity")} for line in exchange.lines]
