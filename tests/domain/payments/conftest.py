"""An order to pay and what to pay it with."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from domain.kernel.actor import Actor
from domain.kernel.money import Money
from domain.orders.new_order import NewLine
from domain.work.application import Application
from tests.support.builders import Builders
from tests.support.tills import Till


@pytest.fixture
def customer_id(build: Builders) -> UUID:
    return build.customer()


@pytest.fixture
def card(build: Builders, customer_id: UUID) -> UUID:
    return build.payment_method(customer_id, external_ref="tok_card")


@pytest.fixture
def gift_card(build: Builders, customer_id: UUID) -> UUID:
    """With 50 euros on it."""
    return build.payment_method(customer_id, kind="gift_card", brand="", last_four="", balance=Money(5000, "EUR"))


@pytest.fixture
def till_of(application: Application, administrator: Actor, customer_id: UUID) -> Callable[[UUID], Till]:
    return lambda order_id: Till(application, order_id, customer_id, administrator)


@pytest.fixture
def till(build: Builders, customer_id: UUID, till_of: Callable[[UUID], Till]) -> Till:
    """Of an order of 39.98 EUR for two shirts, nothing paid."""
    build.goods("SHIRT", price=1999, on_hand=10)
    return till_of(build.order(customer_id, lines=[NewLine("SHIRT", 2)]))


@pytest.fixture
def balance_of(sql: Callable[..., list[Any]]) -> Callable[[UUID], int]:
    """What is on a credit; it is the sum of its entries, or the test fails."""

    def balance_of(method_id: UUID) -> int:
        ((balance, entries),) = sql(
            "SELECT m.balance, (SELECT coalesce(sum(amount), 0)::bigint FROM credit_entries"
            " WHERE payment_method_id = m.id) FROM payment_methods m WHERE m.id = %s",
            method_id,
        )
        assert balance == entries
        return balance

    return balance_of


@pytest.fixture
def authorised(till: Till) -> Callable[..., UUID]:
    """`authorised(card, 3998)`: an authorisation that the gateway has given; the id of its entry."""

    def authorised(method: UUID, amount: int, ref: str = "auth_1") -> UUID:
        id = till.authorise(amount, method)
        till.answer(id, ref=ref)
        return id

    return authorised
