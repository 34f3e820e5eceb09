"""What lies where: the one look that sourcing takes at the stock, before anything is locked."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import func, or_, select

from domain.models.catalogue import Product, Variant
from domain.models.inventory import Node, Reservation, StockLevel
from domain.models.order import OrderLine
from domain.work.unit import Unit

VENDOR: Final = "drop_ship"


@dataclass(frozen=True, slots=True)
class Supply:
    """`nodes` that know one of the SKUs, closed ones too, by their code; `available` pieces at (node, SKU).

    `vendor_skus` lie with drop-ship vendors only.
    """

    nodes: Mapping[UUID, Node]
    available: Mapping[tuple[UUID, str], int]
    categories: Mapping[str, str]
    vendor_skus: frozenset[str]

    def holders(self, sku: str) -> list[Node]:
        """The nodes that know the SKU, by their code."""
        return [node for id, node in self.nodes.items() if (id, sku) in self.available]


@dataclass(slots=True)
class _Seen:
    nodes: dict[UUID, Node] = field(default_factory=dict)
    available: dict[tuple[UUID, str], int] = field(default_factory=dict)
    categories: dict[str, str] = field(default_factory=dict)
    ours: set[str] = field(default_factory=set)
    vendors: set[str] = field(default_factory=set)


def supply_of(unit: Unit, skus: Collection[str], *, kept: Mapping[tuple[UUID, str], int]) -> Supply:
    """The stock of `skus`, in one statement; pieces in `kept` count as available."""
    seen = _Seen()
    for sku, on_hand, coming, free, category, node in unit.session.execute(_levels(skus)):
        seen.nodes[node.id] = node
        seen.available[node.id, sku] = max(0, free) + kept.get((node.id, sku), 0)
        seen.categories[sku] = category or ""
        if on_hand + coming > 0:
            (seen.vendors if node.kind == VENDOR else seen.ours).add(sku)
    return Supply(seen.nodes, seen.available, seen.categories, frozenset(seen.vendors - seen.ours))


def parcels_today(unit: Unit, nodes: Collection[Node]) -> Mapping[UUID, int]:
    """Orders that each node was given something of since its day began; only of nodes that have a limit."""
    limited = [node for node in nodes if node.daily_capacity is not None]
    if not limited:
        return {}
    since = [(Reservation.node_id == node.id) & (Reservation.made_at >= _morning(node, unit.now)) for node in limited]
    query = (
        select(Reservation.node_id, func.count(OrderLine.order_id.distinct()))
        .join(OrderLine, OrderLine.id == Reservation.order_line_id)
        .where(or_(*since))
        .group_by(Reservation.node_id)
    )
    return {node_id: int(parcels) for node_id, parcels in unit.session.execute(query)}


def _levels(skus: Collection[str]) -> Any:
    free = StockLevel.on_hand - StockLevel.reserved - StockLevel.safety
    return (
        select(StockLevel.sku, StockLevel.on_hand, StockLevel.in_transit, free, Product.category, Node)
        .join(Node, Node.id == StockLevel.node_id)
        .join(Variant, Variant.sku == StockLevel.sku)
        .join(Product, Product.id == Variant.product_id)
        .where(StockLevel.sku.in_(set(skus)))
        .order_by(Node.code.collate("C"))
    )


def _morning(node: Node, now: datetime) -> datetime:
    zone = ZoneInfo(node.time_zone)
    return datetime.combine(now.astimezone(zone).date(), time(), zone)
