"""Discounts: lower the price, give back what is paid already."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from domain.discounts.give_discount import give_discount
from domain.kernel.actor import Actor
from domain.kernel.errors import Conflict, Denied, DomainError, IdentityNeeded, StaleVersion
from domain.kernel.money import Money
from domain.kernel.permissions import Permission
from domain.orders.cancel import cancel_order
from domain.orders.queries import order as read_order
from domain.orders.rows import OrderDetail
from domain.pricing.set_tax_rate import set_tax_rate
from domain.work.application import Application
from tests.support.builders import Builders
from tests.support.team import Team

Ask = Callable[..., Any]


def euros(minor: int) -> Money:
    return Money(minor, "EUR")


def detail(ask: Ask, order_id: object) -> OrderDetail:
    found: OrderDetail = ask(read_order, order=order_id)
    assert sum(line.discount.minor for line in found.lines) <= found.discount.minor
    assert found.balance.minor == found.total.minor - found.captured.minor + found.refunded.minor
    return found


def test_without_the_right_nothing_is_given(application: Application, powerless: Actor, team: Team) -> None:
    placed = team.order(10000)
    with pytest.raises(Denied):
        application.perform(give_discount, powerless, order=placed, amount=euros(500), reason="apology")
    assert team.total(placed) == 10000


def test_the_customer_must_be_known_for_sure(
    application: Application, team: Team, actor_with: Callable[..., Actor]
) -> None:
    agent = actor_with(Permission.DISCOUNTS_WRITE, session=True, role="agent")
    with pytest.raises(IdentityNeeded):
        application.perform(give_discount, agent, order=team.order(), amount=euros(500), reason="apology")


def test_an_amount_off_an_unpaid_order_lowers_what_is_due(build: Builders, team: Team, ask: Ask, happened: Ask) -> None:
    placed = team.order(6000, 4000)
    build.perform(give_discount, order=placed, amount=euros(1000), reason="late_delivery", note="A week late")
    found = detail(ask, placed)
    assert (found.discount.minor, found.total.minor, found.balance.minor) == (1000, 9000, 9000)
    assert [line.discount.minor for line in found.lines] == [600, 400]
    assert found.payments == ()
    (event,) = happened("order.discounted")
    assert event.data["amount"] == 1000
    assert event.data["reason"] == "late_delivery"
    assert "A week late" not in str(event.data)


def test_what_is_paid_is_given_back_to_the_card_it_came_from(
    build: Builders, team: Team, ask: Ask, happened: Ask
) -> None:
    placed = team.paid_order(10000)
    build.perform(give_discount, order=placed, amount=euros(1500), reason="damaged")
    found = detail(ask, placed)
    assert (found.total.minor, found.pending.minor) == (8500, -1500)
    (asked,) = happened("payment.asked")
    assert (asked.data["kind"], asked.data["amount"]) == ("refunded", 1500)


def test_the_tax_on_what_is_paid_too_much_is_given_back_as_well(build: Builders, team: Team, ask: Ask) -> None:
    rate = {"label": "Sales tax", "millionths": 100_000, "included": False, "effective_from": date(2026, 1, 1)}
    build.perform(set_tax_rate, country="FR", **rate)
    placed = team.paid_order(10000)
    build.perform(give_discount, order=placed, amount=euros(2000), reason="apology", settle_with="store_credit")
    after = detail(ask, placed)
    assert (after.total, after.refunded, after.balance) == (euros(8800), euros(2200), euros(0))


def test_what_is_paid_can_become_store_credit(build: Builders, team: Team, ask: Ask) -> None:
    placed = team.paid_order(10000)
    build.perform(give_discount, order=placed, amount=euros(1500), reason="damaged", settle_with="store_credit")
    found = detail(ask, placed)
    refunds = [entry for entry in found.payments if entry.kind == "refunded"]
    assert [(entry.status, entry.amount.minor) for entry in refunds] == [("settled", 1500)]
    credit = refunds[0].payment_method
    assert credit is not None
    assert (credit.kind, credit.balance) == ("store_credit", euros(1500))
    assert found.balance.minor == 0


def test_a_percentage_is_of_what_the_goods_cost_after_earlier_discounts(build: Builders, team: Team, ask: Ask) -> None:
    placed = team.order(10000, shipping=euros(490))
    build.perform(give_discount, order=placed, percent="10", reason="loyalty")
    build.perform(give_discount, order=placed, percent="10", reason="loyalty")
    found = detail(ask, placed)
    assert found.discount.minor == 1000 + 900
    assert found.total.minor == 10490 - 1900


@pytest.mark.parametrize(("percent", "less"), [("12.5", 12), ("0.5", 1), ("100", 99), ("33.33", 33)])
def test_a_percentage_is_rounded_half_up_to_the_cent(
    build: Builders, team: Team, ask: Ask, percent: str, less: int
) -> None:
    placed = team.order(99)
    if Decimal(percent) * 99 / 100 < Decimal("0.5"):
        with pytest.raises(DomainError) as refused:
            build.perform(give_discount, order=placed, percent=percent, reason="loyalty")
        assert (refused.value.field, refused.value.code) == ("percent", "zero_amount")
        return
    build.perform(give_discount, order=placed, percent=percent, reason="loyalty")
    assert detail(ask, placed).discount.minor == less


def test_only_one_line_is_made_cheaper(build: Builders, team: Team, ask: Ask) -> None:
    placed = team.order(6000, 4000)
    second = ask(read_order, order=placed).lines[1]
    build.perform(give_discount, order=placed, percent="50", line_id=second.id, reason="damaged")
    assert [line.discount.minor for line in detail(ask, placed).lines] == [0, 2000]


@pytest.mark.parametrize(
    ("values", "field", "code"),
    [
        ({}, "amount", "one_of_two"),
        ({"amount": euros(1), "percent": "1"}, "amount", "one_of_two"),
        ({"amount": euros(0)}, "amount", "zero_amount"),
        ({"amount": euros(-5)}, "amount", "negative_amount"),
        ({"amount": Money(500, "USD")}, "amount", "currency_mismatch"),
        ({"amount": euros(10001)}, "amount", "discount_too_large"),
        ({"percent": "0"}, "percent", "not_a_percentage"),
        ({"percent": "100.01"}, "percent", "not_a_percentage"),
        ({"percent": "-5"}, "percent", "not_a_percentage"),
        ({"percent": "NaN"}, "percent", "not_a_percentage"),
        ({"percent": "1e-9"}, "percent", "not_a_percentage"),
        ({"percent": "ten"}, "percent", "not_a_percentage"),
        ({"amount": euros(5), "reason": "because"}, "reason", "unknown_choice"),
        ({"amount": euros(5), "reason": "other"}, "note", "missing"),
        ({"amount": euros(5), "note": "x" * 501}, "note", "too_long"),
        ({"amount": euros(5), "settle_with": "card_nobody_has"}, "settle_with", "not_found"),
        ({"amount": euros(5), "line_id": "00000000-0000-7000-8000-000000000000"}, "line_id", "not_found"),
    ],
)
def test_what_cannot_be_right_is_named_and_nothing_is_written(
    refusal_of: Callable[..., DomainError], team: Team, ask: Ask, values: dict[str, Any], field: str, code: str
) -> None:
    placed = team.order(10000)
    refused = refusal_of(give_discount, order=placed, **{"reason": "apology"} | values)
    assert (refused.field, refused.code) == (field, code)
    assert detail(ask, placed).adjustments == ()


def test_a_stale_version_is_refused(build: Builders, team: Team, ask: Ask) -> None:
    placed = team.order(10000)
    version = detail(ask, placed).version
    build.perform(give_discount, order=placed, amount=euros(100), reason="apology", expected_version=version)
    with pytest.raises(StaleVersion):
        build.perform(give_discount, order=placed, amount=euros(100), reason="apology", expected_version=version)
    assert detail(ask, placed).discount.minor == 100


def test_a_line_that_is_gone_cannot_be_made_cheaper(build: Builders, team: Team, ask: Ask) -> None:
    placed = team.order(10000)
    line = detail(ask, placed).lines[0]
    build.perform(cancel_order, order=placed, reason="changed their mind")
    with pytest.raises(Conflict) as refused:
        build.perform(give_discount, order=placed, amount=euros(100), line_id=line.id, reason="apology")
    assert refused.value.code == "nothing_kept"
