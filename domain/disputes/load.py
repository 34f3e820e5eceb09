"""Load a dispute for a use case, locked after its order."""

from uuid import UUID

from sqlalchemy import select

from domain.kernel.errors import NotFound
from domain.models.dispute import Dispute
from domain.models.order import Order
from domain.orders.load import load_order
from domain.orders.numbers import as_id, number_key
from domain.work.unit import Unit


def load_dispute(unit: Unit, dispute_id: UUID, order: str | UUID | None = None) -> tuple[Dispute, Order]:
    """The dispute and its order, both locked; `NotFound` where there is none, or not of `order`."""
    owner = unit.session.execute(select(Dispute.order_id).where(Dispute.id == dispute_id)).scalar_one_or_none()
    if owner is None:
        raise NotFound.of("dispute", "litige", dispute_id)
    found = load_order(unit, owner)
    if order is not None and not _is(found, order):
        raise NotFound.of("dispute", "litige", dispute_id)
    query = select(Dispute).where(Dispute.id == dispute_id).with_for_update()
    dispute = unit.session.execute(query, execution_options={"populate_existing": True}).scalar_one()
    return dispute, found


def _is(found: Order, order: str | UUID) -> bool:
    id = as_id(order)
    return found.id == id if id else found.number_key == number_key(str(order))
