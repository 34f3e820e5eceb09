"""What has not left is promised for another day."""

from datetime import timedelta
from typing import Any

from console.ui.figures import Reader
from console.workspace.actions.case import Case
from console.workspace.actions.form import Field, Typed
from console.workspace.actions.panel import UNSAID, Panel
from domain.approvals.preview import ActionPreview
from domain.orders.rows import OrderDetail


class PromisePanel(Panel):
    action = "change_promise"
    sign = "calendar-clock"
    stand_ins = {"reason": UNSAID}  # noqa: RUF012 - never changed
    musts = ("reason",)

    def name(self, reader: Reader) -> str:
        return reader.say("Promise")

    def title(self, case: Case) -> str:
        return case.reader.say("Promise another day")

    def suits(self, order: OrderDetail) -> bool:
        return order.status not in ("draft", "cancelled") and any(
            line.quantity > line.cancelled + line.shipped for line in order.lines
        )

    def form(self, case: Case) -> list[Field]:
        days = [line.promised_on for line in case.order.lines if line.promised_on]
        today = case.reader.now.astimezone(case.reader.zone).date()
        next_day = max([*days, today]) + timedelta(days=1)
        return [
            Field("promised_on", "date", case.reader.say("Promised for"), value=next_day.isoformat(), half=True),
            Field("reason", "text", case.reader.say("Reason"), half=True),
        ]

    def args(self, case: Case, typed: Typed) -> dict[str, Any]:
        return {
            "order": str(case.order.id),
            "promised_on": typed.get("promised_on", ""),
            "reason": typed.get("reason", ""),
        }

    def commit(self, case: Case, preview: ActionPreview) -> str:
        day = case.reader.day(preview.promise) if preview.promise else "…"
        return case.reader.say("Promise it for {day}", day=day)
