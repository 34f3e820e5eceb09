"""An answer of the gateway is booked once, whoever brings it and however often."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from domain.alerts.alert_given_back_twice import alert_given_back_twice
from domain.disputes.close import close_dispute
from domain.disputes.open import open_dispute
from domain.kernel.actor import Actor
from domain.kernel.clock import SetClock
from domain.kernel.errors import Conflict, Denied, NotFound
from domain.kernel.ids import new_id
from domain.kernel.money import Money
from domain.models.event import EventRow
from domain.payments.deliveries import delivery_to_work_off, mark_worked_off, receive_delivery
from domain.payments.settle import begin_attempt, note_trouble, settle_intent
from domain.payments.waiting import requeue_payments, waiting_payments
from domain.ports.gateway import GatewayAnswer, GatewayRequest
from domain.work.application import Application
from tests.support.jobs import NotedJobs
from tests.support.tills import Till
from tests.support.together import errors_of, together

TOTAL = 3998  # cents that the order of the till comes to

GATEWAY = Actor.system("payments")


@pytest.fixture
def begin(application: Application) -> Callable[[UUID], GatewayRequest | None]:
    return lambda payment: application.perform(begin_attempt, GATEWAY, intent_id=payment)


def entries(sql: Any) -> Sequence[tuple[Any, ...]]:
    return sql("SELECT id, kind, amount, external_ref FROM payment_entries ORDER BY at, id")


def test_only_who_settles_payments_may(application: Application, powerless: Actor) -> None:
    answer = GatewayAnswer(settled=True, vendor_ref="v")
    with pytest.raises(Denied):
        application.perform(settle_intent, powerless, intent_id=new_id(), answer=answer)


def test_every_attempt_asks_the_same_under_one_key(
    till: Till, card: UUID, begin: Any, clock: SetClock, sql: Any
) -> None:
    asked = till.collect(1000, card)
    first = begin(asked)
    clock.advance(timedelta(minutes=3))
    ((number,),) = sql("SELECT number FROM orders")
    assert first == begin(asked)
    assert first == GatewayRequest(
        kind="capture",
        amount=Money(1000, "EUR"),
        token="tok_card",
        idempotency_key=str(asked),
        reference=number,
    )
    assert (till.intent(asked).attempts, till.intent(asked).tried_at) == (2, clock.now())


def test_a_refund_is_asked_of_the_capture_it_gives_back(till: Till, card: UUID, begin: Any) -> None:
    till.answer(till.collect(1000, card), ref="cap_1")
    (refund,) = till.give_back(400)
    request = begin(refund)
    assert (request.kind, request.original) == ("refund", "cap_1")


def test_a_settled_payment_is_on_the_ledger_under_its_own_id(
    till: Till, card: UUID, begin: Any, sql: Any, happened: Callable[..., list[EventRow]]
) -> None:
    asked = till.collect(1000, card)
    assert till.answer(asked, ref="cap_1") == "settled"
    assert entries(sql) == [(asked, "captured", 1000, "cap_1")]
    assert [event.data["payment_id"] for event in happened("payment.captured")] == [str(asked)]
    assert begin(asked) is None


def test_an_answer_that_comes_many_times_at_once_is_booked_once(
    till: Till, card: UUID, sql: Any, happened: Callable[..., list[EventRow]]
) -> None:
    asked = till.collect(1000, card)
    assert together(*[lambda: till.answer(asked)] * 12) == ["settled"] * 12
    assert len(entries(sql)) == len(happened("payment.captured")) == 1


def test_a_refusal_is_kept_with_its_code_and_moves_nothing(
    till: Till, card: UUID, begin: Any, sql: Any, happened: Callable[..., list[EventRow]]
) -> None:
    asked = till.collect(1000, card)
    assert till.answer(asked, code="card_declined") == "refused"
    assert (till.sums.captured, till.sums.pending_captured, entries(sql)) == (0, 0, [])
    assert till.intent(asked).problem == "card_declined"
    (event,) = happened("payment.refused")
    assert (event.data["problem"], event.data["amount"]) == ("card_declined", 1000)
    assert begin(asked) is None


@pytest.mark.parametrize(("first", "second"), [("", "card_declined"), ("card_declined", "")])
def test_a_contradicting_answer_changes_nothing_and_is_shown(
    till: Till, card: UUID, first: str, second: str, application: Application, administrator: Actor, sql: Any
) -> None:
    asked = till.collect(1000, card)
    status = till.answer(asked, code=first)
    before = entries(sql)
    assert till.answer(asked, code=second, ref="v_2") == status
    assert entries(sql) == before
    (shown,) = application.ask(waiting_payments, administrator)
    assert (shown.id, shown.status) == (asked, status)
    assert shown.problem.startswith("contradicted")


def test_an_answer_about_another_amount_is_refused(till: Till, card: UUID) -> None:
    asked = till.collect(1000, card)
    for wrong in (Money(999, "EUR"), Money(1000, "USD")):
        with pytest.raises(Conflict) as refusal:
            till.answer(asked, amount=wrong)
        assert refusal.value.code == "answer_differs"
    assert till.answer(asked, amount=Money(1000, "EUR")) == "settled"


def test_an_unknown_payment_is_not_found(application: Application, begin: Any) -> None:
    with pytest.raises(NotFound):
        begin(new_id())
    answer = GatewayAnswer(settled=True, vendor_ref="v")
    with pytest.raises(NotFound):
        application.perform(settle_intent, GATEWAY, intent_id=new_id(), answer=answer)


def test_what_is_captured_after_the_order_has_shrunk_goes_back(till: Till, card: UUID) -> None:
    asked = till.collect(TOTAL, card)
    till.settle_difference(total=1000)
    assert till.sums.pending_refunded == 0
    till.answer(asked, ref="cap_1")
    (refund,) = [one for one in till.intents if one.kind == "refunded"]
    assert (refund.amount, refund.payment_method_id, refund.original) == (TOTAL - 1000, card, "cap_1")
    till.answer(asked)
    assert len(till.intents) == 2


def test_money_that_was_too_much_before_stays_when_another_capture_arrives(
    till: Till, card: UUID, gift_card: UUID
) -> None:
    till.collect(TOTAL, gift_card)
    asked = till.collect(1, card)
    till.collect(1000, gift_card)
    till.answer(asked)
    assert [one.amount for one in till.intents if one.kind == "refunded"] == [1]


def test_trouble_is_noted_and_the_payment_waits(
    till: Till, card: UUID, application: Application, administrator: Actor, clock: SetClock
) -> None:
    asked = till.collect(1000, card)
    application.perform(note_trouble, GATEWAY, intent_id=asked, problem="no answer" * 100)
    assert till.intent(asked).status == "pending"
    assert till.intent(asked).problem.startswith("no answer")
    assert application.ask(waiting_payments, administrator) == []
    clock.advance(timedelta(minutes=2))
    (waiting,) = application.ask(waiting_payments, administrator)
    assert (waiting.amount, waiting.method_last_four, waiting.asked_by) == (
        Money(1000, "EUR"),
        "4242",
        administrator.name,
    )
    till.answer(asked)
    assert application.ask(waiting_payments, administrator) == []
    application.perform(note_trouble, GATEWAY, intent_id=asked, problem="late")
    assert till.intent(asked).problem == ""


def test_a_refused_payment_is_shown_until_it_is_dropped(
    till: Till, card: UUID, application: Application, administrator: Actor
) -> None:
    asked = till.collect(1000, card)
    till.answer(asked, code="card_declined")
    assert [one.id for one in application.ask(waiting_payments, administrator)] == [asked]


def test_waiting_payments_are_for_those_who_may_see_operations(application: Application, powerless: Actor) -> None:
    with pytest.raises(Denied):
        application.ask(waiting_payments, powerless)


def test_pending_payments_without_a_job_get_one(
    till: Till, card: UUID, application: Application, clock: SetClock, jobs: NotedJobs
) -> None:
    lost, alive, settled = (till.collect(amount, card) for amount in (1, 2, 3))
    till.answer(settled)
    requeue = lambda: application.perform(requeue_payments, GATEWAY, alive={alive})  # noqa: E731
    assert requeue() == 0
    clock.advance(timedelta(minutes=2))
    jobs.noted.clear()
    assert requeue() == 1
    assert [(job.task, job.args) for job in jobs.noted] == [("payments.settle", {"intent_id": str(lost)})]


def test_a_delivery_is_kept_once_and_worked_off_once(application: Application, jobs: NotedJobs, sql: Any) -> None:
    told = {"vendor": "payments", "delivery_id": "msg_1", "type": "payment.settled", "body": '{"data": {}}'}
    named = {"vendor": "payments", "delivery_id": "msg_1"}
    assert sorted(together(*[lambda: application.perform(receive_delivery, GATEWAY, **told)] * 6)) == [False] * 5 + [
        True
    ]
    (job,) = jobs.noted
    assert (job.task, job.args) == ("payments.work_off_webhook", named)
    found = application.perform(delivery_to_work_off, GATEWAY, **named)
    assert (found.type, found.body) == (told["type"], told["body"])
    application.perform(mark_worked_off, GATEWAY, **named, problem="x" * 1000)
    assert application.perform(delivery_to_work_off, GATEWAY, **named) is None
    assert application.perform(receive_delivery, GATEWAY, **told) is False
    assert len(jobs.noted) == 1


def test_settling_and_giving_back_at_once_never_block_each_other_for_good(
    till: Till, card: UUID, gift_card: UUID
) -> None:
    till.collect(1000, gift_card)
    asked = [till.collect(100, card) for _ in range(6)]
    actions = [lambda one=one: till.answer(one) for one in asked]
    assert not errors_of(together(*actions, *[lambda: till.give_back(100, gift_card)] * 6))
    assert (till.sums.captured, till.sums.refunded) == (1600, 600)


@pytest.fixture
def lost(application: Application, till: Till, card: UUID) -> Callable[[], None]:
    """The bank takes everything that was paid."""

    def lose() -> None:
        opened = application.perform(open_dispute, till.actor, order=till.order_id, reason="general")
        application.perform(close_dispute, till.actor, dispute_id=opened, outcome="lost")

    return lose


def test_money_that_the_bank_has_taken_meanwhile_is_not_asked_for_once_more(
    till: Till, card: UUID, begin: Any, lost: Callable[[], None], happened: Callable[..., list[EventRow]]
) -> None:
    till.answer(till.collect(TOTAL, card))
    (back,) = till.give_back(1000)
    lost()
    assert begin(back) is None
    assert (till.intent(back).status, till.intent(back).problem) == ("refused", "refund_above_captured")
    assert [event.data["problem"] for event in happened("payment.refused")] == ["refund_above_captured"]
    assert (till.sums.captured, till.sums.refunded) == (TOTAL, TOTAL)


def test_money_that_was_given_back_twice_stands_in_the_books_and_somebody_is_told(
    till: Till,
    card: UUID,
    begin: Any,
    lost: Callable[[], None],
    happened: Callable[..., list[EventRow]],
    sql: Any,
    application: Application,
) -> None:
    till.answer(till.collect(TOTAL, card))
    (back,) = till.give_back(1000)
    assert begin(back) is not None
    lost()
    assert begin(back) is not None  # it was asked for before: only the gateway knows what became of it
    assert till.answer(back) == "settled"
    till.answer(back)
    assert (till.sums.captured, till.sums.refunded) == (TOTAL, TOTAL + 1000)
    (event,) = happened("payment.given_back_twice")
    assert (event.data["amount"], event.data["payment_id"]) == (1000, str(back))
    for _ in range(2):
        application.perform(alert_given_back_twice, Actor.system("test"), event_id=event.id)
    assert sql("SELECT split_part(rule, ':', 1), severity, order_id, roles FROM alerts") == [
        ("payments.given_back_twice", "critical", till.order_id, ["administrator", "supervisor"])
    ]
