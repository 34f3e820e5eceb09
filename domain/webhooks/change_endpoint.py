"""Change what another system is told, stop it, go on, give it a new secret."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final
from uuid import UUID

from domain.audit.feed import newest_cursor
from domain.kernel.errors import Invalid
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text
from domain.webhooks.load import load_endpoint, record_endpoint
from domain.webhooks.particulars import check_event_types, check_url
from domain.work.unit import Unit

BOTH_SECRETS_FOR: Final = timedelta(days=1)


def change_endpoint(
    unit: Unit,
    *,
    endpoint_id: UUID,
    url: str | None = None,
    event_types: Sequence[str] | None = None,
    description: str | None = None,
    status: str | None = None,
    expected_version: int | None = None,
) -> None:
    """Change what is given. `status` off stops it, active goes on with what happens from now on; what waits is sent.

    Records `webhook.changed`, `webhook.stopped` or `webhook.resumed`. Refuses with `Invalid` naming the field.
    """
    unit.actor.require(Permission.WEBHOOKS_MANAGE)
    endpoint = load_endpoint(unit, endpoint_id, expected_version)
    before = (endpoint.url, endpoint.event_types, endpoint.description)
    if url is not None:
        endpoint.url = check_url(url)
    if event_types is not None:
        endpoint.event_types = check_event_types(event_types)
    if description is not None:
        endpoint.description = clean_text(description, field="description", most=200, required=False)
    if before != (endpoint.url, endpoint.event_types, endpoint.description):
        endpoint.version += 1
        record_endpoint(unit, "webhook.changed", endpoint, event_types=endpoint.event_types)
    if status is not None and _check_status(status) != endpoint.status:
        endpoint.status, endpoint.version = status, endpoint.version + 1
        if status == "active":
            endpoint.cursor, endpoint.failing_since = newest_cursor(unit), None
        record_endpoint(unit, "webhook.resumed" if status == "active" else "webhook.stopped", endpoint)


def _check_status(status: str) -> str:
    if status not in ("active", "off"):
        raise Invalid(
            field="status",
            code="unknown_choice",
            en="“status” must be active or off.",
            fr="« status » doit être active ou off.",
        )
    return status


def rotate_secret(unit: Unit, *, endpoint_id: UUID) -> int:
    """Sign with a new secret; for `BOTH_SECRETS_FOR` the one before it signs as well. Tells the secret's number.

    Records `webhook.secret_rotated`.
    """
    unit.actor.require(Permission.WEBHOOKS_MANAGE)
    endpoint = load_endpoint(unit, endpoint_id)
    endpoint.secret_number += 1
    endpoint.version += 1
    endpoint.old_secret_until = unit.now + BOTH_SECRETS_FOR
    record_endpoint(unit, "webhook.secret_rotated", endpoint, number=endpoint.secret_number)
    return endpoint.secret_number
