"""Somebody has seen what happened to those whom they watch. Courtesy, not history: no event is recorded."""

from typing import Final
from uuid import UUID

from sqlalchemy import text

from domain.customers.watch import announce_watching
from domain.kernel.permissions import Permission
from domain.work.unit import Unit

# Seen is what is there, not what the clock says: what is committed a moment later is still news.
_SEE: Final = text(
    """
    WITH mine AS (
        SELECT w.subject_kind, w.subject_id, o.id AS order_id, greatest(w.since, w.seen_at) AS until,
            coalesce(c.merged_into_id, c.id) AS customer_id
        FROM watchers w
        LEFT JOIN orders o ON w.subject_kind = 'order' AND o.id = w.subject_id
        JOIN customers c ON c.id = coalesce(o.customer_id, w.subject_id)
        WHERE w.staff_id = :me
    ), latest AS (
        SELECT mine.*, (
            SELECT max(e.occurred_at) FROM events e
            WHERE (e.order_id = mine.order_id OR e.customer_id = ANY(ARRAY(
                SELECT id FROM customers WHERE id = mine.customer_id OR merged_into_id = mine.customer_id
            )))
            AND e.occurred_at > mine.until AND e.actor_id IS DISTINCT FROM :me AND e.type NOT LIKE 'watcher.%'
        ) AS at
        FROM mine WHERE CAST(:customer AS uuid) IS NULL OR mine.customer_id = (
            SELECT coalesce(merged_into_id, id) FROM customers WHERE id = CAST(:customer AS uuid)
        )
    )
    UPDATE watchers SET seen_at = latest.at FROM latest
    WHERE watchers.staff_id = :me AND watchers.subject_kind = latest.subject_kind
    AND watchers.subject_id = latest.subject_id AND latest.at > latest.until
    RETURNING watchers.subject_id
    """
)


def see_news(unit: Unit, *, customer_id: UUID | None = None) -> None:
    """The actor knows what happened to the customer and their orders until now; without one, to all they watch.

    Writes nothing where there was nothing new, else tells the actor's open screens.
    """
    unit.actor.require(Permission.CUSTOMERS_READ)
    values = {"me": unit.actor.id, "customer": customer_id}
    if unit.actor.id is not None and unit.session.execute(_SEE, values).first() is not None:
        announce_watching(unit, unit.actor.id)
