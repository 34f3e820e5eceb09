"""The order goes to another address: taxed, sourced and promised anew."""

from typing import Any

from console.ui.figures import Reader
from console.workspace.actions.address import address_fields, typed_address
from console.workspace.actions.case import Case
from console.workspace.actions.form import Field, Typed
from console.workspace.actions.panel import Panel
from console.workspace.actions.preview_present import with_money
from domain.approvals.preview import ActionPreview
from domain.edits.too_late import BEFORE_LEAVING
from domain.orders.rows import OrderDetail


class AddressPanel(Panel):
    action = "change_address"
    sign = "map-pin"
    key = "a"

    def name(self, reader: Reader) -> str:
        return reader.say("Address")

    def title(self, case: Case) -> str:
        return case.reader.say("Send it somewhere else")

    def suits(self, order: OrderDetail) -> bool:
        return order.status in BEFORE_LEAVING and not any(line.shipped for line in order.lines)

    def form(self, case: Case) -> list[Field]:
        fields = address_fields(case.reader, case.order.shipping_address)
        return [*fields, Field("save_to_customer", "check", case.reader.say("Use it for the customer from now on"))]

    def args(self, case: Case, typed: Typed) -> dict[str, Any]:
        return {
            "order": str(case.order.id),
            "address": typed_address(typed),
            "save_to_customer": typed.get("save_to_customer") == "yes",
        }

    def commit(self, case: Case, preview: ActionPreview) -> str:
        city = preview.after.shipping_address.get("city", "") if preview.after else ""
        return with_money(case.reader.say("Send it to {place}", place=city or "…"), preview, case.reader)

    def input_of(self, case: Case, typed: Typed, field: str) -> str:
        return super().input_of(case, typed, field.removeprefix("address."))
