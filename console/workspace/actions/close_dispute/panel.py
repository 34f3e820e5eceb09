"""How a dispute ended: won, lost, or given in."""

from typing import Any

from console.ui.figures import Reader
from console.ui.states import dispute_state
from console.workspace.actions.case import Case
from console.workspace.actions.form import Choice, Field, Typed
from console.workspace.actions.inputs import said
from console.workspace.actions.panel import Panel
from domain.approvals.preview import ActionPreview
from domain.disputes.close import OUTCOMES
from domain.kernel.permissions import Permission
from domain.orders.rows import OrderDetail


class CloseDisputePanel(Panel):
    action = "close_dispute"
    right = Permission.DISPUTES_WRITE
    sign = "gavel"
    of_row = True
    stand_ins = {"outcome": "won"}  # noqa: RUF012 - never changed
    musts = ("outcome",)

    def name(self, reader: Reader) -> str:
        return reader.say("Outcome")

    def title(self, case: Case) -> str:
        return case.reader.say("How the dispute ended")

    def suits(self, order: OrderDetail) -> bool:
        return any(each.status in ("open", "answered") for each in order.disputes)

    def form(self, case: Case) -> list[Field]:
        speak = case.reader.say
        choices = [Choice(outcome, dispute_state(outcome, case.reader)[0]) for outcome in OUTCOMES]
        return [
            Field("outcome", "select", speak("Outcome"), choices=[Choice("", speak("Choose…")), *choices], half=True),
            Field("note", "text", speak("Note"), half=True),
        ]

    def args(self, case: Case, typed: Typed) -> dict[str, Any]:
        named = {"order": str(case.order.id), "dispute_id": str(case.subject_id)}
        return named | said(typed, "outcome", "note")

    def commit(self, case: Case, preview: ActionPreview) -> str:
        return case.reader.say("Close the dispute")
