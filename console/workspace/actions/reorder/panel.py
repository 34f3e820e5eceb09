"""The same goods again, as a new order at today's prices."""

from typing import Any

from console.ui.figures import Reader
from console.workspace.actions.case import Case
from console.workspace.actions.form import Choice, Field, Typed
from console.workspace.actions.inputs import method_choices, said
from console.workspace.actions.panel import Panel
from console.workspace.orders.present import order_key
from domain.approvals.act import Acted
from domain.approvals.preview import ActionPreview
from domain.orders.rows import OrderDetail


class ReorderPanel(Panel):
    action = "reorder"
    sign = "repeat-2"

    def name(self, reader: Reader) -> str:
        return reader.say("Reorder")

    def title(self, case: Case) -> str:
        return case.reader.say("Order the same again")

    def suits(self, order: OrderDetail) -> bool:
        return order.status != "draft"

    def form(self, case: Case) -> list[Field]:
        known = {str(each.id) for each in case.customer.payment_methods}
        methods = [each for each in method_choices(case) if each.value in known]
        later = Choice("", case.reader.say("Paid later"))
        return [Field("payment_method", "select", case.reader.say("Pay with"), choices=[later, *methods])]

    def args(self, case: Case, typed: Typed) -> dict[str, Any]:
        return {"order": str(case.order.id)} | said(typed, "payment_method")

    def commit(self, case: Case, preview: ActionPreview) -> str:
        total = case.reader.money(preview.after.total) if preview.after else "…"
        return case.reader.say("Place the order, {amount}", amount=total)

    def after(self, case: Case, done: Acted) -> str:
        placed = done.preview.after
        return f"/?customer={placed.customer_id}&order={order_key(placed.number)}" if placed else ""
