"""Load a connector or a delivery for a use case, locked; and note what happened to a connector."""

from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from domain.events.event import Stream
from domain.kernel.errors import NotFound, StaleVersion
from domain.models.connector import Connector, ConnectorDelivery
from domain.work.unit import Unit

STREAM: Final = Stream.named("connectors")


def load_connector(
    unit: Unit, connector_id: UUID, expected_version: int | None = None, *, share: bool = False
) -> Connector:
    """The connector, locked (with `share` for reading only); `NotFound`, or `StaleVersion` where somebody changed it
    since it was read.
    """
    query = select(Connector).where(Connector.id == connector_id).with_for_update(read=share)
    found = unit.session.execute(query, execution_options={"populate_existing": True}).scalar_one_or_none()
    if found is None:
        raise NotFound.of("connector", "connecteur", connector_id)
    if expected_version is not None and found.version != expected_version:
        raise StaleVersion.of(expected=expected_version, actual=found.version)
    return found


def load_delivery(unit: Unit, delivery_id: UUID) -> ConnectorDelivery:
    """The delivery, locked, or `NotFound`."""
    query = select(ConnectorDelivery).where(ConnectorDelivery.id == delivery_id).with_for_update()
    found = unit.session.execute(query, execution_options={"populate_existing": True}).scalar_one_or_none()
    if found is None:
        raise NotFound.of("delivery", "envoi", delivery_id)
    return found


def record_connector(unit: Unit, type: str, connector: Connector, **data: Any) -> None:
    """Record an event about it; its name is not personal."""
    unit.record(type, stream=STREAM, data={"connector_id": str(connector.id), "name": connector.name, **data})


def source_of(connector_id: UUID) -> str:
    """What orders and customers of a connector name as where they come from."""
    return f"connector-{connector_id.hex[-12:]}"
