"""What happened to those whom somebody watches, since they last looked."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import text

from domain.kernel.permissions import Permission
from domain.work.unit import Unit

MOST_COUNTED: Final = 99


@dataclass(frozen=True, slots=True)
class WatchedRow:
    """A watched customer. `news` counts what others did since the actor last opened or left the record, at most
    `MOST_COUNTED`; the last thing that happened is `last_type` by `last_by`.
    """

    customer_id: UUID
    name: str
    number: str
    news: int
    last_type: str
    last_by: str
    last_at: datetime


# The records of one person are one customer; seen is what was there when the record was opened or left.
_WATCHED: Final = text(
    """
    WITH watched AS (
        SELECT kept.id, kept.first_name, kept.last_name, kept.number, max(w.since) AS since
        FROM watchers w JOIN customers c ON c.id = w.subject_id
        JOIN customers kept ON kept.id = coalesce(c.merged_into_id, c.id)
        WHERE w.staff_id = :me AND w.subject_kind = 'customer' AND kept.erased_at IS NULL
        GROUP BY kept.id
    ), seen AS (
        SELECT watched.*, ARRAY(
            SELECT id FROM customers WHERE id = watched.id OR merged_into_id = watched.id
        ) AS members, greatest(since, (
            SELECT max(opened_at) FROM recent_views WHERE staff_id = :me AND customer_id = watched.id
        )) AS until
        FROM watched
    )
    SELECT seen.id, seen.first_name, seen.last_name, seen.number, last.type, last.actor_name, last.occurred_at, (
        SELECT count(*) FROM (
            SELECT 1 FROM events e
            WHERE e.customer_id = ANY(seen.members) AND e.occurred_at > seen.until
            AND e.actor_id IS DISTINCT FROM :me AND e.type NOT LIKE 'watcher.%'
            LIMIT :most
        ) AS counted
    ) AS news
    FROM seen CROSS JOIN LATERAL (
        SELECT type, actor_name, occurred_at FROM events e
        WHERE e.customer_id = ANY(seen.members) AND e.type NOT LIKE 'watcher.%'
        ORDER BY e.occurred_at DESC, e.position DESC LIMIT 1
    ) AS last
    ORDER BY last.occurred_at DESC, seen.id
    """
)


def watched(unit: Unit, *, limit: int = 20) -> tuple[WatchedRow, ...]:
    """Whom the actor watches, those with news first, among these the latest; in one statement."""
    unit.actor.require(Permission.CUSTOMERS_READ)
    rows = unit.session.execute(_WATCHED, {"me": unit.actor.id, "most": MOST_COUNTED}).all()
    found = [
        WatchedRow(
            customer_id=row.id,
            name=f"{row.first_name} {row.last_name}".strip(),
            number=row.number,
            news=row.news,
            last_type=row.type,
            last_by=row.actor_name,
            last_at=row.occurred_at,
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda row: row.news == 0)[:limit])
