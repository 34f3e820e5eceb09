"""A visitor's browser is there again."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import update

from domain.kernel.permissions import Permission
from domain.models.visitor import Visitor
from domain.work.unit import Unit

SEEN_WITHIN: Final = timedelta(days=1)  # no need to know better: their token is good for months


def note_visitor_seen(unit: Unit, *, visitor_id: UUID) -> None:
    """Note that their token was used. No event: nothing was said."""
    unit.actor.require(Permission.CONVERSATIONS_RECEIVE)
    unit.session.execute(
        update(Visitor)
        .where(Visitor.id == visitor_id, Visitor.seen_at < unit.now - SEEN_WITHIN)
        .values(seen_at=unit.now)
    )
