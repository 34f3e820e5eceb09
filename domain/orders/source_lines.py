"""Give each line of an order a node, keep its pieces there, and say when it will arrive."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from domain.events.event import Stream
from domain.inventory.levels import lock_levels
from domain.inventory.reservations import kept_for, let_go, reserve
from domain.models.inventory import Node
from domain.models.order import Order, OrderLine
from domain.sourcing.answer import Answer, answers
from domain.sourcing.facts import facts_of_order
from domain.sourcing.keep import keep_answers
from domain.sourcing.promise import pickup_promise, promise
from domain.sourcing.propose import propose
from domain.sourcing.wanted import Wanted, WantedLine
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
    proposal = propose(unit, _wanted(unit, order, open_lines, at, kept)) if open_lines else None
    first = proposal.choose(proposal.supply.available) if proposal else None
    levels = lock_levels(unit, (proposal.to_lock(first) if proposal and first else set()) | kept.keys())
    if kept:
        let_go(unit, line_ids=[line.id for line in lines], reason=reason)
    if proposal is None or first is None:
        return
    chosen = proposal.choose_again(first, {key: level.available for key, level in levels.items()})
    found = answers(chosen)
    kept_answers = keep_answers(unit, order, proposal, open_lines, found)
    for line, answer in zip(open_lines, found, strict=True):
        if answer.node is not None:
            level, why = levels[answer.node.id, line.sku], kept_answers[line.id]
            reserve(unit, line=line, level=level, quantity=line.unshipped, sourcing_id=why)
            line.source_node_id, line.promised_on = answer.node.id, answer.arrives
        else:
            _record(unit, order, "order.line_unsourced", at, {"line_id": str(line.id), "sku": line.sku})
    _tell(unit, order, {line.id: answer for line, answer in zip(open_lines, found, strict=True)}, at)


def _wanted(
    unit: Unit, order: Order, lines: Sequence[OrderLine], at: datetime, kept: Mapping[tuple[UUID, str], int]
) -> Wanted:
    asked = {line.id for line in lines}
    store = _store(unit, order)
    others = [line for line in order.lines if line.id not in asked and line.unshipped]
    return Wanted(
        lines=[WantedLine(line.id, line.sku, line.unshipped) for line in lines],
        address=store.address if store else order.shipping_address,
        at=at,
        kept=kept,
        store=store,
        going=frozenset(line.source_node_id for line in others if line.source_node_id is not None),
        customer_id=order.customer_id,
        about=facts_of_order(unit, order),
    )


def _store(unit: Unit, order: Order) -> Node | None:
    return unit.session.get_one(Node, order.pickup_node_id) if order.pickup_node_id else None


def _promise(order: Order, node: Node, store: Node | None, at: datetime) -> date:
    if store is not None:
        return pickup_promise(node, store=store, at=at)
    return promise(node, country=order.shipping_address["country"], at=at)


def _tell(unit: Unit, order: Order, found: Mapping[UUID, Answer], at: datetime) -> None:
    sourced = {line_id: answer for line_id, answer in found.items() if answer.node is not None}
    if not sourced:
        return
    nodes = {str(line_id): answer.node.code for line_id, answer in sourced.items() if answer.node}
    last = max(answer.arrives for answer in sourced.values() if answer.arrives)
    data: dict[str, object] = {"nodes": nodes, "promised_on": last.isoformat()}
    if sourced.keys() <= {line.id for line in order.lines if line.status == "awaiting"}:
        data["for_exchange"] = True  # kept only: nothing leaves on that day unless the old goods are back
    _record(unit, order, "order.sourced", at, data)


def _record(unit: Unit, order: Order, type: str, at: datetime, data: dict[str, object]) -> None:
    unit.record(
        type,
        stream=Stream.of_order(order.id),
        customer_id=order.customer_id,
        order_id=order.id,
        occurred_at=at,
        data=data,
    )
