"""An order on behalf of a customer: what, how it reaches them, and who pays what."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from console.ui.figures import Reader
from console.ui.words import word
from console.workspace.actions.address import address_fields, typed_address
from console.workspace.actions.case import CustomerCase
from console.workspace.actions.form import Choice, Field, Typed, pieces
from console.workspace.actions.goods import store_choices
from console.workspace.actions.inputs import amount_field, paying_field, reason_fields, said, typed_money
from console.workspace.actions.panel import CustomerPanel, placed
from console.workspace.orders.present import address_line
from domain.allowances.reasons import REASONS
from domain.approvals.act import Acted
from domain.approvals.preview import ActionPreview
from domain.kernel.errors import Invalid

_CHANNELS: Final = ("phone", "store")
_SENT: Final = ("ship", "locker")
_WAYS: Final = ("ship", "pickup", "curbside", "locker")
_ELSEWHERE: Final = "elsewhere"
_AMOUNTS: Final = ("shipping", "discount")
_DAYS: Final = "14"


class NewOrderPanel(CustomerPanel):
    action = "place_order"
    sign = "shopping-cart"
    key = "o"
    reads = ("nodes",)

    def name(self, reader: Reader) -> str:
        return reader.say("Place the order")

    def title(self, case: CustomerCase) -> str:
        return case.reader.say("New order")

    def form(self, case: CustomerCase) -> list[Field]:
        speak = case.reader.say
        return [
            Field("add", "goods", speak("Goods"), hint=speak("Name or SKU")),
            *self._delivery(case),
            paying_field(case),
            amount_field(case, "shipping", speak("Shipping cost"), half=True, only=f"fulfilment={'|'.join(_SENT)}"),
            amount_field(case, "discount", speak("Discount"), half=True),
            *_why(case),
            self._channel(case),
            Field("valid_days", "text", speak("Quote good for, days"), value=_DAYS, half=True, only="fulfilment=ship"),
        ]

    def args(self, case: CustomerCase, typed: Typed) -> dict[str, Any]:
        lines = [{"sku": sku, "quantity": count} for sku, count in pieces(typed, "add").items() if count]
        if not lines:
            raise Invalid(field="add", code="missing", en="Add what is ordered.", fr="Ajoutez ce qui est commandé.")
        order = {"customer_id": str(case.customer_id), "currency": case.currency, "lines": lines}
        amounts = {name: typed_money(case, typed, name) for name in _AMOUNTS if typed.get(name, "").strip()}
        if "discount" in amounts:
            order |= said(typed, "discount_reason", "discount_note")
        how = said(typed, "channel", "fulfilment", "node", "locker", "payment_method")
        return order | how | _where(typed) | amounts

    def commit(self, case: CustomerCase, preview: ActionPreview) -> str:
        total = case.reader.money(preview.after.total) if preview.after else "…"
        return case.reader.say("Place the order, {amount}", amount=total)

    def quote(self, case: CustomerCase, args: Mapping[str, Any]) -> str:
        return case.reader.say("Make a quote") if args.get("fulfilment") == "ship" else ""

    def valid_days(self, typed: Typed) -> int:
        text = typed.get("valid_days", "").strip()
        if not text.isdecimal() or len(text) > 9:
            raise Invalid(
                field="valid_days",
                code="not_a_number",
                en="Give a number of days.",
                fr="Indiquez un nombre de jours.",
            )
        return int(text)

    def after(self, case: CustomerCase, done: Acted) -> str:
        return placed(case, done)

    def input_of(self, case: CustomerCase, typed: Typed, field: str) -> str:
        if field.startswith("lines["):
            at, skus = int(field[6 : field.index("]")]), [sku for sku, count in pieces(typed, "add").items() if count]
            return f"add.{skus[at]}" if at < len(skus) else "add"
        if field in ("lines", "add"):
            return "add"
        if field == "address_id":
            return "address"
        return super().input_of(case, typed, field.removeprefix("shipping_address."))

    def _delivery(self, case: CustomerCase) -> list[Field]:
        speak, stores, known = case.reader.say, store_choices(case), _addresses(case)
        ways = [Choice(way, word(way, case.reader)) for way in _WAYS if stores or way in _SENT]
        elsewhere = Choice(_ELSEWHERE, speak("Another address"))
        sent, picked = f"fulfilment={'|'.join(_SENT)}", "fulfilment=pickup|curbside"
        country = {"country": case.customer.addresses[0].country} if known else {}
        first, store = (known or [elsewhere])[0].value, stores[0].value if stores else ""
        return [
            Field("fulfilment", "select", speak("Delivery"), value="ship", choices=ways),
            Field("node", "select", speak("Store"), value=store, choices=stores, only=picked),
            Field("locker", "text", speak("Locker"), only="fulfilment=locker"),
            Field("address", "select", speak("Ships to"), value=first, choices=[*known, elsewhere], only=sent),
            *address_fields(case.reader, country, only=f"address={_ELSEWHERE}"),
        ]

    def _channel(self, case: CustomerCase) -> Field:
        ways = [Choice(code, word(code, case.reader)) for code in _CHANNELS]
        return Field("channel", "segments", case.reader.say("Ordered by"), value=ways[0].value, choices=ways, half=True)


def _why(case: CustomerCase) -> list[Field]:
    """Why a discount is given; only what is ordered with one needs it."""
    reason, note = reason_fields(case, REASONS)
    return [
        replace(reason, name="discount_reason", label=case.reader.say("Why a discount"), half=True),
        replace(note, name="discount_note", label=case.reader.say("Why, in your words"), only="discount_reason=other"),
    ]


def _addresses(case: CustomerCase) -> list[Choice]:
    """The customer's own; as much of them as this person may see."""
    parts = ("line1", "line2", "postal_code", "city", "region", "country")
    lines = [
        address_line({part: getattr(each, part) for part in parts}, case.reader) for each in case.customer.addresses
    ]
    alike = {line for line in lines if lines.count(line) > 1}
    return [
        Choice(str(each.id), f"{line} ({each.label})" if line in alike and each.label else line)
        for each, line in zip(case.customer.addresses, lines, strict=True)
    ]


def _where(typed: Typed) -> dict[str, Any]:
    """Nowhere for what is picked up."""
    if "address" not in typed:
        return {}
    if typed["address"] == _ELSEWHERE:
        return {"shipping_address": typed_address(typed)}
    return {"address_id": typed["address"]}
