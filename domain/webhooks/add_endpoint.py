"""Let another system be told."""

from collections.abc import Sequence
from uuid import UUID

from domain.audit.feed import newest_cursor
from domain.kernel.ids import new_id
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text
from domain.models.webhook import WebhookEndpoint
from domain.webhooks.load import record_endpoint
from domain.webhooks.particulars import check_event_types, check_url
from domain.work.unit import Unit


def add_endpoint(unit: Unit, *, url: str, event_types: Sequence[str], description: str = "") -> UUID:
    """Tell `url` of every event of `event_types` from now on, and tell the endpoint's id.

    Records `webhook.added`. Refuses with `Invalid` naming the field.
    """
    unit.actor.require(Permission.WEBHOOKS_MANAGE)
    endpoint = WebhookEndpoint(
        id=new_id(at=unit.now),
        url=check_url(url),
        event_types=check_event_types(event_types),
        description=clean_text(description, field="description", most=200, required=False),
        status="active",
        cursor=newest_cursor(unit),
        secret_number=1,
        made_by=unit.actor.name,
        made_at=unit.now,
        version=1,
    )
    unit.session.add(endpoint)
    unit.session.flush()
    record_endpoint(unit, "webhook.added", endpoint, event_types=endpoint.event_types)
    return endpoint.id
