"""Tell where an order would come from, were it sent elsewhere, otherwise or later."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from domain.inventory.reservations import kept_for
from domain.kernel.address import Address
from domain.kernel.errors import Invalid, NotFound
from domain.kernel.permissions import Permission
from domain.models.inventory import Node
from domain.models.order import Order
from domain.sourcing.facts import facts_of_order
from domain.sourcing.propose import propose
from domain.sourcing.sourcing_quote import SourcingQuote, check_service, quote_of
from domain.sourcing.wanted import Wanted, WantedLine
from domain.work.lock_order import is_order
from domain.work.unit import Unit


def sourcing_what_if(
    unit: Unit,
    *,
    order: str | UUID,
    address: Address | Mapping[str, object] | None = None,
    service: str = "standard",
    at: datetime | None = None,
) -> SourcingQuote:
    """What sourcing would answer for what has not left of an order, sent to `address` (its own without one) by
    `service`, from `at` on. What is kept for it counts as free; nothing is locked, nothing changed.

    Refuses with `NotFound`, and with `Invalid` naming the field.
    """
    unit.actor.require(Permission.ORDERS_READ, Permission.STOCK_READ)
    check_service(service)
    to = Address.parse(address) if isinstance(address, Mapping) else address
    found = unit.session.execute(
        select(Order).where(is_order(order)).options(selectinload(Order.lines))
    ).scalar_one_or_none()
    if found is None:
        raise NotFound.of("order", "commande", order)
    lines = [line for line in found.lines if line.status in ("open", "awaiting") and line.unshipped]
    if not lines:
        raise Invalid(
            field="order",
            code="nothing_left",
            en=f"Nothing of order {found.number} is still to leave.",
            fr=f"Plus rien de la commande {found.number} n’est à expédier.",
        )
    store = unit.session.get(Node, found.pickup_node_id) if found.pickup_node_id and to is None else None
    wanted = Wanted(
        lines=[WantedLine(line.id, line.sku, line.unshipped) for line in lines],
        address=store.address if store else to.as_dict() if to else found.shipping_address,
        at=_later(unit, at),
        service=service,
        kept=kept_for(unit, [line.id for line in lines]),
        store=store,
        customer_id=found.customer_id,
        about=facts_of_order(unit, found),
    )
    return quote_of(propose(unit, wanted))


def _later(unit: Unit, at: datetime | None) -> datetime:
    if at is None:
        return unit.now
    if at.tzinfo is None or at < unit.now:
        raise Invalid(
            field="at",
            code="in_the_past",
            en="“at” must be a time with its zone that is not past.",
            fr="« at » doit être une heure avec son fuseau, qui ne soit pas passée.",
        )
    return at
