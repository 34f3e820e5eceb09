"""The order is shipped, picked up, or waits in a locker."""

from typing import Any

from console.ui.figures import Reader
from console.ui.words import word
from console.workspace.actions.case import Case
from console.workspace.actions.form import Choice, Field, Typed
from console.workspace.actions.goods import store_choices
from console.workspace.actions.inputs import said
from console.workspace.actions.panel import Panel
from console.workspace.actions.preview_present import with_money
from domain.approvals.preview import ActionPreview
from domain.edits.too_late import BEFORE_PICKING
from domain.orders.rows import OrderDetail

_WAYS = ("ship", "pickup", "curbside", "locker")


class FulfilmentPanel(Panel):
    action = "change_fulfilment"
    sign = "truck"
    reads = ("nodes",)

    def name(self, reader: Reader) -> str:
        return reader.say("Delivery")

    def title(self, case: Case) -> str:
        return case.reader.say("Delivered another way")

    def suits(self, order: OrderDetail) -> bool:
        return order.status in BEFORE_PICKING

    def form(self, case: Case) -> list[Field]:
        speak, now = case.reader.say, case.order.fulfilment
        ways = [Choice(way, word(way, case.reader)) for way in _WAYS]
        stores = store_choices(case)
        first = stores[0].value if stores else ""
        return [
            Field("fulfilment", "select", speak("How"), value="pickup" if now == "ship" else "ship", choices=ways),
            Field("node", "select", speak("Store"), value=first, choices=stores, only="fulfilment=pickup|curbside"),
            Field("locker", "text", speak("Locker"), only="fulfilment=locker"),
            Field("promise_on", "date", speak("Promised for"), half=True),
            Field("reason", "text", speak("Reason, if there is one"), half=True),
        ]

    def args(self, case: Case, typed: Typed) -> dict[str, Any]:
        args = {"order": str(case.order.id), "fulfilment": typed.get("fulfilment", "")}
        return args | said(typed, "node", "locker", "promise_on", "reason")

    def commit(self, case: Case, preview: ActionPreview) -> str:
        return with_money(case.reader.say("Change the delivery"), preview, case.reader)
