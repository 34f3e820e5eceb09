"""Change a connector, stop it, let it go on, give it another secret."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final
from uuid import UUID

from domain.connectors.load import load_connector, record_connector
from domain.connectors.particulars import check_locations, check_node
from domain.kernel.errors import Invalid
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text
from domain.kernel.time_zone import check_time_zone
from domain.models.connector import Connector
from domain.work.unit import Unit

BOTH_SECRETS_FOR: Final = timedelta(days=1)


def change_connector(
    unit: Unit,
    *,
    connector_id: UUID,
    name: str | None = None,
    node: str | None = None,
    locations: Mapping[str, str] | None = None,
    number_prefix: str | None = None,
    time_zone: str | None = None,
    status: str | None = None,
    expected_version: int | None = None,
) -> None:
    """Change what is given. `status` off refuses what it sends; active takes it again.

    Records `connector.changed`, `connector.stopped` or `connector.resumed`. Refuses with `Invalid` naming the field.
    """
    unit.actor.require(Permission.CONNECTORS_MANAGE)
    found = load_connector(unit, connector_id, expected_version)
    before = _settings(found)
    if name is not None:
        found.name = clean_text(name, field="name", most=80)
    if node is not None:
        found.node = check_node(unit, node)
    if locations is not None:
        found.locations = check_locations(unit, locations)
    if number_prefix is not None:
        found.number_prefix = clean_text(number_prefix, field="number_prefix", most=10, required=False)
    if time_zone is not None:
        found.time_zone = check_time_zone(time_zone)
    if before != _settings(found):
        found.version += 1
        record_connector(unit, "connector.changed", found)
    if status is not None and _check_status(status) != found.status:
        found.status, found.version = status, found.version + 1
        record_connector(unit, "connector.resumed" if status == "active" else "connector.stopped", found)


def change_secret(unit: Unit, *, connector_id: UUID, secret: str) -> None:
    """Believe what is signed with another secret (sealed already); for `BOTH_SECRETS_FOR` the one before it as well.

    Records `connector.secret_changed`.
    """
    unit.actor.require(Permission.CONNECTORS_MANAGE)
    found = load_connector(unit, connector_id)
    found.old_secret, found.secret = found.secret, secret
    found.old_secret_until = unit.now + BOTH_SECRETS_FOR
    found.version += 1
    record_connector(unit, "connector.secret_changed", found)


def _settings(found: Connector) -> tuple[object, ...]:
    return found.name, found.node, dict(found.locations), found.number_prefix, found.time_zone


def _check_status(status: str) -> str:
    if status not in ("active", "off"):
        raise Invalid(
            field="status",
            code="unknown_choice",
            en="“status” must be active or off.",
            fr="« status » doit être active ou off.",
        )
    return status
