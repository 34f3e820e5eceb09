"""Tell another system something that did not happen, to see that it hears."""

from uuid import UUID

from domain.kernel.errors import Conflict
from domain.kernel.ids import new_id
from domain.kernel.permissions import Permission
from domain.models.webhook import EndpointDelivery
from domain.webhooks.load import STREAM, load_endpoint
from domain.webhooks.spread_events import QUEUE, SEND
from domain.work.unit import Unit


def send_test(unit: Unit, *, endpoint_id: UUID) -> UUID:
    """Send the endpoint an event of the type `webhook.tested`, whatever it wants; tells the delivery's id.

    Records `webhook.tested`. Refuses with `Conflict` while the endpoint is off.
    """
    unit.actor.require(Permission.WEBHOOKS_MANAGE)
    endpoint = load_endpoint(unit, endpoint_id)
    if endpoint.status != "active":
        raise Conflict(code="webhook_off", en="The webhook is off.", fr="Le webhook est arrêté.")
    event = unit.record("webhook.tested", stream=STREAM, data={"endpoint_id": str(endpoint.id), "url": endpoint.url})
    delivery = EndpointDelivery(
        id=new_id(at=unit.now),
        endpoint_id=endpoint.id,
        event_id=event.id,
        event_type=event.type,
        status="waiting",
        made_at=unit.now,
        next_try_at=unit.now,
    )
    unit.session.add(delivery)
    unit.defer(SEND, queue=QUEUE, delivery_id=str(delivery.id))
    return delivery.id
