"""The goods that came back are not taken."""

from typing import Any

from console.ui.figures import Reader
from console.workspace.actions.case import Case
from console.workspace.actions.form import Field, Typed
from console.workspace.actions.panel import UNSAID, Panel
from domain.approvals.preview import ActionPreview
from domain.kernel.permissions import Permission
from domain.orders.rows import OrderDetail


class RejectReturnPanel(Panel):
    action = "reject_return"
    right = Permission.RETURNS_RECEIVE
    sign = "x"
    danger = True
    of_row = True
    stand_ins = {"reason": UNSAID}  # noqa: RUF012 - never changed
    musts = ("reason",)

    def name(self, reader: Reader) -> str:
        return reader.say("Refuse")

    def title(self, case: Case) -> str:
        return case.reader.say("Refuse the goods")

    def suits(self, order: OrderDetail) -> bool:
        return any(each.status in ("requested", "received") for each in order.returns)

    def form(self, case: Case) -> list[Field]:
        return [Field("reason", "text", case.reader.say("Reason"))]

    def args(self, case: Case, typed: Typed) -> dict[str, Any]:
        return {
            "order": str(case.order.id),
            "return_id": str(case.subject_id),
            "reason": typed.get("reason", ""),
        }

    def commit(self, case: Case, preview: ActionPreview) -> str:
        return case.reader.say("Refuse the goods")
