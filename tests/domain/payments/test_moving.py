"""Money moves at once by an own credit, and is asked of the gateway by everything else."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from domain.customers.merge import merge_customers
from domain.kernel.actor import Actor
from domain.kernel.errors import Conflict, Invalid, NotFound
from domain.kernel.ids import new_id
from domain.kernel.money import Money
from domain.models.event import EventRow
from domain.orders.record_payment import record_payment
from domain.payments.methods import method_of
from domain.work.application import Application
from tests.support.builders import Builders
from tests.support.jobs import NotedJobs
from tests.support.tills import Till
from tests.support.together import errors_of, together

TOTAL = 3998  # cents that the order of the till comes to


def test_a_card_is_asked_for_and_nothing_is_paid_yet(
    till: Till, card: UUID, jobs: NotedJobs, happened: Callable[..., list[EventRow]]
) -> None:
    asked = till.collect(1000, card)
    assert (till.sums.captured, till.sums.pending_captured) == (0, 1000)
    (job,) = [job for job in jobs.noted if job.task == "payments.settle"]
    assert (job.args, job.queue, job.lock) == ({"intent_id": str(asked)}, "payments", f"payment:{asked}")
    (event,) = happened("payment.asked")
    assert event.data == {
        "intent_id": str(asked),
        "kind": "captured",
        "amount": 1000,
        "currency": "EUR",
        "payment_method_id": str(card),
        "reason": "test",
    }
    assert not happened("payment.captured")


@pytest.mark.parametrize("kind", ["wallet", "bank_transfer"])
def test_so_are_other_means_that_a_vendor_moves(till: Till, build: Builders, kind: str) -> None:
    till.collect(1000, build.payment_method(till.customer_id, kind=kind, brand="", last_four=""))
    assert till.sums.pending_captured == 1000


def test_a_gift_card_pays_at_once(
    till: Till, gift_card: UUID, jobs: NotedJobs, happened: Callable[..., list[EventRow]], balance_of: Any
) -> None:
    paid = till.collect(TOTAL, gift_card)
    assert (till.sums.captured, till.intents) == (TOTAL, [])
    assert balance_of(gift_card) == 5000 - TOTAL
    (event,) = happened("payment.captured")
    assert event.data["payment_id"] == str(paid)
    assert "payments.settle" not in jobs.tasks


def test_an_invoice_pays_at_once_and_has_no_balance(till: Till, build: Builders) -> None:
    till.collect(TOTAL, build.payment_method(till.customer_id, kind="invoice", brand="", last_four=""))
    assert till.sums.captured == TOTAL


def test_a_balance_that_does_not_suffice_is_refused_whole(till: Till, gift_card: UUID, balance_of: Any) -> None:
    with pytest.raises(Conflict) as refusal:
        till.collect(5001, gift_card)
    assert (refusal.value.code, refusal.value.field) == ("insufficient_balance", "settle_with")
    assert refusal.value.details == {"balance": 5000, "needed": 5001, "currency": "EUR"}
    assert balance_of(gift_card) == 5000
    assert till.sums.captured == 0


def test_a_credit_in_another_currency_is_refused(till: Till, build: Builders) -> None:
    credit = dict(kind="store_credit", brand="", last_four="", balance=Money(5000, "USD"))
    with pytest.raises(Conflict) as refusal:
        till.collect(1, build.payment_method(till.customer_id, **credit))
    assert refusal.value.code == "currency_mismatch"


def test_two_orders_cannot_spend_one_balance_twice(
    till: Till, till_of: Callable[[UUID], Till], build: Builders, gift_card: UUID, balance_of: Any
) -> None:
    tills = [till, *(till_of(build.order(till.customer_id)) for _ in range(7))]
    results = together(*[lambda one=one: one.collect(1500, gift_card) for one in tills])
    assert [error.code for error in errors_of(results)] == ["insufficient_balance"] * 5
    assert balance_of(gift_card) == 500


def test_a_preview_asks_nobody_and_leaves_nothing(
    till: Till, card: UUID, gift_card: UUID, jobs: NotedJobs, application: Application, balance_of: Any
) -> None:
    shown = Till(Previewing(application), till.order_id, till.customer_id, till.actor)  # type: ignore[arg-type]
    shown.collect(1000, card)
    shown.collect(1000, gift_card)
    assert "payments.settle" not in jobs.tasks
    assert (till.intents, till.sums.captured, balance_of(gift_card)) == ([], 0, 5000)


class Previewing:
    """An application whose every change is a preview."""

    def __init__(self, application: Application) -> None:
        self._application = application

    def perform(self, use_case: Callable[..., Any], actor: Actor) -> Any:
        return self._application.preview(use_case, actor).result


@pytest.mark.parametrize("wrong", [0, -1, 10**14])
@pytest.mark.parametrize("action", ["collect", "give_back"])
def test_amounts_must_make_sense(till: Till, card: UUID, action: str, wrong: int) -> None:
    with pytest.raises(Invalid) as refusal:
        getattr(till, action)(wrong, card)
    assert refusal.value.field == "amount"


def test_what_was_paid_goes_back_to_where_it_came_from_the_newest_first(
    till: Till, card: UUID, gift_card: UUID, build: Builders, balance_of: Any
) -> None:
    build.perform(
        record_payment, order=till.order_id, kind="captured", amount=Money(2000, "EUR"), payment_method_id=card
    )
    till.collect(1000, gift_card)
    till.give_back(1500)
    assert balance_of(gift_card) == 5000
    (asked,) = till.intents
    assert (asked.kind, asked.amount, asked.payment_method_id) == ("refunded", 500, card)
    assert (till.sums.refunded, till.sums.pending_refunded, till.sums.refundable) == (1000, 500, 1500)
    till.give_back(1500)
    assert [(one.kind, one.amount) for one in till.intents] == [("refunded", 500), ("refunded", 1500)]


def test_a_refund_of_a_capture_that_the_vendor_knows_names_it(till: Till, card: UUID) -> None:
    first, second = till.collect(1000, card), till.collect(500, card)
    till.answer(first, ref="cap_1")
    till.answer(second, ref="cap_2")
    till.give_back(700)
    refunds = [(one.amount, one.original, one.follows_id) for one in till.intents if one.kind == "refunded"]
    assert refunds == [(500, "cap_2", second), (200, "cap_1", first)]


def test_money_of_no_known_means_is_booked_as_handed_over(till: Till, build: Builders) -> None:
    build.perform(record_payment, order=till.order_id, kind="captured", amount=Money(700, "EUR"))
    till.give_back(700)
    assert (till.sums.refunded, till.intents) == (700, [])


def test_a_refund_may_go_to_another_method_within_the_limit_of_the_order(
    till: Till, card: UUID, gift_card: UUID, balance_of: Any
) -> None:
    till.answer(till.collect(1000, card))
    till.give_back(600, gift_card)
    assert balance_of(gift_card) == 5600
    with pytest.raises(Conflict) as refusal:
        till.give_back(401)
    assert (refusal.value.code, refusal.value.details["left"]) == ("refund_above_captured", 400)


def test_what_is_on_its_way_back_is_not_given_back_again(till: Till, card: UUID, gift_card: UUID) -> None:
    till.answer(till.collect(1000, card))
    till.give_back(1000)
    for method in (None, card, gift_card, "store_credit"):
        with pytest.raises(Conflict) as refusal:
            till.give_back(1, method)
        assert refusal.value.code == "refund_above_captured"


def test_what_is_on_its_way_to_us_cannot_be_given_back_yet(till: Till, card: UUID) -> None:
    till.collect(1000, card)
    with pytest.raises(Conflict):
        till.give_back(1)


def test_of_fifty_refunds_of_everything_at_once_one_is_accepted(till: Till, card: UUID, gift_card: UUID) -> None:
    till.answer(till.collect(TOTAL, card))
    ways = [card, gift_card, None, "store_credit", "gift_card"]
    results = together(*[lambda way=ways[i % 5]: till.give_back(TOTAL, way) for i in range(50)], limit=60)
    refused = errors_of(results)
    assert [error.code for error in refused] == ["refund_above_captured"] * 49  # type: ignore[attr-defined]
    assert till.sums.refunded + till.sums.pending_refunded == TOTAL


@pytest.mark.parametrize("action", ["collect", "give_back"])
def test_somebody_else_s_method_does_not_exist(till: Till, build: Builders, action: str) -> None:
    theirs = build.payment_method(build.customer())
    with pytest.raises(NotFound) as refusal:
        getattr(till, action)(1, theirs)
    assert refusal.value.field == "method"


@pytest.mark.parametrize("word", ["gift_card", "store_credit", "goodwill_credit"])
def test_a_word_finds_or_makes_the_customer_s_own_credit(
    till: Till, card: UUID, word: str, sql: Any, balance_of: Any, happened: Callable[..., list[EventRow]]
) -> None:
    till.answer(till.collect(1000, card))
    till.give_back(300, word)
    till.give_back(200, word)
    ((made,),) = sql("SELECT id FROM payment_methods WHERE kind = %s", word)
    assert balance_of(made) == 500
    assert [event.data["kind"] for event in happened("customer.payment_method_added")].count(word) == 1


def test_one_own_credit_is_made_when_two_want_it_at_once(till: Till, card: UUID, sql: Any) -> None:
    till.answer(till.collect(1000, card))
    assert not errors_of(together(*[lambda: till.give_back(100, "store_credit")] * 6))
    assert sql("SELECT count(*), min(balance) FROM payment_methods WHERE kind = 'store_credit'") == [(1, 600)]


def test_a_word_needs_a_currency_and_a_method_is_found_by_either_name(
    till: Till, card: UUID, application: Application, administrator: Actor
) -> None:
    def find(named: UUID | str) -> UUID:
        look = lambda unit: method_of(unit, till.customer_id, named, field="refund_to").id  # noqa: E731
        return application.ask(look, administrator)

    assert find(card) == find(str(card)) == find("tok_card") == card
    with pytest.raises(Invalid) as refusal:
        find("store_credit")
    assert refusal.value.field == "refund_to"
    for unknown in (new_id(), "tok_other", "", "x" * 300):
        with pytest.raises(NotFound) as missing:
            find(unknown)
        assert missing.value.field == "refund_to"


def test_a_merged_record_s_means_are_the_customer_s_own(
    till: Till, card: UUID, build: Builders, balance_of: Any, sql: Any
) -> None:
    kept = build.customer()
    theirs = build.payment_method(
        kept, kind="store_credit", brand="", last_four="", external_ref="credit_1", balance=Money(100, "EUR")
    )
    till.answer(till.collect(1000, card))
    with pytest.raises(NotFound):
        till.give_back(100, theirs)
    build.perform(merge_customers, kept_id=kept, merged_id=till.customer_id, reason="the same person")
    for named in (theirs, "credit_1", "store_credit"):
        till.give_back(100, named)
    assert balance_of(theirs) == 400
    till.give_back(100, "gift_card")
    assert sql("SELECT customer_id, balance FROM payment_methods WHERE kind = 'gift_card'") == [(kept, 100)]
