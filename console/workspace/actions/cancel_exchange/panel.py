"""The customer keeps what they have."""

from typing import Any

from console.ui.figures import Reader
from console.workspace.actions.case import Case
from console.workspace.actions.form import Field, Typed
from console.workspace.actions.panel import Panel
from domain.approvals.preview import ActionPreview
from domain.kernel.permissions import Permission
from domain.orders.rows import OrderDetail


class CancelExchangePanel(Panel):
    action = "cancel_exchange"
    right = Permission.RETURNS_WRITE
    sign = "x"
    danger = True
    of_row = True

    def name(self, reader: Reader) -> str:
        return reader.say("Call off")

    def title(self, case: Case) -> str:
        return case.reader.say("Call the exchange off")

    def suits(self, order: OrderDetail) -> bool:
        return any(each.status in ("requested",) for each in order.exchanges)

    def form(self, case: Case) -> list[Field]:
        return [Field("reason", "text", case.reader.say("Reason"))]

    def args(self, case: Case, typed: Typed) -> dict[str, Any]:
        return {
            "order": str(case.order.id),
            "exchange_id": str(case.subject_id),
            "reason": typed.get("reason", ""),
        }

    def commit(self, case: Case, preview: ActionPreview) -> str:
        return case.reader.say("Call the exchange off")
