"""A reason to keep the order back is gone."""

from typing import Any

from console.ui.figures import Reader
from console.workspace.actions.case import Case
from console.workspace.actions.form import Field, Typed
from console.workspace.actions.panel import Panel
from domain.approvals.preview import ActionPreview
from domain.orders.rows import OrderDetail


class ReleaseHoldPanel(Panel):
    action = "release_hold"
    sign = "play"
    of_row = True

    def name(self, reader: Reader) -> str:
        return reader.say("Let go on")

    def suits(self, order: OrderDetail) -> bool:
        return order.held

    def form(self, case: Case) -> list[Field]:
        hold = next((each for each in case.order.holds if each.id == case.subject_id), None)
        return (
            [Field("why", "says", hold.reason, hint=case.reader.say("held by {name}", name=hold.placed_by))]
            if hold
            else []
        )

    def args(self, case: Case, typed: Typed) -> dict[str, Any]:
        return {"order": str(case.order.id), "hold_id": str(case.subject_id)}

    def commit(self, case: Case, preview: ActionPreview) -> str:
        return case.reader.say("Let {number} go on", number=case.order.number)
