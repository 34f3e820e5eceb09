"""What of a return has arrived, and in which condition."""

from typing import Any

from console.ui.figures import Reader
from console.workspace.actions.case import Case
from console.workspace.actions.codes import conditions
from console.workspace.actions.form import Choice, Field, Typed, under
from console.workspace.actions.goods import line_field
from console.workspace.actions.inputs import chosen_pieces, said
from console.workspace.actions.panel import Panel
from console.workspace.actions.preview_present import with_money
from console.workspace.actions.returned import return_of
from domain.approvals.preview import ActionPreview
from domain.kernel.permissions import Permission
from domain.orders.rows import OrderDetail


class ReceivePanel(Panel):
    action = "receive_return"
    right = Permission.RETURNS_RECEIVE
    sign = "package-check"
    of_row = True
    reads = ("nodes",)

    def name(self, reader: Reader) -> str:
        return reader.say("Receive")

    def title(self, case: Case) -> str:
        back = return_of(case)
        return case.reader.say("Goods of return {number} are here", number=back.number or "…")

    def suits(self, order: OrderDetail) -> bool:
        return any(each.status == "requested" for each in order.returns)

    def form(self, case: Case) -> list[Field]:
        back, states = return_of(case), conditions(case.reader)
        lines = [
            line_field(
                case,
                case.line(str(item.line_id)),
                "arrived",
                value=item.quantity - item.received,
                most=item.quantity - item.received,
                inner=[
                    Field(
                        f"condition.{item.line_id}",
                        "select",
                        case.reader.say("Condition"),
                        value="sellable",
                        choices=states,
                    )
                ],
            )
            for item in back.items
            if item.quantity > item.received
        ]
        nodes = [Choice(node.code, node.name) for node in case.nodes if node.active]
        planned = Choice("", case.reader.say("Where it was meant to go"))
        return [*lines, Field("node", "select", case.reader.say("Arrived at"), choices=[planned, *nodes])]

    def args(self, case: Case, typed: Typed) -> dict[str, Any]:
        states = under(typed, "condition")
        lines = [
            {"line_id": id, "quantity": count, "condition": states.get(id, "sellable")}
            for id, count in chosen_pieces(typed, "arrived")
        ]
        args = {"order": str(case.order.id), "return_id": str(case.subject_id), "lines": lines}
        return args | said(typed, "node")

    def commit(self, case: Case, preview: ActionPreview) -> str:
        return with_money(case.reader.say("Take them in"), preview, case.reader)
