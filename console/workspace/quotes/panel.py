"""What was offered becomes an order, at the prices offered."""

from typing import Any

from console.ui.figures import Reader
from console.workspace.actions.case import CustomerCase
from console.workspace.actions.form import Field, Typed
from console.workspace.actions.inputs import paying_field, said
from console.workspace.actions.panel import CustomerPanel, placed
from console.workspace.quotes.present import content, until
from domain.approvals.act import Acted
from domain.approvals.preview import ActionPreview


class OrderQuotePanel(CustomerPanel):
    action = "order_quote"
    sign = "file-check"
    reads = ("quote",)

    def name(self, reader: Reader) -> str:
        return reader.say("Place the order")

    def title(self, case: CustomerCase) -> str:
        return case.reader.say("Order quote {number}", number=case.quote.number)

    def form(self, case: CustomerCase) -> list[Field]:
        offered = case.quote
        said_ = f"{case.reader.money(offered.total)} · {until(offered, case.reader)}"
        return [Field("quote", "says", said_, hint=content(offered, case.reader)), paying_field(case)]

    def args(self, case: CustomerCase, typed: Typed) -> dict[str, Any]:
        return {"quote_id": str(case.quote.id)} | said(typed, "payment_method")

    def commit(self, case: CustomerCase, preview: ActionPreview) -> str:
        total = case.reader.money(preview.after.total) if preview.after else "…"
        return case.reader.say("Place the order, {amount}", amount=total)

    def after(self, case: CustomerCase, done: Acted) -> str:
        return placed(case, done)
