"""Give each line of an order a node, keep its pieces there, and say when it will arrive."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from domain.events.event import Stream
from domain.inventory.levels import lock_levels
from domain.inventory.reservations import kept_for, let_go, reserve
from domain.models.inventory import Node
from domain.models.order import Order, OrderLine
from domain.sourcing.allocate import allocate
from domain.sourcing.choose_node import Choice
from domain.sourcing.promise import pickup_promise, promise
from domain.sourcing.propose import propose
from domain.sourcing.wanted import Wanted
from domain.work.unit import Unit

_TO_LEAVE = ("open", "awaiting")


def source_lines(unit: Unit, order: Order, *, at: datetime) -> None:
    """Reserve every line of a locked order that is to leave and has no source yet; what no node can give stays without.

    Lines of an exchange that wait for the old goods are kept too. `at` is when the goods are wanted from.

    Records `order.sourced` with the nodes of the lines, and `order.line_unsourced` for each line left over.
    """
    _source(unit, order, [line for line in order.lines if line.source_node_id is None], at, kept={})


def source_again(unit: Unit, order: Order, lines: Sequence[OrderLine], *, at: datetime, reason: str) -> None:
    """Let go what is kept for `lines` of a locked order and look for their source anew; what was theirs counts.

    Records what `source_lines` records. All levels, old and new, are locked at once.
    """
    kept = kept_for(unit, [line.id for line in lines])
    for line in lines:
        line.source_node_id = line.promised_on = None
    _source(unit, order, lines, at, kept=kept, reason=reason)


def promise_again(unit: Unit, order: Order, *, at: datetime, lines: Sequence[OrderLine] | None = None) -> None:
    """Promise what has not left of a locked order (of `lines` only, if given) anew from where it is; sources stay."""
    for line in order.lines if lines is None else lines:
        if line.source_node_id and line.unshipped:
            node = unit.session.get_one(Node, line.source_node_id)
            line.promised_on = _promise(order, node, _store(unit, order), at)


def _source(
    unit: Unit,
    order: Order,
    lines: Sequence[OrderLine],
    at: datetime,
    *,
    kept: Mapping[tuple[UUID, str], int],
    reason: str = "",
) -> None:
    open_lines = [line for line in lines if line.status in _TO_LEAVE and line.unshipped]
    store = _store(unit, order)
    choices = propose(unit, _wanted(order, open_lines, kept, store)) if open_lines else {}
    keys = {(choice.node.id, sku) for sku, nodes in choices.items() for choice in nodes}
    levels = lock_levels(unit, keys | kept.keys())
    if kept:
        let_go(unit, line_ids=[line.id for line in lines], reason=reason)
    there = {key: level.available for key, level in levels.items()}
    found = allocate([(line.id, line.sku, line.unshipped) for line in open_lines], choices, there)
    for line in open_lines:
        if line.id in found:
            node = found[line.id].node
            reserve(unit, line=line, level=levels[node.id, line.sku], quantity=line.unshipped)
            line.source_node_id = node.id
            line.promised_on = _promise(order, node, store, at)
        else:
            _record(unit, order, "order.line_unsourced", at, {"line_id": str(line.id), "sku": line.sku})
    _tell(unit, order, open_lines, found, at)


def _wanted(
    order: Order, lines: Sequence[OrderLine], kept: Mapping[tuple[UUID, str], int], store: Node | None
) -> Wanted:
    pieces: dict[str, list[int]] = {}
    for line in lines:
        pieces.setdefault(line.sku, []).append(line.unshipped)
    return Wanted(
        lines=pieces,
        country=store.country if store else order.shipping_address["country"],
        kept=kept,
        pickup_node_id=order.pickup_node_id,
    )


def _store(unit: Unit, order: Order) -> Node | None:
    return unit.session.get_one(Node, order.pickup_node_id) if order.pickup_node_id else None


def _promise(order: Order, node: Node, store: Node | None, at: datetime) -> date:
    if store is not None:
        return pickup_promise(node, store=store, at=at)
    return promise(node, country=order.shipping_address["country"], at=at)


def _tell(unit: Unit, order: Order, lines: Sequence[OrderLine], found: Mapping[UUID, Choice], at: datetime) -> None:
    if not found:
        return
    nodes = {str(line_id): choice.node.code for line_id, choice in found.items()}
    last = max(line.promised_on for line in lines if line.promised_on and line.id in found)
    _record(unit, order, "order.sourced", at, {"nodes": nodes, "promised_on": last.isoformat()})


def _record(unit: Unit, order: Order, type: str, at: datetime, data: dict[str, object]) -> None:
    unit.record(
        type,
        stream=Stream.of_order(order.id),
        customer_id=order.customer_id,
        order_id=order.id,
        occurred_at=at,
        data=data,
    )
