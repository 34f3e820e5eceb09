"""Delivered goods for other variants of the same product."""

from typing import Any

from console.ui.figures import Reader
from console.workspace.actions.case import Case
from console.workspace.actions.codes import channels
from console.workspace.actions.form import Choice, Field, Typed, under
from console.workspace.actions.goods import line_field, store_choices, variant_choices
from console.workspace.actions.inputs import chosen_pieces, line_at, said, settle_field
from console.workspace.actions.panel import Panel
from console.workspace.actions.preview_present import with_money
from domain.approvals.preview import ActionPreview
from domain.kernel.permissions import Permission
from domain.orders.rows import OrderDetail, OrderLineRow
from domain.orders.with_customer import with_customer


class ExchangePanel(Panel):
    action = "exchange"
    right = Permission.RETURNS_WRITE
    sign = "arrow-left-right"
    key = "x"
    reads = ("variants", "nodes")

    def name(self, reader: Reader) -> str:
        return reader.say("Exchange")

    def title(self, case: Case) -> str:
        return case.reader.say("Exchange goods")

    def says(self, reader: Reader) -> str:
        return reader.say("The customer gives goods back and gets another variant of the same product.")

    def suits(self, order: OrderDetail) -> bool:
        return any(with_customer(order).values())

    def lacks(self, case: Case) -> str:
        return "" if self._lines(case) else case.reader.say("Nothing here has another variant.")

    def form(self, case: Case) -> list[Field]:
        speak = case.reader.say
        any_store = Choice("", speak("Any store"))
        ways = channels(case.reader)
        return [
            *self._lines(case),
            Field("channel", "segments", speak("How they come back"), value="mail", choices=ways),
            Field("node", "select", speak("Store"), choices=[any_store, *store_choices(case)], only="channel=store"),
            settle_field(case, "settle_with"),
        ]

    def args(self, case: Case, typed: Typed) -> dict[str, Any]:
        variants = under(typed, "variant")
        lines = [
            {"line_id": id, "quantity": count, "new_sku": variants.get(id, "")}
            for id, count in chosen_pieces(typed, "pieces")
        ]
        return {"order": str(case.order.id), "lines": lines} | said(typed, "channel", "node", "settle_with")

    def commit(self, case: Case, preview: ActionPreview) -> str:
        known = {each.id for each in preview.before.exchanges} if preview.before else set()
        new = [each for each in preview.after.exchanges if each.id not in known] if preview.after else []
        count, speak = sum(line.quantity for each in new for line in each.lines), case.reader.say
        what = speak("Exchange 1 piece") if count == 1 else speak("Exchange {count} pieces", count=count)
        return with_money(what, preview, case.reader)

    def input_of(self, case: Case, typed: Typed, field: str) -> str:
        if not field.startswith("lines["):
            return super().input_of(case, typed, field)
        stepper = line_at(typed, "pieces", field)
        return stepper.replace("pieces", "variant", 1) if field.endswith("new_sku") else stepper

    def _lines(self, case: Case) -> list[Field]:
        held = with_customer(case.order)
        swappable = [
            (line, variant_choices(case, line, others_only=True)) for line in case.order.lines if held[line.id]
        ]
        lines = [(line, variants) for line, variants in swappable if variants]
        chosen = 1 if len(lines) == 1 and held[lines[0][0].id] == 1 else 0
        return [self._line(case, line, variants, held[line.id], chosen) for line, variants in lines]

    def _line(self, case: Case, line: OrderLineRow, variants: list[Choice], most: int, chosen: int) -> Field:
        choice = Field(
            f"variant.{line.id}", "select", case.reader.say("For"), value=variants[0].value, choices=variants
        )
        return line_field(case, line, "pieces", value=chosen, most=most, inner=[choice])
