"""Load a customer for a use case, locked."""

from uuid import UUID

from sqlalchemy import select

from domain.kernel.errors import NotFound, StaleVersion
from domain.models.customer import Customer
from domain.work.unit import Unit


def load_customer(unit: Unit, customer_id: UUID, *, expected_version: int | None = None) -> Customer:
    """The customer, locked until the end of the transaction.

    Refuses with `NotFound`, and with `StaleVersion` when `expected_version` is given and is not the one that stands.
    """
    query = select(Customer).where(Customer.id == customer_id).with_for_update()
    customer = unit.session.execute(query).scalar_one_or_none()
    if customer is None:
        raise NotFound.of("customer", "client", customer_id)
    if expected_version is not None and customer.version != expected_version:
        raise StaleVersion.of(expected=expected_version, actual=customer.version)
    return customer
