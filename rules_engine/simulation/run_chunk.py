"""Replay a chunk of a backtest. A job; it may run twice, and counts once."""

from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

import structlog
from sqlalchemy import text

from domain.kernel.actor import Actor
from domain.kernel.errors import DomainError
from domain.kernel.permissions import Permission
from domain.work.application import Application
from domain.work.unit import Unit
from rules_engine.publishing.check import digest_of
from rules_engine.simulation.end_backtest import end_backtest
from rules_engine.simulation.keep_chunk import keep_chunk
from rules_engine.simulation.past import RECORDED, Span, Start, pasts_of
from rules_engine.simulation.past_orders import past_orders
from rules_engine.simulation.ready import replay_of
from rules_engine.simulation.replay import Past
from rules_engine.simulation.ways import PastOrder, ways_of

log = structlog.get_logger("rules")

TESTER: Final = Actor.system("simulation")

_RUN: Final = text(
    """
    SELECT run.family, run.source, run.until, run.digest, run.draft_id, run.started_at, run.document::text AS document,
        rule_versions.document::text AS baseline, chunk.starts_at, chunk.starts_id,
        following.starts_at AS next_at, following.starts_id AS next_id
    FROM rule_backtests AS run
    JOIN rule_backtest_chunks AS chunk ON chunk.backtest_id = run.id AND chunk.number = :number
    LEFT JOIN rule_backtest_chunks AS following ON following.backtest_id = run.id AND following.number = :number + 1
    LEFT JOIN rule_versions ON rule_versions.id = run.baseline_id
    WHERE run.id = :id AND run.status = 'running' AND chunk.done_at IS NULL
    """
)
_CHANGED: Final = text("SELECT document FROM rule_drafts WHERE id = :id AND changed_at >= :started_at")


@dataclass(frozen=True, slots=True)
class _Task:
    """What a chunk takes: both texts as JSON, what is to be replayed, and the orders that sourcing chooses nodes for.
    `outdated`: the draft was changed.
    """

    document: str
    baseline: str | None
    pasts: list[Past]
    orders: list[PastOrder] = field(default_factory=list)
    outdated: bool = False


def run_chunk(application: Application, *, backtest_id: UUID, number: int) -> None:
    """Replay the chunk and count it, unless it is counted or the run has ended. The transaction that counts it also
    asks for the next chunk of the lane, so that a worker that dies loses nothing.
    """
    task = application.ask(chunk_task, TESTER, backtest_id=backtest_id, number=number)
    if task is None:
        return
    if task.outdated:
        application.perform(end_backtest, TESTER, backtest_id=backtest_id, status="outdated")
        return
    try:
        with replay_of(task.document, task.baseline) as replay:
            found = replay.run(task.pasts)
            found.sums["measures"] |= ways_of(task.orders, replay.rules, replay.live)
    except DomainError as refusal:  # an older form that this release no longer reads
        log.error("rules that are replayed cannot be read", backtest=str(backtest_id), error=refusal.en)
        application.perform(end_backtest, TESTER, backtest_id=backtest_id, status="failed")
        return
    application.perform(keep_chunk, TESTER, backtest_id=backtest_id, number=number, found=found)


def chunk_task(unit: Unit, *, backtest_id: UUID, number: int) -> _Task | None:
    """What is to be done; None where nothing is."""
    unit.actor.require(Permission.RULES_READ)
    row = unit.session.execute(_RUN, {"id": backtest_id, "number": number}).one_or_none()
    if row is None:
        return None
    if row.draft_id is not None and _was_changed(unit, row):
        return _Task(row.document, None, [], outdated=True)
    following = Start(number + 1, row.next_at, row.next_id) if row.next_id else None
    span = Span(row.family, row.source, Start(number, row.starts_at, row.starts_id), following, row.until)
    pasts = pasts_of(unit, span)
    ids = [past.subject_id for past in pasts]
    orders = past_orders(unit, ids, recorded=row.source == RECORDED) if row.family == "sourcing" else []
    return _Task(row.document, row.baseline, pasts, orders)


def _was_changed(unit: Unit, row: Any) -> bool:
    changed = {"id": row.draft_id, "started_at": row.started_at}
    document = unit.session.execute(_CHANGED, changed).scalar_one_or_none()
    return document is not None and digest_of(document, ()) != row.digest
