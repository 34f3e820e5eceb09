"""The order is paid by another means of payment."""

from typing import Any

from console.ui.figures import Reader
from console.workspace.actions.case import Case
from console.workspace.actions.form import Choice, Field, Typed
from console.workspace.actions.inputs import method_choices
from console.workspace.actions.panel import Panel
from domain.approvals.preview import ActionPreview
from domain.edits.too_late import BEFORE_LEAVING
from domain.kernel.errors import Invalid
from domain.orders.rows import OrderDetail


class PaymentPanel(Panel):
    action = "change_payment"
    sign = "credit-card"
    key = "p"

    def name(self, reader: Reader) -> str:
        return reader.say("Payment")

    def title(self, case: Case) -> str:
        return case.reader.say("Pay by something else")

    def suits(self, order: OrderDetail) -> bool:
        return order.status in BEFORE_LEAVING and not any(line.shipped for line in order.lines)

    def form(self, case: Case) -> list[Field]:
        known = {str(each.id) for each in case.customer.payment_methods}
        choices = [each for each in method_choices(case) if each.value in known]
        first = Choice("", case.reader.say("Choose…"))
        return [Field("payment_method", "select", case.reader.say("Pay with"), choices=[first, *choices])]

    def args(self, case: Case, typed: Typed) -> dict[str, Any]:
        method = typed.get("payment_method", "")
        if not method:
            raise Invalid(
                field="payment_method",
                code="missing",
                en="Choose a means of payment.",
                fr="Choisissez un moyen de paiement.",
            )
        return {"order": str(case.order.id), "payment_method": method}

    def commit(self, case: Case, preview: ActionPreview) -> str:
        return case.reader.say("Move the payment")
