"""Inputs that several forms share, and how what was typed into them is read."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from console.ui.words import word
from console.workspace.actions.case import AnyCase, Case
from console.workspace.actions.form import Choice, Field, Typed, pieces, plain_amount
from console.workspace.orders.arrival import how_long
from console.workspace.orders.names import method_name, with_options
from domain.kernel.errors import Invalid, NotFound
from domain.kernel.money import Money
from domain.orders.rows import OrderLineRow

ORIGINAL: Final = "original"
_CREDITS: Final = ("gift_card", "store_credit", "goodwill_credit")


def amount_field(case: AnyCase, name: str, label: str, *, value: Money | None = None, **more: Any) -> Field:
    """An amount in the currency of the case."""
    shown = f"{value.decimal:f}" if value else ""
    return Field(name, "amount", label, value=shown, amount=case.currency, **more)


def typed_money(case: AnyCase, typed: Typed, name: str) -> dict[str, str]:
    """The amount that was typed, as the domain reads it; `Invalid` names the input that is empty."""
    text = plain_amount(typed.get(name, ""))
    if not text:
        raise Invalid(field=name, code="missing", en="Give an amount.", fr="Indiquez un montant.")
    return {"amount": text, "currency": case.currency}


def reason_fields(case: AnyCase, reasons: Mapping[str, tuple[str, str]], *, chosen: str = "") -> list[Field]:
    """Why, from a list of codes, and a note in one's own words."""
    french, speak = case.reader.language == "fr", case.reader.say
    choices = [Choice(code, fr if french else en) for code, (en, fr) in reasons.items()]
    return [
        Field("reason", "select", speak("Reason"), value=chosen, choices=[Choice("", speak("Choose…")), *choices]),
        Field("note", "text", speak("Note")),
    ]


def said(typed: Typed, *names: str) -> dict[str, str]:
    """The inputs of these names, those left out that are empty."""
    return {name: typed[name].strip() for name in names if typed.get(name, "").strip()}


def back_to_field(case: Case, name: str, *, chosen: str = ORIGINAL) -> Field:
    """Where money goes: back to where it came from, or to one of the customer's own."""
    paid = {
        entry.payment_method.id for entry in case.order.payments if entry.kind == "captured" and entry.payment_method
    }
    same = {str(id) for id in paid} if len(paid) == 1 else set()  # a single one is the original payment already
    ways = [each for each in method_choices(case) if each.value not in same or each.value == chosen]
    choices = [Choice(ORIGINAL, _as_it_came(case)), *ways]
    return Field(name, "select", case.reader.say("Back to"), value=chosen, choices=choices, hint=how_long(case.reader))


def _as_it_came(case: Case) -> str:
    """What the order was paid with, by name, so that an agent can say it aloud."""
    paid = [entry.payment_method for entry in case.order.payments if entry.kind == "captured" and entry.payment_method]
    names = list(dict.fromkeys(method_name(each.kind, each.brand, each.last_four, case.reader) for each in paid))
    original = case.reader.say("Original payment")
    return f"{original} · {', '.join(names)}" if names else original


def settle_field(case: Case, name: str) -> Field:
    """How a difference is settled: without a choice what is given back goes where it came from, what is due waits."""
    choices = [Choice("", case.reader.say("As it was paid")), *method_choices(case)]
    paid_with = _paid_with(case)
    return Field(name, "select", case.reader.say("Settle with"), value=paid_with, choices=choices)


def method_choices(case: AnyCase) -> list[Choice]:
    """The customer's means of payment with their balances, and the credits that can be made for them."""
    known = [
        Choice(str(each.id), _method(case, each.kind, each.brand, each.last_four, each.balance))
        for each in case.customer.payment_methods
        if each.balance is None or each.balance.currency == case.currency
    ]
    have = {each.kind for each in case.customer.payment_methods}
    new = [
        Choice(kind, case.reader.say("{method}, new", method=method_name(kind, "", "", case.reader)))
        for kind in _CREDITS
        if kind not in have
    ]
    return [*known, *new]


def paying_field(case: AnyCase) -> Field:
    """What a new order is paid with: one of the customer's own, or nothing yet."""
    known = {str(each.id) for each in case.customer.payment_methods}
    later = Choice("", case.reader.say("Paid later"))
    choices = [later, *(each for each in method_choices(case) if each.value in known)]
    return Field("payment_method", "select", case.reader.say("Pay with"), choices=choices)


def chosen_pieces(typed: Typed, name: str) -> list[tuple[str, int]]:
    """The lines of which a piece is chosen, with how many; `Invalid` where there is none."""
    chosen = [(id, count) for id, count in pieces(typed, name).items() if count]
    if not chosen:
        raise Invalid(
            field="lines", code="missing", en="Choose at least one piece.", fr="Choisissez au moins une pièce."
        )
    return chosen


def line_at(typed: Typed, name: str, field: str) -> str:
    """The stepper of the line that the domain's `lines[N]…` means; "" where there is none."""
    at, lines = int(field[6 : field.index("]")]), [id for id, count in pieces(typed, name).items() if count]
    return f"{name}.{lines[at]}" if at < len(lines) else ""


def payment_said(case: Case) -> Field:
    """The payment that the action is about, in words."""
    payment = next((each for each in case.order.payments if each.id == case.subject_id), None)
    if payment is None:
        raise NotFound.of("payment", "paiement", case.subject)
    method = payment.payment_method
    name = method_name(method.kind, method.brand, method.last_four, case.reader) if method else ""
    said_ = f"{word(payment.kind, case.reader)} {case.reader.money(payment.amount)}"
    return Field("payment", "says", f"{said_} · {name}" if name else said_, hint=payment.problem.replace("_", " "))


def lines_left(case: Case) -> list[OrderLineRow]:
    """Lines of which something is left."""
    return [line for line in case.order.lines if line.quantity > line.cancelled + line.returned]


def line_choices(case: Case, lines: Iterable[OrderLineRow]) -> list[Choice]:
    """Lines to choose one of."""
    return [Choice(str(line.id), f"{with_options(line.title, line.options)} · {line.sku}") for line in lines]


def line_detail(case: Case, line: OrderLineRow) -> str:
    """The SKU and the price of a piece."""
    return f"{line.sku} · {case.reader.money(line.unit_price)}"


def _paid_with(case: Case) -> str:
    """The means of payment that carried the order so far, where it is one that can be charged again."""
    paid = [each.payment_method for each in case.order.payments if each.kind in ("captured", "authorised")]
    last = next((method for method in reversed(paid) if method is not None), None)
    return str(last.id) if last else ""


def _method(case: AnyCase, kind: str, brand: str, last_four: str, balance: Money | None) -> str:
    name = method_name(kind, brand, last_four, case.reader)
    return f"{name} ({case.reader.money(balance)})" if balance is not None else name
