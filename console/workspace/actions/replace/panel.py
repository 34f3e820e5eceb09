"""Goods that were lost or broken are sent again, free of charge."""

from typing import Any

from console.ui.figures import Reader
from console.workspace.actions.case import Case
from console.workspace.actions.codes import replacement_reasons
from console.workspace.actions.form import Field, Typed
from console.workspace.actions.goods import line_field
from console.workspace.actions.inputs import chosen_pieces, line_at
from console.workspace.actions.panel import Panel
from domain.approvals.preview import ActionPreview
from domain.orders.rows import OrderDetail, OrderLineRow


class ReplacePanel(Panel):
    action = "replace"
    sign = "package-plus"
    key = "s"

    def name(self, reader: Reader) -> str:
        return reader.say("Send again")

    def title(self, case: Case) -> str:
        return case.reader.say("Send again, free of charge")

    def suits(self, order: OrderDetail) -> bool:
        return any(_gone(line) for line in order.lines)

    def form(self, case: Case) -> list[Field]:
        lines = [line for line in case.order.lines if _gone(line)]
        chosen = 1 if len(lines) == 1 and _gone(lines[0]) == 1 else 0
        return [
            *[line_field(case, line, "pieces", value=chosen, most=_gone(line), inner=[]) for line in lines],
            Field(
                "reason",
                "select",
                case.reader.say("Reason"),
                value="lost",
                choices=replacement_reasons(case.reader),
            ),
        ]

    def args(self, case: Case, typed: Typed) -> dict[str, Any]:
        lines = [{"line_id": id, "quantity": count} for id, count in chosen_pieces(typed, "pieces")]
        return {"order": str(case.order.id), "lines": lines, "reason": typed.get("reason", "")}

    def commit(self, case: Case, preview: ActionPreview) -> str:
        return case.reader.say("Send them again")

    def input_of(self, case: Case, typed: Typed, field: str) -> str:
        of_line = field.startswith("lines[")
        return line_at(typed, "pieces", field) if of_line else super().input_of(case, typed, field)


def _gone(line: OrderLineRow) -> int:
    return line.shipped - line.returned
