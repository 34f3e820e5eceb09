"""A payment that the provider refused is given up, or its money goes another way."""

from typing import Any

from console.ui.figures import Reader
from console.workspace.actions.case import Case
from console.workspace.actions.form import Choice, Field, Typed
from console.workspace.actions.inputs import method_choices, payment_said, said
from console.workspace.actions.panel import Panel
from domain.approvals.preview import ActionPreview
from domain.kernel.permissions import Permission
from domain.orders.rows import OrderDetail


class DropPaymentPanel(Panel):
    action = "drop_payment"
    right = Permission.REFUNDS_WRITE
    sign = "x"
    danger = True
    of_row = True

    def name(self, reader: Reader) -> str:
        return reader.say("Give up")

    def title(self, case: Case) -> str:
        return case.reader.say("Give up a payment")

    def suits(self, order: OrderDetail) -> bool:
        return any(each.status in ("pending", "refused") for each in order.payments)

    def form(self, case: Case) -> list[Field]:
        speak = case.reader.say
        nowhere = Choice("", speak("No other way"))
        return [
            payment_said(case),
            Field("to", "select", speak("Use instead"), choices=[nowhere, *method_choices(case)]),
            Field("reason", "text", speak("Reason")),
        ]

    def args(self, case: Case, typed: Typed) -> dict[str, Any]:
        return {"order": str(case.order.id), "payment": str(case.subject_id)} | said(typed, "to", "reason")

    def commit(self, case: Case, preview: ActionPreview) -> str:
        return case.reader.say("Give this payment up")
