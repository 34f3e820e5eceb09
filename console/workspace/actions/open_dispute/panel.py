"""A dispute about what was paid: why, how much, and until when the bank waits."""

from datetime import UTC, datetime, time
from typing import Any

from console.ui.figures import Reader
from console.ui.words import word
from console.workspace.actions.case import Case
from console.workspace.actions.form import Choice, Field, Typed
from console.workspace.actions.inputs import amount_field, said, typed_money
from console.workspace.actions.panel import Panel
from domain.approvals.preview import ActionPreview
from domain.kernel.errors import Invalid
from domain.kernel.permissions import Permission
from domain.models.dispute import DISPUTE_REASONS
from domain.orders.rows import OrderDetail


class DisputePanel(Panel):
    action = "open_dispute"
    right = Permission.DISPUTES_WRITE
    sign = "gavel"
    stand_ins = {"reason": "general"}  # noqa: RUF012 - never changed
    musts = ("reason",)
    amounts = ("amount",)

    def name(self, reader: Reader) -> str:
        return reader.say("Dispute")

    def title(self, case: Case) -> str:
        return case.reader.say("Open a dispute")

    def suits(self, order: OrderDetail) -> bool:
        return order.captured.minor > order.refunded.minor

    def form(self, case: Case) -> list[Field]:
        speak = case.reader.say
        reasons = [Choice("", speak("Choose…")), *[Choice(code, word(code, case.reader)) for code in DISPUTE_REASONS]]
        whole = case.order.captured - case.order.refunded
        return [
            Field("reason", "select", speak("What the bank says"), choices=reasons),
            amount_field(case, "amount", speak("Amount"), value=whole, half=True),
            Field("respond_by", "date", speak("To be answered by"), half=True),
            Field("external_ref", "text", speak("Reference of the bank"), half=True),
            Field("note", "text", speak("Note"), half=True),
        ]

    def args(self, case: Case, typed: Typed) -> dict[str, Any]:
        args: dict[str, Any] = {"order": str(case.order.id), "amount": typed_money(case, typed, "amount")}
        day = typed.get("respond_by", "")
        if day:
            args["respond_by"] = _end_of(day, case.reader)
        return args | said(typed, "reason", "external_ref", "note")

    def commit(self, case: Case, preview: ActionPreview) -> str:
        return case.reader.say("Open the dispute")


def _end_of(day: str, reader: Reader) -> str:
    """The last moment of the reader's day, as the domain reads it."""
    try:
        last = datetime.combine(datetime.fromisoformat(day).date(), time(23, 59), reader.zone)
    except ValueError as error:
        raise Invalid(
            field="respond_by", code="not_a_time", en="That is no day.", fr="Ce n’est pas une date."
        ) from error
    return last.astimezone(UTC).isoformat()
