"""Editing the lines of an order."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest

from domain.approvals.act import act
from domain.discounts.match_price import match_price
from domain.edits.edit_lines import LineChange, edit_lines
from domain.fulfilment.ship import ShippedLine, ship
from domain.inventory.queries import stock
from domain.kernel.actor import Actor
from domain.kernel.errors import Conflict, Denied, DomainError, IdentityNeeded, Invalid, NotFound, StaleVersion
from domain.kernel.permissions import Permission
from domain.models.event import EventRow
from domain.orders.advance import release_order, start_picking
from domain.orders.hold import hold_order
from domain.orders.new_order import NewLine, NewPayment
from domain.orders.queries import order as read_order
from domain.orders.rows import OrderDetail
from domain.work.application import Application
from tests.domain.edits.conftest import eur
from tests.support.builders import Builders
from tests.support.together import errors_of, together


def lines_of(order: OrderDetail) -> list[tuple[str, int, int, str]]:
    return [(line.sku, line.quantity, line.unit_price.minor, line.status) for line in order.lines]


def reserved(ask: Callable[..., Any]) -> dict[str, int]:
    return {level.sku: level.reserved for level in ask(stock).items}


def test_who_may_not_is_refused(
    application: Application, actor_with: Callable[..., Actor], powerless: Actor, sold: UUID
):
    change = [LineChange(sku="S", quantity=1)]
    for verb in (application.perform, application.preview):
        with pytest.raises(Denied):
            verb(edit_lines, powerless, order=sold, lines=change)
    unsure = actor_with(Permission.ORDERS_WRITE, session=True)
    with pytest.raises(IdentityNeeded):
        application.perform(edit_lines, unsure, order=sold, lines=change)


def test_fewer_pieces_give_their_money_back_to_where_it_came_from(
    do: Callable[..., OrderDetail], sold: UUID, ask: Callable[..., Any], card: UUID
):
    before = ask(read_order, order=sold)
    found = do("edit", order=str(sold), lines=[{"sku": "S", "quantity": 1}])
    assert lines_of(found) == [("S", 1, 1999, "open"), ("HAT", 1, 500, "open")]
    assert (found.total, found.pending, found.balance) == (eur(2989), eur(-1999), eur(-1999))
    assert [(p.kind, p.amount, p.payment_method.id) for p in found.payments if p.status == "pending"] == [
        ("refunded", eur(1999), card)
    ]
    assert reserved(ask) == {"S": 1, "HAT": 1, "M": 0, "XL": 0}
    assert found.version == before.version + 1
    assert found.lines[0].id == before.lines[0].id


@pytest.mark.parametrize("same", [{"quantity": 2}, {"new_sku": "S"}])
def test_an_order_that_is_like_that_already_is_left_as_it_is(
    same: dict[str, Any],
    commit: Callable[..., Any],
    sold: UUID,
    ask: Callable[..., Any],
    happened: Callable[..., list[EventRow]],
):
    before, events = ask(read_order, order=sold), len(happened())
    acted = commit("edit", order=str(sold), lines=[{"sku": "S", **same}])
    assert [rule.code for rule in acted.preview.rules] == ["edit.nothing_changes"]
    assert (ask(read_order, order=sold), len(happened())) == (before, events)


def test_a_swap_keeps_the_line_and_takes_the_list_price(
    do: Callable[..., OrderDetail], sold: UUID, ask: Callable[..., Any]
):
    before = ask(read_order, order=sold)
    found = do("edit", order=str(sold), lines=[{"sku": "S", "new_sku": "XL"}], settle_with="card")
    (line, _) = found.lines
    assert (line.id, line.sku, line.options, line.unit_price) == (before.lines[0].id, "XL", {"size": "XL"}, eur(2500))
    assert (line.title, line.product_external_ref, line.source_node) == ("Linen shirt", "shirt", "PAR")
    assert (found.total, found.pending) == (eur(5990), eur(1002))
    assert reserved(ask) == {"S": 0, "XL": 2, "HAT": 1, "M": 0}


def test_a_swap_at_the_same_price_moves_no_money(do: Callable[..., OrderDetail], sold: UUID):
    found = do("edit", order=str(sold), lines=[{"sku": "S", "new_sku": "M"}], settle_with="card")
    assert (found.total, found.pending, len(found.payments)) == (eur(4988), eur(0), 1)


def test_more_pieces_cost_what_the_line_costs(
    do: Callable[..., OrderDetail], build: Builders, shop: None, customer_id: UUID, gift_card: UUID
):
    id = build.order(customer_id, lines=[NewLine("S", 1, eur(300)), NewLine("HAT", 1)],
                     payments=[NewPayment("captured", eur(800), gift_card)])  # fmt: skip
    found = do("edit", order=str(id), lines=[{"sku": "S", "quantity": 3}], settle_with="gift")
    assert lines_of(found)[0] == ("S", 3, 300, "open")
    assert (found.total, found.balance) == (eur(1400), eur(0))


def test_added_lines_and_removed_ones(do: Callable[..., OrderDetail], sold: UUID, ask: Callable[..., Any]):
    found = do(
        "edit",
        order=str(sold),
        lines=[{"sku": "S", "remove": True}],
        add=[{"sku": "XL", "quantity": 1}, {"sku": "HAT", "quantity": 2}],
        settle_with="card",
        reason="changed their mind",
    )
    assert lines_of(found) == [
        ("S", 2, 1999, "cancelled"),
        ("HAT", 1, 500, "open"),
        ("XL", 1, 2500, "open"),
        ("HAT", 2, 500, "open"),
    ]
    assert found.total == eur(2500 + 1500 + 490)
    assert reserved(ask) == {"S": 0, "XL": 1, "HAT": 3, "M": 0}


def test_what_was_edited_is_recorded(commit: Callable[..., Any], sold: UUID, happened: Callable[..., list[EventRow]]):
    changes = [{"sku": "S", "new_sku": "XL", "quantity": 1}, {"sku": "HAT", "remove": True}]
    commit("edit", order=str(sold), lines=changes, add=[{"sku": "M", "quantity": 1}], reason="wrong size")
    (edited,) = happened("order.edited")
    told = [{key: value for key, value in line.items() if key != "line_id"} for line in edited.data["lines"]]
    assert told == [
        {"sku": "S", "new_sku": "XL", "quantity": 1, "old_quantity": 2},
        {"sku": "HAT", "quantity": 0, "old_quantity": 1},
        {"sku": "M", "quantity": 1, "added": True},
    ]
    assert (edited.data["amount"], edited.data["currency"], edited.data["reason"]) == (1, "EUR", "wrong size")


def test_without_a_means_of_payment_the_difference_stays_open(do: Callable[..., OrderDetail], sold: UUID):
    found = do("edit", order=str(sold), lines=[{"sku": "S", "quantity": 3}])
    assert (found.balance, found.pending) == (eur(1999), eur(0))


def test_what_is_got_back_goes_to_the_means_that_is_named(do: Callable[..., OrderDetail], sold: UUID, gift_card: UUID):
    found = do("edit", order=str(sold), lines=[{"sku": "S", "quantity": 1}], settle_with="gift")
    assert (found.balance, found.refunded) == (eur(0), eur(1999))
    assert found.payments[-1].payment_method.balance == eur(2999)


def test_a_gift_card_that_does_not_suffice_leaves_everything(
    commit: Callable[..., Any], sold: UUID, gift_card: UUID, ask: Callable[..., Any],
    happened: Callable[..., list[EventRow]],
):  # fmt: skip
    before, events = ask(read_order, order=sold), len(happened())
    with pytest.raises(Conflict) as refused:
        commit("edit", order=str(sold), lines=[{"sku": "S", "new_sku": "XL"}], settle_with="gift")
    assert (refused.value.code, refused.value.field) == ("insufficient_balance", "settle_with")
    assert ask(read_order, order=sold) == before
    assert (len(happened()), reserved(ask)["S"]) == (events, 2)


def test_somebody_elses_means_of_payment_is_not_found(commit: Callable[..., Any], build: Builders, sold: UUID):
    theirs = build.payment_method(build.customer(), external_ref="theirs")
    for named in (str(theirs), "theirs", str(uuid4()), "", "'; --", "\x00"):
        with pytest.raises(DomainError) as refused:
            commit("edit", order=str(sold), lines=[{"sku": "S", "quantity": 1}], settle_with=named)
        assert (type(refused.value), refused.value.field) == (NotFound, "settle_with")


def test_a_sku_on_several_lines_is_ambiguous(
    do: Callable[..., OrderDetail], commit: Callable[..., Any], build: Builders, shop: None, ask: Callable[..., Any]
):
    id = build.order(lines=[NewLine("S", 1), NewLine("S", 2)])
    ids = [str(line.id) for line in ask(read_order, order=id).lines]
    with pytest.raises(Invalid) as refused:
        commit("edit", order=str(id), lines=[{"sku": "S", "quantity": 3}])
    assert (refused.value.code, refused.value.field) == ("ambiguous_sku", "lines[0]")
    assert refused.value.details["line_ids"] == ids
    found = do("edit", order=str(id), lines=[{"line_id": ids[1], "remove": True}])
    assert [line.quantity for line in found.lines if line.status == "open"] == [1]
    assert do("edit", order=str(id), lines=[{"sku": "S", "quantity": 4}]).lines[0].quantity == 4


REFUSED: list[tuple[dict[str, Any], str | None, str]] = [
    ({}, "lines", "missing"),
    ({"lines": [{"sku": "NO", "quantity": 1}]}, "lines[0]", "unknown_line"),
    ({"lines": [{"quantity": 1}]}, "lines[0]", "missing"),
    ({"lines": [{"sku": " ", "quantity": 1}]}, "lines[0]", "missing"),
    ({"lines": [{"line_id": "x", "quantity": 1}]}, "lines[0].line_id", "invalid_id"),
    ({"lines": [{"sku": "\x00", "quantity": 1}]}, "lines[0]", "unknown_line"),
    ({"lines": [{"sku": "S", "quantity": 0}]}, "lines[0].quantity", "quantity_out_of_range"),
    ({"lines": [{"sku": "S", "quantity": -1}]}, "lines[0].quantity", "quantity_out_of_range"),
    ({"lines": [{"sku": "S", "quantity": 10**30}]}, "lines[0].quantity", "quantity_out_of_range"),
    ({"lines": [{"sku": "S", "quantity": True}]}, "lines[0].quantity", "not_a_whole_number"),
    ({"lines": [{"sku": "S", "quantity": 1.5}]}, "lines[0].quantity", "not_a_whole_number"),
    ({"lines": [{"sku": "S", "new_sku": "NO"}]}, "lines[0].new_sku", "unknown_sku"),
    ({"lines": [{"sku": "S", "new_sku": "\ud800"}]}, "lines[0].new_sku", "control_characters"),
    ({"lines": [{"sku": "S", "new_sku": ""}]}, "lines[0].new_sku", "missing"),
    ({"lines": [{"sku": "S", "new_sku": "GONE"}]}, "lines[0].new_sku", "not_available"),
    ({"lines": [{"sku": "S", "new_sku": "DOLLARS"}]}, "lines[0].new_sku", "no_price"),
    ({"lines": [{"sku": "S", "remove": True, "quantity": 1}]}, "lines[0].remove", "contradiction"),
    ({"lines": [{"sku": "S", "quantity": 1}, {"sku": "S", "remove": True}]}, "lines", "duplicate_line"),
    ({"lines": [{"sku": "S", "remove": True}, {"sku": "HAT", "remove": True}]}, "lines", "nothing_left"),
    ({"add": [{"sku": "NO", "quantity": 1}]}, "add[0].sku", "unknown_sku"),
    ({"add": [{"sku": "M", "quantity": 0}]}, "add[0].quantity", "quantity_out_of_range"),
    ({"add": [{"sku": "M"}]}, "add[0]", "missing"),
    ({"add": [{"sku": "M", "quantity": 1}] * 200}, "add", "too_many"),
    ({"lines": [{"sku": "S", "quantity": 1}], "reason": "x" * 501}, "reason", "too_long"),
    ({"lines": [{"sku": "S", "colour": "red"}]}, "lines[0].colour", "unknown_field"),
]  # fmt: skip


@pytest.mark.parametrize(("wrong", "field", "code"), REFUSED)
def test_a_refusal_names_the_field_and_leaves_nothing(
    wrong: dict[str, Any],
    field: str,
    code: str,
    commit: Callable[..., Any],
    sold: UUID,
    ask: Callable[..., Any],
    happened: Callable[..., list[EventRow]],
):
    before, events, kept = ask(read_order, order=sold), len(happened()), reserved(ask)
    with pytest.raises(DomainError) as refused:
        commit("edit", order=str(sold), **wrong)
    assert (refused.value.field, refused.value.code) == (field, code)
    assert refused.value.en != refused.value.fr
    assert (ask(read_order, order=sold), len(happened()), reserved(ask)) == (before, events, kept)


def test_more_of_what_is_not_sold_any_more_is_refused(
    commit: Callable[..., Any], build: Builders, shop: None, sql: Callable[..., Any]
):
    id = build.order(lines=[NewLine("S", 1)])
    sql("UPDATE variants SET available = false WHERE sku = 'S'")
    with pytest.raises(Conflict) as refused:
        commit("edit", order=str(id), lines=[{"sku": "S", "quantity": 2}])
    assert (refused.value.code, refused.value.field) == ("not_available", "lines[0].quantity")


def test_until_it_is_picked(commit: Callable[..., Any], build: Builders, sold: UUID, do: Callable[..., OrderDetail]):
    build.perform(release_order, order=sold)
    assert do("edit", order=str(sold), lines=[{"sku": "S", "quantity": 1}]).status == "released"
    build.perform(start_picking, order=sold)
    for _ in range(2):
        with pytest.raises(Conflict) as refused:
            commit("edit", order=str(sold), lines=[{"sku": "S", "quantity": 2}])
        assert refused.value.code == "too_late_to_edit"
        build.perform(ship, order=sold) if _ == 0 else None


def test_a_line_that_has_left_in_part_is_not_edited(commit: Callable[..., Any], build: Builders, sold: UUID):
    build.perform(ship, order=sold, lines=[ShippedLine(1, sku="S")])
    with pytest.raises(Conflict) as refused:
        commit("edit", order=str(sold), lines=[{"sku": "S", "quantity": 1}])
    assert (refused.value.code, refused.value.field) == ("line_not_editable", "lines[0]")


def test_a_held_order_may_be_edited_and_stays_held(
    preview: Callable[..., Any], do: Callable[..., OrderDetail], build: Builders, sold: UUID
):
    build.perform(hold_order, order=sold, reason="fraud check")
    change = {"order": str(sold), "lines": [{"sku": "S", "quantity": 1}]}
    assert [rule.code for rule in preview("edit", **change).rules] == ["on_hold"]
    assert do("edit", **change).held


def test_a_share_of_the_discount_goes_with_the_pieces(do: Callable[..., OrderDetail], build: Builders, shop: None):
    id = build.order(lines=[NewLine("S", 3), NewLine("HAT", 1)], discount=eur(1000))
    found = do("edit", order=str(id), lines=[{"sku": "S", "quantity": 1}])
    assert found.discount == eur(sum(line.discount.minor for line in found.lines))
    assert found.total == found.subtotal - found.discount
    again = do("edit", order=str(id), lines=[{"sku": "S", "remove": True}])
    assert again.total == eur(500) - again.discount == eur(500 - 77)  # 500 of 6497 had 77 of the 1000


def test_a_matched_price_does_not_hold_for_other_goods(
    do: Callable[..., OrderDetail], preview: Callable[..., Any], build: Builders, sold: UUID
):
    build.perform(match_price, order=sold, sku="S", price=eur(1500), where="shop next door")
    change = {"order": str(sold), "lines": [{"sku": "S", "new_sku": "XL"}]}
    assert "price_match_ended" in [rule.code for rule in preview("edit", **change).rules]
    assert do("edit", **change).discount == eur(0)


def test_what_is_only_authorised_covers_a_dearer_order_as_far_as_it_goes(
    do: Callable[..., OrderDetail], build: Builders, shop: None, customer_id: UUID, card: UUID
):
    id = build.order(customer_id, lines=[NewLine("S", 1)], payments=[NewPayment("authorised", eur(2200), card)])
    found = do("edit", order=str(id), lines=[{"sku": "S", "new_sku": "XL"}], settle_with="card")
    assert [(p.kind, p.amount) for p in found.payments if p.status == "pending"] == [("captured", eur(300))]


def test_stock_that_moves_after_the_preview_is_noticed(
    preview: Callable[..., Any], commit: Callable[..., Any], build: Builders, sold: UUID, ask: Callable[..., Any]
):
    change = {"order": str(sold), "lines": [{"sku": "S", "new_sku": "M"}]}
    shown = preview("edit", **change)
    build.stock("M", 1)
    before = ask(read_order, order=sold)
    with pytest.raises(Conflict) as refused:
        commit("edit", shown.digest, **change)
    assert refused.value.code == "preview_changed"
    assert [line["source_node"] for line in refused.value.details["preview"]["lines"]] == [None, "PAR"]
    assert ask(read_order, order=sold) == before
    commit("edit", refused.value.details["digest"], **change)


def test_one_piece_more_is_found_where_the_others_are_kept(
    do: Callable[..., OrderDetail], build: Builders, sold: UUID, ask: Callable[..., Any]
):
    build.stock("S", 3)
    assert do("edit", order=str(sold), lines=[{"sku": "S", "quantity": 3}]).lines[0].source_node == "PAR"
    assert reserved(ask)["S"] == 3
    found = do("edit", order=str(sold), lines=[{"sku": "S", "quantity": 4}])
    assert (found.lines[0].source_node, found.lines[0].promised_on, reserved(ask)["S"]) == (None, None, 0)


def test_a_stale_version_is_refused(commit: Callable[..., Any], sold: UUID):
    commit("edit", order=str(sold), expected_version=1, lines=[{"sku": "S", "quantity": 1}])
    with pytest.raises(StaleVersion):
        commit("edit", order=str(sold), expected_version=1, lines=[{"sku": "S", "quantity": 3}])


def test_of_two_edits_at_once_one_is_told_of_the_other(
    application: Application, administrator: Actor, sold: UUID, ask: Callable[..., Any]
):
    def edit(quantity: int) -> Any:
        args = {"order": str(sold), "expected_version": 1, "lines": [{"sku": "S", "quantity": quantity}]}
        return lambda: application.perform(act, administrator, action="edit", args=args)

    results = together(*[edit(quantity) for quantity in (1, 3, 4, 5)])
    assert [type(error) for error in errors_of(results)] == [StaleVersion] * 3
    found = ask(read_order, order=sold)
    assert (found.version, found.total) == (2, eur(1999 * found.lines[0].quantity + 990))
    assert reserved(ask)["S"] == found.lines[0].quantity


def test_many_edits_at_once_of_orders_that_want_the_same_goods(build: Builders, shop: None, ask: Callable[..., Any]):
    build.node("LYO")
    for sku in ("S", "M", "XL"):
        build.stock(sku, 12, node="LYO")
    orders = [build.order(lines=[NewLine("S", 1), NewLine("M", 1), NewLine("XL", 1)]) for _ in range(6)]

    def turn(id: UUID, i: int) -> Callable[[], Any]:
        skus = ["S", "M", "XL"]
        order = ask(read_order, order=id)
        changes = [LineChange(line_id=line.id, new_sku=skus[(j + 1 + i) % 3], quantity=2) for j, line in
                   enumerate(order.lines)]  # fmt: skip
        return lambda: build.perform(edit_lines, order=id, lines=changes)

    assert errors_of(together(*[turn(id, i) for i, id in enumerate(orders)])) == []
    assert sum(level.reserved for level in ask(stock).items) == 36
    assert all(level.reserved <= level.on_hand for level in ask(stock).items)
