"""Load an endpoint for a use case, locked; and note what happened to it."""

from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from domain.events.event import Stream
from domain.kernel.errors import NotFound, StaleVersion
from domain.models.webhook import WebhookEndpoint
from domain.work.unit import Unit

STREAM: Final = Stream.named("webhooks")


def load_endpoint(unit: Unit, endpoint_id: UUID, expected_version: int | None = None) -> WebhookEndpoint:
    """The endpoint, locked; `NotFound`, or `StaleVersion` where somebody changed it since it was read."""
    query = select(WebhookEndpoint).where(WebhookEndpoint.id == endpoint_id).with_for_update()
    found = unit.session.execute(query, execution_options={"populate_existing": True}).scalar_one_or_none()
    if found is None:
        raise NotFound.of("webhook", "webhook", endpoint_id)
    if expected_version is not None and found.version != expected_version:
        raise StaleVersion.of(expected=expected_version, actual=found.version)
    return found


def record_endpoint(unit: Unit, type: str, endpoint: WebhookEndpoint, **data: Any) -> None:
    """Record an event about it; the address is not personal."""
    unit.record(type, stream=STREAM, data={"endpoint_id": str(endpoint.id), "url": endpoint.url, **data})
