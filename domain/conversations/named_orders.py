"""Whose orders somebody names who is not known yet: a proposal, for a number alone proves nothing."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from sqlalchemy import func, select

from domain.conversations.entities import entities_in
from domain.conversations.rows import EntryRow
from domain.kernel.permissions import Permission
from domain.models.customer import Customer
from domain.models.order import Order
from domain.work.unit import Unit

MOST: Final = 5
_LETTERS: Final = ("", "C", "W")  # which may be left out


def named_in(unit: Unit, entries: Iterable[EntryRow]) -> tuple[tuple[UUID, str, str], ...]:
    """The customers whose orders the customer's own words name, each with the number. Part of a query."""
    if not unit.actor.can(Permission.CUSTOMERS_READ):
        return ()
    said = " \n".join(entry.body for entry in entries if entry.kind == "message" and entry.direction == "in")
    keys = {str(each.value) for each in entities_in(said, now=unit.now) if each.kind == "order_number"}
    if not keys:
        return ()
    wanted = [f"{letter}{key}" for key in keys for letter in (_LETTERS if key.isdigit() else ("",))]
    root = func.coalesce(Customer.merged_into_id, Customer.id)
    owner = select(root).where(Customer.id == Order.customer_id).scalar_subquery()
    kept = Customer.__table__.alias("kept").c
    query = (
        select(kept.id, kept.first_name, kept.last_name, Order.number)
        .select_from(Order)
        .join(kept.id.table, kept.id == owner)
        .where(Order.number_key.in_(wanted), kept.erased_at.is_(None))
        .order_by(Order.placed_at.desc())
        .limit(MOST)
    )
    found = {id: (id, f"{first} {last}".strip(), number) for id, first, last, number in unit.session.execute(query)}
    return tuple(found.values())
