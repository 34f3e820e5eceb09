"""Lock an order for a payment, after its customer: the order that everybody locks in."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from domain.kernel.errors import NotFound
from domain.models.customer import Customer
from domain.models.order import Order
from domain.work.unit import Unit


def lock_order(unit: Unit, order_id: UUID) -> Order:
    """The order with its lines, locked with its customer until the end of the transaction; or `NotFound`."""
    owner = unit.session.execute(select(Order.customer_id).where(Order.id == order_id)).scalar_one_or_none()
    if owner is None:
        raise NotFound.of("order", "commande", order_id)
    unit.session.execute(select(Customer.id).where(Customer.id == owner).with_for_update())
    query = select(Order).where(Order.id == order_id).options(selectinload(Order.lines)).with_for_update(of=Order)
    return unit.session.execute(query, execution_options={"populate_existing": True}).scalar_one()
