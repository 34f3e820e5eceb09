"""Nodes, the stock they hold, and the ledger of every piece that moved."""

from datetime import datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, Time
from sqlalchemy.orm import Mapped, mapped_column

from domain.db.base import Base, Key


class Node(Base):
    """A place that goods leave from. `opening_hours` maps weekday numbers (Monday 0) to "HH:MM-HH:MM"."""

    __tablename__ = "nodes"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('warehouse', 'store', 'dark_store', 'third_party', 'drop_ship', 'marketplace')",
            name="kind",
        ),
        CheckConstraint("daily_capacity IS NULL OR daily_capacity >= 0", name="capacity"),
        CheckConstraint("handling_cost >= 0", name="handling_cost"),
    )

    id: Mapped[Key]
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    kind: Mapped[str]
    address: Mapped[dict[str, str]]
    country: Mapped[str]
    time_zone: Mapped[str]
    cut_off: Mapped[time] = mapped_column(Time)
    opening_hours: Mapped[dict[str, str]]
    daily_capacity: Mapped[int | None]
    handling_cost: Mapped[int]
    handling_currency: Mapped[str]
    active: Mapped[bool]
    version: Mapped[int] = mapped_column(server_default="1")


class StockLevel(Base):
    """Pieces of a SKU at a node. Available to promise = on_hand - reserved - safety.

    Reserving never goes beyond what is on hand; only a count or correction can find fewer pieces than are reserved,
    and then `shortage` says how many are missing.
    """

    __tablename__ = "stock_levels"
    __table_args__ = (
        CheckConstraint("on_hand >= 0 AND reserved >= 0 AND safety >= 0 AND in_transit >= 0", name="not_negative"),
        CheckConstraint("shortage >= 0 AND reserved <= on_hand + shortage", name="not_oversold"),
        Index("ix_stock_levels_sku", "sku"),
    )

    node_id: Mapped[UUID] = mapped_column(ForeignKey("nodes.id"), primary_key=True)
    sku: Mapped[str] = mapped_column(ForeignKey("variants.sku"), primary_key=True)
    on_hand: Mapped[int]
    reserved: Mapped[int] = mapped_column(server_default="0")
    safety: Mapped[int] = mapped_column(server_default="0")
    in_transit: Mapped[int] = mapped_column(server_default="0")
    shortage: Mapped[int] = mapped_column(server_default="0")
    updated_at: Mapped[datetime]

    @property
    def available(self) -> int:
        """Pieces that may be promised to a new order, never negative."""
        return max(0, self.on_hand - self.reserved - self.safety)


class StockMovement(Base):
    """One line of the stock ledger. The sums of the deltas are the level; rows are never changed."""

    __tablename__ = "stock_movements"
    __table_args__ = (Index("ix_stock_movements_level", "node_id", "sku", "at"),)

    id: Mapped[Key]
    node_id: Mapped[UUID] = mapped_column(ForeignKey("nodes.id"))
    sku: Mapped[str]
    kind: Mapped[str]
    on_hand_delta: Mapped[int] = mapped_column(server_default="0")
    reserved_delta: Mapped[int] = mapped_column(server_default="0")
    in_transit_delta: Mapped[int] = mapped_column(server_default="0")
    order_line_id: Mapped[UUID | None]
    reason: Mapped[str] = mapped_column(Text, server_default="")
    actor_name: Mapped[str]
    at: Mapped[datetime]
    details: Mapped[dict[str, Any]]


class Reservation(Base):
    """Pieces kept at a node for an order line. `open` is what is still kept, the rest was shipped or let go.

    `sourcing_id` says why they are kept there.
    """

    __tablename__ = "reservations"
    __table_args__ = (
        CheckConstraint("open >= 0 AND open <= quantity", name="open"),
        Index("ix_reservations_line", "order_line_id"),
        Index("ix_reservations_open", "node_id", "sku", postgresql_where="open > 0"),
        Index("ix_reservations_made", "node_id", "made_at"),
    )

    id: Mapped[Key]
    order_line_id: Mapped[UUID] = mapped_column(ForeignKey("order_lines.id"))
    node_id: Mapped[UUID] = mapped_column(ForeignKey("nodes.id"))
    sku: Mapped[str]
    quantity: Mapped[int]
    open: Mapped[int]
    made_at: Mapped[datetime]
    sourcing_id: Mapped[UUID | None] = mapped_column(ForeignKey("line_sourcings.id"))
