"""Tell another system nothing any more, and forget what it was told."""

from uuid import UUID

from sqlalchemy import delete, select

from domain.kernel.permissions import Permission
from domain.models.webhook import EndpointAttempt, EndpointDelivery
from domain.webhooks.load import load_endpoint, record_endpoint
from domain.work.unit import Unit


def remove_endpoint(unit: Unit, *, endpoint_id: UUID) -> None:
    """Take it away with its deliveries, those that wait as well. The audit trail keeps that it was there.

    Records `webhook.removed`.
    """
    unit.actor.require(Permission.WEBHOOKS_MANAGE)
    endpoint = load_endpoint(unit, endpoint_id)
    its = select(EndpointDelivery.id).where(EndpointDelivery.endpoint_id == endpoint_id)
    unit.session.execute(delete(EndpointAttempt).where(EndpointAttempt.delivery_id.in_(its)))
    unit.session.execute(delete(EndpointDelivery).where(EndpointDelivery.endpoint_id == endpoint_id))
    record_endpoint(unit, "webhook.removed", endpoint)
    unit.session.delete(endpoint)
