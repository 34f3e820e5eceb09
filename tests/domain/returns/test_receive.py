"""Goods arrive, are looked at, and are credited once."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from domain.kernel.actor import Actor
from domain.kernel.errors import Conflict, Denied, IdentityNeeded, Invalid, NotFound
from domain.kernel.ids import new_id
from domain.kernel.money import Money
from domain.kernel.permissions import Permission
from domain.models.event import EventRow
from domain.orders.new_order import NewLine
from domain.returns.receive import receive_return
from domain.work.application import Application
from tests.support.after_sales import Shop
from tests.support.builders import Builders
from tests.support.together import errors_of, together


def eur(minor: int) -> Money:
    return Money(minor, "EUR")


def asked(shop: Shop, order: UUID, sku: str = "SHIRT-S", quantity: int = 2, reason: str = "", **values: Any) -> UUID:
    lines = [{"sku": sku, "quantity": quantity, "reason": reason}]
    return shop.act("return", **{"order": order, "lines": lines, "channel": "mail"} | values).result


def said(
    shop: Shop, order: UUID, *pieces: tuple[int, str], sku: str = "SHIRT-S", **values: Any
) -> list[dict[str, Any]]:
    line = shop.line(order, sku)
    return [{"line_id": line, "quantity": quantity, "condition": condition} | values for quantity, condition in pieces]


def test_denied_without_the_right(application: Application, powerless: Actor):
    with pytest.raises(Denied):
        application.perform(receive_return, powerless, order=new_id(), return_id=new_id())


def test_who_receives_does_not_talk_to_the_customer(shop: Shop, actor_with: Callable[..., Actor]):
    order = shop.delivered()
    back = asked(shop, order)
    warehouse = actor_with(Permission.RETURNS_RECEIVE, session=True)
    with pytest.raises(IdentityNeeded):
        shop.act("receive_return", by=warehouse, order=order, return_id=back, settle_with="store_credit")
    shop.act("receive_return", by=warehouse, order=order, return_id=back)
    assert shop.order(order).returns[0].status == "refunded"


def test_everything_in_good_order(shop: Shop, sql: Callable[..., Any], happened: Callable[..., list[EventRow]]):
    order = shop.delivered()
    back = asked(shop, order)
    before = shop.stock(sql, "SHIRT-S")[0]
    shown = shop.preview("receive_return", order=order, return_id=back, node="PAR")
    assert [(each.kind, each.amount) for each in shown.settlements] == [("refunded", eur(4000))]
    assert shop.do("receive_return", order=order, return_id=back, node="PAR") == back
    found = shop.order(order)
    [row] = found.returns
    assert (row.status, row.amount, row.items[0].received, row.items[0].accepted) == ("refunded", eur(4000), 2, 2)
    assert row.items[0].condition == "sellable"
    assert row.received_at and row.credited_at
    assert (found.total, found.pending, found.lines[0].returned, found.lines[0].status) == (
        eur(0), eur(-4000), 2, "returned",
    )  # fmt: skip
    assert found.status == "delivered"
    assert shop.stock(sql, "SHIRT-S")[0] == before + 2
    [event] = happened("return.refunded")
    assert (event.data["amount"], event.data["lines"]) == (4000, [{"sku": "SHIRT-S", "quantity": 2}])


def test_part_in_good_order_is_credited_in_part(shop: Shop, sql: Callable[..., Any]):
    order = shop.delivered(NewLine("SHIRT-S", 3))
    back = asked(shop, order, quantity=3)
    before = shop.stock(sql, "SHIRT-S")[0]
    shop.do(
        "receive_return", order=order, return_id=back, node="PAR",
        lines=said(shop, order, (1, "sellable"), (1, "damaged")),
    )  # fmt: skip
    found = shop.order(order)
    [row] = found.returns
    assert (row.status, row.amount, found.total) == ("refunded", eur(2000), eur(4000))
    item = row.items[0]
    assert (item.quantity, item.received, item.accepted, item.condition) == (3, 2, 1, "damaged, missing, sellable")
    assert (found.lines[0].returned, found.lines[0].status) == (1, "delivered")
    assert shop.stock(sql, "SHIRT-S")[0] == before + 1
    asked(shop, order, quantity=2)  # what was not taken back may be asked for again


@pytest.mark.parametrize(
    ("reason", "condition", "accept", "credited"),
    [
        ("not_needed", "damaged", None, 0),
        ("not_needed", "damaged", True, 2000),
        ("defective", "damaged", None, 2000),
        ("Wrong item", "damaged", None, 2000),
        ("defective", "damaged", False, 0),
        ("not_needed", "sellable", False, 0),
        ("defective", "wrong", None, 0),
        ("defective", "missing", None, 0),
    ],
)
def test_what_is_taken_back(
    shop: Shop, reason: str, condition: str, accept: bool | None, credited: int, sql: Callable[..., Any]
):
    order = shop.delivered(NewLine("SHIRT-S", 1))
    back = asked(shop, order, quantity=1, reason=reason)
    before = shop.stock(sql, "SHIRT-S")[0]
    lines = said(shop, order, (1, condition), accept=accept)
    shop.do("receive_return", order=order, return_id=back, node="PAR", lines=lines)
    found = shop.order(order)
    assert found.returns[0].status == ("refunded" if credited else "rejected")
    assert (found.total, found.returns[0].amount) == (eur(2000 - credited), eur(credited))
    assert shop.stock(sql, "SHIRT-S")[0] == before  # nothing here is both sellable and accepted


def test_the_fee_is_kept_of_what_is_accepted(shop: Shop):
    order = shop.delivered(NewLine("LAMP", 3))
    back = asked(shop, order, "LAMP", 3)
    assert shop.order(order).returns[0].fee == eur(1197)
    shop.do(
        "receive_return", order=order, return_id=back, lines=said(shop, order, (2, "sellable"), sku="LAMP"), node="PAR"
    )
    found = shop.order(order)
    assert (found.returns[0].fee, found.returns[0].amount) == (eur(798), eur(7980 - 798))
    assert (found.fees, found.total, found.pending) == (eur(798), eur(3990 + 798), eur(-7182))
    assert [(each.kind, each.amount) for each in found.adjustments] == [("fee", eur(798))]


def test_a_second_receipt_is_refused(shop: Shop):
    order = shop.delivered()
    back = asked(shop, order)
    shop.act("receive_return", order=order, return_id=back)
    before = shop.order(order)
    for action, more in (("receive_return", {}), ("reject_return", {"reason": "x"}), ("cancel_return", {})):
        with pytest.raises(Conflict) as refused:
            shop.act(action, order=order, return_id=back, **more)
        assert refused.value.code == "illegal_return_move"
    assert shop.order(order) == before


def test_many_receipts_at_once_are_one(shop: Shop, sql: Callable[..., Any]):
    order = shop.delivered()
    back = asked(shop, order, refund_to="store_credit")
    before = shop.stock(sql, "SHIRT-S")[0]
    receive = lambda: shop.act("receive_return", order=order, return_id=back, node="PAR")  # noqa: E731
    results = together(*[receive] * 6)
    assert len(errors_of(results)) == 5
    assert {error.code for error in errors_of(results)} == {"illegal_return_move"}
    found = shop.order(order)
    assert (found.refunded, found.balance) == (eur(4000), eur(0))
    assert shop.stock(sql, "SHIRT-S")[0] == before + 2
    assert sql("SELECT sum(amount)::int FROM credit_entries") == [(4000,)]


def test_the_same_pieces_asked_for_by_many_at_once_come_back_once(shop: Shop):
    order = shop.delivered()
    results = together(*[lambda: asked(shop, order)] * 5)
    assert len(errors_of(results)) == 4
    assert len(shop.order(order).returns) == 1


def test_without_a_site_nothing_goes_into_stock(shop: Shop, build: Builders, sql: Callable[..., Any]):
    order = shop.delivered()
    lines = [{"sku": "SHIRT-S", "quantity": 1}]
    before = shop.stock(sql, "SHIRT-S")
    shown = shop.preview("return", order=order, lines=lines, channel="store")
    assert "returns.not_in_stock" in [rule.code for rule in shown.rules]
    shop.do("return", order=order, lines=lines, channel="store")
    assert shop.stock(sql, "SHIRT-S") == before


def test_pieces_by_post_go_where_they_came_from(shop: Shop, sql: Callable[..., Any]):
    order = shop.delivered()
    before = shop.stock(sql, "SHIRT-S")[0]
    shop.do("receive_return", order=order, return_id=asked(shop, order))
    assert shop.stock(sql, "SHIRT-S")[0] == before + 2


@pytest.mark.parametrize(
    ("wrong", "field", "code"),
    [
        ({"lines": []}, "lines", "missing"),
        ({"lines": [{"line_id": str(new_id()), "quantity": 1}]}, "lines[0].line_id", "unknown_line"),
        ({"lines": [(3, "sellable")]}, "lines[0].quantity", "more_than_expected"),
        ({"lines": [(2, "sellable"), (1, "damaged")]}, "lines[1].quantity", "more_than_expected"),
        ({"lines": [(0, "sellable")]}, "lines[0].quantity", "more_than_expected"),
        ({"lines": [(1, "mouldy")]}, "lines[0].condition", "unknown_choice"),
        ({"lines": [(1, "missing", True)]}, "lines[0].accept", "nothing_to_accept"),
        ({"settle_with": "nothing of the sort"}, "settle_with", "not_found"),
    ],
)
def test_a_refusal_names_the_field_and_leaves_nothing(shop: Shop, wrong: dict[str, Any], field: str, code: str):
    order = shop.delivered()
    back = asked(shop, order)
    before = shop.order(order)
    given = dict(wrong)
    if given.get("lines") and isinstance(given["lines"][0], tuple):
        line = shop.line(order, "SHIRT-S")
        given["lines"] = [
            dict(zip(("quantity", "condition", "accept"), each, strict=False)) | {"line_id": line}
            for each in given["lines"]
        ]
    with pytest.raises((Invalid, NotFound)) as refused:
        shop.act("receive_return", order=order, return_id=back, **given)
    assert (refused.value.field, refused.value.code) == (field, code)
    assert shop.order(order) == before


def test_a_return_of_another_order_and_an_unknown_site_are_not_found(shop: Shop):
    order, other = shop.delivered(), shop.delivered()
    back = asked(shop, order)
    for action in ("receive_return", "cancel_return", "reject_return"):
        more = {"reason": "x"} if action == "reject_return" else {}
        with pytest.raises(NotFound):
            shop.act(action, order=other, return_id=back, **more)
    with pytest.raises(NotFound):
        shop.act("receive_return", order=order, return_id=back, node="MARS")
