"""Find where the goods of a new order go."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select

from domain.customers.saved_address import saved_address
from domain.kernel.address import Address
from domain.kernel.errors import Invalid, NotFound
from domain.kernel.text import sought_text
from domain.models.inventory import Node
from domain.work.unit import Unit

Given = Address | Mapping[str, object]


def where_to(unit: Unit, customer_id: UUID, given: Given | None, address_id: UUID | None, store: str | None) -> Given:
    """The address that was `given`, or the customer's own with this id, or that of the `store` where it is picked up.

    Refuses with `Invalid` two of the first or none at all, with `NotFound` what is not there.
    """
    if given is not None and address_id is not None:
        raise Invalid(
            field="address_id",
            code="contradiction",
            en="Give an address or the id of one, not both.",
            fr="Indiquez une adresse ou l’identifiant d’une adresse, pas les deux.",
        )
    if address_id is not None:
        return saved_address(unit, customer_id, address_id)
    if given is not None:
        return given
    if store:
        return _of_node(unit, store)
    raise Invalid(
        field="shipping_address",
        code="missing",
        en="Say where it goes.",
        fr="Indiquez la destination.",
    )


def _of_node(unit: Unit, code: str) -> Given:
    wanted = sought_text(code)
    found = unit.session.execute(select(Node.address).where(Node.code == wanted.upper())).scalar_one_or_none()
    if found is None:
        raise NotFound.of("node", "site", wanted[:60])
    return found
