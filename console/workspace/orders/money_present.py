"""What an order comes to and what was paid of it. Pure."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from console.ui.figures import Reader
from console.ui.words import reason_word, word
from console.workspace.orders import rows as shown
from console.workspace.orders.arrival import there_between
from console.workspace.orders.beside import Beside
from console.workspace.orders.names import method_of
from domain.kernel.money import Money
from domain.orders import rows as known
from domain.payments.arrival import arrival_of

_LOWERS: Final = ("discount", "price_match", "goodwill", "refund", "chargeback")
_PATIENCE: Final = timedelta(minutes=1)


def sums(order: known.OrderDetail, reader: Reader) -> list[shown.SumRow]:
    """Subtotal to total, then what was paid, what is on its way, and what is owed by whom if anything is."""
    tax = reader.say("Tax, included") if order.tax_included else reader.say("Tax")
    parts = [
        (reader.say("Subtotal"), order.subtotal, True),
        *_discounts(order, reader),
        (reader.say("Shipping"), order.shipping, bool(order.shipping)),
        (reader.say("Fees"), order.fees, bool(order.fees)),
        (tax, order.tax, bool(order.tax)),
    ]
    rows = [_sum(label, amount, reader) for label, amount, known_ in parts if known_]
    rows.append(_sum(reader.say("Total"), order.total, reader, total=True))
    return rows + [_sum(label, amount, reader) for label, amount, known_ in _paid(order, reader) if known_]


def payment(entry: known.PaymentRow, reader: Reader, beside: Beside) -> shown.EntryRow:
    """An entry of the ledger, or what was asked of the payment provider and is not one yet."""
    label, tone = _payment_state(entry, reader)
    return shown.EntryRow(
        label=label,
        amount=reader.money(-entry.amount if entry.kind in ("refunded", "voided") else entry.amount),
        detail=method_of(entry.payment_method, reader),
        at=reader.moment(entry.at),
        exact=reader.exact(entry.at),
        tone=tone,
        notes=[note for note in (_problem(entry), _there(entry, reader)) if note],
        actions=beside(str(entry.id), *_payment_actions(entry, reader)),
    )


def _problem(entry: known.PaymentRow) -> str:
    return entry.problem.replace("_", " ") if entry.status != "settled" else ""


def _there(entry: known.PaymentRow, reader: Reader) -> str:
    """When money that went back is there, as long as that is still to come."""
    if entry.kind != "refunded" or entry.status not in ("settled", "pending") or entry.payment_method is None:
        return ""
    kind, left_on = entry.payment_method.kind, entry.at.astimezone(reader.zone).date()
    arrival = arrival_of(kind)
    late = arrival is None or arrival.between(left_on)[1] < reader.now.astimezone(reader.zone).date()
    return "" if late or not arrival or not arrival.most else there_between(kind, left_on, reader)


def _discounts(order: known.OrderDetail, reader: Reader) -> Iterator[tuple[str, Money, bool]]:
    """One row for each kind and reason; one for all where they do not add up (imported orders)."""
    by_reason: dict[tuple[str, str], int] = {}
    for each in order.adjustments:
        if each.kind in _LOWERS:
            key = (each.kind, each.reason)
            by_reason[key] = by_reason.get(key, 0) + each.amount.minor
    if sum(by_reason.values()) != -order.discount.minor:
        by_reason = {("discount", ""): -order.discount.minor}
    for (kind, reason), minor in by_reason.items():
        label = word(kind, reader)
        yield f"{label} · {reason_word(reason, reader)}" if reason else label, Money(minor, order.currency), minor != 0


def _paid(order: known.OrderDetail, reader: Reader) -> list[tuple[str, Money, bool]]:
    due, coming = order.balance, order.pending
    ready = min(_kept_ready(order), max(due, Money.zero(order.currency)))
    changed = order.placed_total != order.total and bool(order.placed_total)
    return [
        (reader.say("Total at first"), order.placed_total, changed),
        (reader.say("Paid"), order.captured, bool(order.captured)),
        (reader.say("Refunded"), -order.refunded, bool(order.refunded)),
        (reader.say("Being collected"), coming, coming.minor > 0),
        (reader.say("On its way back"), coming, coming.minor < 0),
        (reader.say("Authorised, charged when it ships"), ready, bool(ready)),
        (reader.say("Still to pay"), due - ready, due.minor > ready.minor),
        (reader.say("Owed to the customer"), -due, due.minor < 0),
    ]


def _kept_ready(order: known.OrderDetail) -> Money:
    """What the bank keeps ready of the order's money and has neither paid nor let go."""
    signs = {"authorised": 1, "captured": -1, "voided": -1}
    settled = [each for each in order.payments if each.status == "settled"]
    return Money(max(0, sum(signs.get(each.kind, 0) * each.amount.minor for each in settled)), order.currency)


def _sum(label: str, amount: Money, reader: Reader, *, total: bool = False) -> shown.SumRow:
    return shown.SumRow(label=label, amount=reader.money(amount), total=total)


def _payment_state(entry: known.PaymentRow, reader: Reader) -> tuple[str, str]:
    if entry.status == "pending":
        coming = {
            "captured": reader.say("Being collected"),
            "refunded": reader.say("On its way back"),
            "authorised": reader.say("Being authorised"),
            "voided": reader.say("Being released"),
        }
        return coming.get(entry.kind, entry.kind), "amber"
    if entry.status == "refused":
        return reader.say("Refund refused") if entry.kind == "refunded" else reader.say("Payment refused"), "red"
    if entry.status == "dropped":
        return reader.say("Given up"), ""
    return word(entry.kind, reader), {"captured": "green", "refunded": "amber"}.get(entry.kind, "")


def _payment_actions(entry: known.PaymentRow, reader: Reader) -> tuple[str, ...]:
    if entry.status == "refused":
        return ("retry_payment", "drop_payment")
    waits = entry.status == "pending" and reader.now - entry.at > _PATIENCE
    return ("retry_payment",) if waits else ()
