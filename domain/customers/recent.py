"""The customers that a person of staff opened last. Courtesy, not history: no event is recorded."""

from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert

from domain.customers.queries import customer_list, customer_row
from domain.customers.rows import CustomerRow
from domain.identity.assure import sees_plainly
from domain.kernel.permissions import Permission
from domain.models.customer import Customer, RecentView
from domain.work.unit import Unit

KEPT = 30


def recently_opened(unit: Unit, *, limit: int = 8) -> tuple[CustomerRow, ...]:
    """The customers that the actor opened last, the last one first."""
    unit.actor.require(Permission.CUSTOMERS_READ)
    query = (
        customer_list()
        .join(RecentView, RecentView.customer_id == Customer.id)
        .where(RecentView.staff_id == unit.actor.id)
        .where(Customer.merged_into_id.is_(None), Customer.erased_at.is_(None))
        .order_by(RecentView.opened_at.desc(), Customer.id)
        .limit(limit)
    )
    plain = sees_plainly(unit.actor)
    return tuple(customer_row(row, plain=plain) for row in unit.session.execute(query))


def note_view(unit: Unit, *, staff_id: UUID, customer_id: UUID) -> None:
    """Remember that somebody opened a customer; beyond `KEPT` the oldest are forgotten. For use cases."""
    unit.actor.require(Permission.CUSTOMERS_READ)
    row = {"staff_id": staff_id, "customer_id": customer_id, "opened_at": unit.now}
    keys = ["staff_id", "customer_id"]
    unit.session.execute(
        insert(RecentView).values(row).on_conflict_do_update(index_elements=keys, set_={"opened_at": unit.now})
    )
    kept = (
        select(RecentView.customer_id)
        .where(RecentView.staff_id == staff_id)
        .order_by(RecentView.opened_at.desc())
        .limit(KEPT)
    )
    unit.session.execute(delete(RecentView).where(RecentView.staff_id == staff_id, RecentView.customer_id.not_in(kept)))
