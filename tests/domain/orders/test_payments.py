"""The ledger of an order: what was paid, what went back, and never more back than was paid."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from domain.fulfilment.ship import ShippedLine, ship
from domain.inventory.queries import stock
from domain.kernel.actor import Actor
from domain.kernel.clock import SetClock
from domain.kernel.errors import Conflict, Denied, DomainError, Invalid, NotFound, StaleVersion
from domain.kernel.ids import new_id
from domain.kernel.money import Money
from domain.models.event import EventRow
from domain.orders.advance import release_order
from domain.orders.cancel import cancel_order
from domain.orders.new_order import NewLine, NewPayment
from domain.orders.queries import order as read_order
from domain.orders.record_payment import record_payment
from domain.work.application import Application
from tests.support.builders import Builders
from tests.support.together import errors_of, together


def eur(minor: int) -> Money:
    return Money(minor, "EUR")


@pytest.fixture
def order_id(build: Builders) -> UUID:
    """An order of 39.98 EUR, nothing paid."""
    build.goods("SHIRT", price=1999, on_hand=10)
    return build.order(lines=[NewLine("SHIRT", 2)])


def ledger(order: Any) -> Counter[tuple[str, int, str | None]]:
    return Counter((p.kind, p.amount.minor, p.payment_method and p.payment_method.external_ref) for p in order.payments)


def test_the_balance_is_the_total_less_captured_plus_refunded(build: Builders, order_id: UUID, ask: Callable[..., Any]):
    steps = [("authorised", 3998, 3998), ("captured", 3000, 998), ("refunded", 500, 1498), ("voided", 998, 1498),
             ("captured", 1498, 0), ("captured", 2, -2)]  # fmt: skip
    for kind, amount, balance in steps:
        build.perform(record_payment, order=order_id, kind=kind, amount=eur(amount))
        assert ask(read_order, order=order_id).balance == eur(balance)
    found = ask(read_order, order=order_id)
    assert (found.captured, found.refunded) == (eur(4500), eur(500))


def test_a_payment_is_recorded_with_its_method_and_reference(
    build: Builders, order_id: UUID, ask: Callable[..., Any], happened: Callable[..., list[EventRow]]
):
    found = ask(read_order, order=order_id)
    method = build.payment_method(found.customer_id, external_ref="card_7")
    at = datetime(2026, 11, 20, tzinfo=UTC)
    values = {"kind": "captured", "amount": eur(1), "payment_method_id": method, "external_ref": "ch_1", "at": at}
    id = build.perform(record_payment, order=found.number, **values)
    (payment,) = ask(read_order, order=order_id).payments
    assert (payment.id, payment.external_ref, payment.at) == (id, "ch_1", at)
    assert (payment.payment_method.id, payment.payment_method.last_four) == (method, "4242")
    (event,) = happened("payment.captured")
    assert (event.occurred_at, event.data["payment_id"], event.customer_id) == (at, str(id), found.customer_id)


def test_never_more_is_refunded_than_was_captured(
    build: Builders, order_id: UUID, refusal_of: Callable[..., DomainError]
):
    assert refusal_of(record_payment, order=order_id, kind="refunded", amount=eur(1)).code == "refund_above_captured"
    build.perform(record_payment, order=order_id, kind="authorised", amount=eur(3998))
    assert refusal_of(record_payment, order=order_id, kind="refunded", amount=eur(1)).code == "refund_above_captured"
    build.perform(record_payment, order=order_id, kind="captured", amount=eur(3998))
    build.perform(record_payment, order=order_id, kind="refunded", amount=eur(3000))
    refusal = refusal_of(record_payment, order=order_id, kind="refunded", amount=eur(999))
    assert (type(refusal), refusal.field, "9.98 EUR" in refusal.en) == (Conflict, "payment.amount", True)
    build.perform(record_payment, order=order_id, kind="refunded", amount=eur(998))


def test_never_more_is_refunded_even_when_twenty_try_at_once(build: Builders, order_id: UUID, ask: Callable[..., Any]):
    build.perform(record_payment, order=order_id, kind="captured", amount=eur(3998))
    refund = lambda: build.perform(record_payment, order=order_id, kind="refunded", amount=eur(1000))  # noqa: E731
    results = together(*[refund] * 20)
    assert len(errors_of(results)) == 17
    assert {error.code for error in errors_of(results)} == {"refund_above_captured"}  # type: ignore[attr-defined]
    assert ask(read_order, order=order_id).refunded == eur(3000)


def test_a_cancellation_and_a_refund_at_once_give_the_money_back_once(
    build: Builders, order_id: UUID, ask: Callable[..., Any]
):
    build.perform(record_payment, order=order_id, kind="captured", amount=eur(3998))
    together(
        *[lambda: build.perform(record_payment, order=order_id, kind="refunded", amount=eur(3998))] * 5,
        *[lambda: build.perform(cancel_order, order=order_id, reason="x")] * 5,
    )
    found = ask(read_order, order=order_id)
    assert (found.status, found.refunded) == ("cancelled", eur(3998))


@pytest.mark.parametrize(
    ("wrong", "field", "code"),
    [
        ({"kind": "given"}, "payment.kind", "unknown_choice"),
        ({"kind": ""}, "payment.kind", "unknown_choice"),
        ({"amount": eur(0)}, "payment.amount", "zero_amount"),
        ({"amount": eur(-1)}, "payment.amount", "negative_amount"),
        ({"amount": eur(10**19)}, "payment.amount", "amount_too_large"),
        ({"amount": Money(1, "USD")}, "payment.amount", "currency_mismatch"),
        ({"external_ref": "x" * 201}, "payment.external_ref", "too_long"),
        ({"external_ref": "\x00"}, "payment.external_ref", "control_characters"),
        ({"at": datetime(2026, 11, 25, tzinfo=UTC)}, "payment.at", "in_the_future"),
        ({"at": datetime(2026, 11, 1)}, "payment.at", "in_the_future"),  # noqa: DTZ001
    ],
)
def test_a_refusal_names_the_field(
    wrong: dict[str, Any], field: str, code: str, order_id: UUID, refusal_of: Callable[..., DomainError]
):
    refusal = refusal_of(record_payment, **{"order": order_id, "kind": "captured", "amount": eur(1)} | wrong)
    assert (type(refusal), refusal.field, refusal.code) == (Invalid, field, code)


def test_somebody_elses_method_and_an_unknown_order_are_not_found(
    build: Builders, order_id: UUID, refusal_of: Callable[..., DomainError]
):
    entry = {"kind": "captured", "amount": eur(1)}
    theirs = build.payment_method(build.customer())
    assert isinstance(refusal_of(record_payment, order=order_id, payment_method_id=theirs, **entry), NotFound)
    assert isinstance(refusal_of(record_payment, order=new_id(), **entry), NotFound)


def test_who_may_not_write_orders_books_nothing(application: Application, powerless: Actor, order_id: UUID):
    with pytest.raises(Denied):
        application.perform(record_payment, powerless, order=order_id, kind="captured", amount=eur(1))


def test_cancelling_gives_back_what_each_method_paid_and_lets_the_stock_go(
    build: Builders, ask: Callable[..., Any], happened: Callable[..., list[EventRow]], clock: SetClock
):
    build.goods("SHIRT", price=1999, on_hand=10)
    customer_id = build.customer()
    card = build.payment_method(customer_id, external_ref="card")
    gift = build.payment_method(customer_id, kind="gift_card", brand="", last_four="", external_ref="gift",
                                balance=eur(0))  # fmt: skip
    payments = [NewPayment("authorised", eur(3000), card), NewPayment("captured", eur(2000), card),
                NewPayment("captured", eur(998), gift), NewPayment("captured", eur(1000))]  # fmt: skip
    id = build.order(customer_id, lines=[NewLine("SHIRT", 2)], payments=payments)
    build.perform(record_payment, order=id, kind="refunded", amount=eur(500), payment_method_id=card)
    build.perform(release_order, order=id)
    clock.advance(timedelta(hours=1))
    build.perform(cancel_order, order=id, reason="Ordered <b>twice</b>", expected_version=2)
    found = ask(read_order, order=id)
    assert (found.status, found.cancel_reason, found.cancelled_at) == ("cancelled", "Ordered <b>twice</b>", clock.now())
    assert ledger(found)["refunded", 1500, "card"] == ledger(found)["refunded", 998, "gift"] == 1
    assert ledger(found)["refunded", 1000, None] == ledger(found)["voided", 1000, "card"] == 1
    assert (found.total, found.placed_total) == (eur(0), eur(3998))
    assert (found.captured, found.refunded, found.pending) == (eur(3998), eur(2498), eur(-1500))  # the card's is asked
    assert [(line.cancelled, line.status) for line in found.lines] == [(2, "cancelled")]
    assert [(level.on_hand, level.reserved) for level in ask(stock).items] == [(10, 0)]
    own = [event.type for event in happened() if event.order_id == id and event.occurred_at == clock.now()]
    assert own[0] == "order.cancelled"
    assert Counter(own[1:]) == {"payment.refunded": 2, "payment.asked": 1, "payment.voided": 1}


def test_an_order_paid_by_nobody_is_cancelled_without_a_refund(
    build: Builders, order_id: UUID, ask: Callable[..., Any]
):
    build.perform(cancel_order, order=order_id, reason="x")
    assert ask(read_order, order=order_id).payments == ()


def test_what_was_only_authorised_is_voided(build: Builders, order_id: UUID, ask: Callable[..., Any]):
    build.perform(record_payment, order=order_id, kind="authorised", amount=eur(3998))
    build.perform(record_payment, order=order_id, kind="voided", amount=eur(98))
    build.perform(cancel_order, order=order_id, reason="x")
    found = ask(read_order, order=order_id)
    assert ledger(found) == {("authorised", 3998, None): 1, ("voided", 98, None): 1, ("voided", 3900, None): 1}


def test_an_order_that_has_left_in_part_is_not_cancelled(
    build: Builders, order_id: UUID, ask: Callable[..., Any], refusal_of: Callable[..., DomainError]
):
    build.perform(record_payment, order=order_id, kind="captured", amount=eur(3998))
    build.perform(ship, order=order_id, lines=[ShippedLine(1, sku="SHIRT")])
    refusal = refusal_of(cancel_order, order=order_id, reason="x")
    assert (type(refusal), refusal.code) == (Conflict, "partly_shipped")
    assert ask(read_order, order=order_id).refunded == eur(0)
    build.perform(ship, order=order_id)
    assert refusal_of(cancel_order, order=order_id, reason="x").code == "illegal_order_move"


def test_a_cancellation_of_an_older_version_is_refused(
    build: Builders, order_id: UUID, refusal_of: Callable[..., DomainError]
):
    build.perform(release_order, order=order_id)
    refusal = refusal_of(cancel_order, order=order_id, reason="x", expected_version=1)
    assert (type(refusal), refusal.details) == (StaleVersion, {"expected": 1, "actual": 2})


def test_a_preview_of_a_cancellation_gives_nothing_back(
    application: Application, administrator: Actor, build: Builders, order_id: UUID, ask: Callable[..., Any]
):
    build.perform(record_payment, order=order_id, kind="captured", amount=eur(3998))
    before = ask(read_order, order=order_id)
    preview = application.preview(cancel_order, administrator, order=order_id, reason="x")
    assert [event.type for event in preview.events] == ["order.cancelled", "payment.refunded"]
    assert ask(read_order, order=order_id) == before
