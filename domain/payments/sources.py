"""Where the money of an order came from, and so may go back to."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import select

from domain.kernel.money import Money
from domain.models.customer import PaymentMethod
from domain.models.order import Order
from domain.models.payment import PaymentEntry, PaymentIntent
from domain.work.unit import Unit


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a refund: to `method` (None: the means is not known), of the capture `follows_id`.

    `original` is the vendor's id of that capture, "" where the vendor does not know it: then it is a payout.
    """

    method: PaymentMethod | None
    amount: Money
    follows_id: UUID | None = None
    original: str = ""


def sources_of(unit: Unit, order: Order, amount: Money, *, only: PaymentMethod | None) -> list[Share]:
    """`amount` in parts, each of one capture, the newest capture first; with `only`, all of it to that method.

    What a capture has left is what was captured less what went, or is going, back of it; refunds of no known capture
    are counted against the newest of their method. What goes to another method than it was paid with, or exceeds what
    the captures have left, is one payout without a capture.
    """
    captures = _captures(unit, order.id, only.id if only else None)
    _take_off(captures, _given_back(unit, order.id))
    shares, left = [], amount
    for capture in captures:
        part = min(capture.left, left.minor)
        if part > 0:
            shares.append(Share(capture.method, Money(part, order.currency), capture.id, capture.vendor_ref))
            left -= Money(part, order.currency)
    if left:
        shares.append(Share(only or _last_method(captures), left))
    return _joined(shares)


@dataclass
class _Capture:
    id: UUID
    method: PaymentMethod | None
    left: int
    vendor_ref: str

    @property
    def method_id(self) -> UUID | None:
        return self.method.id if self.method else None


def _captures(unit: Unit, order_id: UUID, method_id: UUID | None) -> list[_Capture]:
    query = (
        select(PaymentEntry, PaymentMethod, PaymentIntent.vendor_ref)
        .outerjoin(PaymentMethod, PaymentMethod.id == PaymentEntry.payment_method_id)
        .outerjoin(PaymentIntent, PaymentIntent.id == PaymentEntry.id)
        .where(PaymentEntry.order_id == order_id, PaymentEntry.kind == "captured")
        .order_by(PaymentEntry.at.desc(), PaymentEntry.id.desc())
    )
    if method_id is not None:
        query = query.where(PaymentEntry.payment_method_id == method_id)
    return [
        _Capture(id=entry.id, method=method, left=entry.amount, vendor_ref=vendor_ref or "")
        for entry, method, vendor_ref in unit.session.execute(query)
    ]


def _given_back(unit: Unit, order_id: UUID) -> Iterator[tuple[UUID | None, UUID | None, int]]:
    """(capture, method, amount) of every refund that happened or is on its way."""
    for table, condition in ((PaymentEntry, None), (PaymentIntent, PaymentIntent.status == "pending")):
        query = select(table.follows_id, table.payment_method_id, table.amount)
        query = query.where(table.order_id == order_id, table.kind == "refunded")
        if condition is not None:
            query = query.where(condition)
        yield from unit.session.execute(query)


def _take_off(captures: list[_Capture], refunds: Iterator[tuple[UUID | None, UUID | None, int]]) -> None:
    by_id = {capture.id: capture for capture in captures}
    loose: dict[UUID | None, int] = defaultdict(int)
    for follows_id, method_id, amount in refunds:
        if follows_id in by_id:
            by_id[follows_id].left -= amount
        elif follows_id is None:
            loose[method_id] += amount
    for capture in captures:
        part = min(max(capture.left, 0), loose[capture.method_id])
        capture.left -= part
        loose[capture.method_id] -= part


def _last_method(captures: list[_Capture]) -> PaymentMethod | None:
    return captures[0].method if captures else None


def _joined(shares: list[Share]) -> list[Share]:
    """Parts that the vendor cannot tell apart become one."""
    joined: list[Share] = []
    for share in shares:
        twin = next((i for i, one in enumerate(joined) if not share.original and _alike(one, share)), None)
        if twin is None:
            joined.append(share)
        else:
            joined[twin] = replace(joined[twin], amount=joined[twin].amount + share.amount, follows_id=None)
    return joined


def _alike(one: Share, other: Share) -> bool:
    return not one.original and (one.method.id if one.method else None) == (other.method.id if other.method else None)
