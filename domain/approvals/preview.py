"""What an action changes: the order before and after it, the money that moves, and a digest of all that was shown."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any
from uuid import UUID

from domain.kernel.approval import Need, Remark
from domain.kernel.money import Money
from domain.orders.rows import OrderDetail, OrderLineRow, PaymentMethodRow, PaymentRow
from domain.sourcing.why import Why

_SIGNS = {"captured": 1, "authorised": 1, "refunded": -1, "voided": -1}


@dataclass(frozen=True, slots=True)
class Settlement:
    """Money that moves: `kind` as on the ledger. `when`: "now" (own books), "soon" (the gateway), "on_receipt"."""

    kind: str
    amount: Money
    method: PaymentMethodRow | None
    when: str


@dataclass(frozen=True, slots=True)
class LineSource:
    """The node that a line leaves from, None while none has all of it; `why` from there, where that was kept."""

    line_id: UUID
    sku: str
    node: str | None
    why: Why | None = None


@dataclass(frozen=True, slots=True)
class ActionPreview:
    """`payment_difference` is what the customer pays because of the action; negative: what they get back.

    `rules` are the policies that applied, `needs` the limits that ask for somebody else's word. `digest` stands for
    everything here that a person was shown; the same result has the same digest. `identity_needed`: it cannot be done
    before somebody is sure who the customer is.
    """

    action: str
    before: OrderDetail | None
    after: OrderDetail | None
    payment_difference: Money | None
    settlements: tuple[Settlement, ...]
    lines: tuple[OrderLineRow, ...]
    sourcing: tuple[LineSource, ...]
    promise: date | None
    rules: tuple[Remark, ...]
    needs: tuple[Need, ...]
    digest: str
    identity_needed: bool = False


def preview_of(
    action: str,
    *,
    before: OrderDetail | None,
    after: OrderDetail | None,
    rules: Sequence[Remark],
    needs: Sequence[Need],
    why: Mapping[UUID, Why] = MappingProxyType({}),
) -> ActionPreview:
    """The difference between an order now and as it would be; `why` its lines come from where they would."""
    settlements = _settlements(before, after) if after else ()
    return ActionPreview(
        action=action,
        before=before,
        after=after,
        payment_difference=_difference(before, after, settlements) if after else None,
        settlements=settlements,
        lines=after.lines if after else (),
        sourcing=_sources(after, why) if after else (),
        promise=max((line.promised_on for line in after.lines if line.promised_on), default=None) if after else None,
        rules=tuple(rules),
        needs=tuple(needs),
        digest=_digest(action, after, settlements, rules, needs),
    )


def _sources(order: OrderDetail, why: Mapping[UUID, Why]) -> tuple[LineSource, ...]:
    return tuple(LineSource(line.id, line.sku, line.source_node, why.get(line.id)) for line in order.lines)


def _settlements(before: OrderDetail | None, after: OrderDetail) -> tuple[Settlement, ...]:
    known = {payment.id for payment in before.payments} if before else set()
    moved = [
        Settlement(each.kind, each.amount, each.payment_method, "now" if each.status == "settled" else "soon")
        for each in after.payments
        if each.id not in known and each.status in ("settled", "pending")
    ]
    return (*moved, *_later(before, after))


def _later(before: OrderDetail | None, after: OrderDetail) -> list[Settlement]:
    """What moves once goods are back: of returns and exchanges that are new and not credited."""
    returns = {each.id for each in before.returns} if before else set()
    exchanges = {each.id for each in before.exchanges} if before else set()
    back = [
        Settlement("refunded", each.amount, each.refund_to, "on_receipt")
        for each in after.returns
        if each.id not in returns and each.credited_at is None and each.exchange_id is None and each.amount
    ]
    swapped = [
        Settlement(
            "captured" if each.amount.minor > 0 else "refunded", abs(each.amount), each.settle_with, "on_receipt"
        )
        for each in after.exchanges
        if each.id not in exchanges and each.status == "requested" and each.amount
    ]
    return [*back, *swapped]


def _direction(amount: Money) -> str:
    return "captured" if amount.minor > 0 else "refunded"


def _difference(before: OrderDetail | None, after: OrderDetail, settlements: Sequence[Settlement]) -> Money:
    moved = sum(_SIGNS[each.kind] * each.amount.minor for each in settlements)
    unpaid = _uncovered(after) - (_uncovered(before) if before else 0)
    return Money(moved + unpaid, after.currency)


def _uncovered(order: OrderDetail) -> int:
    """What of the total is neither paid, nor on its way, nor kept ready on a card."""
    open_authorised = _sum(order.payments, "authorised") - _sum(order.payments, "voided", "captured")
    return order.balance.minor - order.pending.minor - max(0, open_authorised)


def _sum(payments: Sequence[PaymentRow], *kinds: str) -> int:
    return sum(each.amount.minor for each in payments if each.kind in kinds and each.status in ("settled", "pending"))


def _digest(
    action: str,
    after: OrderDetail | None,
    settlements: Sequence[Settlement],
    rules: Sequence[Remark],
    needs: Sequence[Need],
) -> str:
    shown = {
        "action": action,
        "order": _shown(after) if after else None,
        "settlements": [[each.kind, str(each.amount), _name(each.method), each.when] for each in settlements],
        "rules": [rule.code for rule in rules],
        "needs": [[need.limit, need.asked, need.allowed, need.currency] for need in needs],
    }
    return hashlib.sha256(json.dumps(shown, sort_keys=True, default=str).encode()).hexdigest()


def _shown(order: OrderDetail) -> dict[str, Any]:
    """Everything of the order that a person was shown, without ids and times, which differ each time."""
    sums = (order.subtotal, order.discount, order.shipping, order.tax, order.fees, order.total, order.balance)
    return {
        "sums": [amount.minor for amount in (*sums, order.pending)],
        "state": [order.status, order.held, order.fulfilment, order.pickup_node],
        "address": sorted(order.shipping_address.items()),
        "lines": [_shown_line(line) for line in order.lines],
        "returns": [
            [back.status, back.channel, back.amount.minor, sorted(back.lines.values())] for back in order.returns
        ],
        "exchanges": [
            [each.status, each.channel, each.amount.minor, [(line.new_sku, line.quantity) for line in each.lines]]
            for each in order.exchanges
        ],
        "disputes": [[each.status, each.reason, each.amount.minor] for each in order.disputes],
    }


def _shown_line(line: OrderLineRow) -> list[Any]:
    pieces = (line.quantity, line.cancelled, line.returned, line.shipped)
    amounts = (line.unit_price.minor, line.total.minor)
    return [line.sku, *pieces, *amounts, line.status, line.source_node, str(line.promised_on)]


def _name(method: PaymentMethodRow | None) -> str:
    """A credit that the action itself makes has another id each time: without a reference it goes by its kind."""
    if method is None:
        return ""
    if method.balance is not None and method.external_ref is None:
        return f"{method.kind} {method.balance.currency}"
    return str(method.id)
