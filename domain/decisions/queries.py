"""Read what rules decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from domain.kernel.errors import NotFound
from domain.kernel.page import check_limit
from domain.kernel.permissions import Permission
from domain.models.rules import DecisionRow
from domain.work.unit import Unit


@dataclass(frozen=True, slots=True)
class DecisionView:
    """A decision as it was made; see `ports.decisions.Decided`."""

    id: UUID
    family: str
    version_id: UUID | None
    version: str
    subject_kind: str
    subject_id: UUID | None
    facts: Mapping[str, Any]
    fired: Sequence[Mapping[str, Any]]
    effects: Sequence[Mapping[str, Any]]
    answered_by: str
    microseconds: int
    at: datetime


def decision(unit: Unit, *, decision_id: UUID) -> DecisionView:
    """One decision, or `NotFound`."""
    unit.actor.require(Permission.RULES_READ)
    found = unit.session.get(DecisionRow, decision_id)
    if found is None:
        raise NotFound.of("decision", "décision", decision_id)
    return decision_view(found)


def decisions_about(unit: Unit, *, subject_kind: str, subject_id: UUID, limit: int = 50) -> tuple[DecisionView, ...]:
    """What was decided about something, newest first."""
    unit.actor.require(Permission.RULES_READ)
    query = select(DecisionRow).where(DecisionRow.subject_kind == subject_kind, DecisionRow.subject_id == subject_id)
    rows = unit.session.execute(query.order_by(DecisionRow.at.desc(), DecisionRow.id.desc()).limit(check_limit(limit)))
    return tuple(decision_view(found) for found in rows.scalars())


def decision_view(found: DecisionRow) -> DecisionView:
    """The row as people see it."""
    return DecisionView(
        id=found.id,
        family=found.family,
        version_id=found.version_id,
        version=found.version_name,
        subject_kind=found.subject_kind,
        subject_id=found.subject_id,
        facts=found.facts,
        fired=found.fired,
        effects=found.effects,
        answered_by=found.answered_by,
        microseconds=found.microseconds,
        at=found.at,
    )
