"""Goodwill: money back as a gesture, on an order or without one."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from domain.customers.queries import customer as read_customer
from domain.discounts.give_credit import give_credit
from domain.discounts.give_goodwill import give_goodwill
from domain.kernel.actor import Actor
from domain.kernel.errors import Denied, DomainError
from domain.kernel.money import Money
from domain.orders.queries import order as read_order
from domain.work.application import Application
from tests.support.builders import Builders
from tests.support.team import Team

Ask = Callable[..., Any]


def euros(minor: int) -> Money:
    return Money(minor, "EUR")


@pytest.mark.parametrize(("use_case", "whom"), [(give_goodwill, "order"), (give_credit, "customer_id")])
def test_without_the_right_nothing_is_given(
    application: Application, powerless: Actor, team: Team, build: Builders, use_case: Any, whom: str
) -> None:
    subject = team.order() if whom == "order" else build.customer()
    with pytest.raises(Denied):
        application.perform(use_case, powerless, amount=euros(1), reason="apology", **{whom: subject})


def test_goodwill_goes_back_to_the_card_and_leaves_the_tax_alone(
    build: Builders, team: Team, ask: Ask, happened: Ask
) -> None:
    placed = team.paid_order(10000, tax=euros(2000))
    build.perform(give_goodwill, order=placed, amount=euros(2500), reason="apology")
    found = ask(read_order, order=placed)
    assert (found.tax.minor, found.total.minor, found.pending.minor) == (2000, 9500, -2500)
    (event,) = happened("order.goodwill_given")
    assert (event.data["amount"], event.data["given_as"]) == (2500, "original")


def test_goodwill_as_credit_goes_to_the_customers_own_made_for_it(build: Builders, team: Team, ask: Ask) -> None:
    placed = team.paid_order(10000)
    for _ in range(2):
        build.perform(give_goodwill, order=placed, amount=euros(1000), reason="apology", give_as="goodwill_credit")
    found = ask(read_order, order=placed)
    assert (found.total.minor, found.balance.minor, found.pending.minor) == (8000, 0, 0)
    methods = {entry.payment_method for entry in found.payments if entry.kind == "refunded"}
    (credit,) = methods
    assert credit.kind == "goodwill_credit"
    assert credit.balance == euros(2000)


def test_goodwill_gives_back_its_own_amount_and_nothing_else_that_is_owed(
    build: Builders, team: Team, ask: Ask
) -> None:
    placed = team.paid_order(10000)
    build.perform(give_goodwill, order=placed, amount=euros(1000), reason="apology", give_as="store_credit")
    refunds = [entry.amount.minor for entry in ask(read_order, order=placed).payments if entry.kind == "refunded"]
    assert refunds == [1000]


def test_on_an_unpaid_order_goodwill_comes_off_what_is_due_and_says_so(team: Team, ask: Ask) -> None:
    placed = team.order(10000)
    agent = team.hire("supervisor")
    amount = {"amount": "10.00", "currency": "EUR"}
    shown = team.look(
        agent, "goodwill", order=str(placed), amount=amount, reason="apology", give_as="store_credit"
    ).preview
    assert [rule.code for rule in shown.rules] == ["gift_off_what_is_due"]
    assert shown.settlements == ()
    assert shown.payment_difference == euros(-1000)


def test_more_than_the_order_is_refused(refusal_of: Callable[..., DomainError], team: Team, ask: Ask) -> None:
    placed = team.paid_order(1000)
    refused = refusal_of(give_goodwill, order=placed, amount=euros(1001), reason="apology")
    assert (refused.code, refused.field) == ("discount_too_large", "amount")
    assert ask(read_order, order=placed).total.minor == 1000


def test_credit_without_an_order(build: Builders, ask: Ask, happened: Ask) -> None:
    customer_id: UUID = build.customer()
    for _ in range(2):
        build.perform(give_credit, customer_id=customer_id, amount=euros(1500), reason="loyalty")
    (credit,) = ask(read_customer, customer_id=customer_id).payment_methods
    assert (credit.kind, credit.balance) == ("goodwill_credit", euros(3000))
    assert [event.data["amount"] for event in happened("customer.credit_given")] == [1500, 1500]


@pytest.mark.parametrize(
    ("amount", "code"),
    [(euros(0), "zero_amount"), (euros(-1), "negative_amount"), (Money(1, "XXZ"), "unknown_currency")],
)
def test_credit_must_be_an_amount(
    refusal_of: Callable[..., DomainError], build: Builders, amount: Money, code: str
) -> None:
    refused = refusal_of(give_credit, customer_id=build.customer(), amount=amount, reason="loyalty")
    assert refused.code == code
