"""Give each line of an order a node, keep its pieces there, and say when it will arrive."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from domain.events.event import Stream
from domain.inventory.levels import lock_levels
from domain.inventory.reservations import reserve
from domain.models.inventory import Node
from domain.models.order import Order, OrderLine
from domain.sourcing.choose_node import choose_nodes
from domain.sourcing.promise import promise
from domain.work.unit import Unit


def source_lines(unit: Unit, order: Order, *, at: datetime) -> None:
    """Reserve every open line of a locked order that has no source yet; what no node can give stays without.

    `at` is when the goods are wanted from.

    Records `order.sourced` with the nodes of the lines, and `order.line_unsourced` for each line left over.
    """
    open_lines = [line for line in order.lines if line.source_node_id is None and line.status == "open"]
    country = order.shipping_address["country"]
    wanted: dict[str, list[int]] = {}
    for line in open_lines:
        wanted.setdefault(line.sku, []).append(line.quantity - line.cancelled)
    candidates = choose_nodes(unit, wanted=wanted, country=country)
    levels = lock_levels(unit, {(node_id, sku) for sku, nodes in candidates.items() for node_id in nodes[:3]})
    sourced: dict[str, str] = {}
    for line in open_lines:
        quantity = line.quantity - line.cancelled
        for node_id in candidates[line.sku][:3]:
            if levels[node_id, line.sku].available >= quantity:
                reserve(unit, line=line, level=levels[node_id, line.sku], quantity=quantity)
                line.source_node_id = node_id
                break
        else:
            _record(unit, order, "order.line_unsourced", at, {"line_id": str(line.id), "sku": line.sku})
    nodes = _nodes(unit, [line.source_node_id for line in open_lines if line.source_node_id])
    for line in open_lines:
        if line.source_node_id:
            sourced[str(line.id)] = nodes[line.source_node_id].code
            line.promised_on = promise(nodes[line.source_node_id], country=country, at=at)
    if sourced:
        _record(unit, order, "order.sourced", at, {"nodes": sourced, "promised_on": _latest(open_lines)})


def _nodes(unit: Unit, ids: list[UUID]) -> dict[UUID, Node]:
    return {node.id: node for node in unit.session.execute(select(Node).where(Node.id.in_(ids))).scalars()}


def _latest(lines: list[OrderLine]) -> str:
    return max(line.promised_on for line in lines if line.promised_on).isoformat()


def _record(unit: Unit, order: Order, type: str, at: datetime, data: dict[str, object]) -> None:
    unit.record(
        type,
        stream=Stream.of_order(order.id),
        customer_id=order.customer_id,
        order_id=order.id,
        occurred_at=at,
        data=data,
    )
