"""What people do about payments that the gateway refused."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from domain.kernel.actor import Actor
from domain.kernel.errors import Conflict, Denied, IdentityNeeded, Invalid, NotFound
from domain.kernel.ids import new_id
from domain.kernel.permissions import Permission
from domain.models.event import EventRow
from domain.payments.drop_payment import drop_payment
from domain.payments.retry_payment import retry_payment
from domain.payments.settle import begin_attempt
from domain.work.application import Application
from tests.support.builders import Builders
from tests.support.jobs import NotedJobs
from tests.support.tills import Till

TOTAL = 3998  # cents that the order of the till comes to


@pytest.fixture
def decide(application: Application, till: Till) -> Callable[..., Any]:
    """As somebody who answers for the customer's identity."""
    return lambda use_case, payment, **values: application.perform(
        use_case, Actor.system("test"), order=till.order_id, payment=payment, **values
    )


@pytest.fixture
def refused_refund(till: Till, card: UUID) -> UUID:
    """Of the whole order, paid by card."""
    till.answer(till.collect(TOTAL, card), ref="cap_1")
    till.settle_difference(total=0)
    (refund,) = [one.id for one in till.intents if one.kind == "refunded"]
    till.answer(refund, code="not_refundable")
    return refund


@pytest.mark.parametrize("use_case", [retry_payment, drop_payment])
def test_nobody_without_the_right_may(application: Application, powerless: Actor, use_case: Any) -> None:
    with pytest.raises(Denied):
        application.perform(use_case, powerless, order=new_id(), payment=new_id())


def test_a_refused_refund_is_asked_for_anew_under_another_key(
    till: Till, refused_refund: UUID, decide: Any, happened: Callable[..., list[EventRow]]
) -> None:
    again = decide(retry_payment, refused_refund)
    assert again != refused_refund
    old, new = till.intent(refused_refund), till.intent(again)
    assert (old.status, new.status) == ("dropped", "pending")
    assert (new.amount, new.original, new.reason) == (old.amount, "cap_1", old.reason)
    assert [event.data["intent_id"] for event in happened("payment.dropped")] == [str(refused_refund)]
    till.answer(again)
    assert till.sums.refunded == TOTAL


def test_a_pending_one_is_asked_for_at_once_under_its_own_key(
    till: Till, card: UUID, decide: Any, jobs: NotedJobs
) -> None:
    asked = till.collect(1000, card)
    jobs.noted.clear()
    assert decide(retry_payment, asked) == asked
    assert [job.args for job in jobs.noted] == [{"intent_id": str(asked)}]


def test_a_dropped_refund_can_be_given_to_another_method(
    till: Till, refused_refund: UUID, gift_card: UUID, decide: Any, balance_of: Any
) -> None:
    (paid,) = decide(drop_payment, refused_refund, to=str(gift_card), reason="card is closed")
    assert balance_of(gift_card) == 5000 + TOTAL
    assert (till.sums.refunded, till.sums.refundable) == (TOTAL, 0)
    assert till.intent(refused_refund).status == "dropped"
    assert paid


def test_until_it_is_dropped_nothing_else_gives_it_back_by_itself(
    till: Till, refused_refund: UUID, decide: Any
) -> None:
    till.settle_difference()
    assert till.sums.pending_refunded == 0
    decide(drop_payment, refused_refund)
    till.settle_difference()
    assert till.sums.pending_refunded == TOTAL


def test_a_retry_never_gives_back_more_than_was_captured(
    till: Till, refused_refund: UUID, gift_card: UUID, decide: Any
) -> None:
    till.give_back(1, gift_card)
    for use_case, values in ((retry_payment, {}), (drop_payment, {"to": "store_credit"})):
        with pytest.raises(Conflict) as refusal:
            decide(use_case, refused_refund, **values)
        assert refusal.value.code == "refund_above_captured"
    assert till.intent(refused_refund).status == "refused"


def test_a_refused_capture_leaves_the_balance_open_and_is_collected_otherwise(
    till: Till, card: UUID, gift_card: UUID, decide: Any, balance_of: Any
) -> None:
    asked = till.collect(TOTAL, card)
    till.answer(asked, code="card_declined")
    assert till.sums.paid == 0
    decide(drop_payment, asked, to=str(gift_card))
    assert (till.sums.captured, balance_of(gift_card)) == (TOTAL, 5000 - TOTAL)


def test_a_refused_capture_is_not_collected_twice(till: Till, card: UUID, gift_card: UUID, decide: Any) -> None:
    asked = till.collect(TOTAL, card)
    till.answer(asked, code="card_declined")
    till.collect(1, gift_card)
    for use_case, values in ((retry_payment, {}), (drop_payment, {"to": "gift_card"})):
        with pytest.raises(Conflict) as refusal:
            decide(use_case, asked, **values)
        assert refusal.value.code == "more_than_due"
    till.settle_difference(gift_card)
    assert (till.sums.captured, till.intent(asked).status) == (TOTAL, "dropped")


def test_what_may_have_moved_money_cannot_be_dropped(
    till: Till, card: UUID, decide: Any, application: Application
) -> None:
    never_asked, in_flight = till.collect(1, card), till.collect(2, card)
    application.perform(begin_attempt, Actor.system("payments"), intent_id=in_flight)
    with pytest.raises(Conflict) as refusal:
        decide(drop_payment, in_flight)
    assert refusal.value.code == "payment_in_flight"
    decide(drop_payment, never_asked)
    assert application.perform(begin_attempt, Actor.system("payments"), intent_id=never_asked) is None


@pytest.mark.parametrize("use_case", [retry_payment, drop_payment])
def test_what_is_settled_or_dropped_is_done_with(till: Till, card: UUID, decide: Any, use_case: Any) -> None:
    settled, dropped = till.collect(1, card), till.collect(2, card)
    till.answer(settled)
    decide(drop_payment, dropped)
    for payment, code in ((settled, "payment_settled"), (dropped, "payment_dropped")):
        with pytest.raises(Conflict) as refusal:
            decide(use_case, payment)
        assert refusal.value.code == code


def test_an_authorisation_s_release_cannot_go_elsewhere(till: Till, card: UUID, decide: Any, authorised: Any) -> None:
    authorised(card, TOTAL)
    till.settle_difference(total=0)
    (void,) = [one.id for one in till.intents if one.kind == "voided"]
    till.answer(void, code="too_late")
    with pytest.raises(Invalid) as refusal:
        decide(drop_payment, void, to=str(card))
    assert refusal.value.code == "nothing_to_move"


@pytest.mark.parametrize("use_case", [retry_payment, drop_payment])
def test_a_payment_of_another_order_is_not_found(
    till: Till, card: UUID, build: Builders, application: Application, use_case: Any
) -> None:
    asked = till.collect(1, card)
    for order, payment in ((build.order(till.customer_id), asked), (till.order_id, new_id())):
        with pytest.raises(NotFound):
            application.perform(use_case, Actor.system("test"), order=order, payment=payment)


def test_sending_money_elsewhere_needs_a_known_identity(
    till: Till, refused_refund: UUID, application: Application, actor_with: Callable[..., Actor]
) -> None:
    agent = actor_with(Permission.REFUNDS_WRITE, session=True)
    with pytest.raises(IdentityNeeded):
        application.perform(drop_payment, agent, order=till.order_id, payment=refused_refund, to="store_credit")
    application.perform(drop_payment, agent, order=till.order_id, payment=refused_refund)
