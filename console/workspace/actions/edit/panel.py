"""What is on the order changes: how many, which variant, what else."""

from dataclasses import replace
from typing import Any

from console.ui.figures import Reader
from console.workspace.actions.case import Case
from console.workspace.actions.form import Field, Typed, pieces, under
from console.workspace.actions.goods import line_field, variant_choices
from console.workspace.actions.inputs import said, settle_field
from console.workspace.actions.panel import Panel
from console.workspace.actions.preview_present import with_money
from domain.approvals.preview import ActionPreview
from domain.edits.too_late import BEFORE_PICKING
from domain.orders.rows import OrderDetail, OrderLineRow

_MOST = 999


class EditPanel(Panel):
    action = "edit"
    sign = "pencil"
    key = "e"
    reads = ("variants",)

    def name(self, reader: Reader) -> str:
        return reader.say("Edit")

    def title(self, case: Case) -> str:
        return case.reader.say("Edit {number}", number=case.order.number)

    def suits(self, order: OrderDetail) -> bool:
        return order.status in BEFORE_PICKING

    def form(self, case: Case) -> list[Field]:
        speak = case.reader.say
        return [
            *[self._line(case, line) for line in _editable(case.order)],
            Field("add", "goods", speak("Add"), hint=speak("Name or SKU")),
            replace(settle_field(case, "settle_with"), half=True),
            Field("reason", "text", speak("Reason, if there is one"), half=True),
        ]

    def args(self, case: Case, typed: Typed) -> dict[str, Any]:
        wanted, variants = pieces(typed, "quantity"), under(typed, "variant")
        changes = [
            _change(line, wanted.get(str(line.id)), variants.get(str(line.id))) for line in _editable(case.order)
        ]
        added = [{"sku": sku, "quantity": count} for sku, count in pieces(typed, "add").items() if count]
        return {
            "order": str(case.order.id),
            "lines": [change for change in changes if change],
            "add": added,
        } | said(typed, "settle_with", "reason")

    def commit(self, case: Case, preview: ActionPreview) -> str:
        return with_money(case.reader.say("Save the changes"), preview, case.reader)

    def input_of(self, case: Case, typed: Typed, field: str) -> str:
        if field.startswith("lines["):
            changed = self.args(case, typed)["lines"]
            at = int(field[6 : field.index("]")])
            return f"quantity.{changed[at]['line_id']}" if at < len(changed) else ""
        return "add" if field.startswith("add[") else super().input_of(case, typed, field)

    def _line(self, case: Case, line: OrderLineRow) -> Field:
        variants = variant_choices(case, line)
        inner = (
            [Field(f"variant.{line.id}", "select", case.reader.say("Variant"), choices=variants)] if variants else []
        )
        field = line_field(case, line, "quantity", value=_kept(line), most=_MOST, inner=inner)
        return replace(field, hint="")


def _editable(order: OrderDetail) -> list[OrderLineRow]:
    return [line for line in order.lines if _kept(line) and line.status != "awaiting"]


def _kept(line: OrderLineRow) -> int:
    return line.quantity - line.cancelled - line.returned


def _change(line: OrderLineRow, quantity: int | None, variant: str | None) -> dict[str, Any] | None:
    change: dict[str, Any] = {"line_id": str(line.id)}
    if quantity == 0:
        return change | {"remove": True}
    if quantity is not None and quantity != _kept(line):
        change["quantity"] = quantity
    if variant:
        change["new_sku"] = variant
    return change if len(change) > 1 else None
