"""Load an order for a use case, locked, with its lines."""

from uuid import UUID

from domain.identity.assure import assure_identity
from domain.kernel.errors import StaleVersion
from domain.models.order import Order
from domain.work.lock_order import is_order, lock_order
from domain.work.unit import Unit

__all__ = ["is_order", "load_order", "order_to_change"]


def load_order(unit: Unit, order: str | UUID, *, expected_version: int | None = None) -> Order:
    """The order by its id or its number (with or without "#", any case), locked until the end of the transaction.

    Its customer is locked first, so that everybody locks in the same order. Refuses with `NotFound`, and with
    `StaleVersion` when `expected_version` is given and is not the one that stands.
    """
    found = lock_order(unit, order)
    if expected_version is not None and found.version != expected_version:
        raise StaleVersion.of(expected=expected_version, actual=found.version)
    return found


def order_to_change(unit: Unit, order: str | UUID, expected_version: int | None = None) -> Order:
    """`load_order` for what is consequential: refuses with `IdentityNeeded` unless the customer is known for sure."""
    found = load_order(unit, order, expected_version=expected_version)
    assure_identity(unit, found.customer_id)
    return found
