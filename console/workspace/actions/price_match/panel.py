"""A line gets the price that the customer has seen elsewhere."""

from typing import Any

from console.ui.figures import Reader
from console.workspace.actions.case import Case
from console.workspace.actions.form import Field, Typed
from console.workspace.actions.inputs import (
    amount_field,
    back_to_field,
    line_choices,
    lines_left,
    said,
    typed_money,
)
from console.workspace.actions.panel import UNSAID, Panel
from domain.approvals.preview import ActionPreview
from domain.kernel.permissions import Permission
from domain.orders.rows import OrderDetail


class PriceMatchPanel(Panel):
    action = "price_match"
    right = Permission.DISCOUNTS_WRITE
    sign = "scale"
    key = "m"
    stand_ins = {"where": UNSAID}  # noqa: RUF012 - never changed
    musts = ("where",)
    amounts = ("price",)

    def name(self, reader: Reader) -> str:
        return reader.say("Match price")

    def says(self, reader: Reader) -> str:
        return reader.say("A line costs what the goods cost elsewhere; what is paid too much then goes back.")

    def suits(self, order: OrderDetail) -> bool:
        return order.status not in ("draft", "cancelled") and order.subtotal.minor > 0

    def form(self, case: Case) -> list[Field]:
        speak, lines = case.reader.say, lines_left(case)
        first = str(lines[0].id) if lines else ""
        return [
            Field("line_id", "select", speak("Line"), value=first, choices=line_choices(case, lines)),
            amount_field(case, "price", speak("Price of a piece"), half=True),
            Field("where", "text", speak("Seen at"), half=True),
            Field("note", "text", speak("Note")),
            back_to_field(case, "settle_with"),
        ]

    def args(self, case: Case, typed: Typed) -> dict[str, Any]:
        price = typed_money(case, typed, "price")
        return {"order": str(case.order.id), "price": price, "where": typed.get("where", "")} | said(
            typed, "line_id", "note", "settle_with"
        )

    def commit(self, case: Case, preview: ActionPreview) -> str:
        before, after = preview.before, preview.after
        if before is None or after is None:
            return self.name(case.reader)
        return case.reader.say("Give {amount} off", amount=case.reader.money(before.total - after.total))
