"""Count what a chunk of a backtest has found."""

import json
from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from sqlalchemy import text

from domain.kernel.permissions import Permission
from domain.work.unit import Unit
from rules_engine.publishing.draft import record
from rules_engine.simulation.progress import tell
from rules_engine.simulation.replay import Difference, Replayed
from rules_engine.simulation.start_backtest import LANES, QUEUE, RUN
from rules_engine.simulation.sums import added

_STRIDE: Final = 1_000_000  # numbers of differences: so many for each chunk, more than one can hold

_LOCKED: Final = text(
    """
    SELECT run.family, run.draft_id, run.title, run.chunks, run.chunks_done, run.sums
    FROM rule_backtests AS run WHERE run.id = :id AND run.status = 'running' FOR UPDATE
    """
)
_TAKE: Final = text(
    "UPDATE rule_backtest_chunks SET done_at = :now WHERE backtest_id = :id AND number = :number AND done_at IS NULL"
)
_COUNT: Final = text(
    """
    UPDATE rule_backtests SET done = done + :counted, chunks_done = chunks_done + 1, sums = CAST(:sums AS jsonb)
    WHERE id = :id
    """
)
_FINISH: Final = text("UPDATE rule_backtests SET status = 'done', total = done, ended_at = :now WHERE id = :id")
_DIFFERENCES: Final = text(
    """
    INSERT INTO rule_differences
        (backtest_id, number, kind, subject_kind, subject_id, at, before, after, reason)
    SELECT :id, number, kind, subject_kind, subject_id, at, before, after, reason
    FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS difference (
        number bigint, kind text, subject_kind text, subject_id uuid, at timestamptz, before jsonb, after jsonb,
        reason jsonb
    )
    """
)


def keep_chunk(unit: Unit, *, backtest_id: UUID, number: int, found: Replayed) -> None:
    """Add the sums, keep the differences, ask for the lane's next chunk; the last chunk ends the run.

    Nothing happens where the chunk is counted already, or the run has ended meanwhile. Records
    `rules.backtest_finished`.
    """
    unit.actor.require(Permission.RULES_READ)
    run = unit.session.execute(_LOCKED, {"id": backtest_id}).one_or_none()
    taken = {"id": backtest_id, "number": number, "now": unit.now}
    if run is None or unit.session.execute(_TAKE, taken).rowcount == 0:  # type: ignore[attr-defined]
        return
    sums = added(run.sums, found.sums)
    counted = {"id": backtest_id, "counted": found.counted, "sums": json.dumps(sums)}
    unit.session.execute(_COUNT, counted)
    if found.differences:
        rows = json.dumps(list(_plain(found.differences, number)), separators=(",", ":"))
        unit.session.execute(_DIFFERENCES, {"id": backtest_id, "rows": rows})
    if number + LANES < run.chunks:
        unit.defer(RUN, queue=QUEUE, backtest_id=str(backtest_id), number=number + LANES)
    done = run.chunks_done + 1
    if done == run.chunks:
        unit.session.execute(_FINISH, {"id": backtest_id, "now": unit.now})
        _record_end(unit, run, backtest_id, sums)
    elif done * 40 // run.chunks != run.chunks_done * 40 // run.chunks:
        tell(unit, backtest_id)


def _plain(differences: Iterable[Difference], chunk: int) -> Iterable[dict[str, Any]]:
    for each in differences:
        yield {
            "number": chunk * _STRIDE + each.place,
            "kind": each.kind,
            "subject_kind": each.past.subject_kind,
            "subject_id": str(each.past.subject_id),
            "at": each.past.at.isoformat(),
            "before": each.before,
            "after": each.after,
            "reason": each.reason,
        }


def _record_end(unit: Unit, run: Any, backtest_id: UUID, sums: dict[str, Any]) -> None:
    said = {"backtest_id": str(backtest_id), "title": run.title, "replayed": sums["replayed"], "differ": sums["differ"]}
    draft_id = str(run.draft_id) if run.draft_id else None
    record(unit, "rules.backtest_finished", run.family, draft_id=draft_id, **said)
