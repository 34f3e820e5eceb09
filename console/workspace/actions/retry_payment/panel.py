"""The payment provider refused a payment, or does not answer: ask again."""

from typing import Any

from console.ui.figures import Reader
from console.workspace.actions.case import Case
from console.workspace.actions.form import Field, Typed
from console.workspace.actions.inputs import payment_said
from console.workspace.actions.panel import Panel
from domain.approvals.preview import ActionPreview
from domain.kernel.permissions import Permission
from domain.orders.rows import OrderDetail


class RetryPaymentPanel(Panel):
    action = "retry_payment"
    right = Permission.REFUNDS_WRITE
    sign = "rotate-cw"
    of_row = True

    def name(self, reader: Reader) -> str:
        return reader.say("Try again")

    def title(self, case: Case) -> str:
        return case.reader.say("Ask the payment provider again")

    def suits(self, order: OrderDetail) -> bool:
        return any(each.status in ("pending", "refused") for each in order.payments)

    def form(self, case: Case) -> list[Field]:
        return [payment_said(case)]

    def args(self, case: Case, typed: Typed) -> dict[str, Any]:
        return {"order": str(case.order.id), "payment": str(case.subject_id)}

    def commit(self, case: Case, preview: ActionPreview) -> str:
        return case.reader.say("Ask again")
