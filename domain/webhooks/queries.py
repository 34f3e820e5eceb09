"""Read endpoints and what they were told."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from domain.kernel.errors import NotFound
from domain.kernel.page import Page, check_limit, decode_cursor, page_of
from domain.kernel.permissions import Permission
from domain.kernel.time import parse_instant
from domain.models.webhook import EndpointAttempt, EndpointDelivery, WebhookEndpoint
from domain.work.unit import Unit


@dataclass(frozen=True, slots=True)
class EndpointRow:
    """An endpoint; `waiting` and `failed` count its deliveries, `delivered_at` is when one arrived last."""

    id: UUID
    url: str
    description: str
    event_types: tuple[str, ...]
    status: str
    secret_number: int
    old_secret_until: datetime | None
    failing_since: datetime | None
    made_by: str
    made_at: datetime
    version: int
    waiting: int
    failed: int
    delivered_at: datetime | None


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """One try."""

    number: int
    at: datetime
    status_code: int | None
    answer: str
    problem: str
    milliseconds: int


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """What an endpoint was told of, with every try, the newest first."""

    id: UUID
    event_id: UUID
    event_type: str
    status: str
    made_at: datetime
    next_try_at: datetime | None
    ended_at: datetime | None
    attempts: tuple[AttemptRow, ...]


def endpoints(unit: Unit) -> tuple[EndpointRow, ...]:
    """Every endpoint, the oldest first."""
    unit.actor.require(Permission.WEBHOOKS_MANAGE)
    query = select(WebhookEndpoint).order_by(WebhookEndpoint.made_at, WebhookEndpoint.id)
    found = unit.session.execute(query).scalars().all()
    return tuple(_endpoint(row, _counts(unit).get(row.id)) for row in found)


def endpoint(unit: Unit, *, endpoint_id: UUID) -> EndpointRow:
    """One endpoint, or `NotFound`."""
    unit.actor.require(Permission.WEBHOOKS_MANAGE)
    row = unit.session.get(WebhookEndpoint, endpoint_id)
    if row is None:
        raise NotFound.of("webhook", "webhook", endpoint_id)
    return _endpoint(row, _counts(unit, endpoint_id).get(row.id))


def deliveries(
    unit: Unit, *, endpoint_id: UUID, status: str | None = None, cursor: str | None = None, limit: int = 50
) -> Page[DeliveryRow]:
    """What an endpoint was told of, the newest first."""
    unit.actor.require(Permission.WEBHOOKS_MANAGE)
    endpoint(unit, endpoint_id=endpoint_id)
    query = (
        select(EndpointDelivery)
        .where(EndpointDelivery.endpoint_id == endpoint_id)
        .order_by(EndpointDelivery.made_at.desc(), EndpointDelivery.id.desc())
        .limit(check_limit(limit) + 1)
    )
    if status is not None:
        query = query.where(EndpointDelivery.status == status)
    if cursor:
        at, last = decode_cursor(cursor, parse_instant, UUID)
        query = query.where(func.row(EndpointDelivery.made_at, EndpointDelivery.id) < func.row(at, last))
    rows = unit.session.execute(query).scalars().all()
    tries = _attempts(unit, [row.id for row in rows])
    return page_of(rows, limit=limit, item=lambda row: _delivery(row, tries), cursor=lambda row: (row.made_at, row.id))


def delivery(unit: Unit, *, delivery_id: UUID) -> DeliveryRow:
    """One of them, or `NotFound`."""
    unit.actor.require(Permission.WEBHOOKS_MANAGE)
    row = unit.session.get(EndpointDelivery, delivery_id)
    if row is None:
        raise NotFound.of("delivery", "livraison", delivery_id)
    return _delivery(row, _attempts(unit, [row.id]))


def _counts(unit: Unit, endpoint_id: UUID | None = None) -> dict[UUID, Any]:
    delivery = EndpointDelivery
    query = select(
        delivery.endpoint_id,
        func.count().filter(delivery.status.in_(("waiting", "sending"))).label("waiting"),
        func.count().filter(delivery.status == "failed").label("failed"),
        func.max(delivery.ended_at).filter(delivery.status == "delivered").label("delivered_at"),
    ).group_by(delivery.endpoint_id)
    if endpoint_id is not None:
        query = query.where(delivery.endpoint_id == endpoint_id)
    return {row.endpoint_id: row for row in unit.session.execute(query)}


def _attempts(unit: Unit, ids: list[UUID]) -> dict[UUID, list[AttemptRow]]:
    tries: dict[UUID, list[AttemptRow]] = {}
    query = (
        select(EndpointAttempt)
        .where(EndpointAttempt.delivery_id.in_(ids))
        .order_by(EndpointAttempt.delivery_id, EndpointAttempt.number.desc())
    )
    for row in unit.session.execute(query).scalars():
        told = AttemptRow(row.number, row.at, row.status_code, row.answer, row.problem, row.milliseconds)
        tries.setdefault(row.delivery_id, []).append(told)
    return tries


def _endpoint(row: WebhookEndpoint, counted: Any) -> EndpointRow:
    return EndpointRow(
        id=row.id,
        url=row.url,
        description=row.description,
        event_types=tuple(row.event_types),
        status=row.status,
        secret_number=row.secret_number,
        old_secret_until=row.old_secret_until,
        failing_since=row.failing_since,
        made_by=row.made_by,
        made_at=row.made_at,
        version=row.version,
        waiting=counted.waiting if counted else 0,
        failed=counted.failed if counted else 0,
        delivered_at=counted.delivered_at if counted else None,
    )


def _delivery(row: EndpointDelivery, tries: dict[UUID, list[AttemptRow]]) -> DeliveryRow:
    return DeliveryRow(
        id=row.id,
        event_id=row.event_id,
        event_type=row.event_type,
        status=row.status,
        made_at=row.made_at,
        next_try_at=row.next_try_at,
        ended_at=row.ended_at,
        attempts=tuple(tries.get(row.id, ())),
    )
