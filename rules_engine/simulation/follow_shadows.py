"""Compare what was decided since the last look with what the shadows say. A job; it may run twice."""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import structlog
from sqlalchemy import text

from domain.kernel.actor import Actor
from domain.kernel.errors import DomainError
from domain.kernel.permissions import Permission
from domain.work.application import Application
from domain.work.unit import Unit
from rules_engine.simulation.judge import Judge, reference_of
from rules_engine.simulation.progress import tell
from rules_engine.simulation.replay import Past, Replay, Replayed
from rules_engine.simulation.stop_shadow import Because, end_shadow
from rules_engine.simulation.sums import added

log = structlog.get_logger("rules")

TESTER: Final = Actor.system("simulation")
BATCH: Final = 1_000
LATE: Final = timedelta(minutes=10)  # a transaction that is older than this when it commits may be missed

_RUNNING: Final = text("SELECT draft_id FROM rule_shadows WHERE status = 'running' ORDER BY started_at")
_SHADOW: Final = text(
    """
    SELECT shadow.id, shadow.family, shadow.document::text AS document, shadow.sums, shadow.compared_to,
        shadow.started_at, shadow.ends_at, rule_drafts.status
    FROM rule_shadows AS shadow JOIN rule_drafts ON rule_drafts.id = shadow.draft_id
    WHERE shadow.draft_id = :draft_id AND shadow.status = 'running' FOR UPDATE OF shadow SKIP LOCKED
    """
)
_DECISIONS: Final = text(
    """
    SELECT id, at, facts, effects::text AS effects, jsonb_path_query_array(fired, '$[*].rule')::text AS fired
    FROM decisions
    WHERE family = :family AND at >= :since AND at < :until AND NOT EXISTS (
        SELECT FROM rule_comparisons WHERE shadow_id = :shadow_id AND decision_id = decisions.id
    )
    ORDER BY at, id LIMIT :most
    """
)
_KEEP: Final = text(
    """
    INSERT INTO rule_comparisons (shadow_id, decision_id, kind, at, before, after, reason)
    SELECT :shadow_id, decision_id, kind, at, before, after, reason
    FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS comparison (
        decision_id uuid, kind text, at timestamptz, before jsonb, after jsonb, reason jsonb
    )
    """
)
_MOVE: Final = text(
    "UPDATE rule_shadows SET sums = CAST(:sums AS jsonb), compared_to = GREATEST(compared_to, :to) WHERE id = :id"
)


def follow_shadows(application: Application) -> None:
    """Bring every shadow up to date, and end those whose draft is published or discarded, or whose time is over."""
    for draft_id in application.ask(running_shadows, TESTER):
        while application.perform(compare_batch, TESTER, draft_id=draft_id):
            pass


def running_shadows(unit: Unit) -> list[UUID]:
    """The drafts that run beside the live version."""
    unit.actor.require(Permission.RULES_READ)
    return list(unit.session.execute(_RUNNING).scalars())


def compare_batch(unit: Unit, *, draft_id: UUID, ended_at: datetime | None = None) -> bool:
    """Compare the oldest decisions that were not; whether there may be more. Whoever compares the last of a shadow
    that is over ends it. Two at once do not wait: the second has nothing to do.

    `ended_at`: since then the draft is published or discarded.
    """
    unit.actor.require(Permission.RULES_READ)
    shadow = unit.session.execute(_SHADOW, {"draft_id": draft_id}).one_or_none()
    if shadow is None:
        return False
    because, until = _end_of(unit, shadow, ended_at)
    pasts = _pasts(unit, shadow, until)
    if pasts and not _compare(unit, shadow, pasts):
        return False
    if len(pasts) == BATCH:
        return True
    if because is not None:
        end_shadow(unit, draft_id, because=because, at=until)
    return False


def _end_of(unit: Unit, shadow: Any, ended_at: datetime | None) -> tuple[Because | None, datetime]:
    """Why the shadow is over, if it is, and up to when decisions are its."""
    if shadow.status in ("published", "discarded"):
        return shadow.status, min(ended_at or unit.now, shadow.ends_at)
    return ("expired" if shadow.ends_at <= unit.now else None), min(unit.now, shadow.ends_at)


def _pasts(unit: Unit, shadow: Any, until: datetime) -> list[Past]:
    since = max(shadow.started_at, shadow.compared_to - LATE)
    values = {"family": shadow.family, "since": since, "until": until, "shadow_id": shadow.id, "most": BATCH}
    rows = unit.session.execute(_DECISIONS, values)
    return [Past("decision", row.id, row.at, row.facts, row.effects, row.fired) for row in rows]


def _compare(unit: Unit, shadow: Any, pasts: list[Past]) -> bool:
    try:
        found = Replay(Judge(reference_of(shadow.document))).run(pasts)
    except DomainError as refusal:  # an older form that this release no longer reads
        log.error("a shadow cannot be read", shadow=str(shadow.id), error=refusal.en)
        return False
    rows = json.dumps(list(_plain(pasts, found)), separators=(",", ":"))
    unit.session.execute(_KEEP, {"shadow_id": shadow.id, "rows": rows})
    moved = {"id": shadow.id, "sums": json.dumps(added(shadow.sums, found.sums)), "to": pasts[-1].at}
    unit.session.execute(_MOVE, moved)
    tell(unit, shadow.id)
    return True


def _plain(pasts: list[Past], found: Replayed) -> Iterable[dict[str, Any]]:
    others = {each.place: each for each in found.differences}
    for place, past in enumerate(pasts):
        other = others.get(place)
        yield {
            "decision_id": str(past.subject_id),
            "kind": other.kind if other else "agrees",
            "at": past.at.isoformat(),
            "before": other.before if other else [],
            "after": other.after if other else [],
            "reason": other.reason if other else None,
        }
