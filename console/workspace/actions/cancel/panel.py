"""The order, or pieces of it, will not be sent."""

from dataclasses import replace
from typing import Any

from console.ui.figures import Reader
from console.workspace.actions.case import Case
from console.workspace.actions.form import Choice, Field, Typed
from console.workspace.actions.goods import line_field
from console.workspace.actions.inputs import chosen_pieces, line_at
from console.workspace.actions.panel import UNSAID, Panel
from console.workspace.actions.preview_present import with_money
from domain.approvals.preview import ActionPreview
from domain.orders.rows import OrderDetail, OrderLineRow


class CancelPanel(Panel):
    action = "cancel"
    sign = "ban"
    key = "l"
    danger = True
    stand_ins = {"reason": UNSAID}  # noqa: RUF012 - never changed
    musts = ("reason",)

    def name(self, reader: Reader) -> str:
        return reader.say("Cancel")

    def title(self, case: Case) -> str:
        return case.reader.say("Cancel {number}", number=case.order.number)

    def says(self, reader: Reader) -> str:
        return reader.say("What has not left is not sent; what was paid for it goes back.")

    def suits(self, order: OrderDetail) -> bool:
        return order.status != "cancelled" and any(_left(line) for line in order.lines)

    def form(self, case: Case) -> list[Field]:
        speak, lines = case.reader.say, [line for line in case.order.lines if _left(line)]
        whole = not any(line.shipped for line in case.order.lines)
        what = [Choice("all", speak("The whole order")), Choice("some", speak("Some pieces"))]
        usual = (
            speak("Changed their mind"),
            speak("Ordered by mistake"),
            speak("Found it cheaper"),
            speak("Takes too long"),
        )
        return [
            *([Field("what", "segments", speak("Cancel"), value="all", choices=what)] if whole else []),
            *[self._line(case, line, whole=whole) for line in lines],
            Field("reason", "text", speak("Reason"), choices=[Choice(each, each) for each in usual]),
        ]

    def args(self, case: Case, typed: Typed) -> dict[str, Any]:
        args: dict[str, Any] = {"order": str(case.order.id), "reason": typed.get("reason", "")}
        if typed.get("what") == "all":
            return args
        wanted = chosen_pieces(typed, "pieces")
        return args | {"lines": [{"line_id": id, "quantity": count} for id, count in wanted]}

    def commit(self, case: Case, preview: ActionPreview) -> str:
        speak, after = case.reader.say, preview.after
        if after is not None and after.status == "cancelled":
            return with_money(speak("Cancel {number}", number=after.number), preview, case.reader)
        return with_money(speak("Cancel these pieces"), preview, case.reader)

    def input_of(self, case: Case, typed: Typed, field: str) -> str:
        of_line = field.startswith("lines[")
        return line_at(typed, "pieces", field) if of_line else super().input_of(case, typed, field)

    def _line(self, case: Case, line: OrderLineRow, *, whole: bool) -> Field:
        field = line_field(case, line, "pieces", value=0 if whole else _left(line), most=_left(line), inner=[])
        return replace(field, only="what=some" if whole else "")


def _left(line: OrderLineRow) -> int:
    return line.quantity - line.cancelled - line.shipped
