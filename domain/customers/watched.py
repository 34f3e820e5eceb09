"""What happened to the customers and orders that somebody watches, since they last looked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import text

from domain.kernel.permissions import Permission
from domain.work.unit import Unit

MOST_COUNTED: Final = 99


@dataclass(frozen=True, slots=True)
class LastEvent:
    """What happened last, by whom; `order_number` is set for what concerns an order."""

    type: str
    data: Mapping[str, Any]
    actor_kind: str
    actor_name: str
    at: datetime
    order_number: str


@dataclass(frozen=True, slots=True)
class WatchedRow:
    """A customer or an order that is watched. `news` counts what others did since the actor last looked, at most
    `MOST_COUNTED`; `last` is the latest of it, without news the latest of all. `customer_id` is whose it is, the
    record that is kept; `members` are all that stand for the person.
    """

    subject_kind: str
    subject_id: UUID
    customer_id: UUID
    members: tuple[UUID, ...]
    name: str
    number: str
    news: int
    last: LastEvent | None


# The records of one person are one customer. What concerns an order that is watched itself is told there alone.
_ABOUT: Final = """
    e.type NOT LIKE 'watcher.%' AND (e.order_id = known.order_id OR (
        known.order_id IS NULL AND e.customer_id = ANY(known.members) AND (e.order_id = ANY(known.apart)) IS NOT TRUE
    ))
"""
_NEW: Final = "e.occurred_at > known.until AND e.actor_id IS DISTINCT FROM :me"
_WATCHED: Final = """
    WITH mine AS (
        SELECT coalesce(c.merged_into_id, c.id) AS customer_id, o.id AS order_id, o.number AS order_number,
            max(greatest(w.since, w.seen_at)) AS until
        FROM watchers w
        LEFT JOIN orders o ON w.subject_kind = 'order' AND o.id = w.subject_id
        JOIN customers c ON c.id = coalesce(o.customer_id, w.subject_id)
        WHERE w.staff_id = :me
        GROUP BY 1, 2, 3
    ), known AS (
        SELECT mine.*, kept.first_name, kept.last_name, kept.number AS customer_number,
            ARRAY(SELECT id FROM customers WHERE id = kept.id OR merged_into_id = kept.id) AS members,
            ARRAY(SELECT other.order_id FROM mine other WHERE other.customer_id = kept.id) AS apart
        FROM mine JOIN customers kept ON kept.id = mine.customer_id AND kept.erased_at IS NULL
    )
    SELECT known.*, heard.news, last.type, last.data, last.actor_kind, last.actor_name, last.occurred_at,
        o.number AS last_order
    FROM known
    CROSS JOIN LATERAL (
        SELECT count(*) AS news FROM (
            SELECT FROM events e
            WHERE {about} AND {new}
            LIMIT :most
        ) AS counted
    ) AS heard
    LEFT JOIN LATERAL (
        SELECT e.* FROM events e
        WHERE {about} AND (heard.news = 0 OR ({new}))
        ORDER BY e.occurred_at DESC, e.position DESC LIMIT 1
    ) AS last ON true
    LEFT JOIN orders o ON o.id = last.order_id
    ORDER BY heard.news = 0, last.occurred_at DESC NULLS LAST, known.customer_id, known.order_id
    """
_STATEMENT: Final = text(_WATCHED.replace("{about}", _ABOUT).replace("{new}", _NEW))


def watched(unit: Unit) -> tuple[WatchedRow, ...]:
    """What the actor watches, that with news first, among these the latest; in one statement."""
    unit.actor.require(Permission.CUSTOMERS_READ)
    rows = unit.session.execute(_STATEMENT, {"me": unit.actor.id, "most": MOST_COUNTED})
    return tuple(_row(row) for row in rows)


def _row(row: Any) -> WatchedRow:
    return WatchedRow(
        subject_kind="order" if row.order_id else "customer",
        subject_id=row.order_id or row.customer_id,
        customer_id=row.customer_id,
        members=tuple(row.members),
        name=f"{row.first_name} {row.last_name}".strip(),
        number=row.order_number or row.customer_number,
        news=row.news,
        last=_last(row) if row.type else None,
    )


def _last(row: Any) -> LastEvent:
    return LastEvent(row.type, row.data, row.actor_kind, row.actor_name, row.occurred_at, row.last_order or "")
