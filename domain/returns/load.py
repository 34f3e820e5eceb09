"""Load a return of an order, locked."""

from uuid import UUID

from sqlalchemy import select

from domain.kernel.errors import NotFound
from domain.models.order import Order
from domain.models.returns import Return, ReturnLine
from domain.work.unit import Unit


def return_of(unit: Unit, order: Order, return_id: UUID) -> tuple[Return, list[ReturnLine]]:
    """A return of a locked order and its lines, locked too; `NotFound` for one of another order."""
    query = select(Return).where(Return.id == return_id, Return.order_id == order.id).with_for_update()
    found = unit.session.execute(query, execution_options={"populate_existing": True}).scalar_one_or_none()
    if found is None:
        raise NotFound.of("return", "retour", return_id)
    lines = select(ReturnLine).where(ReturnLine.return_id == found.id).order_by(ReturnLine.order_line_id)
    return found, list(unit.session.execute(lines, execution_options={"populate_existing": True}).scalars())
