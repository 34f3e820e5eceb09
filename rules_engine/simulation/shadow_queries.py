"""Read shadows: what agreed, what differed."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select, text

from domain.kernel.page import Page, check_limit, decode_cursor, page_of
from domain.kernel.permissions import Permission
from domain.kernel.time import parse_instant
from domain.models.simulation import RuleShadow
from domain.work.unit import Unit
from rules_engine.publishing.check import digest_of
from rules_engine.simulation.queries import SUBJECT_COLUMNS, SUBJECTS
from rules_engine.simulation.rows import DifferenceRow, ShadowRow

_LAST: Final = text(
    """
    SELECT shadow.id, shadow.family, shadow.draft_id, shadow.title, shadow.digest, shadow.status, shadow.sums,
        shadow.started_by, shadow.started_at, shadow.ends_at, shadow.compared_to, shadow.ended_at,
        shadow.ended_because, shadow.ended_by, rule_drafts.document
    FROM rule_shadows AS shadow JOIN rule_drafts ON rule_drafts.id = shadow.draft_id
    WHERE shadow.draft_id = :draft_id ORDER BY shadow.started_at DESC, shadow.id DESC LIMIT 1
    """
)
_COMPARED: Final = text(
    f"""
    SELECT 0 AS number, found.kind, found.subject_kind, found.subject_id, {SUBJECT_COLUMNS},
        found.at, found.before, found.after, found.reason
    FROM (
        SELECT kind, 'decision' AS subject_kind, decision_id AS subject_id, at, before, after, reason
        FROM rule_comparisons
        WHERE shadow_id = :id AND kind = :kind
            AND (CAST(:at AS timestamptz) IS NULL OR (at, decision_id) < (:at, :decision_id))
        ORDER BY at DESC, decision_id DESC LIMIT :limit
    ) AS found {SUBJECTS}
    ORDER BY found.at DESC, found.subject_id DESC
    """  # noqa: S608
)


def last_shadow(unit: Unit, *, draft_id: UUID) -> ShadowRow | None:
    """The shadow of a draft that runs, or the last that has; None where it never ran."""
    unit.actor.require(Permission.RULES_READ)
    row = unit.session.execute(_LAST, {"draft_id": draft_id}).one_or_none()
    if row is None:
        return None
    kept = dict(row._mapping)
    draft = kept.pop("document")
    return ShadowRow(**kept, outdated=digest_of(draft, ()) != row.digest)


def running_shadows(unit: Unit) -> tuple[tuple[str, UUID], ...]:
    """The family and the draft of every shadow that runs."""
    unit.actor.require(Permission.RULES_READ)
    query = select(RuleShadow.family, RuleShadow.draft_id).where(RuleShadow.status == "running")
    return tuple((family, draft_id) for family, draft_id in unit.session.execute(query))


def compared(
    unit: Unit, *, shadow_id: UUID, kind: str = "differs", cursor: str | None = None, limit: int = 50
) -> Page[DifferenceRow]:
    """The decisions that a shadow would have made otherwise, or could not replay; newest first."""
    unit.actor.require(Permission.RULES_READ)
    at: datetime | None
    at, last = decode_cursor(cursor, parse_instant, UUID) if cursor else (None, None)
    values = {"id": shadow_id, "kind": kind, "at": at, "decision_id": last, "limit": check_limit(limit) + 1}
    rows = unit.session.execute(_COMPARED, values).all()
    return page_of(rows, limit=limit, item=lambda row: DifferenceRow(*row), cursor=lambda row: (row.at, row.subject_id))
