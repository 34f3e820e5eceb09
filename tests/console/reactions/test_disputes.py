"""Disputes that the gateway tells of, in any order and more than once."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from console.reactions.disputes import closed, opened
from domain.kernel.errors import Invalid
from domain.kernel.money import Money
from domain.orders.new_order import NewPayment
from domain.orders.queries import order
from domain.work.application import Application
from tests.support.builders import Builders


class Wired:
    """As much of the console as a handler asks for."""

    def __init__(self, application: Application) -> None:
        self.application = application


@pytest.fixture
def wired(application: Application) -> Wired:
    return Wired(application)


@pytest.fixture
def told(build: Builders) -> dict[str, Any]:
    customer = build.customer()
    card = build.payment_method(customer)
    build.order(customer, number="#T1", payments=[NewPayment("captured", Money(3998, "EUR"), card)])
    return {"id": "dp_7", "reference": "#T1", "amount": 3998, "currency": "EUR", "reason": "fraudulent"}


def order_of(application: Application, build: Builders) -> Any:
    return application.ask(order, build.actor, order="#T1")


def test_told_twice_it_is_opened_once(
    wired: Wired, told: dict[str, Any], application: Application, build: Builders
) -> None:
    first, again = opened(wired, told), opened(wired, told)
    assert isinstance(first, UUID) and first == again
    assert [each.external_ref for each in order_of(application, build).disputes] == ["dp_7"]


def test_the_end_may_come_before_the_beginning(
    wired: Wired, told: dict[str, Any], application: Application, build: Builders
) -> None:
    closed(wired, told | {"status": "lost"})
    closed(wired, told | {"status": "lost"})
    opened(wired, told)
    after = order_of(application, build)
    assert [each.status for each in after.disputes] == ["lost"]
    assert (after.refunded, after.balance) == (Money(3998, "EUR"), Money(0, "EUR"))


def test_an_unknown_reason_is_a_general_one(
    wired: Wired, told: dict[str, Any], application: Application, build: Builders
) -> None:
    opened(wired, told | {"reason": "moon_phase"})
    assert order_of(application, build).disputes[0].reason == "general"


@pytest.mark.parametrize("broken", [{"id": None}, {"amount": "39.98"}, {"currency": "EURO"}, {"amount": True}])
@pytest.mark.parametrize("handler", [opened, closed])
def test_what_cannot_be_read_is_named(
    wired: Wired, told: dict[str, Any], broken: dict[str, Any], handler: Callable[..., Any]
) -> None:
    with pytest.raises(Invalid) as refused:
        handler(wired, told | {"status": "lost"} | broken)
    assert refused.value.field == f"data.{next(iter(broken))}"
