"""What an action would change, ready to be answered: the domain's preview and the messages that would go out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from console.api.messages import planned_messages
from domain.approvals.preview import ActionPreview, LineSource, Settlement, preview_of
from domain.kernel.approval import Need, Remark
from domain.kernel.money import Money
from domain.orders.rows import OrderDetail, OrderLineRow
from domain.sourcing.queries import why_of_lines
from domain.work import Unit


@dataclass(frozen=True, slots=True)
class NeededApproval:
    needs: tuple[Need, ...]


@dataclass(frozen=True, slots=True)
class ShownPreview:
    """See `PreviewShape`."""

    totals_before: OrderDetail | None
    totals_after: OrderDetail | None
    payment_difference: Money | None
    settlements: tuple[Settlement, ...]
    lines: tuple[OrderLineRow, ...]
    sourcing: tuple[LineSource, ...]
    promise: date | None
    notifications: Sequence[Any]
    rules: tuple[Remark, ...]
    approval: NeededApproval | None
    digest: str
    identity_needed: bool


def shown(preview: ActionPreview, *, messages: Sequence[Any] = ()) -> ShownPreview:
    """The preview as the API answers it."""
    return ShownPreview(
        totals_before=preview.before,
        totals_after=preview.after,
        payment_difference=preview.payment_difference,
        settlements=preview.settlements,
        lines=preview.lines,
        sourcing=preview.sourcing,
        promise=preview.promise,
        notifications=messages,
        rules=preview.rules,
        approval=NeededApproval(preview.needs) if preview.needs else None,
        digest=preview.digest,
        identity_needed=preview.identity_needed,
    )


def order_preview(unit: Unit, action: str, *, before: OrderDetail | None, after: OrderDetail) -> ShownPreview:
    """The difference between an order now and as it would be, for what is no action of an agent."""
    why = why_of_lines(unit, [line.id for line in after.lines])
    preview = preview_of(action, before=before, after=after, rules=unit.remarks, needs=(), why=why)
    return shown(preview, messages=planned_messages(unit, preview))
