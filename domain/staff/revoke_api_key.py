"""Make a key of another system useless."""

from uuid import UUID

from sqlalchemy import select

from domain.kernel.errors import NotFound
from domain.kernel.permissions import Permission
from domain.models.staff import ApiKey
from domain.staff import events
from domain.work.unit import Unit


def revoke_api_key(unit: Unit, *, key_id: UUID) -> None:
    """The key opens nothing any more, and never will again. Twice is harmless.

    Records `api_key.revoked`. Refuses with `NotFound`.
    """
    unit.actor.require(Permission.KEYS_MANAGE)
    row = unit.session.execute(select(ApiKey).where(ApiKey.id == key_id).with_for_update()).scalar_one_or_none()
    if row is None:
        raise NotFound.of("key", "clé", key_id)
    if row.revoked_at is not None:
        return
    row.revoked_at = unit.now
    unit.record(events.KEY_REVOKED, stream=events.KEYS, data={"key_id": str(row.id), "name": row.name})
