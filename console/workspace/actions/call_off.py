"""Calling something off that was asked for: the same small form for a return and for an exchange."""

from typing import Any, ClassVar

from console.ui.figures import Reader
from console.workspace.actions.case import Case
from console.workspace.actions.form import Field, Typed
from console.workspace.actions.panel import Panel
from domain.approvals.preview import ActionPreview
from domain.kernel.permissions import Permission


class CallOffPanel(Panel):
    """`subject` is the argument that names it. The button says what the heading says."""

    right = Permission.RETURNS_WRITE
    sign = "x"
    danger = True
    of_row = True
    subject: ClassVar[str]

    def name(self, reader: Reader) -> str:
        return reader.say("Call off")

    def form(self, case: Case) -> list[Field]:
        return [Field("reason", "text", case.reader.say("Reason"))]

    def args(self, case: Case, typed: Typed) -> dict[str, Any]:
        named = {"order": str(case.order.id), self.subject: str(case.subject_id)}
        return named | {"reason": typed.get("reason", "")}

    def commit(self, case: Case, preview: ActionPreview) -> str:
        return self.title(case)
