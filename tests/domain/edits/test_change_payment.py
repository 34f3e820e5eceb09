"""Having an order paid by another means."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest

from domain.edits.change_payment import change_payment
from domain.fulfilment.ship import ship
from domain.kernel.actor import Actor
from domain.kernel.errors import Conflict, Denied, DomainError, IdentityNeeded, NotFound, StaleVersion
from domain.kernel.permissions import Permission
from domain.models.event import EventRow
from domain.orders.new_order import NewLine, NewPayment
from domain.orders.queries import order as read_order
from domain.orders.record_payment import record_payment
from domain.orders.rows import OrderDetail
from domain.work.application import Application
from tests.domain.edits.conftest import eur
from tests.support.builders import Builders
from tests.support.together import errors_of, together


@pytest.fixture
def rich_card(build: Builders, customer_id: UUID) -> UUID:
    """A gift card with 100.00 on it."""
    return build.payment_method(
        customer_id, kind="gift_card", brand="", last_four="", external_ref="rich", balance=eur(10_000)
    )


def moves(order: OrderDetail) -> list[tuple[str, int, str, str | None]]:
    """Everything that moved after the order was placed, in any order."""
    return sorted(
        (p.kind, p.amount.minor, p.status, p.payment_method.external_ref if p.payment_method else None)
        for p in order.payments[1:]
    )


def test_who_may_not_is_refused(
    application: Application, actor_with: Callable[..., Actor], powerless: Actor, sold: UUID, rich_card: UUID
):
    for verb in (application.perform, application.preview):
        with pytest.raises(Denied):
            verb(change_payment, powerless, order=sold, payment_method="rich")
    with pytest.raises(IdentityNeeded):
        application.perform(change_payment, actor_with(Permission.ORDERS_WRITE), order=sold, payment_method="rich")


def test_a_gift_card_pays_at_once_and_the_card_gets_its_money_back(
    do: Callable[..., OrderDetail], sold: UUID, rich_card: UUID, happened: Callable[..., list[EventRow]]
):
    found = do("change_payment", order=str(sold), payment_method="rich")
    assert moves(found) == [("captured", 4988, "settled", "rich"), ("refunded", 4988, "pending", "card")]
    assert (found.total, found.balance, found.pending) == (eur(4988), eur(-4988), eur(-4988))
    assert next(p.payment_method.balance for p in found.payments if p.payment_method.external_ref == "rich") == eur(
        5012
    )
    (changed,) = happened("order.payment_changed")
    assert (changed.data["payment_method_id"], changed.data["kind"]) == (str(rich_card), "gift_card")
    assert (changed.data["amount"], changed.data["currency"]) == (4988, "EUR")


def test_from_a_gift_card_to_a_card(
    do: Callable[..., OrderDetail], build: Builders, shop: None, customer_id: UUID, card: UUID, rich_card: UUID
):
    id = build.order(customer_id, lines=[NewLine("S", 1)], payments=[NewPayment("captured", eur(1999), rich_card)])
    found = do("change_payment", order=str(id), payment_method=str(card))
    assert moves(found) == [("captured", 1999, "pending", "card"), ("refunded", 1999, "settled", "rich")]
    assert found.balance - found.pending == eur(0)


def test_a_gift_card_must_cover_all_of_it(
    commit: Callable[..., Any], sold: UUID, gift_card: UUID, ask: Callable[..., Any]
):
    before = ask(read_order, order=sold)
    with pytest.raises(Conflict) as refused:
        commit("change_payment", order=str(sold), payment_method="gift")
    assert (refused.value.code, refused.value.field) == ("insufficient_balance", "payment_method")
    assert ask(read_order, order=sold) == before


def test_the_same_method_is_refused(commit: Callable[..., Any], sold: UUID):
    with pytest.raises(Conflict) as refused:
        commit("change_payment", order=str(sold), payment_method="card")
    assert (refused.value.code, refused.value.field) == ("same_method", "payment_method")


def test_only_what_others_paid_is_moved(
    do: Callable[..., OrderDetail], build: Builders, shop: None, customer_id: UUID, card: UUID, rich_card: UUID
):
    payments = [NewPayment("captured", eur(999), card), NewPayment("captured", eur(1000), rich_card)]
    id = build.order(customer_id, lines=[NewLine("S", 1)], payments=payments)
    build.perform(record_payment, order=id, kind="refunded", amount=eur(99), payment_method_id=card)
    found = do("change_payment", order=str(id), payment_method="rich")
    assert moves(found) == [
        ("captured", 999, "settled", "rich"),  # 900 of the card's, and 99 that were open
        ("captured", 1000, "settled", "rich"),
        ("refunded", 99, "settled", "card"),
        ("refunded", 900, "pending", "card"),
    ]


def test_what_was_only_authorised_is_authorised_anew(
    do: Callable[..., OrderDetail], build: Builders, shop: None, customer_id: UUID, card: UUID
):
    other = build.payment_method(customer_id, external_ref="other")
    id = build.order(customer_id, lines=[NewLine("S", 1)], payments=[NewPayment("authorised", eur(2500), card)])
    found = do("change_payment", order=str(id), payment_method=str(other))
    assert moves(found) == [("authorised", 1999, "pending", "other"), ("voided", 2500, "settled", "card")]


def test_a_gift_card_pays_what_was_only_authorised(
    do: Callable[..., OrderDetail], build: Builders, shop: None, customer_id: UUID, card: UUID, rich_card: UUID
):
    id = build.order(customer_id, lines=[NewLine("S", 1)], payments=[NewPayment("authorised", eur(1999), card)])
    found = do("change_payment", order=str(id), payment_method="rich")
    assert moves(found) == [("captured", 1999, "settled", "rich"), ("voided", 1999, "settled", "card")]
    assert found.balance == eur(0)


def test_what_was_not_paid_is_paid(
    do: Callable[..., OrderDetail], build: Builders, shop: None, customer_id: UUID, rich_card: UUID
):
    id = build.order(customer_id, lines=[NewLine("S", 1)])
    assert do("change_payment", order=str(id), payment_method="rich").balance == eur(0)


def test_while_a_payment_is_on_its_way_nothing_is_moved(
    commit: Callable[..., Any], build: Builders, shop: None, customer_id: UUID, card: UUID, rich_card: UUID
):
    id = build.order(customer_id, lines=[NewLine("S", 1)])
    commit("change_payment", order=str(id), payment_method="card")
    with pytest.raises(Conflict) as refused:
        commit("change_payment", order=str(id), payment_method="rich")
    assert refused.value.code == "payment_pending"


def test_somebody_elses_method_is_not_found(commit: Callable[..., Any], build: Builders, sold: UUID):
    theirs = build.payment_method(build.customer(), external_ref="theirs")
    for named in (str(theirs), "theirs", str(uuid4()), "", "\x00", "\ud800", "x" * 10_000):
        with pytest.raises(DomainError) as refused:
            commit("change_payment", order=str(sold), payment_method=named)
        assert (type(refused.value), refused.value.field) == (NotFound, "payment_method")


def test_once_it_has_left_it_is_too_late(commit: Callable[..., Any], build: Builders, sold: UUID, rich_card: UUID):
    build.perform(ship, order=sold)
    with pytest.raises(Conflict) as refused:
        commit("change_payment", order=str(sold), payment_method="rich")
    assert refused.value.code == "too_late"


def test_a_stale_version_is_refused(commit: Callable[..., Any], sold: UUID, rich_card: UUID):
    with pytest.raises(StaleVersion):
        commit("change_payment", order=str(sold), payment_method="rich", expected_version=7)


def test_many_times_at_once_it_is_moved_once(build: Builders, sold: UUID, rich_card: UUID, ask: Callable[..., Any]):
    results = together(*[lambda: build.perform(change_payment, order=sold, payment_method="rich")] * 5)
    assert {error.code for error in errors_of(results)} == {"same_method"}  # type: ignore[attr-defined]
    assert len(errors_of(results)) == 4
    assert len(ask(read_order, order=sold).payments) == 3


def test_what_is_being_authorised_is_not_collected_once_more_by_an_edit(
    commit: Callable[..., Any],
    do: Callable[..., OrderDetail],
    build: Builders,
    customer_id: UUID,
    card: UUID,
    shop: None,
):
    other = build.payment_method(customer_id, external_ref="other")
    id = build.order(customer_id, lines=[NewLine("S", 1)], payments=[NewPayment("authorised", eur(1999), card)])
    commit("change_payment", order=str(id), payment_method="other")
    found = do("edit", order=str(id), lines=[{"sku": "S", "quantity": 2}], settle_with=str(other))
    asked = [(each.kind, each.amount.minor) for each in found.payments if each.status == "pending"]
    assert asked == [("authorised", 1999), ("captured", 1999)]
