"""Whatever is collected, given back, answered, refused, dropped and told again, in any order: the sums hold."""

from collections.abc import Callable
from typing import Any, ClassVar
from uuid import UUID

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from domain.kernel.actor import Actor
from domain.kernel.errors import Conflict, Invalid
from domain.kernel.money import Money
from domain.payments.capture_shipped import capture_shipped
from domain.payments.drop_payment import drop_payment
from domain.payments.retry_payment import retry_payment
from domain.payments.settle import begin_attempt
from domain.ports.gateway import GatewayAnswer, GatewayRequest
from domain.work.application import Application
from tests.support.builders import Builders
from tests.support.tills import CARD, GATEWAY, Till

AMOUNTS = st.integers(1, 6000)
OPERATOR = Actor.system("test")


class Vendor:
    """Decides once for a key, and then always the same."""

    def __init__(self) -> None:
        self.decided: dict[UUID, tuple[GatewayRequest, GatewayAnswer]] = {}

    def decide(self, request: GatewayRequest, *, refuses: bool) -> GatewayAnswer:
        key = UUID(request.idempotency_key)
        answer = GatewayAnswer(settled=not refuses, vendor_ref=f"v_{key}", code="declined" if refuses else "")
        known = self.decided.get(key)
        if known is None:
            assert request.amount.minor <= self._left(request), "a vendor would have to refuse this"
            self.decided[key] = known = (request, answer)
        assert known[0] == request
        return known[1]

    def _left(self, request: GatewayRequest) -> int:
        """What is left of the movement that the request follows."""
        if not request.original:
            return request.amount.minor
        followed, answer = self.decided[UUID(request.original.removeprefix("v_"))]
        assert answer.settled
        return followed.amount.minor - sum(
            one.amount.minor for one, said in self.decided.values() if said.settled and one.original == request.original
        )

    def total(self, kind: str) -> int:
        """What was really moved."""
        return sum(one.amount.minor for one, said in self.decided.values() if said.settled and one.kind == kind)


class Payments(RuleBasedStateMachine):
    """One order with a card, a wallet, a gift card and what is made on the way."""

    application: ClassVar[Application]
    build: ClassVar[Builders]
    sql: ClassVar[Callable[..., list[Any]]]

    def __init__(self) -> None:
        super().__init__()
        self.till = Till.of_new_order(self.application, self.build, total=10_000)
        self.vendor = Vendor()
        customer = self.till.customer_id
        self.build.payment_method(customer, kind="wallet", brand="", last_four="", external_ref="tok_wallet")
        credit = {"kind": "gift_card", "brand": "", "last_four": "", "balance": Money(4000, "EUR")}
        self.build.payment_method(customer, **credit)
        self.shipped = False

    methods = st.sampled_from([CARD, "tok_wallet", "gift_card", "store_credit"])

    @rule(amount=AMOUNTS, method=methods)
    def collect(self, amount: int, method: str) -> None:
        self._try(lambda: self.till.collect(amount, method))

    @rule(amount=AMOUNTS, method=methods)
    def authorise(self, amount: int, method: str) -> None:
        if not method.endswith(("card", "wallet")) or method == "gift_card":
            return
        self.till.authorise(amount, method)

    @rule(amount=AMOUNTS, method=methods | st.none())
    def give_back(self, amount: int, method: str | None) -> None:
        left = self.till.sums.refundable
        given = self._try(lambda: self.till.give_back(amount, method))
        assert (given is None) == (amount > left)

    @rule(total=st.integers(0, 15_000), method=methods | st.none())
    def change(self, total: int, method: str | None) -> None:
        self._try(lambda: self.till.settle_difference(method, total=total))

    @rule()
    def ship(self) -> None:
        if not self.shipped:
            self.build.shipment(self.till.order_id)
            self.shipped = True
        self.application.perform(capture_shipped, GATEWAY, order_id=self.till.order_id)

    @precondition(lambda self: self.till.intents)
    @rule(data=st.data(), refuses=st.booleans(), lost=st.booleans())
    def ask_the_gateway(self, data: st.DataObject, refuses: bool, lost: bool) -> None:
        payment = self._one(data)
        request = self.application.perform(begin_attempt, GATEWAY, intent_id=payment)
        assert (request is None) == (self.till.intent(payment).status != "pending")
        if request is not None:
            answer = self.vendor.decide(request, refuses=refuses)
            if not lost:
                self.till.answer(payment, answer)

    @precondition(lambda self: self.vendor.decided)
    @rule(data=st.data())
    def hear_by_webhook(self, data: st.DataObject) -> None:
        payment = data.draw(st.sampled_from(sorted(self.vendor.decided)))
        request, answer = self.vendor.decided[payment]
        self.till.answer(payment, answer, amount=request.amount)

    @precondition(lambda self: self.till.intents)
    @rule(data=st.data(), to=methods | st.none())
    def drop(self, data: st.DataObject, to: str | None) -> None:
        self._decide(drop_payment, self._one(data), to=to)

    @precondition(lambda self: self.till.intents)
    @rule(data=st.data())
    def retry(self, data: st.DataObject) -> None:
        self._decide(retry_payment, self._one(data))

    @invariant()
    def never_more_goes_back_than_was_captured(self) -> None:
        sums = self.till.sums
        assert 0 <= sums.refunded + sums.pending_refunded <= sums.captured

    @invariant()
    def balances_are_the_sums_of_their_entries(self) -> None:
        rows = self.sql(
            "SELECT m.balance, coalesce(sum(c.amount), 0)::bigint FROM payment_methods m"
            " LEFT JOIN credit_entries c ON c.payment_method_id = m.id"
            " WHERE m.customer_id = %s AND m.balance IS NOT NULL GROUP BY m.id",
            self.till.customer_id,
        )
        assert all(balance == entries >= 0 for balance, entries in rows)

    @invariant()
    def what_is_settled_is_on_the_ledger_once_and_nothing_else(self) -> None:
        settled = sorted(one.id for one in self.till.intents if one.status == "settled")
        booked = self.sql(
            "SELECT e.id FROM payment_entries e JOIN payment_intents i ON i.id = e.id"
            " WHERE e.order_id = %s AND (e.kind, e.amount) = (i.kind, i.amount) ORDER BY 1",
            self.till.order_id,
        )
        assert [id for (id,) in booked] == settled
        assert all(self.vendor.decided[id][1].settled for id in settled)

    @invariant()
    def authorisations_are_not_used_twice(self) -> None:
        used = self.sql(
            "SELECT a.amount, sum(u.amount)::bigint FROM payment_entries a JOIN payment_entries u ON u.follows_id = a.id"
            " WHERE a.order_id = %s AND a.kind = 'authorised' GROUP BY a.id",
            self.till.order_id,
        )
        assert all(amount >= taken for amount, taken in used)

    def teardown(self) -> None:
        """Once everything is answered, the ledger says what the vendor did."""
        while pending := [one.id for one in self.till.intents if one.status == "pending"]:
            for payment in pending:
                request = self.application.perform(begin_attempt, GATEWAY, intent_id=payment)
                assert request is not None
                self.till.answer(payment, self.vendor.decide(request, refuses=False))
        for kind, verb in (("captured", "capture"), ("refunded", "refund"), ("voided", "void")):
            rows = self.sql(
                "SELECT coalesce(sum(e.amount), 0)::bigint FROM payment_entries e JOIN payment_intents i USING (id)"
                " WHERE e.order_id = %s AND e.kind = %s",
                *(self.till.order_id, kind),
            )
            assert rows == [(self.vendor.total(verb),)]
        self.never_more_goes_back_than_was_captured()

    def _one(self, data: st.DataObject) -> UUID:
        return data.draw(st.sampled_from([one.id for one in self.till.intents]))

    def _decide(self, use_case: Any, payment: UUID, **values: Any) -> None:
        before = self.till.intent(payment).status
        order = self.till.order_id
        done = self._try(lambda: self.application.perform(use_case, OPERATOR, order=order, payment=payment, **values))
        if done is None:
            assert self.till.intent(payment).status == before

    def _try(self, action: Callable[[], Any]) -> Any:
        """What it returns (never None), or None when it is refused."""
        try:
            return action() or "done"
        except (Conflict, Invalid) as refusal:
            assert refusal.code in REFUSALS
            return None


REFUSALS = {
    "insufficient_balance",
    "refund_above_captured",
    "more_than_due",
    "payment_settled",
    "payment_dropped",
    "payment_in_flight",
    "nothing_to_move",
}


def test_the_sums_hold(application: Application, build: Builders, sql: Callable[..., list[Any]]) -> None:
    build.node()
    bound = type("Bound", (Payments,), {"application": application, "build": build, "sql": staticmethod(sql)})
    limits = settings(
        max_examples=12,
        stateful_step_count=15,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate,),  # with a database behind it, making an example smaller takes minutes
    )
    run_state_machine_as_test(bound, settings=limits)
