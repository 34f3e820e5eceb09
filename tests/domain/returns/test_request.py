"""Pieces that the customer has come back in four ways; the money goes where it is asked to."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from domain.inventory.add_node import add_node
from domain.kernel.actor import Actor
from domain.kernel.errors import Conflict, Denied, IdentityNeeded, Invalid, NotFound
from domain.kernel.ids import new_id
from domain.kernel.money import Money
from domain.kernel.permissions import Permission
from domain.models.event import EventRow
from domain.orders.new_order import NewLine
from domain.returns.chosen import ReturnedPieces
from domain.returns.request import request_return
from domain.work.application import Application
from tests.support.after_sales import Shop
from tests.support.builders import PARIS, Builders


def eur(minor: int) -> Money:
    return Money(minor, "EUR")


ONE = [{"sku": "SHIRT-S", "quantity": 1, "reason": "not_needed"}]


def test_denied_without_the_right(shop: Shop, application: Application, powerless: Actor):
    with pytest.raises(Denied):
        application.perform(request_return, powerless, order=new_id(), lines=[], channel="mail")


def test_nothing_without_knowing_who_the_customer_is(shop: Shop, actor_with: Callable[..., Actor]):
    order = shop.delivered()
    agent = actor_with(Permission.RETURNS_WRITE, Permission.ORDERS_READ, session=True)
    with pytest.raises(IdentityNeeded):
        shop.act("return", by=agent, order=order, lines=ONE, channel="mail")


def test_by_mail_the_money_follows_on_receipt(
    shop: Shop, happened: Callable[..., list[EventRow]], sql: Callable[..., Any]
):
    order = shop.delivered()
    shown = shop.preview("return", order=order, lines=ONE, channel="mail")
    assert [(each.kind, each.amount, each.when) for each in shown.settlements] == [
        ("refunded", eur(2000), "on_receipt")
    ]
    assert shown.payment_difference == eur(-2000)
    assert [rule.code for rule in shown.rules] == ["returns.credited_on_receipt"]
    made = shop.do("return", order=order, lines=ONE, channel="mail", reason="Too small for him")
    found = shop.order(order)
    [back] = found.returns
    assert back.id == made
    assert (back.status, back.channel, back.amount, back.refund_at) == ("requested", "mail", eur(2000), "receipt")
    assert back.number.startswith("#R1")
    assert (back.carrier, back.tracking_number[:2], len(back.tracking_number)) == ("Colissimo", "RT", 17)
    assert (found.total, found.lines[0].returned) == (eur(4000), 0)
    [event] = happened("return.requested")
    assert event.data["lines"][0]["reason"] == "not_needed"
    assert "Too small" not in str(event.data)
    assert sql("SELECT value FROM event_texts WHERE event_id = %s", event.id) == [("Too small for him",)]


def test_a_preview_draws_no_number(shop: Shop, sql: Callable[..., Any]):
    order = shop.delivered()
    shop.preview("return", order=order, lines=ONE, channel="mail")
    assert sql("SELECT is_called FROM return_numbers") == [(False,)]


def test_at_a_drop_off_point(shop: Shop):
    order = shop.delivered()
    shop.do("return", order=order, lines=ONE, channel="drop_off", drop_off="Tabac du Centre, Paris 11e")
    [back] = shop.order(order).returns
    assert (back.drop_off, back.status, bool(back.tracking_number)) == ("Tabac du Centre, Paris 11e", "requested", True)


def test_of_digital_goods_nothing_comes_back(shop: Shop, sql: Callable[..., Any]):
    order = shop.delivered()
    before = shop.stock(sql, "SHIRT-S")
    shown = shop.preview("return", order=order, lines=ONE, channel="digital")
    assert [(each.kind, each.amount, each.when) for each in shown.settlements] == [("refunded", eur(2000), "soon")]
    shop.do("return", order=order, lines=ONE, channel="digital")
    found = shop.order(order)
    assert (found.returns[0].status, found.returns[0].tracking_number, found.lines[0].returned) == ("refunded", "", 1)
    assert (found.total, found.pending) == (eur(2000), eur(-2000))
    assert shop.stock(sql, "SHIRT-S") == before


def test_over_the_counter_goods_and_money_change_hands_at_once(
    shop: Shop, build: Builders, sql: Callable[..., Any], happened: Callable[..., list[EventRow]]
):
    build.perform(
        add_node, code="LYS", name="Lyon store", kind="store", address=PARIS, time_zone="Europe/Paris",
        handling_cost=eur(100),
    )  # fmt: skip
    order = shop.delivered()
    before = shop.stock(sql, "SHIRT-S")[0]
    shop.do("return", order=order, lines=ONE, channel="store", node="lys")
    found = shop.order(order)
    assert (found.returns[0].status, found.returns[0].items[0].accepted, found.total) == ("refunded", 1, eur(2000))
    assert shop.stock(sql, "SHIRT-S")[0] == before + 1
    assert sql("SELECT kind, on_hand_delta FROM stock_movements WHERE kind = 'returned'") == [("returned", 1)]
    types = ["return.requested", "return.received", "return.refunded"]
    assert [event.type for event in happened(*types)] == types


def test_who_may_not_receive_only_announces_goods_to_a_store(shop: Shop, actor_with: Callable[..., Actor]):
    order = shop.delivered()
    agent = actor_with(Permission.RETURNS_WRITE, Permission.ORDERS_READ, attested=True)
    shop.do("return", by=agent, order=order, lines=ONE, channel="store")
    [back] = shop.order(order).returns
    assert (back.status, back.refund_at) == ("requested", "receipt")
    assert shop.order(order).refunded == eur(0)


@pytest.mark.parametrize("word", ["store_credit", "gift_card"])
def test_the_money_goes_to_an_own_credit_that_is_made_for_it(shop: Shop, word: str, sql: Callable[..., Any]):
    order = shop.delivered()
    shop.do("return", order=order, lines=ONE, channel="digital", refund_to=word)
    found = shop.order(order)
    assert (found.refunded, found.balance, found.returns[0].refund_to.kind) == (eur(2000), eur(0), word)
    assert sql("SELECT kind, balance FROM payment_methods WHERE balance IS NOT NULL") == [(word, 2000)]
    assert sql("SELECT amount FROM credit_entries") == [(2000,)]


def test_the_money_goes_to_a_method_named_by_its_reference(shop: Shop, build: Builders):
    customer = build.customer()
    card = build.payment_method(customer, external_ref="gift_1", kind="gift_card", balance=eur(500))
    order = shop.delivered(customer=customer)
    shop.do("return", order=order, lines=ONE, channel="digital", refund_to="gift_1")
    payment = shop.order(order).payments[-1]
    assert (payment.kind, payment.amount, payment.payment_method.id) == ("refunded", eur(2000), card)
    assert payment.payment_method.balance == eur(2500)


def test_without_a_word_it_goes_back_where_it_came_from(shop: Shop, build: Builders):
    customer = build.customer()
    card = build.payment_method(customer, kind="gift_card", balance=eur(9000))
    order = shop.delivered(customer=customer, paid_with=card)
    shop.do("return", order=order, lines=ONE, channel="digital")
    assert shop.order(order).payments[-1].payment_method.id == card
    assert shop.order(order).refunded == eur(2000)


def test_furniture_costs_a_restocking_fee_unless_we_are_at_fault(shop: Shop):
    order = shop.delivered(NewLine("LAMP", 1), NewLine("SHIRT-S", 1))
    both = [{"sku": "LAMP", "quantity": 1, "reason": "not_needed"}, {"sku": "SHIRT-S", "quantity": 1}]
    shown = shop.preview("return", order=order, lines=both, channel="mail")
    [back] = shown.after.returns
    assert (back.fee, back.amount) == (eur(399), eur(3990 + 2000 - 399))
    [fee] = [rule for rule in shown.rules if rule.code == "returns.restocking_fee"]
    assert fee.fr == "Frais de remise en stock (10 %) : Lamp (LAMP)"
    assert [item.amount for item in sorted(back.items, key=lambda item: item.amount)] == [eur(2000), eur(3591)]
    faulty = [{"sku": "LAMP", "quantity": 1, "reason": "Defective"}]
    assert shop.preview("return", order=order, lines=faulty, channel="mail").after.returns[0].fee == eur(0)


def test_only_what_the_customer_has_and_does_not_send_already(shop: Shop, build: Builders):
    open_order = build.order(lines=[NewLine("SHIRT-S", 1)])
    with pytest.raises(Conflict) as refused:
        shop.act("return", order=open_order, lines=ONE, channel="mail")
    assert (refused.value.code, refused.value.field) == ("not_delivered", "lines[0]")
    order = shop.delivered()
    shop.do("return", order=order, lines=ONE, channel="mail")
    shop.do("return", order=order, lines=ONE, channel="mail")
    with pytest.raises(Conflict) as gone:
        shop.act("return", order=order, lines=ONE, channel="mail")
    assert gone.value.code == "already_returned"


@pytest.mark.parametrize(
    ("wrong", "field", "code"),
    [
        ({"channel": "pigeon"}, "channel", "unknown_choice"),
        ({"lines": []}, "lines", "missing"),
        ({"lines": [{"quantity": 1}]}, "lines[0]", "missing"),
        ({"lines": [{"sku": "NO", "quantity": 1}]}, "lines[0]", "unknown_line"),
        ({"lines": [{"sku": "SHIRT-S", "quantity": 3}]}, "lines[0].quantity", "more_than_delivered"),
        ({"lines": [{"sku": "SHIRT-S", "quantity": 0}]}, "lines[0].quantity", "more_than_delivered"),
        ({"lines": [{"sku": "SHIRT-S", "quantity": -1}]}, "lines[0].quantity", "more_than_delivered"),
        ({"lines": [*ONE, *ONE]}, "lines", "duplicate_line"),
        ({"lines": [{"sku": "SHIRT-S", "quantity": 1, "reason": "\x00"}]}, "lines[0].reason", "control_characters"),
        ({"lines": [{"sku": "SHIRT-S", "quantity": 1, "reason": "x" * 201}]}, "lines[0].reason", "too_long"),
        ({"reason": "x" * 201}, "reason", "too_long"),
        ({"drop_off": "Tabac"}, "drop_off", "not_for_channel"),
        ({"channel": "drop_off", "drop_off": "x" * 201}, "drop_off", "too_long"),
        ({"refund_to": "the neighbour's card"}, "refund_to", "not_found"),
        ({"refund_to": str(new_id())}, "refund_to", "not_found"),
    ],
)
def test_a_refusal_names_the_field_and_leaves_nothing(shop: Shop, wrong: dict[str, Any], field: str, code: str):
    order = shop.delivered()
    with pytest.raises((Invalid, NotFound)) as refused:
        shop.act("return", **{"order": order, "lines": ONE, "channel": "mail"} | wrong)
    assert (refused.value.field, refused.value.code) == (field, code)
    assert shop.order(order).returns == ()


def test_somebody_elses_payment_method_is_not_found(shop: Shop, build: Builders):
    other = build.payment_method(build.customer(), kind="gift_card", balance=eur(0), external_ref="theirs")
    order = shop.delivered()
    for name in (str(other), "theirs"):
        with pytest.raises(NotFound):
            shop.act("return", order=order, lines=ONE, channel="mail", refund_to=name)


def test_a_sku_on_two_lines_is_ambiguous(shop: Shop):
    order = shop.delivered(NewLine("SHIRT-S", 1), NewLine("SHIRT-S", 1))
    ids = [line.id for line in shop.order(order).lines]
    with pytest.raises(Invalid) as refused:
        shop.act("return", order=order, lines=ONE, channel="mail")
    assert (refused.value.code, refused.value.details["line_ids"]) == ("ambiguous_sku", [str(id) for id in ids])
    shop.do("return", order=order, lines=[{"line_id": ids[1], "quantity": 1}], channel="mail")
    assert shop.order(order).returns[0].lines == {ids[1]: 1}


def test_words_of_the_customer_are_kept_as_they_are(shop: Shop):
    order = shop.delivered()
    said = "<b>'); DROP TABLE returns;-- trop petit 😀"
    shop.do("return", order=order, lines=[{"sku": "SHIRT-S", "quantity": 1, "reason": said}], channel="mail")
    assert shop.order(order).returns[0].items[0].reason == said


def test_a_stale_version_is_refused(shop: Shop):
    order = shop.delivered()
    version = shop.order(order).version
    shop.act("return", order=order, lines=ONE, channel="mail", expected_version=version)
    with pytest.raises(Conflict) as refused:
        shop.act("return", order=order, lines=ONE, channel="mail", expected_version=version)
    assert refused.value.code == "stale_version"


def test_the_use_case_takes_typed_values(shop: Shop, build: Builders):
    order = shop.delivered()
    made = build.perform(request_return, order=order, lines=[ReturnedPieces(2, sku="SHIRT-S")], channel="mail")
    assert isinstance(made, UUID)
