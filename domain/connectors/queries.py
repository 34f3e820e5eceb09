"""Read connectors, what they sent, and what of it was refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from domain.kernel.errors import NotFound
from domain.kernel.page import Page, check_limit, decode_cursor, page_of
from domain.kernel.permissions import Permission
from domain.kernel.time import parse_instant
from domain.models.connector import Connector, ConnectorDelivery, ConnectorRefusal
from domain.work.unit import Unit


@dataclass(frozen=True, slots=True)
class ConnectorRow:
    """A connector; `waiting` deliveries are still to be worked off, `refused` records are open, `came_at` is the last.

    Its secret is not told; `signing` is for who checks signatures.
    """

    id: UUID
    name: str
    format: str
    status: str
    node: str
    locations: Mapping[str, str]
    number_prefix: str
    time_zone: str
    old_secret_until: datetime | None
    made_by: str
    made_at: datetime
    version: int
    waiting: int
    refused: int
    came_at: datetime | None


@dataclass(frozen=True, slots=True)
class Signing:
    """What a delivery may be signed with, sealed, the newest first; none while the connector is off."""

    connector_id: UUID
    format: str
    secrets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InboundRow:
    """A delivery: a webhook or a file, and how many of its records were taken, known already, refused."""

    id: UUID
    connector_id: UUID
    kind: str
    topic: str
    status: str
    taken: int
    unchanged: int
    refused: int
    received_by: str
    received_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class RefusalRow:
    """A record that was not taken. `raw` is "" once it was taken after all or forgotten."""

    id: UUID
    delivery_id: UUID
    place: int
    kind: str
    reference: str
    field: str
    code: str
    en: str
    fr: str
    raw: str
    tries: int
    at: datetime
    taken_at: datetime | None


def connectors(unit: Unit) -> tuple[ConnectorRow, ...]:
    """Every connector, by name."""
    unit.actor.require(Permission.CONNECTORS_MANAGE)
    counts = _counts(unit)
    rows = unit.session.execute(select(Connector).order_by(Connector.name, Connector.id)).scalars()
    return tuple(_connector(row, counts) for row in rows)


def connector(unit: Unit, *, connector_id: UUID) -> ConnectorRow:
    """One connector, or `NotFound`."""
    unit.actor.require(Permission.CONNECTORS_MANAGE)
    return _connector(_found(unit, connector_id), _counts(unit))


def signing(unit: Unit, *, connector_id: UUID) -> Signing:
    """What checks the signatures of a connector's deliveries, or `NotFound`."""
    unit.actor.require(Permission.CONNECTORS_MANAGE)
    return _signing(unit, _found(unit, connector_id))


def signings(unit: Unit, *, format: str) -> tuple[Signing, ...]:
    """The same of every connector of a format."""
    unit.actor.require(Permission.CONNECTORS_MANAGE)
    query = select(Connector).where(Connector.format == format).order_by(Connector.id)
    return tuple(_signing(unit, found) for found in unit.session.execute(query).scalars())


def sealed_secret(unit: Unit, *, connector_id: UUID) -> str:
    """The newest secret as it is sealed."""
    unit.actor.require(Permission.CONNECTORS_MANAGE)
    return _found(unit, connector_id).secret


def inbound(
    unit: Unit, *, connector_id: UUID, status: str | None = None, cursor: str | None = None, limit: int = 50
) -> Page[InboundRow]:
    """What a connector sent, the newest first."""
    unit.actor.require(Permission.CONNECTORS_MANAGE)
    delivery = ConnectorDelivery
    query = select(delivery).where(delivery.connector_id == _found(unit, connector_id).id)
    if status is not None:
        query = query.where(delivery.status == status)
    if cursor:
        at, last = decode_cursor(cursor, parse_instant, UUID)
        query = query.where(func.row(delivery.received_at, delivery.id) < func.row(at, last))
    query = query.order_by(delivery.received_at.desc(), delivery.id.desc()).limit(check_limit(limit) + 1)
    rows = unit.session.execute(query).scalars().all()
    return page_of(rows, limit=limit, item=_delivery, cursor=lambda row: (row.received_at, row.id))


def inbound_one(unit: Unit, *, delivery_id: UUID) -> InboundRow:
    """One delivery, or `NotFound`."""
    unit.actor.require(Permission.CONNECTORS_MANAGE)
    found = unit.session.get(ConnectorDelivery, delivery_id)
    if found is None:
        raise NotFound.of("delivery", "envoi", delivery_id)
    return _delivery(found)


def refusals(
    unit: Unit, *, connector_id: UUID, every: bool = False, cursor: str | None = None, limit: int = 50
) -> Page[RefusalRow]:
    """What was refused of a connector and not taken since (`every`: that as well), the newest first."""
    unit.actor.require(Permission.CONNECTORS_MANAGE)
    refusal = ConnectorRefusal
    query = select(refusal).join(ConnectorDelivery, ConnectorDelivery.id == refusal.delivery_id)
    query = query.where(ConnectorDelivery.connector_id == _found(unit, connector_id).id)
    if not every:
        query = query.where(refusal.taken_at.is_(None))
    if cursor:
        at, last = decode_cursor(cursor, parse_instant, UUID)
        query = query.where(func.row(refusal.at, refusal.id) < func.row(at, last))
    rows = (
        unit.session.execute(query.order_by(refusal.at.desc(), refusal.id.desc()).limit(check_limit(limit) + 1))
        .scalars()
        .all()
    )
    return page_of(rows, limit=limit, item=_refusal, cursor=lambda row: (row.at, row.id))


def _signing(unit: Unit, found: Connector) -> Signing:
    old = found.old_secret if found.old_secret_until and found.old_secret_until > unit.now else ""
    sealed = (found.secret, old) if found.status == "active" else ()
    return Signing(found.id, found.format, tuple(each for each in sealed if each))


def _found(unit: Unit, connector_id: UUID) -> Connector:
    found = unit.session.get(Connector, connector_id)
    if found is None:
        raise NotFound.of("connector", "connecteur", connector_id)
    return found


def _counts(unit: Unit) -> dict[UUID, tuple[int, int, datetime | None]]:
    delivery, refusal = ConnectorDelivery, ConnectorRefusal
    sent = select(
        delivery.connector_id, func.count().filter(delivery.status == "waiting"), func.max(delivery.received_at)
    ).group_by(delivery.connector_id)
    open_ones = select(delivery.connector_id, func.count()).join(refusal, refusal.delivery_id == delivery.id)
    open_ones = open_ones.where(refusal.taken_at.is_(None)).group_by(delivery.connector_id)
    refused = {id: count for id, count in unit.session.execute(open_ones)}
    return {id: (waiting, refused.get(id, 0), at) for id, waiting, at in unit.session.execute(sent)}


def _connector(row: Connector, counts: Mapping[UUID, Any]) -> ConnectorRow:
    waiting, refused, came_at = counts.get(row.id, (0, 0, None))
    names = ("id", "name", "format", "status", "node", "locations", "number_prefix", "time_zone", "old_secret_until")
    values = {name: getattr(row, name) for name in (*names, "made_by", "made_at", "version")}
    return ConnectorRow(**values, waiting=waiting, refused=refused, came_at=came_at)


def _delivery(row: ConnectorDelivery) -> InboundRow:
    return InboundRow(**{name: getattr(row, name) for name in InboundRow.__dataclass_fields__})


def _refusal(row: ConnectorRefusal) -> RefusalRow:
    return RefusalRow(**{name: getattr(row, name) for name in RefusalRow.__dataclass_fields__})
