"""Tier and risk follow from what happened."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from domain.customers.queries import customer
from domain.customers.reassess_standing import reassess_standing
from domain.kernel.actor import Actor
from domain.kernel.clock import SetClock
from domain.kernel.errors import Denied, DomainError, NotFound
from domain.kernel.ids import new_id
from domain.kernel.money import Money
from domain.models.event import EventRow
from domain.orders.cancel import cancel_order
from domain.orders.new_order import NewLine, NewPayment
from domain.orders.record_payment import record_payment
from domain.work.application import Application
from tests.support.builders import Builders
from tests.support.together import errors_of, together


@pytest.fixture
def customer_id(build: Builders) -> UUID:
    build.product("A-1")
    return build.customer()


def buy(build: Builders, customer_id: UUID, minor: int, currency: str = "EUR", **values: Any) -> UUID:
    price = Money(minor, currency)
    return build.order(
        customer_id,
        currency=currency,
        lines=[NewLine("A-1", 1, price)],
        payments=[NewPayment("captured", price)],
        **values,
    )


def tier(build: Builders, ask: Callable[..., Any], customer_id: UUID) -> str:
    build.perform(reassess_standing, customer_id=customer_id)
    found: str = ask(customer, customer_id=customer_id).tier
    return found


@pytest.mark.parametrize(
    ("minor", "currency", "wanted"),
    [(39_999, "EUR", "standard"), (40_000, "EUR", "silver"), (99_999, "GBP", "silver"), (100_000, "USD", "gold"),
     (400, "JPY", "silver"), (399_999, "KWD", "standard")],
)  # fmt: skip
def test_the_tier_is_what_was_kept_in_major_units(
    minor: int, currency: str, wanted: str, build: Builders, customer_id: UUID, ask: Callable[..., Any]
):
    buy(build, customer_id, minor, currency)
    assert tier(build, ask, customer_id) == wanted


def test_refunds_and_years_count(build: Builders, customer_id: UUID, ask: Callable[..., Any], clock: SetClock):
    order_id = buy(build, customer_id, 100_000)
    assert tier(build, ask, customer_id) == "gold"
    build.perform(record_payment, order=order_id, kind="refunded", amount=Money(1, "EUR"))
    assert tier(build, ask, customer_id) == "silver"
    clock.advance(timedelta(days=366))
    assert tier(build, ask, customer_id) == "standard"


def test_nothing_bought_is_standard(build: Builders, customer_id: UUID, ask: Callable[..., Any]):
    assert tier(build, ask, customer_id) == "standard"


def test_doing_it_again_changes_and_records_nothing(
    build: Builders, customer_id: UUID, ask: Callable[..., Any], happened: Callable[..., list[EventRow]]
):
    buy(build, customer_id, 50_000)
    build.perform(reassess_standing, customer_id=customer_id)
    before = (ask(customer, customer_id=customer_id), len(happened()))
    results = together(*[lambda: build.perform(reassess_standing, customer_id=customer_id)] * 5)
    assert errors_of(results) == []
    assert (ask(customer, customer_id=customer_id), len(happened())) == before
    (event,) = happened("customer.tier_changed")
    assert event.data == {"from": "standard", "to": "silver"}


def test_risk_is_raised_and_cleared(
    build: Builders, customer_id: UUID, ask: Callable[..., Any], happened: Callable[..., list[EventRow]]
):
    def flags() -> dict[str, dict[str, str]]:
        build.perform(reassess_standing, customer_id=customer_id)
        return {flag.kind: dict(flag.facts) for flag in ask(customer, customer_id=customer_id).risk_flags}

    for _ in range(2):
        build.perform(cancel_order, order=buy(build, customer_id, 1000), reason="x")
    assert flags() == {}
    build.perform(cancel_order, order=buy(build, customer_id, 1000), reason="x")
    assert flags() == {"many_cancellations": {"cancelled": "3", "orders": "3"}}
    orders = [buy(build, customer_id, 1000) for _ in range(6)]
    assert flags() == {}
    for id in orders:
        build.perform(record_payment, order=id, kind="refunded", amount=Money(500, "EUR"))
    assert flags() == {"many_refunds": {"share": "0.67"}}
    raised = [(event.type, event.data["kind"]) for event in happened("customer.risk_raised", "customer.risk_cleared")]
    assert ("customer.risk_cleared", "many_cancellations") in raised
    assert ("customer.risk_raised", "many_refunds") in raised


def test_denied_and_unknown(
    application: Application, powerless: Actor, customer_id: UUID, refusal_of: Callable[..., DomainError]
):
    with pytest.raises(Denied):
        application.perform(reassess_standing, powerless, customer_id=customer_id)
    assert isinstance(refusal_of(reassess_standing, customer_id=new_id()), NotFound)
