"""Read how past orders were sourced, for `ways`."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, select, text

from domain.models.inventory import Node
from domain.sourcing.supply import VENDOR, Supply
from domain.sourcing.wanted import SERVICES, Wanted, WantedLine
from domain.work.unit import Unit
from rules_engine.simulation.rebuilt import facts_of_lines_sold
from rules_engine.simulation.ways import NOWHERE, PastLine, PastOrder

# An order belongs to the chunk that holds the first of its decisions, or of its lines.
_RECORDED: Final = """
    SELECT order_id, at FROM line_sourcings
    WHERE order_id IN (SELECT order_id FROM decisions WHERE id = ANY(:ids)) AND decision_id IS NOT NULL
    GROUP BY order_id, at HAVING (array_agg(decision_id ORDER BY decision_id))[1] = ANY(:ids)
"""
_REBUILT: Final = """
    SELECT order_id, min(at) AS at FROM line_sourcings
    WHERE order_id IN (
        SELECT order_id FROM order_lines WHERE order_id IN (SELECT order_id FROM order_lines WHERE id = ANY(:ids))
        GROUP BY order_id HAVING (array_agg(id ORDER BY id))[1] = ANY(:ids)
    )
    GROUP BY order_id
"""
_LINES: Final = """
    SELECT sourced.order_id, sourced.at, sourced.order_line_id AS line_id, sourced.answer, decisions.facts,
        order_lines.sku, order_lines.quantity, products.category, orders.shipping_address, orders.pickup_node_id
    FROM ({which}) AS which
    JOIN line_sourcings AS sourced ON sourced.order_id = which.order_id AND sourced.at = which.at
    JOIN orders ON orders.id = sourced.order_id JOIN order_lines ON order_lines.id = sourced.order_line_id
    LEFT JOIN decisions ON decisions.id = sourced.decision_id
    LEFT JOIN variants ON variants.sku = order_lines.sku LEFT JOIN products ON products.id = variants.product_id
    ORDER BY sourced.at, sourced.order_id, sourced.order_line_id
"""


def past_orders(unit: Unit, ids: Sequence[UUID], *, recorded: bool) -> list[PastOrder]:
    """The orders that begin among these decisions, or, not `recorded`, among these lines; each time as it was sourced
    then, or once as it was sourced first.
    """
    query = text(_LINES.format(which=_RECORDED if recorded else _REBUILT))
    rows = unit.session.execute(query, {"ids": list(ids)}).all()
    sold = {} if recorded else facts_of_lines_sold(unit, {row.order_id for row in rows})
    nodes = {node.code: node for node in unit.session.execute(select(Node)).scalars()}
    unit.session.expunge_all()  # they are worked with after the connection is given back
    orders = [list(group) for _, group in groupby(rows, key=lambda row: (row.order_id, row.at))]
    return [_order(group, nodes, sold) for group in orders if not recorded or all(row.facts for row in group)]


def _order(rows: Sequence[Row[Any]], nodes: Mapping[str, Node], sold: Mapping[UUID, Mapping[str, Any]]) -> PastOrder:
    first = rows[0]
    facts = [sold.get(row.line_id, row.facts) for row in rows]
    lines = [
        WantedLine(row.line_id, row.sku, int(each.get("quantity") or row.quantity))
        for row, each in zip(rows, facts, strict=True)
    ]
    store = next((node for node in nodes.values() if node.id == first.pickup_node_id), None)
    service = str(facts[0].get("service"))
    wanted = Wanted(
        lines=lines,
        address=store.address if store else first.shipping_address,
        at=first.at,
        service=service if service in SERVICES else SERVICES[0],
        store=store,
    )
    chosen = [(row.answer.get("chosen") or {}).get("node", NOWHERE) for row in rows]
    told = [PastLine(each, node) for each, node in zip(facts, chosen, strict=True)]
    supply, full = _seen(rows, nodes)
    return PastOrder(wanted, supply, full, told)


def _seen(rows: Sequence[Row[Any]], nodes: Mapping[str, Node]) -> tuple[Supply, dict[UUID, int]]:
    """The stock of then, and the nodes that had had their parcels for the day."""
    available: dict[tuple[UUID, str], int] = {}
    full: dict[UUID, int] = {}
    for row in rows:
        for each in (*row.answer.get("candidates", ()), *row.answer.get("barred", ())):
            node = nodes.get(each["node"])
            if node is not None and each.get("because") != "closed":
                available[node.id, row.sku] = each["available"]
                if each.get("full"):
                    full[node.id] = node.daily_capacity or 0
    holders = {node.id: node for node in nodes.values() if any(node.id == id for id, _ in available)}
    categories = {row.sku: row.category or "" for row in rows}
    kinds = {row.sku: {holders[id].kind for id, sku in available if sku == row.sku} for row in rows}
    vendors = frozenset(sku for sku, found in kinds.items() if found == {VENDOR})
    return Supply(holders, available, categories, vendors), full
