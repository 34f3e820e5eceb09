"""Find one of the addresses that a customer has left."""

from uuid import UUID

from sqlalchemy import select

from domain.kernel.address import Address
from domain.kernel.errors import NotFound
from domain.models.customer import CustomerAddress
from domain.work.family import belongs_to, members_of
from domain.work.unit import Unit


def saved_address(unit: Unit, customer_id: UUID, address_id: UUID) -> Address:
    """The address as it stands, of the customer or of a record merged with theirs, or `NotFound`."""
    kept = CustomerAddress
    own = belongs_to(kept.customer_id, members_of(unit, customer_id))
    found = unit.session.execute(select(kept).where(kept.id == address_id, own)).scalar_one_or_none()
    if found is None:
        raise NotFound.of("address", "adresse", address_id)
    return Address(
        line1=found.line1,
        line2=found.line2,
        city=found.city,
        region=found.region,
        postal_code=found.postal_code,
        country=found.country,
    )
