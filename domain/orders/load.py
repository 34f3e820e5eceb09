"""Load an order for a use case, locked, with its lines."""

from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import selectinload

from domain.identity.assure import assure_identity
from domain.kernel.errors import NotFound, StaleVersion
from domain.models.customer import Customer
from domain.models.order import Order
from domain.orders.numbers import as_id, number_key
from domain.work.unit import Unit


def load_order(unit: Unit, order: str | UUID, *, expected_version: int | None = None) -> Order:
    """The order by its id or its number (with or without "#", any case), locked until the end of the transaction.

    Its customer is locked first, so that everybody locks in the same order. Refuses with `NotFound`, and with
    `StaleVersion` when `expected_version` is given and is not the one that stands.
    """
    owner = unit.session.execute(select(Order.customer_id).where(is_order(order))).scalar_one_or_none()
    if owner is None:
        raise NotFound.of("order", "commande", order)
    unit.session.execute(select(Customer.id).where(Customer.id == owner).with_for_update())
    query = select(Order).where(is_order(order)).options(selectinload(Order.lines)).with_for_update(of=Order)
    found = unit.session.execute(query, execution_options={"populate_existing": True}).scalar_one()
    if expected_version is not None and found.version != expected_version:
        raise StaleVersion.of(expected=expected_version, actual=found.version)
    return found


def order_to_change(unit: Unit, order: str | UUID, expected_version: int | None = None) -> Order:
    """`load_order` for what is consequential: refuses with `IdentityNeeded` unless the customer is known for sure."""
    found = load_order(unit, order, expected_version=expected_version)
    assure_identity(unit, found.customer_id)
    return found


def is_order(order: str | UUID) -> ColumnElement[bool]:
    """The condition that finds one order by its id or number."""
    id = as_id(order)
    return Order.id == id if id else Order.number_key == number_key(str(order))
