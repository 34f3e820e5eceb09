"""The same goods again, as a new order at today's prices."""

from typing import Any

from console.ui.figures import Reader
from console.workspace.actions.case import Case
from console.workspace.actions.form import Field, Typed
from console.workspace.actions.inputs import paying_field, said
from console.workspace.actions.panel import Panel, placed
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
        return [paying_field(case)]

    def args(self, case: Case, typed: Typed) -> dict[str, Any]:
        return {"order": str(case.order.id)} | said(typed, "payment_method")

    def commit(self, case: Case, preview: ActionPreview) -> str:
        total = case.reader.money(preview.after.total) if preview.after else "…"
        return case.reader.say("Place the order, {amount}", amount=total)

    def after(self, case: Case, done: Acted) -> str:
        return placed(case, done)
