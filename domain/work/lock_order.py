"""Lock an order and its customer, in the order that everybody locks in."""

from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import selectinload

from domain.kernel.errors import NotFound
from domain.kernel.order_number import as_id, number_key
from domain.models.customer import Customer
from domain.models.order import Order
from domain.work.unit import Unit


def lock_order(unit: Unit, order: str | UUID) -> Order:
    """The order with its lines by its id or its number (with or without "#", any case); or `NotFound`.

    Its customer is locked first, both until the end of the transaction.
    """
    unit.session.flush()  # what is not written yet would be overwritten by what is read
    owner = select(Customer.id).join(Order, Order.customer_id == Customer.id).where(is_order(order))
    if unit.session.execute(owner.with_for_update(of=Customer)).one_or_none() is None:
        raise NotFound.of("order", "commande", order)
    query = select(Order).where(is_order(order)).options(selectinload(Order.lines)).with_for_update(of=Order)
    return unit.session.execute(query, execution_options={"populate_existing": True}).scalar_one()


def is_order(order: str | UUID) -> ColumnElement[bool]:
    """The condition that finds one order by its id or number."""
    id = as_id(order)
    return Order.id == id if id else Order.number_key == number_key(str(order))
