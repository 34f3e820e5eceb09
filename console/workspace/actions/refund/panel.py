"""Money of the order goes back: what was paid too much, or an amount for no goods."""

from typing import Any

from console.ui.figures import Reader
from console.workspace.actions.case import Case
from console.workspace.actions.form import Field, Typed
from console.workspace.actions.inputs import amount_field, back_to_field, reason_fields, said, typed_money
from console.workspace.actions.panel import UNSAID, Panel
from console.workspace.actions.preview_present import given_back, went_back
from console.workspace.orders.names import with_options
from domain.allowances.reasons import REFUND_REASONS
from domain.approvals.preview import ActionPreview
from domain.kernel.money import Money
from domain.kernel.permissions import Permission
from domain.orders.rows import OrderDetail
from domain.orders.with_customer import with_customer


class RefundPanel(Panel):
    action = "refund"
    right = Permission.REFUNDS_WRITE
    sign = "undo-2"
    key = "f"
    stand_ins = {"reason": "apology", "note": UNSAID}  # noqa: RUF012 - never changed
    musts = ("reason",)
    amounts = ("amount",)

    def name(self, reader: Reader) -> str:
        return reader.say("Refund")

    def says(self, reader: Reader) -> str:
        return reader.say("Money goes back without goods: what was paid too much, or an amount that you name.")

    def suits(self, order: OrderDetail) -> bool:
        return order.captured.minor > order.refunded.minor

    def form(self, case: Case) -> list[Field]:
        owed, most = _owed(case.order), _most(case.order)
        speak, shown = case.reader.say, case.reader.money(most)
        at_most = {"fills": f"{most.decimal:f}", "filler": speak("At the most {amount}", amount=shown)}
        return [
            *_return_instead(case),
            amount_field(case, "amount", speak("Amount"), value=owed, **(at_most if most else {})),
            back_to_field(case, "refund_to"),
            *reason_fields(case, REFUND_REASONS, chosen="balance" if owed else ""),
        ]

    def args(self, case: Case, typed: Typed) -> dict[str, Any]:
        amount = typed_money(case, typed, "amount")
        return {"order": str(case.order.id), "amount": amount} | said(typed, "refund_to", "reason", "note")

    def commit(self, case: Case, preview: ActionPreview) -> str:
        back = given_back(preview)
        return case.reader.say("Refund {amount}", amount=case.reader.money(back)) if back else self.name(case.reader)

    def told(self, case: Case, preview: ActionPreview) -> str:
        return went_back(preview, case.reader)


def _return_instead(case: Case) -> list[Field]:
    """The ways to the return of what the customer has, with goods back or without; it knows price, tax and stock."""
    held, number, speak = with_customer(case.order), case.reader.number, case.reader.say
    goods = [
        f"{number(held[line.id])} × {with_options(line.title, line.options)}"
        for line in case.order.lines
        if held[line.id]
    ]
    if not goods:
        return []
    back, kept = speak("Is an item back, or to come back? Use Return (T)"), speak("Refund items without return")
    return [
        Field("goods", "says", back, hint=", ".join(goods), leads_to="return"),
        Field("kept", "way", kept, leads_to="return", begun="kept"),
    ]


def _most(order: OrderDetail) -> Money:
    """What was paid, has not gone back and is not on its way back."""
    leaving = sum(each.amount.minor for each in order.payments if (each.kind, each.status) == ("refunded", "pending"))
    return Money(max(0, order.captured.minor - order.refunded.minor - leaving), order.currency)


def _owed(order: OrderDetail) -> Money | None:
    """What was paid too much and is not on its way back."""
    over = -(order.balance.minor - order.pending.minor)
    return Money(over, order.currency) if over > 0 else None
