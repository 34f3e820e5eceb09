"""Goods for others of the same product: the new ones are kept at once and leave when the old ones are back."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from domain.catalogue.add_product import NewVariant, add_product
from domain.exchanges.cancel import cancel_exchange
from domain.exchanges.request import request_exchange
from domain.fulfilment.ship import ShippedLine, ship
from domain.inventory.add_node import add_node
from domain.kernel.actor import Actor
from domain.kernel.errors import Conflict, Denied, DomainError, IdentityNeeded, NotFound
from domain.kernel.ids import new_id
from domain.kernel.money import Money
from domain.kernel.permissions import Permission
from domain.models.event import EventRow
from domain.orders.new_order import NewLine
from domain.pricing.set_tax_rate import set_tax_rate
from domain.replacements.replace_lines import ReplacedPieces, replace_lines
from domain.work.application import Application
from tests.support.after_sales import Shop
from tests.support.builders import PARIS, Builders
from tests.support.together import errors_of, together


def eur(minor: int) -> Money:
    return Money(minor, "EUR")


def swapped(new: str = "SHIRT-M", quantity: int = 1, sku: str = "SHIRT-S") -> list[dict[str, Any]]:
    return [{"sku": sku, "new_sku": new, "quantity": quantity}]


def asked(shop: Shop, order: UUID, new: str = "SHIRT-M", quantity: int = 1, **values: Any) -> UUID:
    return shop.do("exchange", **{"order": order, "lines": swapped(new, quantity), "channel": "mail"} | values)


def card(build: Builders, balance: int, **values: Any) -> tuple[UUID, UUID]:
    """A customer and their gift card."""
    customer = build.customer()
    return customer, build.payment_method(customer, kind="gift_card", balance=eur(balance), **values)


@pytest.mark.parametrize(
    ("use_case", "more"),
    [(request_exchange, {"lines": [], "channel": "mail"}), (cancel_exchange, {"exchange_id": new_id()})],
)
def test_denied_without_the_right(application: Application, powerless: Actor, use_case: Any, more: dict[str, Any]):
    with pytest.raises(Denied):
        application.perform(use_case, powerless, order=new_id(), **more)


def test_nothing_without_knowing_who_the_customer_is(shop: Shop, actor_with: Callable[..., Actor]):
    order = shop.delivered()
    agent = actor_with(Permission.RETURNS_WRITE, Permission.ORDERS_READ, session=True)
    with pytest.raises(IdentityNeeded):
        shop.act("exchange", by=agent, order=order, lines=swapped(), channel="mail")


def test_an_even_exchange(shop: Shop, sql: Callable[..., Any], happened: Callable[..., list[EventRow]]):
    order = shop.delivered()
    before = shop.order(order)
    made = asked(shop, order)
    found = shop.order(order)
    [exchange] = found.exchanges
    assert (exchange.id, exchange.status, exchange.amount) == (made, "requested", eur(0))
    assert [(line.sku, line.new_sku, line.quantity) for line in exchange.lines] == [("SHIRT-S", "SHIRT-M", 1)]
    assert (found.returns[0].status, found.returns[0].exchange_id) == ("requested", made)
    assert (found.lines, found.total) == (before.lines, before.total)  # what waits is not on the order yet
    assert shop.stock(sql, "SHIRT-M") == (100, 1)

    shop.do("receive_return", order=order, return_id=found.returns[0].id, node="PAR")
    found = shop.order(order)
    assert (found.exchanges[0].status, found.returns[0].status) == ("received", "refunded")
    assert [(line.sku, line.kind, line.status, line.returned) for line in found.lines] == [
        ("SHIRT-S", "sold", "delivered", 1),
        ("SHIRT-M", "exchange", "open", 0),
    ]
    assert (found.total, found.balance, found.refunded, found.pending) == (eur(4000), eur(0), eur(0), eur(0))
    assert shop.stock(sql, "SHIRT-S")[0] == 99
    parcel = shop.build.shipment(order)
    found = shop.order(order)
    assert (found.status, found.exchanges[0].status, found.lines[1].status) == ("delivered", "completed", "shipped")
    assert shop.stock(sql, "SHIRT-M") == (99, 0)
    shop.scan(parcel)
    assert shop.order(order).lines[1].status == "delivered"
    assert shop.order(order).status == "delivered"
    types = ["exchange.requested", "exchange.received", "exchange.completed"]
    assert [event.type for event in happened(*types)] == types


def test_what_waits_for_the_old_goods_does_not_leave(
    shop: Shop, build: Builders, refusal_of: Callable[..., DomainError]
):
    order = shop.delivered()
    asked(shop, order)
    assert refusal_of(ship, order=order).code == "nothing_to_ship"
    waiting = shop.order(order).exchanges[0].lines[0].new_line_id
    build.perform(replace_lines, order=order, lines=[ReplacedPieces(1, sku="SHIRT-S")], reason="lost")
    assert refusal_of(ship, order=order, lines=[ShippedLine(1, line_id=waiting)]).code == "unknown_line"
    shop.build.shipment(order)
    assert [line.shipped for line in shop.order(order).lines] == [2, 1]


def test_a_dearer_one_is_paid_for_on_receipt(shop: Shop, build: Builders):
    customer, gift = card(build, 700, external_ref="gift_7")
    order = shop.delivered(customer=customer)
    shown = shop.preview("exchange", order=order, lines=swapped("SHIRT-L"), channel="mail", settle_with="gift_7")
    assert [(each.kind, each.amount, each.when) for each in shown.settlements] == [("captured", eur(500), "on_receipt")]
    assert shown.payment_difference == eur(500)
    asked(shop, order, "SHIRT-L", settle_with="gift_7")
    found = shop.order(order)
    assert (found.exchanges[0].amount, found.exchanges[0].settle_with.id) == (eur(500), gift)
    assert found.captured == eur(4000)
    shop.do("receive_return", order=order, return_id=found.returns[0].id)
    found = shop.order(order)
    assert (found.captured, found.total, found.balance) == (eur(4500), eur(4500), eur(0))
    assert found.payments[-1].payment_method.balance == eur(200)


def test_a_cheaper_one_gives_the_difference_back(shop: Shop, build: Builders):
    customer, _ = card(build, 0)
    order = shop.delivered(NewLine("SHIRT-L", 2), customer=customer)
    shop.do(
        "exchange", order=order, lines=swapped("SHIRT-S", 2, sku="SHIRT-L"), channel="mail", settle_with="store_credit"
    )
    found = shop.order(order)
    assert found.exchanges[0].amount == eur(-1000)
    shop.do("receive_return", order=order, return_id=found.returns[0].id)
    found = shop.order(order)
    assert (found.total, found.refunded, found.balance) == (eur(4000), eur(1000), eur(0))
    assert found.payments[-1].payment_method.kind == "store_credit"


def test_a_gift_card_has_to_cover_it_now_and_then(shop: Shop, build: Builders, sql: Callable[..., Any]):
    customer, gift = card(build, 499)
    order = shop.delivered(customer=customer)
    with pytest.raises(Conflict) as refused:
        shop.act("exchange", order=order, lines=swapped("SHIRT-L"), channel="mail", settle_with=gift)
    assert (refused.value.code, refused.value.field) == ("insufficient_balance", "settle_with")
    sql("UPDATE payment_methods SET balance = 500 WHERE id = %s", gift)
    asked(shop, order, "SHIRT-L", settle_with=gift)
    sql("UPDATE payment_methods SET balance = 100 WHERE id = %s", gift)
    back = shop.order(order).returns[0].id
    before = shop.order(order)
    with pytest.raises(Conflict) as late:
        shop.act("receive_return", order=order, return_id=back)
    assert (late.value.code, late.value.field) == ("insufficient_balance", "settle_with")
    assert shop.order(order) == before
    other = build.payment_method(customer, external_ref="card_2")
    shop.do("receive_return", order=order, return_id=back, settle_with="card_2")
    found = shop.order(order)
    assert (found.pending, found.payments[-1].payment_method.id) == (eur(500), other)


def test_without_somebody_to_pay_the_difference_stays_open(shop: Shop):
    order = shop.delivered()
    shown = shop.preview("exchange", order=order, lines=swapped("SHIRT-L"), channel="mail")
    assert "exchange.difference_stays_open" in [rule.code for rule in shown.rules]
    asked(shop, order, "SHIRT-L")
    shop.do("receive_return", order=order, return_id=shop.order(order).returns[0].id)
    assert shop.order(order).balance == eur(500)


def test_without_stock_it_waits_and_is_sourced_later(shop: Shop, build: Builders):
    build.stock("SHIRT-M", 0)
    order = shop.delivered()
    shown = shop.preview("exchange", order=order, lines=swapped(), channel="mail")
    assert "exchange.waits_for_stock" in [rule.code for rule in shown.rules]
    asked(shop, order)
    build.stock("SHIRT-M", 5)
    shop.do("receive_return", order=order, return_id=shop.order(order).returns[0].id)
    line = shop.order(order).lines[1]
    assert (line.source_node, line.promised_on is not None) == ("PAR", True)


def test_in_part_taken_back_is_in_part_exchanged(shop: Shop, sql: Callable[..., Any]):
    order = shop.delivered(NewLine("SHIRT-S", 3))
    asked(shop, order, "SHIRT-L", 3)
    assert shop.stock(sql, "SHIRT-L") == (100, 3)
    line = shop.line(order, "SHIRT-S")
    shop.do(
        "receive_return",
        order=order,
        return_id=shop.order(order).returns[0].id,
        lines=[{"line_id": line, "quantity": 1}, {"line_id": line, "quantity": 1, "condition": "damaged"}],
    )
    found = shop.order(order)
    assert [(each.sku, each.quantity, each.cancelled, each.returned) for each in found.lines] == [
        ("SHIRT-S", 3, 0, 1),
        ("SHIRT-L", 3, 2, 0),
    ]
    assert (found.exchanges[0].amount, found.total) == (eur(500), eur(6500))
    assert shop.stock(sql, "SHIRT-L") == (100, 1)


@pytest.mark.parametrize("how", ["receipt", "rejection", "cancellation"])
def test_when_it_comes_to_nothing_what_was_kept_is_let_go(shop: Shop, how: str, sql: Callable[..., Any]):
    order = shop.delivered()
    made = asked(shop, order, "SHIRT-L")
    back = shop.order(order).returns[0].id
    line = shop.line(order, "SHIRT-S")
    if how == "receipt":
        wrong = [{"line_id": line, "quantity": 1, "condition": "wrong"}]
        shop.do("receive_return", order=order, return_id=back, lines=wrong)
    elif how == "rejection":
        shop.do("reject_return", order=order, return_id=back, reason="worn")
    else:
        shop.do("cancel_exchange", order=order, exchange_id=made, reason="keeps it")
    found = shop.order(order)
    status = "cancelled" if how == "cancellation" else "rejected"
    assert (found.exchanges[0].status, found.returns[0].status) == (status, status)
    assert (found.total, found.balance, found.status) == (eur(4000), eur(0), "delivered")
    assert shop.stock(sql, "SHIRT-L") == (100, 0)
    asked(shop, order, "SHIRT-L", 2)  # the goods may still be exchanged


def test_a_return_of_an_exchange_is_not_called_off_by_itself(shop: Shop):
    order = shop.delivered()
    made = asked(shop, order)
    with pytest.raises(Conflict) as refused:
        shop.act("cancel_return", order=order, return_id=shop.order(order).returns[0].id)
    assert (refused.value.code, refused.value.details["exchange_id"]) == ("part_of_exchange", str(made))


def test_what_went_further_is_not_called_off(shop: Shop):
    order, other = shop.delivered(), shop.delivered()
    made = asked(shop, order)
    with pytest.raises(NotFound):
        shop.act("cancel_exchange", order=other, exchange_id=made)
    shop.act("receive_return", order=order, return_id=shop.order(order).returns[0].id)
    with pytest.raises(Conflict) as refused:
        shop.act("cancel_exchange", order=order, exchange_id=made)
    assert refused.value.code == "illegal_exchange_move"


def test_over_the_counter_both_change_hands_at_once(shop: Shop, build: Builders, sql: Callable[..., Any]):
    build.perform(
        add_node, code="LYS", name="Lyon store", kind="store", address=PARIS, time_zone="Europe/Paris",
        handling_cost=eur(100),
    )  # fmt: skip
    build.stock("SHIRT-L", 3, node="LYS")
    customer, gift = card(build, 500)
    order = shop.delivered(customer=customer)
    asked(shop, order, "SHIRT-L", channel="store", node="LYS", settle_with=gift)
    found = shop.order(order)
    assert (found.exchanges[0].status, found.status, found.lines[1].status) == ("completed", "delivered", "delivered")
    assert (found.total, found.captured, found.balance) == (eur(4500), eur(4500), eur(0))
    at = "SELECT on_hand, reserved FROM stock_levels l JOIN nodes n ON n.id = l.node_id WHERE code = %s AND sku = %s"
    assert sql(at, "LYS", "SHIRT-L") == [(2, 0)]
    assert sql(at, "LYS", "SHIRT-S") == [(1, 0)]
    assert sql(at, "PAR", "SHIRT-L") == [(100, 0)]


def test_of_digital_goods_nothing_comes_back(shop: Shop):
    order = shop.delivered()
    asked(shop, order, channel="digital")
    found = shop.order(order)
    assert (found.exchanges[0].status, found.lines[1].status, found.lines[0].returned) == ("received", "open", 1)


def test_a_line_for_two_variants_and_exchanged_goods_once_more(shop: Shop):
    order = shop.delivered()
    both = [*swapped("SHIRT-M"), *swapped("SHIRT-L")]
    shop.do("exchange", order=order, lines=both, channel="mail")
    found = shop.order(order)
    assert list(found.returns[0].lines.values()) == [2]
    shop.act("receive_return", order=order, return_id=found.returns[0].id)
    assert [(line.sku, line.status) for line in shop.order(order).lines] == [
        ("SHIRT-S", "returned"), ("SHIRT-M", "open"), ("SHIRT-L", "open"),
    ]  # fmt: skip
    shop.scan(shop.build.shipment(order))
    again = shop.do("exchange", order=order, lines=swapped("SHIRT-S", sku="SHIRT-M"), channel="mail")
    assert [each.id for each in shop.order(order).exchanges][-1] == again
    with pytest.raises(Conflict):
        shop.act("exchange", order=order, lines=swapped(), channel="mail")


def test_the_same_pieces_are_exchanged_once_however_many_ask(shop: Shop, sql: Callable[..., Any]):
    order = shop.delivered(NewLine("SHIRT-S", 1))
    ask = lambda: shop.act("exchange", order=order, lines=swapped(), channel="mail")  # noqa: E731
    results = together(*[ask] * 5)
    assert len(errors_of(results)) == 4
    assert shop.stock(sql, "SHIRT-M") == (100, 1)
    back = shop.order(order).returns[0].id
    receive = lambda: shop.act("receive_return", order=order, return_id=back)  # noqa: E731
    assert len(errors_of(together(*[receive] * 5))) == 4
    assert [line.status for line in shop.order(order).lines] == ["returned", "open"]


@pytest.mark.parametrize(
    ("wrong", "field", "code"),
    [
        ({"channel": "pigeon"}, "channel", "unknown_choice"),
        ({"lines": []}, "lines", "missing"),
        ({"lines": swapped("NO")}, "lines[0].new_sku", "unknown_sku"),
        ({"lines": swapped("\x00")}, "lines[0].new_sku", "unknown_sku"),
        ({"lines": swapped("LAMP")}, "lines[0].new_sku", "other_product"),
        ({"lines": swapped("SHIRT-M", 3)}, "lines[0].quantity", "more_than_delivered"),
        ({"lines": swapped("SHIRT-M", 0)}, "lines[0].quantity", "more_than_delivered"),
        ({"lines": [*swapped("SHIRT-M", 2), *swapped("SHIRT-L")]}, "lines[1].quantity", "more_than_delivered"),
        ({"lines": [{"new_sku": "SHIRT-M"}]}, "lines[0]", "missing"),
        ({"settle_with": "nothing"}, "settle_with", "not_found"),
    ],
)
def test_a_refusal_names_the_field_and_leaves_nothing(
    shop: Shop, wrong: dict[str, Any], field: str, code: str, sql: Callable[..., Any]
):
    order = shop.delivered()
    with pytest.raises(DomainError) as refused:
        shop.act("exchange", **{"order": order, "lines": swapped(), "channel": "mail"} | wrong)
    assert (refused.value.field, refused.value.code) == (field, code)
    assert (shop.order(order).exchanges, shop.stock(sql, "SHIRT-M")) == ((), (100, 0))


def test_what_is_not_sold_any_more_or_has_no_price_there_is_refused(
    shop: Shop, build: Builders, sql: Callable[..., Any]
):
    variants = [NewVariant("HAT", prices={"EUR": 900}), NewVariant("HAT-USD", prices={"USD": 900})]
    build.perform(add_product, name="Hat", variants=variants)
    order = shop.delivered(NewLine("HAT", 1))
    with pytest.raises(Conflict) as refused:
        shop.act("exchange", order=order, lines=swapped("HAT-USD", sku="HAT"), channel="mail")
    assert (refused.value.code, refused.value.field) == ("no_price", "lines[0].new_sku")
    sql("UPDATE variants SET available = false WHERE sku = 'SHIRT-M'")
    order = shop.delivered()
    with pytest.raises(Conflict) as gone:
        shop.act("exchange", order=order, lines=swapped(), channel="mail")
    assert gone.value.code == "not_available"


@pytest.mark.parametrize("included", [True, False])
def test_the_difference_is_taxed_where_it_goes(shop: Shop, build: Builders, included: bool):
    build.perform(
        set_tax_rate, country="FR", label="VAT", millionths=200_000, included=included, effective_from=date(2026, 1, 1)
    )
    customer, gift = card(build, 900)
    order = shop.delivered(customer=customer, discount=eur(400))
    difference = 500 if included else 600
    # The shirt that goes takes its half of the discount along: 2.00 less was paid for it.
    difference += 200 if included else 240
    shop.do("exchange", order=order, lines=swapped("SHIRT-L"), channel="mail", settle_with=gift)
    found = shop.order(order)
    assert found.exchanges[0].amount == eur(difference)
    shop.do("receive_return", order=order, return_id=found.returns[0].id)
    after = shop.order(order)
    assert (after.total, after.captured - found.captured) == (found.total + eur(difference), eur(difference))
    assert after.balance == eur(0)
