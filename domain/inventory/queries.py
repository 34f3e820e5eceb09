"""Read nodes and stock."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from domain.kernel.money import Money
from domain.kernel.page import Page, check_limit, decode_cursor, page_of
from domain.kernel.permissions import Permission
from domain.kernel.text import sought_text
from domain.models.inventory import Node, StockLevel
from domain.work.unit import Unit


@dataclass(frozen=True, slots=True)
class NodeRow:
    id: UUID
    code: str
    name: str
    kind: str
    address: Mapping[str, str]
    country: str
    time_zone: str
    cut_off: str
    opening_hours: Mapping[str, str]
    daily_capacity: int | None
    handling_cost: Money
    active: bool


@dataclass(frozen=True, slots=True)
class StockRow:
    """Pieces of a SKU at a node; `available` = on_hand - reserved - safety, never below zero."""

    node: str
    node_name: str
    sku: str
    on_hand: int
    reserved: int
    safety: int
    in_transit: int
    shortage: int
    available: int
    updated_at: datetime


def nodes(unit: Unit) -> tuple[NodeRow, ...]:
    """Every node, by code."""
    unit.actor.require(Permission.STOCK_READ)
    rows = unit.session.execute(select(Node).order_by(Node.code)).scalars()
    return tuple(_node(row) for row in rows)


def stock(
    unit: Unit, *, sku: str | None = None, node: str | None = None, cursor: str | None = None, limit: int = 100
) -> Page[StockRow]:
    """Levels by SKU and node, of one SKU or one node if named."""
    unit.actor.require(Permission.STOCK_READ)
    query = (
        select(StockLevel, Node.code, Node.name)
        .join(Node, Node.id == StockLevel.node_id)
        .order_by(StockLevel.sku, StockLevel.node_id)
        .limit(check_limit(limit) + 1)
    )
    if sku is not None:
        query = query.where(StockLevel.sku == sought_text(sku))
    if node is not None:
        query = query.where(Node.code == sought_text(node).upper())
    if cursor:
        last_sku, last_node = decode_cursor(cursor, str, UUID)
        at = func.row(StockLevel.sku, StockLevel.node_id)
        query = query.where(at > func.row(last_sku, last_node))
    rows = unit.session.execute(query).all()
    return page_of(
        rows,
        limit=limit,
        item=lambda row: _stock(row[0], row[1], row[2]),
        cursor=lambda row: (row[0].sku, row[0].node_id),
    )


def _stock(level: StockLevel, code: str, name: str) -> StockRow:
    return StockRow(
        node=code,
        node_name=name,
        sku=level.sku,
        on_hand=level.on_hand,
        reserved=level.reserved,
        safety=level.safety,
        in_transit=level.in_transit,
        shortage=level.shortage,
        available=level.available,
        updated_at=level.updated_at,
    )


def _node(row: Node) -> NodeRow:
    return NodeRow(
        id=row.id,
        code=row.code,
        name=row.name,
        kind=row.kind,
        address=row.address,
        country=row.country,
        time_zone=row.time_zone,
        cut_off=row.cut_off.strftime("%H:%M"),
        opening_hours=row.opening_hours,
        daily_capacity=row.daily_capacity,
        handling_cost=Money(row.handling_cost, row.handling_currency),
        active=row.active,
    )
