"""What each role may give alone: at once, within a month, to one customer within a quarter."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from domain.approvals.queries import approvals
from domain.discounts.give_goodwill import give_goodwill
from domain.kernel.actor import Actor, ActorKind
from domain.kernel.clock import SetClock
from domain.kernel.errors import ApprovalNeeded
from domain.kernel.money import Money
from domain.kernel.permissions import Permission
from domain.orders.queries import order as read_order
from domain.orders.record_payment import record_payment
from domain.refunds.refund import refund
from domain.staff.add_api_key import add_api_key
from domain.staff.keys import key_presented
from domain.work.application import Application
from tests.support.builders import Builders
from tests.support.team import Team, eur
from tests.support.together import errors_of, together

Ask = Callable[..., Any]


def limits_of(acted: Any) -> list[str]:
    return [need.limit for need in acted.preview.needs]


@pytest.mark.parametrize(
    ("role", "action", "amount", "limits"),
    [
        ("agent", "goodwill", "50.00", []),
        ("agent", "goodwill", "50.01", ["goodwill.per_action"]),
        ("agent", "goodwill", "180.00", ["goodwill.per_action", "goodwill.per_customer"]),
        ("agent", "discount", "50.01", ["discount.per_action"]),
        ("agent", "refund", "50.01", ["refund.per_action"]),
        ("associate", "goodwill", "20.01", ["goodwill.per_action"]),
        ("supervisor", "goodwill", "500.00", []),
        ("supervisor", "goodwill", "500.01", ["goodwill.per_action"]),
        ("administrator", "goodwill", "900.00", []),
    ],
)
def test_each_role_has_its_limits_and_the_preview_says_what_is_needed(
    team: Team, role: str, action: str, amount: str, limits: list[str]
) -> None:
    placed = team.paid_order(100000)
    shown = team.look(team.hire(role), action, order=str(placed), amount=eur(amount), reason="apology")
    assert limits_of(shown) == limits


def test_the_need_can_be_read_aloud(team: Team) -> None:
    placed = team.paid_order(100000)
    shown = team.look(team.hire(), "goodwill", order=str(placed), amount=eur("60.00"), reason="apology")
    (need,) = shown.preview.needs
    assert (need.asked, need.allowed, need.currency) == (6000, 5000, "EUR")
    assert need.en == "Goodwill of €60.00 is above your limit of €50.00."
    assert need.fr.replace("\xa0", " ").replace("\u202f", " ") == (
        "Geste commercial de 60,00 € : au-dessus de votre limite de 50,00 €."
    )


def test_above_the_limit_nothing_is_done_and_the_request_waits(team: Team, ask: Ask, happened: Ask) -> None:
    placed = team.paid_order(100000)
    acted = team.act(
        team.hire(), "goodwill", order=str(placed), amount=eur("60.00"), reason="apology", said="Their third call"
    )
    (waiting,) = ask(approvals).items
    assert (acted.approval_id, acted.result) == (waiting.id, None)
    assert (waiting.action, waiting.note, waiting.order_id) == ("goodwill", "Their third call", placed)
    assert ask(read_order, order=placed).adjustments == ()
    assert happened("order.goodwill_given", "payment.asked") == []
    (event,) = happened("approval.asked")
    assert (event.order_id, event.data["amount"], event.data["currency"]) == (placed, 6000, "EUR")


def test_without_act_what_passes_a_limit_is_refused(application: Application, team: Team, ask: Ask) -> None:
    placed = team.paid_order(100000)
    with pytest.raises(ApprovalNeeded) as refused:
        application.perform(give_goodwill, team.hire(), order=placed, amount=Money(6000, "EUR"), reason="apology")
    assert refused.value.details["needs"][0]["limit"] == "goodwill.per_action"
    assert ask(read_order, order=placed).adjustments == ()


def test_a_customer_gets_so_much_within_a_quarter_whoever_gives(team: Team, build: Builders, clock: SetClock) -> None:
    customer_id = build.customer()
    placed = str(team.paid_order(100000, customer_id=customer_id))
    other = str(team.paid_order(100000, customer_id=customer_id))
    give = {"amount": eur("50.00"), "reason": "apology"}
    assert team.act(team.hire(), "goodwill", order=placed, **give).approval_id is None
    assert team.act(team.hire(), "goodwill", order=other, **give).approval_id is None
    third = team.look(team.hire(), "goodwill", order=placed, **give)
    assert [(need.limit, need.asked, need.allowed) for need in third.preview.needs] == [
        ("goodwill.per_customer", 15000, 12000)
    ]
    credit = team.look(team.hire(), "credit", customer_id=str(customer_id), **give)
    assert limits_of(credit) == ["goodwill.per_customer"]
    clock.advance(timedelta(days=90))
    assert limits_of(team.look(team.hire(), "goodwill", order=placed, **give)) == []


def test_a_person_gives_so_much_within_a_month_to_whomever(team: Team, clock: SetClock) -> None:
    agent = team.hire()
    give = {"amount": eur("50.00"), "reason": "apology"}
    for _ in range(8):
        assert team.act(agent, "goodwill", order=str(team.paid_order(10000)), **give).approval_id is None
    ninth = str(team.paid_order(10000))
    assert limits_of(team.look(agent, "goodwill", order=ninth, **give)) == ["goodwill.per_actor"]
    assert limits_of(team.look(team.hire(), "goodwill", order=ninth, **give)) == []
    assert limits_of(team.look(agent, "discount", order=ninth, **give)) == []
    clock.advance(timedelta(days=30))
    assert limits_of(team.look(agent, "goodwill", order=ninth, **give)) == []


def test_money_for_no_goods_drains_the_budget_of_goodwill(team: Team, build: Builders) -> None:
    customer_id, agent = build.customer(), team.hire()
    placed = str(team.paid_order(100000, customer_id=customer_id))
    for action in ("goodwill", "refund"):
        assert team.act(agent, action, order=placed, amount=eur("50.00"), reason="apology").approval_id is None
    shown = team.look(agent, "refund", order=placed, amount=eur("50.00"), reason="apology")
    assert limits_of(shown) == ["refund.per_customer"]


def test_what_the_customer_paid_too_much_needs_nobodys_word(
    application: Application, team: Team, build: Builders, ask: Ask
) -> None:
    placed = team.paid_order(10000)
    method = ask(read_order, order=placed).payments[0].payment_method.id
    build.perform(record_payment, order=placed, kind="captured", amount=Money(90000, "EUR"), payment_method_id=method)
    assert team.act(team.hire(), "refund", order=str(placed), reason="balance").approval_id is None


def test_currencies_have_budgets_of_their_own(team: Team, build: Builders) -> None:
    agent, customer_id = team.hire(), build.customer()
    for currency in ("EUR", "USD", "EUR", "USD"):
        credit = {"amount": {"amount": "50.00", "currency": currency}, "reason": "apology"}
        assert team.act(agent, "credit", customer_id=str(customer_id), **credit).approval_id is None


def test_a_key_has_the_limits_of_its_role(application: Application, team: Team, build: Builders) -> None:
    made = build.perform(add_api_key, name="Web shop", role="agent", scopes=["discounts.write", "identity:attested"])
    known = application.ask(key_presented, Actor.system("door"), key=made.key)
    assert known is not None
    acted = team.act(known.actor, "goodwill", order=str(team.paid_order(100000)), amount=eur("60.00"), reason="apology")
    assert acted.approval_id is not None


def test_the_product_itself_has_no_limits(application: Application, team: Team) -> None:
    placed = team.paid_order(100000)
    product = Actor.system("importer")
    asked = application.perform(refund, product, order=placed, amount=Money(90000, "EUR"), reason="damaged")
    assert len(asked) == 1
    assert application.ask(approvals, product, status=None).items == ()


def test_a_role_that_the_policy_does_not_know_gives_nothing_alone(team: Team) -> None:
    stranger = Actor(
        ActorKind.STAFF,
        "Robin",
        frozenset(Permission),
        team.hire().id,
        role="visitor",
        scopes=frozenset({"identity:attested"}),
    )
    shown = team.look(stranger, "goodwill", order=str(team.paid_order(10000)), amount=eur("0.01"), reason="apology")
    assert "goodwill.per_action" in limits_of(shown)


def test_gifts_at_the_same_moment_do_not_pass_a_budget_together(team: Team, ask: Ask, sql: Ask) -> None:
    agent = team.hire()
    placed = [str(team.paid_order(10000)) for _ in range(12)]
    results = together(
        *[
            lambda order=order: team.act(agent, "goodwill", order=order, amount=eur("50.00"), reason="apology")
            for order in placed
        ]
    )
    assert errors_of(results) == []
    assert sum(acted.approval_id is None for acted in results) == 8
    assert sql("SELECT sum(amount) FROM allowances WHERE approval_id IS NULL") == [(40000,)]
    assert len(ask(approvals).items) == 4
