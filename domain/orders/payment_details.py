"""The payments of an order, from what one statement gathered: ledger entries and what was asked of the gateway."""

from datetime import datetime
from typing import Any
from uuid import UUID

from domain.kernel.money import Money
from domain.orders.payment_rows import PaymentMethodRow, PaymentRow


def ledger_entry(values: list[Any], currency: str) -> PaymentRow:
    id, kind, amount, status, external_ref, at, *method = values
    return PaymentRow(
        id=UUID(id),
        kind=kind,
        amount=Money(amount, currency),
        status=status,
        payment_method=payment_method(*method),
        external_ref=external_ref,
        at=datetime.fromisoformat(at),
    )


def asked_entry(values: list[Any], currency: str) -> PaymentRow:
    id, kind, amount, status, vendor_ref, at, problem, reason, *method = values
    return PaymentRow(
        id=UUID(id),
        kind=kind,
        amount=Money(amount, currency),
        status=status,
        payment_method=payment_method(*method),
        external_ref=vendor_ref,
        at=datetime.fromisoformat(at),
        problem=problem,
        reason=reason,
    )


def on_its_way(asked: tuple[PaymentRow, ...], currency: str) -> Money:
    """What is being collected, less what is being given back."""
    signs = {"captured": 1, "refunded": -1}
    waiting = [each for each in asked if each.status == "pending"]
    return Money(sum(signs.get(each.kind, 0) * each.amount.minor for each in waiting), currency)


def payment_method(
    id: str | None,
    external_ref: str | None,
    kind: str,
    brand: str,
    last_four: str,
    balance: int | None,
    balance_currency: str,
) -> PaymentMethodRow | None:
    if id is None:
        return None
    left = None if balance is None else Money(balance, balance_currency)
    return PaymentMethodRow(UUID(id), external_ref, kind, brand, last_four, left)
