"""Exchange goods for others of the same product."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from domain.events.event import Stream
from domain.exchanges.chosen import ExchangedPieces, Pair, chosen_pairs
from domain.exchanges.hand_over_now import hand_over_now
from domain.exchanges.new_lines import add_waiting_lines, difference
from domain.exchanges.payer import payer_of, refuse_too_little
from domain.kernel.ids import new_id
from domain.kernel.permissions import Permission
from domain.models.order import Order, OrderLine
from domain.models.returns import RETURN_CHANNELS, Exchange, Return
from domain.orders.load import order_to_change
from domain.orders.new_order import check_choice
from domain.orders.source_lines import source_lines
from domain.pricing.reprice import reprice
from domain.returns.chosen import Chosen
from domain.returns.places import place_of_return
from domain.returns.start import start_return
from domain.returns.terms import return_terms
from domain.work.unit import Unit


def request_exchange(
    unit: Unit,
    *,
    order: str | UUID,
    lines: Sequence[ExchangedPieces],
    channel: str,
    settle_with: str | None = None,
    node: str | None = None,
    expected_version: int | None = None,
) -> UUID:
    """Exchange delivered pieces for other variants of the same product and tell the id of the exchange.

    The old goods are a return of its own, without a fee; the new ones are lines of the order at their list price that
    are kept in stock at once and wait until the old ones are back. The difference is collected with `settle_with`, or
    given back to it, on receipt: a gift card has to cover it now already. Over the counter of the store `node`, both
    happen at once for whoever may receive; of digital goods nothing comes back.

    Records `return.requested`, `exchange.requested` and `order.sourced`. Refuses what the customer does not have, and
    goods of another product, not available or without a price.
    """
    unit.actor.require(Permission.RETURNS_WRITE)
    check_choice(channel, RETURN_CHANNELS, field="channel")
    found = order_to_change(unit, order, expected_version)
    pairs = chosen_pairs(unit, found, lines)
    payer = payer_of(unit, found, settle_with)
    given = _merged(pairs)
    terms = replace(return_terms(unit, found, given, channel=channel, with_fees=False), at_once=False)
    exchange = _start(unit, found, channel, payer.id if payer else None)
    new = add_waiting_lines(unit, found, pairs, exchange_id=exchange.id)
    reprice(unit, found)
    exchange.amount, exchange.lines = difference(found, pairs, new), _told(pairs, new)
    refuse_too_little(unit, found, payer, exchange.amount)
    place = place_of_return(unit, found, [each.line for each in given], channel=channel, named=node)
    back, rows = start_return(unit, found, given, channel=channel, terms=terms, node_id=place, exchange_id=exchange.id)
    _record(unit, found, exchange, back)
    source_lines(unit, found, at=unit.now)
    _remark_sources(unit, new)
    found.version += 1
    hand_over_now(unit, found, back, rows, payer)
    return exchange.id


def _merged(pairs: Sequence[Pair]) -> list[Chosen]:
    """One entry for each old line, whatever it is exchanged for."""
    merged: dict[UUID, Chosen] = {}
    for pair in pairs:
        line = pair.old.line
        before = merged[line.id].quantity if line.id in merged else 0
        merged[line.id] = Chosen(line, before + pair.old.quantity, "exchange")
    return list(merged.values())


def _start(unit: Unit, order: Order, channel: str, settle_with_id: UUID | None) -> Exchange:
    exchange = Exchange(
        id=new_id(at=unit.now),
        order_id=order.id,
        customer_id=order.customer_id,
        status="requested",
        channel=channel,
        settle_with_id=settle_with_id,
        amount=0,
        currency=order.currency,
        lines=[],
        requested_at=unit.now,
        requested_by=unit.actor.name,
    )
    unit.session.add(exchange)
    unit.session.flush()
    return exchange


def _told(pairs: Sequence[Pair], new: Sequence[OrderLine]) -> list[dict[str, object]]:
    return [
        {
            "line_id": str(pair.old.line.id),
            "quantity": pair.old.quantity,
            "sku": pair.old.line.sku,
            "new_sku": line.sku,
            "new_line_id": str(line.id),
        }
        for pair, line in zip(pairs, new, strict=True)
    ]


def _record(unit: Unit, order: Order, exchange: Exchange, back: Return) -> None:
    unit.record(
        "exchange.requested",
        stream=Stream.of_order(order.id),
        customer_id=order.customer_id,
        order_id=order.id,
        data={
            "exchange_id": str(exchange.id),
            "return_id": str(back.id),
            "channel": exchange.channel,
            "amount": exchange.amount,
            "currency": exchange.currency,
            "settle_with": str(exchange.settle_with_id) if exchange.settle_with_id else None,
            "lines": exchange.lines,
        },
    )


def _remark_sources(unit: Unit, new: Sequence[OrderLine]) -> None:
    waiting = ", ".join(sorted({line.sku for line in new if line.source_node_id is None}))
    if waiting:
        unit.remark(
            "exchange.waits_for_stock",
            en=f"No site has {waiting} in stock: it is sourced once the old goods are back.",
            fr=f"Aucun site n’a {waiting} en stock : il sera attribué quand les anciens articles seront revenus.",
        )
