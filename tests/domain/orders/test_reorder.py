"""Ordering the goods of an old order again."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from domain.approvals.act import act
from domain.fulfilment.record_scan import record_scan
from domain.kernel.actor import Actor
from domain.kernel.errors import Conflict, Denied, DomainError, IdentityNeeded, NotFound
from domain.kernel.money import Money
from domain.kernel.permissions import Permission
from domain.orders.cancel import cancel_order
from domain.orders.new_order import NewLine, NewPayment
from domain.orders.queries import order as read_order
from domain.orders.queries import orders
from domain.orders.reorder import reorder
from domain.orders.rows import OrderDetail
from domain.work.application import Application
from tests.support.builders import LYON, Builders


def eur(minor: int) -> Money:
    return Money(minor, "EUR")


@pytest.fixture
def customer_id(build: Builders) -> UUID:
    return build.customer()


@pytest.fixture
def old(build: Builders, customer_id: UUID) -> UUID:
    """2 × SHIRT at a price of last year, a HAT; 4.90 of shipping; delivered."""
    build.goods("SHIRT", "HAT", price=1999)
    lines = [NewLine("SHIRT", 2, eur(1500)), NewLine("HAT", 1)]
    id = build.order(customer_id, lines=lines, shipping=eur(490), discount=eur(300), channel="marketplace")
    build.perform(record_scan, shipment_id=build.shipment(id), status="delivered")
    return id


@pytest.fixture
def again(application: Application, administrator: Actor, ask: Callable[..., Any]) -> Callable[..., OrderDetail]:
    """Preview, then do what was shown; the new order."""

    def again(id: UUID, **args: Any) -> OrderDetail:
        given = {"order": str(id), **args}
        shown = application.preview(act, administrator, action="reorder", args=given).result.preview
        acted = application.perform(act, administrator, action="reorder", args=given, digest=shown.digest)
        found: OrderDetail = ask(read_order, order=acted.result)
        assert (shown.before, shown.after.total, shown.payment_difference) == (None, found.total, found.total)
        return found

    return again


def test_who_may_not_is_refused(
    application: Application, actor_with: Callable[..., Actor], powerless: Actor, old: UUID
):
    with pytest.raises(Denied):
        application.perform(reorder, powerless, order=old)
    with pytest.raises(IdentityNeeded):
        application.perform(reorder, actor_with(Permission.ORDERS_WRITE), order=old)


def test_the_same_goods_at_todays_prices_to_the_same_address(
    again: Callable[..., OrderDetail], old: UUID, ask: Callable[..., Any]
):
    before = ask(read_order, order=old)
    found = again(old)
    assert [(line.sku, line.quantity, line.unit_price) for line in found.lines] == [
        ("SHIRT", 2, eur(1999)),
        ("HAT", 1, eur(1999)),
    ]
    assert (found.total, found.shipping, found.discount) == (eur(6487), eur(490), eur(0))
    assert (found.shipping_address, found.channel, found.status) == (before.shipping_address, "phone", "pending")
    assert (found.customer_id, found.payments) == (before.customer_id, ())
    assert found.number.startswith("#C")
    assert ask(read_order, order=old) == before


def test_paid_and_sent_elsewhere(again: Callable[..., OrderDetail], old: UUID, build: Builders, customer_id: UUID):
    build.payment_method(customer_id, kind="gift_card", brand="", last_four="", external_ref="gift", balance=eur(7000))
    found = again(old, payment_method="gift", address=dict(LYON))
    assert (found.balance, found.shipping_address["city"]) == (eur(0), "Lyon")
    assert found.payments[0].payment_method.balance == eur(513)
    assert {line.source_node for line in found.lines} == {"PAR"}


def test_a_card_is_asked_through_the_gateway(
    again: Callable[..., OrderDetail], old: UUID, build: Builders, customer_id: UUID
):
    build.payment_method(customer_id, external_ref="card")
    found = again(old, payment_method="card")
    assert (found.balance, found.pending) == (eur(6487), eur(6487))


@pytest.mark.parametrize(
    ("method", "code", "kind"), [("poor", "insufficient_balance", Conflict), ("theirs", "not_found", NotFound)]
)
def test_what_cannot_be_paid_is_not_ordered(
    method: str, code: str, kind: type, old: UUID, build: Builders, customer_id: UUID,
    refusal_of: Callable[..., DomainError], ask: Callable[..., Any],
):  # fmt: skip
    build.payment_method(customer_id, kind="gift_card", brand="", last_four="", external_ref="poor", balance=eur(10))
    build.payment_method(build.customer(), external_ref="theirs")
    refusal = refusal_of(reorder, order=old, payment_method=method)
    assert (type(refusal), refusal.code, refusal.field) == (kind, code, "payment_method")
    assert len(ask(orders).items) == 1


def test_what_is_not_sold_any_more_is_left_out(
    application: Application, administrator: Actor, again: Callable[..., OrderDetail], old: UUID,
    sql: Callable[..., Any], refusal_of: Callable[..., DomainError],
):  # fmt: skip
    sql("UPDATE variants SET available = false WHERE sku = 'HAT'")
    shown = application.preview(act, administrator, action="reorder", args={"order": str(old)}).result.preview
    assert [(rule.code, "HAT" in rule.en) for rule in shown.rules] == [("left_out", True)]
    assert [line.sku for line in again(old).lines] == ["SHIRT"]
    sql("UPDATE variants SET available = false WHERE sku = 'SHIRT'")
    assert refusal_of(reorder, order=old).code == "nothing_to_reorder"


def test_a_cancelled_order_is_ordered_again_whole(again: Callable[..., OrderDetail], build: Builders):
    build.goods("SHIRT", price=1000)
    id = build.order(lines=[NewLine("SHIRT", 3)], payments=[NewPayment("captured", eur(3000))], shipping=eur(0))
    build.perform(cancel_order, order=id, reason="x")
    found = again(id)
    assert ([line.quantity for line in found.lines], found.total) == ([3], eur(3000))


def test_to_an_address_that_cannot_be(old: UUID, refusal_of: Callable[..., DomainError]):
    assert refusal_of(reorder, order=old, address={**LYON, "country": "XX"}).field == "shipping_address.country"
    assert isinstance(refusal_of(reorder, order="#C0"), NotFound)
