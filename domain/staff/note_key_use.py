"""Note that a key was used. Bookkeeping, not history: no event is recorded."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import or_, update

from domain.kernel.permissions import Permission
from domain.models.staff import ApiKey
from domain.work.unit import Unit

AT_MOST_EVERY = timedelta(minutes=1)


def note_key_use(unit: Unit, *, key_id: UUID) -> None:
    """Set when the key was used last, at most once a minute."""
    unit.actor.require(Permission.KEYS_MANAGE)
    long_ago = or_(ApiKey.last_used_at.is_(None), ApiKey.last_used_at <= unit.now - AT_MOST_EVERY)
    unit.session.execute(update(ApiKey).where(ApiKey.id == key_id, long_ago).values(last_used_at=unit.now))
