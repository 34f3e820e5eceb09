"""Stop a draft that runs beside the live version."""

from datetime import datetime
from typing import Final, Literal
from uuid import UUID

from sqlalchemy import text

from domain.kernel.errors import Conflict
from domain.kernel.permissions import Permission
from domain.work.unit import Unit
from rules_engine.publishing.draft import family_of, record
from rules_engine.publishing.rights import right_to

_END: Final = text(
    """
    UPDATE rule_shadows SET status = 'ended', ended_at = :at, ended_because = :because, ended_by = :by
    WHERE draft_id = :draft_id AND status = 'running' RETURNING id, family, title, sums
    """
)

Because = Literal["stopped", "published", "discarded", "expired"]


def stop_shadow(unit: Unit, *, draft_id: UUID) -> None:
    """End it; what was compared stays. Records `rules.shadow_ended`. Refuses with `Conflict` where none runs."""
    unit.actor.require(Permission.RULES_READ)
    unit.actor.require(right_to("draft", family_of(unit, draft_id)))
    if not end_shadow(unit, draft_id, because="stopped", at=unit.now):
        raise Conflict(
            code="not_running",
            en="This draft does not run beside the live version.",
            fr="Ce brouillon ne tourne pas à côté de la version en vigueur.",
        )


def end_shadow(unit: Unit, draft_id: UUID, *, because: Because, at: datetime) -> bool:
    """Whether one ran, which has ended at `at`. A part of use cases that have asked."""
    values = {"draft_id": draft_id, "at": at, "because": because, "by": unit.actor.name}
    ended = unit.session.execute(_END, values).one_or_none()
    if ended is None:
        return False
    said = {"replayed": ended.sums["replayed"], "differ": ended.sums["differ"], "because": because}
    shadow = {"draft_id": str(draft_id), "shadow_id": str(ended.id), "title": ended.title}
    record(unit, "rules.shadow_ended", ended.family, **shadow, **said)
    return True
