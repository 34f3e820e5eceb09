"""Let another shop or warehouse send its orders, stock and parcels."""

from collections.abc import Mapping
from uuid import UUID

from domain.connectors.load import record_connector
from domain.connectors.particulars import check_format, check_locations, check_node
from domain.kernel.ids import new_id
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text
from domain.kernel.time_zone import check_time_zone
from domain.models.connector import Connector
from domain.work.unit import Unit


def add_connector(
    unit: Unit,
    *,
    name: str,
    format: str,
    secret: str,
    node: str = "",
    locations: Mapping[str, str] | None = None,
    number_prefix: str = "",
    time_zone: str = "UTC",
) -> UUID:
    """Add a connector and tell its id. `secret` is sealed already; it is kept as it is.

    Records `connector.added`. Refuses with `Invalid` naming the field.
    """
    unit.actor.require(Permission.CONNECTORS_MANAGE)
    connector = Connector(
        id=new_id(at=unit.now),
        name=clean_text(name, field="name", most=80),
        format=check_format(format),
        status="active",
        node=check_node(unit, node),
        locations=check_locations(unit, locations or {}),
        number_prefix=clean_text(number_prefix, field="number_prefix", most=10, required=False),
        time_zone=check_time_zone(time_zone),
        secret=secret,
        old_secret="",
        made_by=unit.actor.name,
        made_at=unit.now,
        version=1,
    )
    unit.session.add(connector)
    unit.session.flush()
    record_connector(unit, "connector.added", connector, format=connector.format)
    return connector.id
