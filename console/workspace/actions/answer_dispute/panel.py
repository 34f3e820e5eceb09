"""The answer to a dispute: what the records show is assembled; a statement may be added."""

from typing import Any

from console.ui.figures import Reader
from console.workspace.actions.case import Case
from console.workspace.actions.form import Field, Typed
from console.workspace.actions.panel import Panel
from domain.approvals.preview import ActionPreview
from domain.kernel.permissions import Permission
from domain.orders.rows import OrderDetail


class AnswerDisputePanel(Panel):
    action = "answer_dispute"
    right = Permission.DISPUTES_WRITE
    sign = "gavel"
    of_row = True

    def name(self, reader: Reader) -> str:
        return reader.say("Answer")

    def title(self, case: Case) -> str:
        return case.reader.say("Answer with the evidence of the records")

    def suits(self, order: OrderDetail) -> bool:
        return any(each.status in ("open", "answered") for each in order.disputes)

    def form(self, case: Case) -> list[Field]:
        return [Field("statement", "text", case.reader.say("Statement"))]

    def args(self, case: Case, typed: Typed) -> dict[str, Any]:
        named = {"order": str(case.order.id), "dispute_id": str(case.subject_id)}
        return named | {"statement": typed.get("statement", "")}

    def commit(self, case: Case, preview: ActionPreview) -> str:
        return case.reader.say("Assemble the evidence")
