"""Forget answers that nobody will ask for again."""

from datetime import datetime

from sqlalchemy import delete

from domain.kernel.permissions import Permission
from domain.models.staff import KeptAnswer
from domain.work.unit import Unit


def forget_answers(unit: Unit, *, kept_before: datetime) -> int:
    """Delete the answers kept before `kept_before` and tell how many; their keys may be used anew. Records nothing."""
    unit.actor.require(Permission.KEYS_MANAGE)
    old = delete(KeptAnswer).where(KeptAnswer.kept_at < kept_before).returning(KeptAnswer.key)
    return len(unit.session.execute(old).all())
