"""Authorisations of an order that are still open."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from domain.kernel.money import Money
from domain.models.customer import PaymentMethod
from domain.models.order import Order
from domain.models.payment import PaymentEntry, PaymentIntent
from domain.payments.ask import Why, move_money
from domain.payments.ledger import write_entry
from domain.work.unit import Unit

_USING_UP = ("captured", "voided")


@dataclass
class OpenAuthorisation:
    """`left` minor units are neither captured nor voided, nor is either on its way (`busy`: one of them is).

    A capture or void that the gateway has refused used its part up: there is nothing more to hope for from it.
    `original` is the vendor's id, "" where the vendor does not know it.
    """

    id: UUID
    method: PaymentMethod | None
    left: int
    original: str
    busy: bool = False


def open_authorisations(unit: Unit, order: Order) -> list[OpenAuthorisation]:
    """Those with something left, the oldest first; hold the order's lock to rely on them."""
    found = _authorisations(unit, order.id)
    by_id = {one.id: one for one in found}
    loose: dict[UUID | None, int] = defaultdict(int)
    for follows_id, method_id, amount in _used_up(unit, order.id):
        if follows_id in by_id:
            by_id[follows_id].left -= amount
        else:
            loose[method_id] += amount
    for intent in _not_settled(unit, order.id):
        if intent.follows_id in by_id:
            by_id[intent.follows_id].left -= intent.amount
            by_id[intent.follows_id].busy |= intent.status == "pending"
    for one in found:
        part = min(max(one.left, 0), loose[one.method.id if one.method else None])
        one.left -= part
        loose[one.method.id if one.method else None] -= part
    return [one for one in found if one.left > 0]


def capture_authorised(unit: Unit, order: Order, authorisation: OpenAuthorisation, *, amount: Money, why: Why) -> UUID:
    """Capture a part of an open authorisation; tells the id of the entry or intent."""
    return _use(unit, order, authorisation, "captured", amount, why)


def release_authorisations(unit: Unit, order: Order, *, why: Why) -> None:
    """Void what is left of every open authorisation; one with something on its way is left for when that has settled.

    What the gateway does not know is booked as released.
    """
    for one in open_authorisations(unit, order):
        if not one.busy:
            _use(unit, order, one, "voided", Money(one.left, order.currency), why)


def _use(unit: Unit, order: Order, one: OpenAuthorisation, kind: str, amount: Money, why: Why) -> UUID:
    if one.method is None or (kind == "voided" and not one.original):
        method_id = one.method.id if one.method else None
        return write_entry(unit, order, kind=kind, amount=amount, method_id=method_id, follows_id=one.id)
    return move_money(
        unit, order, one.method, kind=kind, amount=amount, why=why, follows_id=one.id, original=one.original
    )


def _authorisations(unit: Unit, order_id: UUID) -> list[OpenAuthorisation]:
    query = (
        select(PaymentEntry, PaymentMethod, PaymentIntent.vendor_ref)
        .outerjoin(PaymentMethod, PaymentMethod.id == PaymentEntry.payment_method_id)
        .outerjoin(PaymentIntent, PaymentIntent.id == PaymentEntry.id)
        .where(PaymentEntry.order_id == order_id, PaymentEntry.kind == "authorised")
        .order_by(PaymentEntry.at, PaymentEntry.id)
    )
    return [
        OpenAuthorisation(id=entry.id, method=method, left=entry.amount, original=vendor_ref or "")
        for entry, method, vendor_ref in unit.session.execute(query)
    ]


def _used_up(unit: Unit, order_id: UUID) -> list[tuple[UUID | None, UUID | None, int]]:
    """What was captured and voided: of a known authorisation, or booked from outside without saying of which.

    What we captured ourselves without an authorisation uses none up.
    """
    query = (
        select(PaymentEntry.follows_id, PaymentEntry.payment_method_id, PaymentEntry.amount)
        .outerjoin(PaymentIntent, PaymentIntent.id == PaymentEntry.id)
        .where(PaymentEntry.order_id == order_id, PaymentEntry.kind.in_(_USING_UP))
        .where(PaymentEntry.follows_id.is_not(None) | PaymentIntent.id.is_(None))
    )
    return [(follows_id, method_id, amount) for follows_id, method_id, amount in unit.session.execute(query)]


def _not_settled(unit: Unit, order_id: UUID) -> Sequence[PaymentIntent]:
    query = select(PaymentIntent).where(
        PaymentIntent.order_id == order_id, PaymentIntent.kind.in_(_USING_UP), PaymentIntent.status != "settled"
    )
    return unit.session.execute(query).scalars().all()
