"""Parcels and what the carrier says of them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from domain.db.base import Base, Key

SCANNED = (
    "shipped",
    "in_transit",
    "out_for_delivery",
    "delivered",
    "fetched",
    "exception",
    "returned",
)  # what a carrier or a store says
CANCELLED = "cancelled"  # it did not leave after all
SHIPMENT_STATES = (*SCANNED, CANCELLED)


class Shipment(Base):
    """A parcel of an order. `status` is the last thing the carrier, or the store where it waited, said. `reminded_at`:
    when it was found that nobody had fetched it.
    """

    __tablename__ = "shipments"
    __table_args__ = (
        Index("ix_shipments_order", "order_id"),
        Index("ix_shipments_tracking", "tracking_number"),
        UniqueConstraint("order_id", "tracking_number"),
        Index("ix_shipments_arrived", "delivered_at", postgresql_where="status = 'delivered' AND reminded_at IS NULL"),
        CheckConstraint(f"status IN {SHIPMENT_STATES!r}", name="status"),
    )

    id: Mapped[Key]
    order_id: Mapped[UUID] = mapped_column(ForeignKey("orders.id"))
    node_id: Mapped[UUID | None] = mapped_column(ForeignKey("nodes.id"))
    carrier: Mapped[str] = mapped_column(Text, server_default="")
    tracking_number: Mapped[str] = mapped_column(Text, server_default="")
    status: Mapped[str]
    shipped_at: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]


class ShipmentLine(Base):
    __tablename__ = "shipment_lines"
    __table_args__ = (
        Index("ix_shipment_lines_order_line", "order_line_id"),
        CheckConstraint("quantity > 0", name="quantity"),
    )

    shipment_id: Mapped[UUID] = mapped_column(ForeignKey("shipments.id"), primary_key=True)
    order_line_id: Mapped[UUID] = mapped_column(ForeignKey("order_lines.id"), primary_key=True)
    quantity: Mapped[int]


class ShipmentScan(Base):
    """One thing the carrier said. The same scan told twice is kept once."""

    __tablename__ = "shipment_scans"
    __table_args__ = (UniqueConstraint("shipment_id", "status", "at"),)

    id: Mapped[Key]
    shipment_id: Mapped[UUID] = mapped_column(ForeignKey("shipments.id"))
    status: Mapped[str]
    place: Mapped[str] = mapped_column(Text, server_default="")
    at: Mapped[datetime]
