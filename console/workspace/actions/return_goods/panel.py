"""Delivered goods come back: which, why, how, and where the money goes."""

from collections.abc import Sequence
from typing import Any, Final

from console.ui.figures import Reader
from console.workspace.actions.case import Case
from console.workspace.actions.codes import channels, return_reasons
from console.workspace.actions.form import Choice, Field, Typed, under
from console.workspace.actions.goods import line_field, store_choices
from console.workspace.actions.inputs import ORIGINAL, back_to_field, chosen_pieces, line_at, said
from console.workspace.actions.panel import Panel
from console.workspace.actions.preview_present import went_back, with_money
from domain.approvals.preview import ActionPreview
from domain.kernel.permissions import Permission
from domain.orders.rows import OrderDetail, ReturnRow
from domain.orders.with_customer import with_customer

_KEPT: Final = "kept"  # the subject of a return that is opened for money alone: no goods come back


class ReturnPanel(Panel):
    action = "return"
    right = Permission.RETURNS_WRITE
    sign = "package-open"
    key = "t"
    reads = ("nodes",)

    def name(self, reader: Reader) -> str:
        return reader.say("Return")

    def title(self, case: Case) -> str:
        speak = case.reader.say
        return speak("Refund items without return") if case.subject == _KEPT else speak("Return goods")

    def says(self, reader: Reader) -> str:
        return reader.say("The customer gives goods back and gets their price.")

    def about(self, case: Case) -> str:
        if case.subject == _KEPT:
            return case.reader.say("The customer keeps the goods and gets their price.")
        return self.says(case.reader)

    def suits(self, order: OrderDetail) -> bool:
        return any(with_customer(order).values())

    def form(self, case: Case) -> list[Field]:
        speak, held = case.reader.say, with_customer(case.order)
        lines = [line for line in case.order.lines if held[line.id]]
        chosen = 1 if len(lines) == 1 and held[lines[0].id] == 1 else 0
        reasons = return_reasons(case.reader)
        way = "digital" if case.subject == _KEPT else "mail"
        any_store = Choice("", speak("Any store"))
        return [
            *[
                line_field(
                    case,
                    line,
                    "pieces",
                    value=chosen,
                    most=held[line.id],
                    inner=[Field(f"why.{line.id}", "select", speak("Reason"), choices=reasons)],
                )
                for line in lines
            ],
            Field("channel", "segments", speak("How they come back"), value=way, choices=channels(case.reader)),
            Field("node", "select", speak("Store"), choices=[any_store, *store_choices(case)], only="channel=store"),
            Field("drop_off", "text", speak("Drop-off point, if known"), only="channel=drop_off"),
            back_to_field(case, "refund_to"),
        ]

    def args(self, case: Case, typed: Typed) -> dict[str, Any]:
        why, chosen = under(typed, "why"), chosen_pieces(typed, "pieces")
        lines = [{"line_id": id, "quantity": count, "reason": why.get(id, "")} for id, count in chosen]
        args = {"order": str(case.order.id), "lines": lines} | said(typed, "channel", "node", "drop_off", "refund_to")
        return {name: value for name, value in args.items() if (name, value) != ("refund_to", ORIGINAL)}

    def commit(self, case: Case, preview: ActionPreview) -> str:
        new = _new(preview)
        count = sum(sum(each.lines.values()) for each in new)
        speak = case.reader.say
        if _are_kept(new):
            what = speak("Refund 1 piece") if count == 1 else speak("Refund {count} pieces", count=count)
        else:
            what = speak("Return 1 piece") if count == 1 else speak("Return {count} pieces", count=count)
        return with_money(what, preview, case.reader)

    def told(self, case: Case, preview: ActionPreview) -> str:
        return went_back(preview, case.reader) if _are_kept(_new(preview)) else ""

    def input_of(self, case: Case, typed: Typed, field: str) -> str:
        of_line = field.startswith("lines[")
        return line_at(typed, "pieces", field) if of_line else super().input_of(case, typed, field)


def _new(preview: ActionPreview) -> list[ReturnRow]:
    known = {each.id for each in preview.before.returns} if preview.before else set()
    return [each for each in preview.after.returns if each.id not in known] if preview.after else []


def _are_kept(returns: Sequence[ReturnRow]) -> bool:
    """Whether no goods come back."""
    return all(each.channel == "digital" for each in returns) if returns else False
