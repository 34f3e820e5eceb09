"""What an action on an order would change."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from domain.kernel.money import Money
from domain.orders.rows import OrderDetail, OrderLineRow


@dataclass(frozen=True, slots=True)
class LineSource:
    """The node that a line leaves from, None while none has all of it."""

    line_id: UUID
    sku: str
    node: str | None


@dataclass(frozen=True, slots=True)
class OrderPreview:
    """`payment_difference` is what would be owed beyond what is owed now. No rules, messages or approvals yet."""

    totals_before: OrderDetail | None
    totals_after: OrderDetail
    payment_difference: Money
    lines: tuple[OrderLineRow, ...]
    sourcing: tuple[LineSource, ...]
    promise: date | None
    notifications: tuple[Any, ...] = ()
    rules: tuple[Any, ...] = ()
    approval: None = None


def order_preview(*, before: OrderDetail | None, after: OrderDetail) -> OrderPreview:
    """The difference between an order now and as it would be."""
    promises = [line.promised_on for line in after.lines if line.promised_on]
    return OrderPreview(
        totals_before=before,
        totals_after=after,
        payment_difference=after.balance - before.balance if before else after.balance,
        lines=after.lines,
        sourcing=tuple(LineSource(line.id, line.sku, line.source_node) for line in after.lines),
        promise=max(promises, default=None),
    )
