"""What was lost or broken is sent again, free of charge, and only once."""

from collections.abc import Callable
from typing import Any

import pytest

from domain.fulfilment.record_scan import record_scan
from domain.fulfilment.ship import ShippedLine
from domain.kernel.actor import Actor
from domain.kernel.errors import Conflict, Denied, DomainError, IdentityNeeded
from domain.kernel.ids import new_id
from domain.kernel.money import Money
from domain.kernel.permissions import Permission
from domain.models.event import EventRow
from domain.orders.new_order import NewLine
from domain.replacements.replace_lines import replace_lines
from domain.work.application import Application
from tests.support.after_sales import Shop
from tests.support.builders import Builders
from tests.support.together import errors_of, together

ONE = [{"sku": "SHIRT-S"}]


def test_denied_without_the_right(application: Application, powerless: Actor):
    with pytest.raises(Denied):
        application.perform(replace_lines, powerless, order=new_id(), lines=[], reason="lost")


def test_nothing_without_knowing_who_the_customer_is(shop: Shop, actor_with: Callable[..., Actor]):
    order = shop.delivered()
    agent = actor_with(Permission.ORDERS_WRITE, Permission.ORDERS_READ, session=True)
    with pytest.raises(IdentityNeeded):
        shop.act("replace", by=agent, order=order, lines=ONE, reason="damaged")


def test_sent_again_free_of_charge(shop: Shop, sql: Callable[..., Any], happened: Callable[..., list[EventRow]]):
    order = shop.delivered()
    before = shop.order(order)
    shown = shop.preview("replace", order=order, lines=ONE, reason="damaged")
    assert (shown.payment_difference.minor, shown.sourcing[1].node, shown.promise is not None) == (0, "PAR", True)
    [made] = shop.do("replace", order=order, lines=ONE, reason="damaged")
    found = shop.order(order)
    new = found.lines[1]
    assert (new.id, new.kind, new.quantity, new.unit_price.minor, new.status) == (made, "replacement", 1, 0, "open")
    assert (found.total, found.balance, found.status) == (before.total, before.balance, "delivered")
    assert shop.stock(sql, "SHIRT-S") == (98, 1)
    shop.scan(shop.build.shipment(order))
    found = shop.order(order)
    assert (found.lines[1].status, found.status) == ("delivered", "delivered")
    assert shop.stock(sql, "SHIRT-S") == (97, 0)
    [event] = happened("order.replacement_added")
    assert (event.data["reason"], event.data["lines"][0]["sku"]) == ("damaged", "SHIRT-S")
    assert [each.type for each in happened("order.shipped", "order.delivered")] == ["order.shipped", "order.delivered"]


def test_a_lost_parcel_no_longer_keeps_the_order_from_being_delivered(shop: Shop, build: Builders):
    order = build.order(lines=[NewLine("SHIRT-S", 3)])
    here = build.shipment(order, lines=[ShippedLine(1, sku="SHIRT-S")])
    lost = build.shipment(order)
    shop.scan(here)
    build.perform(record_scan, shipment_id=lost, status="exception")
    assert shop.order(order).status == "shipped"
    shop.do("replace", order=order, lines=[{"sku": "SHIRT-S", "quantity": 2}], reason="lost")
    assert shop.order(order).status == "shipped"
    shop.scan(build.shipment(order))
    found = shop.order(order)
    assert (found.status, {line.status for line in found.lines}) == ("delivered", {"delivered"})


def test_one_of_the_two_comes_back_and_is_paid_for_once(shop: Shop):
    order = shop.delivered(NewLine("SHIRT-S", 1))
    shop.do("replace", order=order, lines=ONE, reason="damaged")
    old = shop.line(order, "SHIRT-S")
    with pytest.raises(Conflict):
        shop.act("return", order=order, lines=[{"line_id": old, "quantity": 1}], channel="mail")
    shop.scan(shop.build.shipment(order))
    new = shop.line(order, "SHIRT-S", "replacement")
    back = shop.do(
        "return", order=order, lines=[{"line_id": new, "quantity": 1}], channel="digital", refund_to="store_credit"
    )
    found = shop.order(order)
    assert (found.returns[0].id, found.returns[0].amount, found.total.minor) == (back, Money(2000, "EUR"), 0)
    assert [(line.returned, line.status) for line in found.lines] == [(1, "returned"), (1, "returned")]
    for line in (old, new):
        with pytest.raises(Conflict):
            shop.act("return", order=order, lines=[{"line_id": line, "quantity": 1}], channel="mail")


def test_a_replacement_of_a_replacement_is_still_paid_for_once(shop: Shop):
    order = shop.delivered(NewLine("SHIRT-S", 2))
    old = shop.line(order, "SHIRT-S")
    [first] = shop.do("replace", order=order, lines=[{"line_id": old}], reason="damaged")
    shop.scan(shop.build.shipment(order))
    [second] = shop.do("replace", order=order, lines=[{"line_id": first}], reason="damaged")
    shop.scan(shop.build.shipment(order))
    for line in (old, second):
        shop.do("return", order=order, lines=[{"line_id": line, "quantity": 1}], channel="digital")
    found = shop.order(order)
    assert (found.total.minor, found.pending.minor) == (0, -4000)
    for line in (old, first, second):
        with pytest.raises(Conflict):
            shop.act("return", order=order, lines=[{"line_id": line, "quantity": 1}], channel="digital")
        with pytest.raises(Conflict):
            shop.act("replace", order=order, lines=[{"line_id": line}], reason="lost")


def test_without_stock_it_waits(shop: Shop, build: Builders):
    order = shop.delivered()
    build.stock("SHIRT-S", 0)
    shown = shop.preview("replace", order=order, lines=ONE, reason="lost")
    assert "replacement.waits_for_stock" in [rule.code for rule in shown.rules]


def test_not_what_has_not_left_came_back_or_was_sent_again(shop: Shop, build: Builders):
    waiting = build.order(lines=[NewLine("SHIRT-S", 1)])
    with pytest.raises(Conflict) as refused:
        shop.act("replace", order=waiting, lines=ONE, reason="lost")
    assert (refused.value.code, refused.value.field) == ("nothing_to_replace", "lines[0]")
    order = shop.delivered()
    shop.act("return", order=order, lines=[{"sku": "SHIRT-S", "quantity": 1}], channel="mail")
    line = shop.line(order, "SHIRT-S")
    results = together(*[lambda: shop.act("replace", order=order, lines=[{"line_id": line}], reason="lost")] * 4)
    assert len(errors_of(results)) == 3
    assert len(shop.order(order).lines) == 2


@pytest.mark.parametrize(
    ("wrong", "field", "code"),
    [
        ({"reason": "bored"}, "reason", "unknown_choice"),
        ({"lines": []}, "lines", "missing"),
        ({"lines": [{"sku": "SHIRT-S", "quantity": 3}]}, "lines[0].quantity", "more_than_shipped"),
        ({"lines": [{"sku": "SHIRT-S", "quantity": 0}]}, "lines[0].quantity", "more_than_shipped"),
        ({"lines": [*ONE, *ONE]}, "lines", "duplicate_line"),
        ({"lines": [{"quantity": 1}]}, "lines[0]", "missing"),
    ],
)
def test_a_refusal_names_the_field_and_leaves_nothing(shop: Shop, wrong: dict[str, Any], field: str, code: str):
    order = shop.delivered()
    with pytest.raises(DomainError) as refused:
        shop.act("replace", **{"order": order, "lines": ONE, "reason": "lost"} | wrong)
    assert (refused.value.field, refused.value.code) == (field, code)
    assert len(shop.order(order).lines) == 1


def test_a_sku_on_two_lines_is_ambiguous(shop: Shop):
    order = shop.delivered(NewLine("SHIRT-S", 1), NewLine("SHIRT-S", 1))
    with pytest.raises(DomainError) as refused:
        shop.act("replace", order=order, lines=ONE, reason="lost")
    assert refused.value.code == "ambiguous_sku"
