"""Money goes back as a gesture; the goods keep their prices."""

from typing import Any

from console.ui.figures import Reader
from console.workspace.actions.case import Case
from console.workspace.actions.form import Field, Typed
from console.workspace.actions.inputs import amount_field, back_to_field, reason_fields, said, typed_money
from console.workspace.actions.panel import UNSAID, Panel
from domain.allowances.reasons import REASONS
from domain.approvals.preview import ActionPreview
from domain.kernel.permissions import Permission
from domain.orders.rows import OrderDetail


class GoodwillPanel(Panel):
    action = "goodwill"
    right = Permission.DISCOUNTS_WRITE
    sign = "heart-handshake"
    key = "g"
    stand_ins = {"reason": "apology", "note": UNSAID}  # noqa: RUF012 - never changed
    musts = ("reason",)
    amounts = ("amount",)

    def name(self, reader: Reader) -> str:
        return reader.say("Goodwill")

    def says(self, reader: Reader) -> str:
        return reader.say("Money goes back as a gesture; the goods keep their prices.")

    def suits(self, order: OrderDetail) -> bool:
        return order.status not in ("draft", "cancelled") and order.total.minor > 0

    def form(self, case: Case) -> list[Field]:
        return [
            amount_field(case, "amount", case.reader.say("Amount")),
            back_to_field(case, "give_as"),
            *reason_fields(case, REASONS),
        ]

    def args(self, case: Case, typed: Typed) -> dict[str, Any]:
        amount = typed_money(case, typed, "amount")
        return {"order": str(case.order.id), "amount": amount} | said(typed, "give_as", "reason", "note")

    def commit(self, case: Case, preview: ActionPreview) -> str:
        before, after = preview.before, preview.after
        if before is None or after is None:
            return self.name(case.reader)
        return case.reader.say("Give {amount}", amount=case.reader.money(before.total - after.total))
