"""A delivery on its way: what is sent, and what came back. The other system is called between the two."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from domain.kernel.errors import Conflict, NotFound
from domain.kernel.permissions import Permission
from domain.models.event import EventRow
from domain.models.webhook import EndpointAttempt, EndpointDelivery, WebhookEndpoint
from domain.ports.jobs import Deferred
from domain.webhooks.load import load_endpoint, record_endpoint
from domain.webhooks.spread_events import QUEUE, SEND
from domain.work.unit import Unit

# Pauses before the second try and so on: a little over a day in all.
PAUSES: Final = tuple(
    timedelta(seconds=seconds) for seconds in (5, 30, 120, 600, 1_800, 3_600, 7_200, 14_400, 28_800, 32_400)
)
GIVEN_UP_AFTER: Final = timedelta(days=1)  # of nothing but failures
LOST_AFTER: Final = timedelta(minutes=5)  # a try whose worker was killed
LONGEST_ANSWER: Final = 1_000
GONE: Final = 410


@dataclass(frozen=True, slots=True)
class Parcel:
    """What is sent where. `secret_numbers` sign it, the newest first; `body` is what is told."""

    delivery_id: UUID
    endpoint_id: UUID
    url: str
    secret_numbers: tuple[int, ...]
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came back: `status_code` None with a `problem` where nothing did."""

    status_code: int | None
    answer: str = ""
    problem: str = ""
    milliseconds: int = 0

    @property
    def arrived(self) -> bool:
        return self.status_code is not None and 200 <= self.status_code < 300


def begin_delivery(unit: Unit, *, delivery_id: UUID) -> Parcel | None:
    """Note that it is sent now; None where there is nothing to send: it has arrived or failed, or its endpoint is off.

    What a killed worker had begun is begun anew: the other system knows a repetition by the delivery's id.
    """
    unit.actor.require(Permission.WEBHOOKS_MANAGE)
    delivery = _find(unit, delivery_id)  # None: its endpoint was removed meanwhile
    if delivery is None or delivery.status not in ("waiting", "sending"):
        return None
    endpoint = unit.session.get_one(WebhookEndpoint, delivery.endpoint_id)
    if endpoint.status != "active":
        return None
    event = unit.session.execute(select(EventRow).where(EventRow.id == delivery.event_id)).scalar_one()
    delivery.status, delivery.attempts = "sending", delivery.attempts + 1
    delivery.next_try_at = unit.now + LOST_AFTER
    old = endpoint.old_secret_until is not None and endpoint.old_secret_until > unit.now
    numbers = (endpoint.secret_number, endpoint.secret_number - 1) if old else (endpoint.secret_number,)
    return Parcel(delivery.id, endpoint.id, endpoint.url, numbers, _body(event))


def settle_delivery(unit: Unit, *, delivery_id: UUID, outcome: Outcome) -> None:
    """Keep what came back. What did not arrive is tried again over a day; after a day of nothing but failures, or when
    the other system says that it is gone, its endpoint is given up.

    Records `webhook.given_up`.
    """
    unit.actor.require(Permission.WEBHOOKS_MANAGE)
    delivery = _find(unit, delivery_id)
    if delivery is None or delivery.status != "sending":
        return
    endpoint = load_endpoint(unit, delivery.endpoint_id)
    unit.session.add(
        EndpointAttempt(
            delivery_id=delivery.id,
            number=delivery.attempts,
            at=unit.now,
            status_code=outcome.status_code,
            answer=outcome.answer.replace("\x00", "")[:LONGEST_ANSWER],
            problem=outcome.problem[:200],
            milliseconds=outcome.milliseconds,
        )
    )
    if outcome.arrived:
        delivery.status, delivery.ended_at, delivery.next_try_at = "delivered", unit.now, None
        endpoint.failing_since = None
        return
    endpoint.failing_since = endpoint.failing_since or unit.now
    _try_again(unit, delivery)
    if outcome.status_code == GONE or endpoint.failing_since <= unit.now - GIVEN_UP_AFTER:
        _give_up(unit, endpoint, "gone" if outcome.status_code == GONE else "a_day_of_failures")


def replay_delivery(unit: Unit, *, delivery_id: UUID) -> None:
    """Send it once more, arrived or not, under the same id. Records `webhook.replayed`.

    Refuses with `Conflict` while its endpoint is off.
    """
    unit.actor.require(Permission.WEBHOOKS_MANAGE)
    delivery = _load(unit, delivery_id)
    endpoint = load_endpoint(unit, delivery.endpoint_id)
    if endpoint.status != "active":
        raise Conflict(code="webhook_off", en="The webhook is off.", fr="Le webhook est arrêté.")
    delivery.status, delivery.next_try_at, delivery.ended_at = "waiting", unit.now, None
    unit.defer(SEND, queue=QUEUE, delivery_id=str(delivery.id))
    record_endpoint(unit, "webhook.replayed", endpoint, delivery_id=str(delivery.id))


def requeue_deliveries(unit: Unit, *, limit: int = 500) -> int:
    """Queue again what is overdue: tries whose worker was killed, and what a stopped endpoint left behind. How many."""
    unit.actor.require(Permission.WEBHOOKS_MANAGE)
    overdue = (
        select(EndpointDelivery)
        .join(WebhookEndpoint, WebhookEndpoint.id == EndpointDelivery.endpoint_id)
        .where(
            EndpointDelivery.status.in_(("waiting", "sending")),
            EndpointDelivery.next_try_at < unit.now - LOST_AFTER,
            WebhookEndpoint.status == "active",
        )
        .order_by(EndpointDelivery.next_try_at)
        .limit(limit)
        .with_for_update(of=EndpointDelivery, skip_locked=True)
    )
    found = list(unit.session.execute(overdue).scalars())
    for delivery in found:
        delivery.status, delivery.next_try_at = "waiting", unit.now
        unit.defer(SEND, queue=QUEUE, delivery_id=str(delivery.id))
    return len(found)


def _find(unit: Unit, delivery_id: UUID) -> EndpointDelivery | None:
    query = select(EndpointDelivery).where(EndpointDelivery.id == delivery_id).with_for_update()
    return unit.session.execute(query, execution_options={"populate_existing": True}).scalar_one_or_none()


def _load(unit: Unit, delivery_id: UUID) -> EndpointDelivery:
    found = _find(unit, delivery_id)
    if found is None:
        raise NotFound.of("delivery", "envoi", delivery_id)
    return found


def _try_again(unit: Unit, delivery: EndpointDelivery) -> None:
    if delivery.attempts > len(PAUSES):
        delivery.status, delivery.ended_at, delivery.next_try_at = "failed", unit.now, None
        return
    at: datetime = unit.now + PAUSES[delivery.attempts - 1]
    delivery.status, delivery.next_try_at = "waiting", at
    unit.deferred.append(Deferred(task=SEND, args={"delivery_id": str(delivery.id)}, queue=QUEUE, run_at=at))


def _give_up(unit: Unit, endpoint: WebhookEndpoint, reason: str) -> None:
    if endpoint.status != "active":
        return
    endpoint.status, endpoint.version = "given_up", endpoint.version + 1
    record_endpoint(unit, "webhook.given_up", endpoint, reason=reason)


def _body(event: EventRow) -> dict[str, Any]:
    """As Standard Webhooks has it: the type, the time, and the event as `GET /events` tells it."""
    return {
        "type": event.type,
        "timestamp": event.occurred_at.isoformat(),
        "data": {
            "id": str(event.id),
            "stream": event.stream,
            "sequence": event.sequence,
            "actor": event.actor_name,
            "actor_kind": event.actor_kind,
            "cause": event.cause,
            "customer_id": str(event.customer_id) if event.customer_id else None,
            "order_id": str(event.order_id) if event.order_id else None,
            **event.data,
        },
    }
