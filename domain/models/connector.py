"""Shops and warehouses elsewhere whose orders, stock and parcels come in, and each thing that they sent."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from domain.db.base import Base, Key


class Connector(Base):
    """One shop or warehouse. `format` names how it writes; `node` is where its stock stands unless it says where.

    `locations` leads from its names of places to codes of nodes; `number_prefix` begins the numbers of its orders;
    `time_zone` reads its times that have none. The secrets are sealed with the key of the server; that before the
    newest is good until `old_secret_until`.
    """

    __tablename__ = "connectors"
    __table_args__ = (CheckConstraint("status IN ('active', 'off')", name="status"),)

    id: Mapped[Key]
    name: Mapped[str]
    format: Mapped[str]
    status: Mapped[str]
    node: Mapped[str] = mapped_column(Text, server_default="")
    locations: Mapped[dict[str, str]]
    number_prefix: Mapped[str] = mapped_column(Text, server_default="")
    time_zone: Mapped[str] = mapped_column(Text, server_default="UTC")
    secret: Mapped[str] = mapped_column(Text, server_default="")
    old_secret: Mapped[str] = mapped_column(Text, server_default="")
    old_secret_until: Mapped[datetime | None]
    made_by: Mapped[str]
    made_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(server_default="1")


class ConnectorDelivery(Base):
    """A webhook or a file, stored once by its `delivery_id`. `topic` is what it is about, or the name of the file.

    `status`: looked_at (a file that nobody has committed), waiting (for the worker), done, or dropped. `body` is
    emptied when it is done; what was refused of it is kept row by row. `digest` is that of the body.
    """

    __tablename__ = "connector_deliveries"
    __table_args__ = (
        UniqueConstraint("connector_id", "delivery_id"),
        Index("ix_connector_deliveries_received", "connector_id", "received_at"),
        CheckConstraint("kind IN ('webhook', 'file')", name="kind"),
        CheckConstraint("status IN ('looked_at', 'waiting', 'done', 'dropped')", name="status"),
    )

    id: Mapped[Key]
    connector_id: Mapped[UUID] = mapped_column(ForeignKey("connectors.id"))
    delivery_id: Mapped[str]
    kind: Mapped[str]
    topic: Mapped[str]
    body: Mapped[str] = mapped_column(Text, server_default="")
    digest: Mapped[str]
    status: Mapped[str]
    taken: Mapped[int] = mapped_column(server_default="0")
    unchanged: Mapped[int] = mapped_column(server_default="0")
    refused: Mapped[int] = mapped_column(server_default="0")
    received_by: Mapped[str]
    received_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class ConnectorRefusal(Base):
    """A record of a delivery that could not be taken: which (`place` counts from 1, 0 is the whole of it), and why.

    `field` is named as the sender names it. `raw` is the record, kept until it was taken after all (`taken_at`) or
    forgotten.
    """

    __tablename__ = "connector_refusals"
    __table_args__ = (UniqueConstraint("delivery_id", "place"), Index("ix_connector_refusals_open", "taken_at"))

    id: Mapped[Key]
    delivery_id: Mapped[UUID] = mapped_column(ForeignKey("connector_deliveries.id"))
    place: Mapped[int]
    kind: Mapped[str]
    reference: Mapped[str]
    raw: Mapped[str]
    field: Mapped[str]
    code: Mapped[str]
    en: Mapped[str]
    fr: Mapped[str]
    tries: Mapped[int] = mapped_column(server_default="1")
    at: Mapped[datetime]
    taken_at: Mapped[datetime | None]


class ConnectorRecord(Base):
    """What a connector told last of one thing: an order, a level of stock, a code of its own for a SKU.

    `value` is what it is here (an order's id, a SKU); `parts` holds digests of what was told, by part; `told_at` is the
    sender's own time, so that what was overtaken on the way changes nothing.
    """

    __tablename__ = "connector_records"

    connector_id: Mapped[UUID] = mapped_column(ForeignKey("connectors.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(Text, primary_key=True)
    key: Mapped[str] = mapped_column(Text, primary_key=True)
    value: Mapped[str] = mapped_column(Text, server_default="")
    parts: Mapped[dict[str, str]]
    told_at: Mapped[datetime | None]
