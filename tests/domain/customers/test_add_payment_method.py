"""Means of payment: tokens, never card numbers."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from domain.customers.add_payment_method import KINDS, WITH_BALANCE, add_payment_method
from domain.customers.queries import customer
from domain.kernel.actor import Actor
from domain.kernel.errors import Conflict, Denied, DomainError, Invalid, NotFound
from domain.kernel.ids import new_id
from domain.kernel.money import Money
from domain.models.event import EventRow
from domain.work.application import Application
from tests.support.builders import Builders


@pytest.fixture
def customer_id(build: Builders) -> UUID:
    return build.customer()


def test_methods_are_kept_in_the_order_they_came(
    build: Builders, customer_id: UUID, ask: Callable[..., Any], happened: Callable[..., list[EventRow]]
):
    for kind in KINDS:
        balance = Money(0 if kind == "gift_card" else 1250, "GBP") if kind in WITH_BALANCE else None
        build.perform(
            add_payment_method, customer_id=customer_id, kind=kind, balance=balance, external_ref=f"ref {kind}"
        )
    methods = ask(customer, customer_id=customer_id).payment_methods
    assert [method.kind for method in methods] == list(KINDS)
    assert {method.kind: method.balance for method in methods if method.balance is not None} == {
        "gift_card": Money(0, "GBP"),
        "store_credit": Money(1250, "GBP"),
        "goodwill_credit": Money(1250, "GBP"),
    }
    assert len(happened("customer.payment_method_added")) == len(KINDS)


@pytest.mark.parametrize(
    ("wrong", "field", "code"),
    [
        ({"kind": "cowries"}, "kind", "unknown_choice"),
        ({"kind": ""}, "kind", "unknown_choice"),
        ({"last_four": "424"}, "last_four", "not_four_digits"),
        ({"last_four": "4242424242424242"}, "last_four", "not_four_digits"),
        ({"last_four": "４２４２"}, "last_four", "not_four_digits"),
        ({"last_four": "4242\n"}, "last_four", "not_four_digits"),
        ({"brand": "x" * 41}, "brand", "too_long"),
        ({"brand": "\x00"}, "brand", "control_characters"),
        ({"external_ref": "x" * 201}, "external_ref", "too_long"),
        ({"external_ref": "\x00"}, "external_ref", "control_characters"),
        ({"balance": Money(1, "EUR")}, "balance", "balance_and_kind"),
        ({"kind": "gift_card"}, "balance", "balance_and_kind"),
        ({"kind": "gift_card", "balance": Money(-1, "EUR")}, "balance", "balance_and_kind"),
        ({"kind": "gift_card", "balance": Money(10**19, "EUR")}, "balance", "amount_too_large"),
        ({"kind": "gift_card", "balance": Money(1, "XXZ")}, "balance", "unknown_currency"),
    ],
)
def test_a_refusal_names_the_field(
    wrong: dict[str, Any], field: str, code: str, customer_id: UUID, refusal_of: Callable[..., DomainError],
    ask: Callable[..., Any],
):  # fmt: skip
    refusal = refusal_of(add_payment_method, **{"customer_id": customer_id, "kind": "card"} | wrong)
    assert (type(refusal), refusal.field, refusal.code) == (Invalid, field, code)
    assert ask(customer, customer_id=customer_id).payment_methods == ()


def test_a_token_stands_once_for_a_customer(build: Builders, customer_id: UUID, refusal_of: Callable[..., DomainError]):
    build.payment_method(customer_id, external_ref="tok_1")
    build.payment_method(build.customer(), external_ref="tok_1")
    refusal = refusal_of(add_payment_method, customer_id=customer_id, kind="card", external_ref=" tok_1")
    assert (type(refusal), refusal.field) == (Conflict, "external_ref")


def test_denied_and_unknown(
    application: Application, powerless: Actor, customer_id: UUID, refusal_of: Callable[..., DomainError]
):
    with pytest.raises(Denied):
        application.perform(add_payment_method, powerless, customer_id=customer_id, kind="card")
    assert isinstance(refusal_of(add_payment_method, customer_id=new_id(), kind="card"), NotFound)
