"""Read clocks: a case's, and how well promises are kept."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import text

from domain.kernel.permissions import Permission
from domain.work.unit import Unit


@dataclass(frozen=True, slots=True)
class ClockRow:
    """A clock of a case. `state`: running, paused, met, breached or cancelled; met too late is breached."""

    id: UUID
    case_id: UUID
    kind: str
    service_level: str
    state: str
    started_at: datetime
    due_at: datetime
    warn_at: datetime
    paused_at: datetime | None
    met_at: datetime | None
    breached_at: datetime | None


_CLOCKS = text(
    """
    SELECT id, case_id, kind, service_level, started_at, due_at, warn_at, paused_at, met_at, breached_at,
        CASE WHEN breached_at IS NOT NULL THEN 'breached' WHEN met_at IS NOT NULL THEN 'met'
            WHEN cancelled_at IS NOT NULL THEN 'cancelled' WHEN paused_at IS NOT NULL THEN 'paused'
            ELSE 'running' END AS state
    FROM case_clocks WHERE case_id = ANY(:cases) ORDER BY started_at, kind, id
    """
)
_KEPT = text(
    """
    SELECT count(*) FILTER (WHERE breached_at IS NULL AND met_at IS NOT NULL) AS kept,
        count(*) FILTER (WHERE breached_at IS NOT NULL) AS broken
    FROM case_clocks
    WHERE kind IN ('first_answer', 'next_answer') AND cancelled_at IS NULL AND coalesce(met_at, breached_at) >= :since
    """
)


def clocks_of(unit: Unit, *, cases: Collection[UUID]) -> tuple[ClockRow, ...]:
    """Every clock of these cases, the oldest first."""
    unit.actor.require(Permission.CASES_READ)
    return tuple(ClockRow(**row) for row in unit.session.execute(_CLOCKS, {"cases": list(cases)}).mappings())


@dataclass(frozen=True, slots=True)
class Kept:
    """How many promised answers came in time since some moment, and how many did not."""

    kept: int
    broken: int

    @property
    def percent(self) -> int | None:
        """None where nothing was promised."""
        total = self.kept + self.broken
        return round(100 * self.kept / total) if total else None


def answers_kept(unit: Unit, *, since: datetime) -> Kept:
    """First and next answers that were due since then."""
    unit.actor.require(Permission.CASES_READ)
    row = unit.session.execute(_KEPT, {"since": since}).one()
    return Kept(row.kept, row.broken)
