"""What agents made of suggestions, read back to learn from."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from domain.kernel.permissions import Permission
from domain.models.suggestion import SuggestionOutcome
from domain.work.unit import Unit


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    id: UUID
    entry_id: UUID
    intent: str
    confidence: float
    model_version: str
    action: str
    outcome: str
    staff_id: UUID | None
    at: datetime


def choices(unit: Unit, *, since: datetime, most: int = 10_000) -> tuple[ChoiceRow, ...]:
    """The choices made since then, the oldest first."""
    unit.actor.require(Permission.OPERATIONS_READ)
    query = (
        select(SuggestionOutcome)
        .where(SuggestionOutcome.at >= since)
        .order_by(SuggestionOutcome.at, SuggestionOutcome.id)
        .limit(most)
    )
    return tuple(_row(each) for each in unit.session.execute(query).scalars())


def _row(each: SuggestionOutcome) -> ChoiceRow:
    return ChoiceRow(
        id=each.id,
        entry_id=each.entry_id,
        intent=each.intent,
        confidence=each.confidence,
        model_version=each.model_version,
        action=each.action,
        outcome=each.outcome,
        staff_id=each.staff_id,
        at=each.at,
    )
