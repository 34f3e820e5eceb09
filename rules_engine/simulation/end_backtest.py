"""End a backtest before its last chunk."""

from typing import Final, Literal
from uuid import UUID

from sqlalchemy import text

from domain.kernel.errors import Conflict, NotFound
from domain.kernel.permissions import Permission
from domain.work.unit import Unit
from rules_engine.publishing.draft import record
from rules_engine.publishing.rights import right_to

_END: Final = text(
    """
    UPDATE rule_backtests SET status = :status, ended_at = :now, ended_by = :by
    WHERE id = :id AND status = 'running' RETURNING family, draft_id, title
    """
)
_FAMILY: Final = text("SELECT family, status FROM rule_backtests WHERE id = :id")

Status = Literal["cancelled", "outdated", "failed"]


def cancel_backtest(unit: Unit, *, family: str, backtest_id: UUID) -> None:
    """Stop it; what it has found so far stays. Records `rules.backtest_cancelled`.

    Refuses with `NotFound` what is no run of the family, with `Conflict` (`not_running`) one that has ended.
    """
    unit.actor.require(Permission.RULES_READ)
    unit.actor.require(right_to("draft", family))
    found = unit.session.execute(_FAMILY, {"id": backtest_id}).one_or_none()
    if found is None or found.family != family:
        raise NotFound.of("backtest", "simulation", backtest_id)
    if not _end(unit, backtest_id, "cancelled"):
        raise Conflict(
            code="not_running",
            en="This backtest has ended already.",
            fr="Cette simulation est déjà terminée.",
        )


def end_backtest(unit: Unit, *, backtest_id: UUID, status: Status) -> None:
    """For the job: the draft was changed meanwhile ("outdated"), or it cannot go on ("failed"). Records
    `rules.backtest_outdated` or `rules.backtest_failed`; harmless where it has ended.
    """
    unit.actor.require(Permission.RULES_READ)
    _end(unit, backtest_id, status)


def _end(unit: Unit, backtest_id: UUID, status: Status) -> bool:
    values = {"id": backtest_id, "status": status, "now": unit.now, "by": unit.actor.name}
    ended = unit.session.execute(_END, values).one_or_none()
    if ended is None:
        return False
    said = {"backtest_id": str(backtest_id), "title": ended.title}
    draft_id = str(ended.draft_id) if ended.draft_id else None
    record(unit, f"rules.backtest_{status}", ended.family, draft_id=draft_id, **said)
    return True
