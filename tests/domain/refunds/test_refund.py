"""Refunds: what is owed, an amount, never more than was captured, never twice."""

from collections.abc import Callable
from typing import Any

import pytest

from domain.kernel.actor import Actor
from domain.kernel.errors import Conflict, Denied, DomainError, IdentityNeeded, StaleVersion
from domain.kernel.money import Money
from domain.kernel.permissions import Permission
from domain.orders.queries import order as read_order
from domain.orders.record_payment import record_payment
from domain.refunds.refund import refund
from domain.work.application import Application
from tests.support.builders import Builders
from tests.support.team import Team
from tests.support.together import errors_of, together

Ask = Callable[..., Any]


def euros(minor: int) -> Money:
    return Money(minor, "EUR")


@pytest.fixture
def overpaid(build: Builders, team: Team) -> Any:
    """100.00, of which 120.00 were captured from a card."""
    placed = team.order(10000)
    card = build.payment_method(build.application.ask(read_order, build.actor, order=placed).customer_id)
    build.perform(record_payment, order=placed, kind="captured", amount=euros(12000), payment_method_id=card)
    return placed


def test_without_the_right_nothing_is_refunded(application: Application, powerless: Actor, overpaid: Any) -> None:
    with pytest.raises(Denied):
        application.perform(refund, powerless, order=overpaid, reason="balance")


def test_the_customer_must_be_known_for_sure(
    application: Application, overpaid: Any, actor_with: Callable[..., Actor]
) -> None:
    agent = actor_with(Permission.REFUNDS_WRITE, session=True, role="agent")
    with pytest.raises(IdentityNeeded):
        application.perform(refund, agent, order=overpaid, reason="balance")


def test_without_an_amount_what_is_owed_is_given_back_once(
    build: Builders, refusal_of: Callable[..., DomainError], ask: Ask, happened: Ask, overpaid: Any
) -> None:
    build.perform(refund, order=overpaid, reason="balance")
    found = ask(read_order, order=overpaid)
    assert (found.total.minor, found.pending.minor, found.adjustments) == (10000, -2000, ())
    (event,) = happened("order.refunded")
    assert (event.data["amount"], event.data["reason"], event.data["for_no_goods"]) == (2000, "balance", 0)
    assert refusal_of(refund, order=overpaid, reason="balance").code == "nothing_owed"


def test_what_exceeds_the_overpayment_is_taken_off_the_order(
    build: Builders, ask: Ask, happened: Ask, overpaid: Any
) -> None:
    build.perform(refund, order=overpaid, amount=euros(5000), reason="damaged", note="Came in pieces")
    found = ask(read_order, order=overpaid)
    assert (found.total.minor, found.pending.minor, found.balance.minor) == (7000, -5000, -5000)
    assert [(row.kind, row.amount.minor) for row in found.adjustments] == [("refund", -3000)]
    (event,) = happened("order.refunded")
    assert event.data["for_no_goods"] == 3000
    assert "pieces" not in str(event.data)


@pytest.mark.parametrize("word", ["store_credit", "gift_card", "goodwill_credit"])
def test_to_an_own_credit_of_the_customer(build: Builders, ask: Ask, overpaid: Any, word: str) -> None:
    build.perform(refund, order=overpaid, amount=euros(2000), refund_to=word, reason="balance")
    found = ask(read_order, order=overpaid)
    (entry,) = [entry for entry in found.payments if entry.kind == "refunded"]
    assert entry.payment_method is not None
    assert (entry.payment_method.kind, entry.payment_method.balance) == (word, euros(2000))
    assert found.balance.minor == 0


def test_never_above_what_was_captured(refusal_of: Callable[..., DomainError], ask: Ask, overpaid: Any) -> None:
    refused = refusal_of(refund, order=overpaid, amount=euros(12001), reason="damaged")
    assert (refused.code, refused.field) == ("refund_above_captured", "amount")
    assert refused.details["left"] == 12000
    assert ask(read_order, order=overpaid).adjustments == ()


@pytest.mark.parametrize(
    ("values", "field", "code"),
    [
        ({"amount": euros(0)}, "amount", "zero_amount"),
        ({"amount": euros(-1)}, "amount", "negative_amount"),
        ({"amount": Money(100, "USD")}, "amount", "currency_mismatch"),
        ({"reason": "because"}, "reason", "unknown_choice"),
        ({"reason": "other"}, "note", "missing"),
        ({"refund_to": "somebody_elses_card"}, "refund_to", "not_found"),
    ],
)
def test_what_cannot_be_right_is_named(
    refusal_of: Callable[..., DomainError], ask: Ask, overpaid: Any, values: Any, field: str, code: str
) -> None:
    refused = refusal_of(refund, order=overpaid, **{"reason": "balance"} | values)
    assert (refused.field, refused.code) == (field, code)
    assert ask(read_order, order=overpaid).pending.minor == 0


def test_an_unpaid_order_has_nothing_to_refund(refusal_of: Callable[..., DomainError], team: Team) -> None:
    placed = team.order(10000)
    assert refusal_of(refund, order=placed, reason="balance").code == "nothing_owed"
    assert refusal_of(refund, order=placed, amount=euros(1), reason="damaged").code == "refund_above_captured"


def test_a_stale_version_is_refused(build: Builders, ask: Ask, overpaid: Any) -> None:
    version = ask(read_order, order=overpaid).version
    build.perform(refund, order=overpaid, amount=euros(100), reason="balance", expected_version=version)
    with pytest.raises(StaleVersion):
        build.perform(refund, order=overpaid, amount=euros(100), reason="balance", expected_version=version)


def test_of_fifty_refunds_of_everything_at_once_one_is_made(
    build: Builders, team: Team, ask: Ask, happened: Ask
) -> None:
    placed = team.paid_order(10000)
    results = together(
        *[lambda: build.perform(refund, order=placed, amount=euros(10000), reason="damaged") for _ in range(50)]
    )
    refused = errors_of(results)
    assert len(refused) == 49
    assert {(type(each), each.code) for each in refused if isinstance(each, Conflict)} == {
        (Conflict, "refund_above_captured")
    }
    assert all(isinstance(each, Conflict) for each in refused)
    assert [event.data["amount"] for event in happened("payment.asked")] == [10000]
    found = ask(read_order, order=placed)
    assert (found.total.minor, found.pending.minor) == (0, -10000)
