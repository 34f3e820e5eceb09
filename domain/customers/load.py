"""Load a customer for a use case, locked."""

from uuid import UUID

from sqlalchemy import select

from domain.kernel.errors import Conflict, NotFound, StaleVersion
from domain.models.customer import Customer
from domain.work.family import kept_id
from domain.work.unit import Unit


def load_customer(
    unit: Unit, customer_id: UUID, *, expected_version: int | None = None, also_erased: bool = False
) -> Customer:
    """The customer, locked until the end of the transaction. The id of a merged record leads to the one that is kept.

    Refuses with `NotFound`, with `Conflict` ("customer_erased") when their personal data are gone (unless
    `also_erased`), and with `StaleVersion` when `expected_version` is given and is not the one that stands.
    """
    customer = _locked(unit, customer_id)
    while customer is not None and customer.merged_into_id is not None:  # merged while we waited for the lock
        customer = _locked(unit, customer_id)
    if customer is None:
        raise NotFound.of("customer", "client", customer_id)
    if customer.erased_at is not None and not also_erased:
        raise Conflict(
            code="customer_erased",
            en="The customer’s personal data are erased; nothing can be added to them.",
            fr="Les données personnelles du client sont effacées ; rien ne peut y être ajouté.",
        )
    if expected_version is not None and customer.version != expected_version:
        raise StaleVersion.of(expected=expected_version, actual=customer.version)
    return customer


def _locked(unit: Unit, customer_id: UUID) -> Customer | None:
    query = select(Customer).where(Customer.id == kept_id(customer_id)).with_for_update()
    return unit.session.execute(query).scalar_one_or_none()
