"""The order stays where it is until somebody lets it go on."""

from typing import Any

from console.ui.figures import Reader
from console.workspace.actions.case import Case
from console.workspace.actions.form import Choice, Field, Typed
from console.workspace.actions.panel import UNSAID, Panel
from domain.approvals.preview import ActionPreview
from domain.orders.hold import HOLDABLE
from domain.orders.rows import OrderDetail


class HoldPanel(Panel):
    action = "hold"
    sign = "pause"
    key = "h"
    stand_ins = {"reason": UNSAID}  # noqa: RUF012 - never changed
    musts = ("reason",)

    def name(self, reader: Reader) -> str:
        return reader.say("Hold")

    def suits(self, order: OrderDetail) -> bool:
        return order.status in HOLDABLE

    def form(self, case: Case) -> list[Field]:
        speak = case.reader.say
        usual = (speak("Address to be checked"), speak("Payment to be checked"), speak("The customer asked to wait"))
        return [Field("reason", "text", speak("Reason"), choices=[Choice(each, each) for each in usual])]

    def args(self, case: Case, typed: Typed) -> dict[str, Any]:
        return {"order": str(case.order.id), "reason": typed.get("reason", "")}

    def commit(self, case: Case, preview: ActionPreview) -> str:
        return case.reader.say("Hold {number}", number=case.order.number)
