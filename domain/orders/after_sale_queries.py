"""Which order a return or an exchange belongs to."""

from uuid import UUID

from sqlalchemy import select

from domain.kernel.errors import NotFound
from domain.kernel.permissions import Permission
from domain.models.returns import Exchange, Return
from domain.work.unit import Unit


def order_of_return(unit: Unit, *, return_id: UUID) -> UUID:
    """The id of the order, or `NotFound`."""
    unit.actor.require(Permission.ORDERS_READ)
    found = unit.session.execute(select(Return.order_id).where(Return.id == return_id)).scalar_one_or_none()
    if found is None:
        raise NotFound.of("return", "retour", return_id)
    return found


def order_of_exchange(unit: Unit, *, exchange_id: UUID) -> UUID:
    """The id of the order, or `NotFound`."""
    unit.actor.require(Permission.ORDERS_READ)
    found = unit.session.execute(select(Exchange.order_id).where(Exchange.id == exchange_id)).scalar_one_or_none()
    if found is None:
        raise NotFound.of("exchange", "échange", exchange_id)
    return found
