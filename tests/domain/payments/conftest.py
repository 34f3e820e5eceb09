"""An order to pay, and the parts of use cases that move its money, each in a transaction of its own."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from domain.kernel.actor import Actor
from domain.kernel.money import Money
from domain.models.payment import PaymentIntent
from domain.orders.new_order import NewLine
from domain.payments.ask import Why, move_money
from domain.payments.collect import collect
from domain.payments.give_back import give_back
from domain.payments.methods import method_of
from domain.payments.settle import settle_intent
from domain.payments.settle_difference import settle_difference
from domain.payments.sums import PaymentSums, payment_sums
from domain.ports.gateway import GatewayAnswer
from domain.work.application import Application
from domain.work.lock_order import lock_order
from domain.work.unit import Unit
from tests.support.builders import Builders

TOTAL = 3998  # cents that the order of these tests comes to


class Till:
    """Moves money of one order. Methods are named by id, reference or word; amounts are cents."""

    def __init__(self, application: Application, order_id: UUID, customer_id: UUID, actor: Actor) -> None:
        self.application = application
        self.order_id = order_id
        self.customer_id = customer_id
        self.actor = actor

    def collect(self, amount: int, method: UUID | str, **values: Any) -> UUID:
        def pay(unit: Unit) -> UUID:
            order = lock_order(unit, self.order_id)
            money = Money(amount, "EUR")
            return collect(unit, order, amount=money, method=self._method(unit, method), reason="test", **values)

        return self.application.perform(pay, self.actor)

    def give_back(self, amount: int, method: UUID | str | None = None, **values: Any) -> list[UUID]:
        def pay(unit: Unit) -> list[UUID]:
            order = lock_order(unit, self.order_id)
            to = None if method is None else self._method(unit, method)
            return give_back(unit, order, amount=Money(amount, "EUR"), method=to, reason="test", **values)

        return self.application.perform(pay, self.actor)

    def settle_difference(self, method: UUID | str | None = None, *, total: int | None = None) -> None:
        """With `total`, the order is first made to cost so much."""

        def pay(unit: Unit) -> None:
            order = lock_order(unit, self.order_id)
            order.total = order.total if total is None else total
            to = None if method is None else self._method(unit, method)
            settle_difference(unit, order, method=to, reason="test")

        self.application.perform(pay, self.actor)

    def answer(self, payment: UUID, code: str = "", ref: str = "v_1", **values: Any) -> str:
        """The gateway's answer: settled, or refused with `code`."""
        said = GatewayAnswer(settled=not code, vendor_ref=ref, code=code)
        return self.application.perform(
            settle_intent, Actor.system("payments"), intent_id=payment, answer=said, **values
        )

    @property
    def sums(self) -> PaymentSums:
        return self.application.ask(lambda unit: payment_sums(unit, self.order_id), self.actor)

    @property
    def intents(self) -> list[PaymentIntent]:
        """Every intent of the order, the oldest first."""
        query = select(PaymentIntent).where(PaymentIntent.order_id == self.order_id).order_by(PaymentIntent.id)
        return self.application.ask(lambda unit: list(unit.session.execute(query).scalars()), self.actor)

    def intent(self, payment: UUID) -> PaymentIntent:
        return next(intent for intent in self.intents if intent.id == payment)

    def _method(self, unit: Unit, named: UUID | str) -> Any:
        return method_of(unit, self.customer_id, named, field="method", currency="EUR")


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
def authorised(application: Application, till: Till, administrator: Actor) -> Callable[..., UUID]:
    """`authorised(card, 3998)`: an authorisation that the gateway has given; the id of its entry."""

    def authorise(unit: Unit, method: UUID, amount: int) -> UUID:
        order = lock_order(unit, till.order_id)
        means = method_of(unit, till.customer_id, method, field="method")
        return move_money(unit, order, means, kind="authorised", amount=Money(amount, "EUR"), why=Why("placed"))

    def authorised(method: UUID, amount: int, ref: str = "auth_1") -> UUID:
        id = application.perform(lambda unit: authorise(unit, method, amount), administrator)
        till.answer(id, ref=ref)
        return id

    return authorised
