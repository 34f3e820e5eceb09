"""What happened becomes deliveries to those who want to know."""

from dataclasses import replace
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from domain.audit.feed import events_after, is_held_up
from domain.kernel.actor import Actor
from domain.kernel.ids import new_id
from domain.kernel.permissions import Permission
from domain.models.webhook import EndpointDelivery, WebhookEndpoint
from domain.webhooks.particulars import is_wanted
from domain.work.unit import Unit

SPREAD: Final = "webhooks.spread"
SEND: Final = "webhooks.send"
QUEUE: Final = "webhooks"
BATCH: Final = 200
AGAIN_AFTER: Final = timedelta(seconds=2)
# Of itself nobody is told: a delivery that fails would be told of, and fail.
NOT_TOLD: Final = ("webhook.", "attempt.")


def endpoints_to_tell(unit: Unit) -> tuple[UUID, ...]:
    """Those that are active."""
    unit.actor.require(Permission.WEBHOOKS_MANAGE)
    query = select(WebhookEndpoint.id).where(WebhookEndpoint.status == "active").order_by(WebhookEndpoint.id)
    return tuple(unit.session.execute(query).scalars())


def ask_to_spread(unit: Unit) -> None:
    """Queue the job that tells what is new, if anybody wants to know."""
    unit.actor.require(Permission.WEBHOOKS_MANAGE)
    if endpoints_to_tell(unit):
        unit.defer(SPREAD, queue=QUEUE, lock=SPREAD)


def look_again_soon(unit: Unit) -> None:
    """Queue the job anew for what could not be told yet; nobody else would ask before the next event. One at a time:
    where many write there is always something, and every event asks already.
    """
    unit.actor.require(Permission.WEBHOOKS_MANAGE)
    connection = unit.session.connection().connection.driver_connection
    waits = unit.jobs.is_waiting(SPREAD, queue=QUEUE, connection=connection)
    if not waits and is_held_up(replace(unit, actor=Actor.system(unit.actor.name))):
        unit.defer(SPREAD, queue=QUEUE, lock=SPREAD, run_at=unit.now + AGAIN_AFTER)


def spread_events(unit: Unit, *, endpoint_id: UUID) -> bool:
    """Go on in the feed from where the endpoint stands, by a batch: a delivery and its job for each event that it
    wants. Whether there may be more.

    The cursor moves in the same transaction, and an event is delivered once whatever runs twice.
    """
    unit.actor.require(Permission.WEBHOOKS_MANAGE)
    query = select(WebhookEndpoint).where(WebhookEndpoint.id == endpoint_id).with_for_update(skip_locked=True)
    endpoint = unit.session.execute(query).scalar_one_or_none()
    if endpoint is None or endpoint.status != "active":
        return False
    reader = replace(unit, actor=Actor.system(unit.actor.name))
    page = events_after(reader, after=endpoint.cursor, limit=BATCH)
    wanted = [
        event
        for event in page.items
        if is_wanted(event.type, endpoint.event_types)
        and not event.type.startswith(NOT_TOLD)
        and event.cause != "import"
    ]
    rows = [
        {
            "id": new_id(at=unit.now),
            "endpoint_id": endpoint.id,
            "event_id": event.id,
            "event_type": event.type,
            "status": "waiting",
            "made_at": unit.now,
            "next_try_at": unit.now,
        }
        for event in wanted
    ]
    if rows:
        statement = insert(EndpointDelivery).values(rows).on_conflict_do_nothing().returning(EndpointDelivery.id)
        for delivery_id in unit.session.execute(statement).scalars():
            unit.defer(SEND, queue=QUEUE, delivery_id=str(delivery_id))
    endpoint.cursor = page.next_cursor
    return len(page.items) == BATCH
