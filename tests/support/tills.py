"""The parts of use cases that move the money of one order, each in a transaction of its own."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from domain.kernel.actor import Actor
from domain.kernel.money import Money
from domain.models.payment import PaymentIntent
from domain.orders.new_order import NewLine
from domain.payments.ask import Why, move_money
from domain.payments.collect import collect
from domain.payments.give_back import give_back
from domain.payments.methods import method_of
from domain.payments.settle import begin_attempt, settle_intent
from domain.payments.settle_difference import settle_difference
from domain.payments.sums import PaymentSums, payment_sums
from domain.ports.gateway import GatewayAnswer
from domain.work.application import Application
from domain.work.lock_order import lock_order
from domain.work.unit import Unit
from tests.support.builders import Builders

GATEWAY = Actor.system("payments")
CARD = "tok_card"  # the reference of the card of `Till.of_new_order`


class Till:
    """Moves money of one order. Methods are named by id, reference or word; amounts are cents."""

    def __init__(self, application: Application, order_id: UUID, customer_id: UUID, actor: Actor) -> None:
        self.application = application
        self.order_id = order_id
        self.customer_id = customer_id
        self.actor = actor

    @classmethod
    def of_new_order(cls, application: Application, build: Builders, *, total: int = 10_000) -> "Till":
        """Of an order that comes to `total`, of a customer with the card `CARD` and one that is always declined."""
        customer_id = build.customer()
        for token in (CARD, "tok_declined"):
            build.payment_method(customer_id, external_ref=token)
        sku = f"TILL-{customer_id.hex[-8:]}"
        build.product(sku, price=total)
        order_id = build.order(customer_id, lines=[NewLine(sku, 1, Money(total, "EUR"))])
        return cls(application, order_id, customer_id, build.actor)

    def collect(self, amount: int, method: UUID | str = CARD, **values: Any) -> UUID:
        def pay(unit: Unit) -> UUID:
            order = lock_order(unit, self.order_id)
            money = Money(amount, "EUR")
            return collect(unit, order, amount=money, method=self._method(unit, method), reason="test", **values)

        return self.application.perform(pay, self.actor)

    def authorise(self, amount: int, method: UUID | str = CARD) -> UUID:
        def pay(unit: Unit) -> UUID:
            order = lock_order(unit, self.order_id)
            means = self._method(unit, method)
            return move_money(unit, order, means, kind="authorised", amount=Money(amount, "EUR"), why=Why("placed"))

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

    def send(self, console: Any, payment: UUID) -> GatewayAnswer:
        """Ask the gateway once, and book nothing."""
        request = self.application.perform(begin_attempt, GATEWAY, intent_id=payment)
        assert request is not None
        answer: GatewayAnswer = console.gateway.send(request)
        return answer

    def answer(
        self, payment: UUID, answer: GatewayAnswer | None = None, *, code: str = "", ref: str = "v_1", **values: Any
    ) -> str:
        """Book the gateway's answer: this one, or settled, or refused with `code`."""
        said = answer or GatewayAnswer(settled=not code, vendor_ref=ref, code=code)
        return self.application.perform(settle_intent, GATEWAY, intent_id=payment, answer=said, **values)

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
