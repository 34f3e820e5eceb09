"""Money of the order goes back: what was paid too much, or an amount for no goods."""

from typing import Any

from console.ui.figures import Reader
from console.workspace.actions.case import Case
from console.workspace.actions.form import Field, Typed
from console.workspace.actions.inputs import amount_field, back_to_field, reason_fields, said, typed_money
from console.workspace.actions.panel import UNSAID, Panel
from console.workspace.actions.preview_present import given_back
from domain.allowances.reasons import REFUND_REASONS
from domain.approvals.preview import ActionPreview
from domain.kernel.money import Money
from domain.kernel.permissions import Permission
from domain.orders.rows import OrderDetail


class RefundPanel(Panel):
    action = "refund"
    right = Permission.REFUNDS_WRITE
    sign = "undo-2"
    key = "f"
    stand_ins = {"reason": "apology", "note": UNSAID}  # noqa: RUF012 - never changed
    musts = ("reason",)
    amounts = ("amount",)

    def name(self, reader: Reader) -> str:
        return reader.say("Refund")

    def suits(self, order: OrderDetail) -> bool:
        return order.captured.minor > order.refunded.minor

    def form(self, case: Case) -> list[Field]:
        owed = _owed(case.order)
        return [
            amount_field(case, "amount", case.reader.say("Amount"), value=owed),
            back_to_field(case, "refund_to"),
            *reason_fields(case, REFUND_REASONS, chosen="balance" if owed else ""),
        ]

    def args(self, case: Case, typed: Typed) -> dict[str, Any]:
        amount = typed_money(case, typed, "amount")
        return {"order": str(case.order.id), "amount": amount} | said(typed, "refund_to", "reason", "note")

    def commit(self, case: Case, preview: ActionPreview) -> str:
        back = given_back(preview)
        return case.reader.say("Refund {amount}", amount=case.reader.money(back)) if back else self.name(case.reader)


def _owed(order: OrderDetail) -> Money | None:
    """What was paid too much and is not on its way back."""
    over = -(order.balance.minor - order.pending.minor)
    return Money(over, order.currency) if over > 0 else None
