"""The price of the order, or of one of its lines, becomes lower by an amount or a percentage."""

from typing import Any, Final

from console.ui.figures import Reader
from console.workspace.actions.case import Case
from console.workspace.actions.form import Choice, Field, Typed, plain_amount
from console.workspace.actions.inputs import back_to_field, line_choices, lines_left, reason_fields, said, typed_money
from console.workspace.actions.panel import UNSAID, Panel
from domain.allowances.reasons import REASONS
from domain.approvals.preview import ActionPreview
from domain.kernel.errors import Invalid
from domain.kernel.permissions import Permission
from domain.orders.rows import OrderDetail

PERCENT: Final = "percent"


class DiscountPanel(Panel):
    action = "discount"
    right = Permission.DISCOUNTS_WRITE
    sign = "badge-percent"
    key = "d"
    stand_ins = {"reason": "apology", "note": UNSAID}  # noqa: RUF012 - never changed
    musts = ("reason",)
    amounts = ("less",)

    def name(self, reader: Reader) -> str:
        return reader.say("Discount")

    def says(self, reader: Reader) -> str:
        return reader.say("The order, or one line of it, costs less; what is paid too much then goes back.")

    def suits(self, order: OrderDetail) -> bool:
        return order.status not in ("draft", "cancelled") and order.subtotal.minor > 0

    def form(self, case: Case) -> list[Field]:
        speak, order = case.reader.say, case.order
        units = [Choice(order.currency, order.currency), Choice(PERCENT, "%")]
        goods = case.reader.money(order.subtotal)
        all_goods = speak("All goods, {amount}", amount=goods)
        whole = Choice("", speak("{goods}; not the shipping", goods=all_goods) if order.shipping else all_goods)
        return [
            Field("less", "amount", speak("Amount off"), half=True),
            Field("unit", "segments", speak("Counted in"), value=order.currency, choices=units, half=True),
            Field("line_id", "select", speak("On"), choices=[whole, *line_choices(case, lines_left(case))]),
            *reason_fields(case, REASONS),
            back_to_field(case, "settle_with"),
        ]

    def args(self, case: Case, typed: Typed) -> dict[str, Any]:
        args: dict[str, Any] = {"order": str(case.order.id)} | said(typed, "line_id", "reason", "note", "settle_with")
        if typed.get("unit") != PERCENT:
            return args | {"amount": typed_money(case, typed, "less")}
        share = plain_amount(typed.get("less", ""))
        if not share:
            raise Invalid(field="less", code="missing", en="Give a percentage.", fr="Indiquez un pourcentage.")
        return args | {"percent": share}

    def commit(self, case: Case, preview: ActionPreview) -> str:
        before, after = preview.before, preview.after
        if before is None or after is None:
            return self.name(case.reader)
        return case.reader.say("Give {amount} off", amount=case.reader.money(before.total - after.total))

    def input_of(self, case: Case, typed: Typed, field: str) -> str:
        return "less" if field.startswith(("amount", "percent")) else super().input_of(case, typed, field)
