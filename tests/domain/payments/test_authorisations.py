"""What was authorised is captured as the goods leave, and released once nothing more can be due."""

from typing import Any
from uuid import UUID

import pytest

from domain.fulfilment.ship import ShippedLine
from domain.kernel.actor import Actor
from domain.kernel.money import Money
from domain.orders.record_payment import record_payment
from domain.payments.capture_shipped import capture_shipped
from domain.payments.retry_payment import retry_payment
from domain.work.application import Application
from tests.support.builders import Builders
from tests.support.tills import Till

TOTAL = 3998  # cents that the order of the till comes to


@pytest.fixture
def run(application: Application, till: Till) -> Any:
    """The reaction to a parcel, twice: the second run must be harmless."""

    def run() -> None:
        for _ in range(2):
            application.perform(capture_shipped, Actor.system("payments"), order_id=till.order_id)

    return run


def asked(till: Till) -> list[tuple[str, int, str]]:
    """What was asked of the gateway beside authorisations."""
    return [(one.kind, one.amount, one.status) for one in till.intents if one.kind != "authorised"]


def settle_all(till: Till) -> None:
    while pending := [one.id for one in till.intents if one.status == "pending"]:
        for id in pending:
            till.answer(id, ref=f"v_{id}")


def test_nothing_is_captured_before_something_leaves(till: Till, card: UUID, authorised: Any, run: Any) -> None:
    authorised(card, TOTAL)
    run()
    assert asked(till) == []


def test_everything_is_captured_when_everything_has_left(
    till: Till, card: UUID, authorised: Any, run: Any, build: Builders
) -> None:
    authorisation = authorised(card, TOTAL, ref="auth_1")
    build.shipment(till.order_id)
    run()
    (capture,) = [one for one in till.intents if one.kind == "captured"]
    assert (capture.amount, capture.original, capture.follows_id) == (TOTAL, "auth_1", authorisation)
    settle_all(till)
    run()
    assert asked(till) == [("captured", TOTAL, "settled")]


def test_a_part_is_captured_when_a_part_has_left(
    till: Till, card: UUID, authorised: Any, run: Any, build: Builders
) -> None:
    authorised(card, TOTAL)
    build.shipment(till.order_id, lines=[ShippedLine(sku="SHIRT", quantity=1)])
    run()
    assert asked(till) == [("captured", TOTAL // 2, "pending")]
    build.shipment(till.order_id)
    run()
    assert asked(till) == [("captured", TOTAL // 2, "pending")] * 2


def test_what_is_left_of_it_is_released_once_the_capture_is_settled(
    till: Till, card: UUID, authorised: Any, run: Any, build: Builders
) -> None:
    authorised(card, TOTAL + 500)
    build.shipment(till.order_id)
    run()
    assert asked(till) == [("captured", TOTAL, "pending")]  # a release now could overtake it
    settle_all(till)
    assert asked(till) == [("captured", TOTAL, "settled"), ("voided", 500, "settled")]
    run()
    assert len(asked(till)) == 2


def test_what_was_authorised_elsewhere_is_captured_by_its_token_and_released_on_the_ledger(
    till: Till, card: UUID, run: Any, build: Builders
) -> None:
    entry = {"kind": "authorised", "payment_method_id": card, "external_ref": "shop-1"}
    build.perform(record_payment, order=till.order_id, amount=Money(TOTAL + 500, "EUR"), **entry)
    build.shipment(till.order_id)
    run()
    (capture,) = till.intents
    assert (capture.kind, capture.original) == ("captured", "")
    settle_all(till)
    assert till.sums.voided == 500
    assert len(till.intents) == 1


def test_captures_from_outside_use_the_authorisation_up(till: Till, card: UUID, run: Any, build: Builders) -> None:
    for kind in ("authorised", "captured"):
        amount = Money(TOTAL, "EUR")
        build.perform(record_payment, order=till.order_id, kind=kind, amount=amount, payment_method_id=card)
    build.shipment(till.order_id)
    run()
    assert till.intents == []


def test_a_collected_difference_leaves_the_authorisation_open(
    till: Till, card: UUID, authorised: Any, run: Any, build: Builders
) -> None:
    authorised(card, TOTAL)
    till.settle_difference(card, total=TOTAL + 300)
    till.settle_difference(card)
    assert asked(till) == [("captured", 300, "pending")]
    settle_all(till)
    till.settle_difference(card)
    build.shipment(till.order_id)
    run()
    settle_all(till)
    assert asked(till) == [("captured", 300, "settled"), ("captured", TOTAL, "settled")]
    assert till.sums.captured == TOTAL + 300


def test_less_is_captured_when_the_order_has_shrunk(
    till: Till, card: UUID, authorised: Any, run: Any, build: Builders
) -> None:
    authorised(card, TOTAL)
    till.settle_difference(total=TOTAL - 300)
    assert asked(till) == []
    till.settle_difference(total=0)
    assert asked(till) == [("voided", TOTAL, "pending")]


def test_a_cancelled_order_s_authorisation_is_released_and_what_was_paid_goes_back(
    till: Till, card: UUID, gift_card: UUID, authorised: Any, balance_of: Any
) -> None:
    authorised(card, TOTAL - 1000)
    till.collect(1000, gift_card)
    till.settle_difference(total=0)
    till.settle_difference()
    assert balance_of(gift_card) == 5000
    assert asked(till) == [("voided", TOTAL - 1000, "pending")]


def test_an_authorisation_that_failed_to_be_captured_can_be_paid_by_another_method(
    till: Till, card: UUID, gift_card: UUID, authorised: Any, run: Any, build: Builders
) -> None:
    authorised(card, TOTAL)
    build.shipment(till.order_id)
    run()
    (capture,) = [one.id for one in till.intents if one.kind == "captured"]
    till.answer(capture, code="card_expired")
    run()
    assert asked(till) == [("captured", TOTAL, "refused")]
    till.settle_difference(gift_card)
    assert till.sums.captured == TOTAL
    run()
    assert asked(till) == [("captured", TOTAL, "dropped")]


def test_it_can_also_be_asked_for_again(
    till: Till, card: UUID, authorised: Any, run: Any, build: Builders, application: Application
) -> None:
    authorised(card, TOTAL, ref="auth_1")
    build.shipment(till.order_id)
    run()
    (capture,) = [one.id for one in till.intents if one.kind == "captured"]
    till.answer(capture, code="try_later")
    again = application.perform(retry_payment, Actor.system("test"), order=till.order_id, payment=capture)
    run()
    assert till.intent(again).original == "auth_1"
    assert asked(till) == [("captured", TOTAL, "dropped"), ("captured", TOTAL, "pending")]


def test_without_a_method_what_is_due_stays_as_the_balance(till: Till) -> None:
    till.settle_difference()
    assert (till.intents, till.sums.paid) == ([], 0)


def test_what_is_too_much_goes_back_once(till: Till, card: UUID, gift_card: UUID, balance_of: Any) -> None:
    till.answer(till.collect(TOTAL, card))
    for _ in range(2):
        till.settle_difference(gift_card, total=TOTAL - 700)
    assert (till.sums.refunded, balance_of(gift_card)) == (700, 5700)
    till.settle_difference(total=TOTAL - 1000)
    assert till.sums.pending_refunded == 300
