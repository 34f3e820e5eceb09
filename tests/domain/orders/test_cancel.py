"""Cancelling an order, whole or by pieces."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest

from domain.approvals.act import act
from domain.fulfilment.record_scan import record_scan
from domain.fulfilment.ship import ShippedLine, ship
from domain.inventory.queries import stock
from domain.kernel.actor import Actor
from domain.kernel.errors import Conflict, Denied, DomainError, IdentityNeeded, StaleVersion
from domain.kernel.money import Money
from domain.kernel.permissions import Permission
from domain.models.event import EventRow
from domain.orders.advance import release_order, start_picking
from domain.orders.cancel import CancelledPieces, cancel_order
from domain.orders.hold import hold_order
from domain.orders.new_order import NewLine, NewPayment
from domain.orders.queries import order as read_order
from domain.orders.rows import OrderDetail
from domain.work.application import Application
from tests.support.builders import Builders
from tests.support.together import errors_of, together


def eur(minor: int) -> Money:
    return Money(minor, "EUR")


@pytest.fixture
def gift(build: Builders) -> tuple[UUID, UUID]:
    """A customer and their gift card, empty once the order is paid."""
    customer_id = build.customer()
    balance = {"kind": "gift_card", "brand": "", "last_four": "", "external_ref": "gift", "balance": eur(0)}
    return customer_id, build.payment_method(customer_id, **balance)


@pytest.fixture
def sold(build: Builders, gift: tuple[UUID, UUID]) -> UUID:
    """3 × SHIRT at 33.33 and a HAT at 10.00, 4.90 of shipping, 7.77 off, 11.11 of tax; paid by gift card."""
    build.goods("SHIRT", "HAT", price=3333, on_hand=10)
    lines = [NewLine("SHIRT", 3), NewLine("HAT", 1, eur(1000))]
    return build.order(gift[0], lines=lines, shipping=eur(490), discount=eur(777), tax=eur(1111),
                       payments=[NewPayment("captured", eur(11823), gift[1])])  # fmt: skip


@pytest.fixture
def do(application: Application, administrator: Actor, ask: Callable[..., Any]) -> Callable[..., OrderDetail]:
    """Preview, then do what was shown; the order afterwards."""

    def do(id: UUID, **args: Any) -> OrderDetail:
        given = {"order": str(id), "reason": "no longer needed", **args}
        shown = application.preview(act, administrator, action="cancel", args=given).result.preview
        application.perform(act, administrator, action="cancel", args=given, digest=shown.digest)
        found: OrderDetail = ask(read_order, order=id)
        assert (found.total, found.balance, found.status) == (
            shown.after.total,
            shown.after.balance,
            shown.after.status,
        )
        return found

    return do


def on_card(order: OrderDetail) -> int:
    """What is on the gift card now."""
    return next(p.payment_method.balance.minor for p in order.payments if p.payment_method and p.payment_method.balance)


def test_identity_comes_first(application: Application, actor_with: Callable[..., Actor], powerless: Actor, sold: UUID):
    with pytest.raises(Denied):
        application.perform(cancel_order, powerless, order=sold, reason="x", lines=[CancelledPieces(sku="HAT")])
    with pytest.raises(IdentityNeeded):
        application.perform(cancel_order, actor_with(Permission.ORDERS_WRITE, session=True), order=sold, reason="x")


def test_a_cancelled_order_owes_nothing(do: Callable[..., OrderDetail], sold: UUID, ask: Callable[..., Any]):
    found = do(sold)
    assert (found.status, found.total, found.balance, found.placed_total) == ("cancelled", eur(0), eur(0), eur(11823))
    sums = (found.subtotal, found.discount, found.shipping, found.tax, found.fees)
    assert sums == (eur(0),) * 5
    assert (found.captured, found.refunded, on_card(found)) == (eur(11823), eur(11823), 11823)
    assert {level.reserved for level in ask(stock).items} == {0}


def test_piece_by_piece_comes_to_exactly_the_same(do: Callable[..., OrderDetail], sold: UUID, ask: Callable[..., Any]):
    given = []
    for i, sku in enumerate(("SHIRT", "SHIRT", "HAT", "SHIRT")):
        before = ask(read_order, order=sold).refunded
        found = do(sold, lines=[{"sku": sku, "quantity": 1}])
        given.append((found.refunded - before).minor)
        assert found.status == ("cancelled" if i == 3 else "pending")
        assert (found.balance, found.total.minor) == (eur(0), 11823 - sum(given))
        assert found.discount.minor == sum(line.discount.minor for line in found.lines)
    assert (sum(given), on_card(found), found.shipping) == (11823, 11823, eur(0))
    assert min(given) > 0


def test_one_line(do: Callable[..., OrderDetail], sold: UUID, happened: Callable[..., list[EventRow]],
                  ask: Callable[..., Any]):  # fmt: skip
    found = do(sold, lines=[{"sku": "SHIRT"}])
    assert [(line.cancelled, line.status) for line in found.lines] == [(3, "cancelled"), (0, "open")]
    assert (found.status, found.shipping, found.cancelled_at) == ("pending", eur(490), None)
    assert {level.sku: level.reserved for level in ask(stock).items} == {"SHIRT": 0, "HAT": 1}
    (told,) = happened("order.lines_cancelled")
    assert (told.data["lines"], told.data["reason"]) == ([{"sku": "SHIRT", "quantity": 3}], "no longer needed")
    assert told.data["amount"] == 11823 - found.total.minor
    assert not happened("order.cancelled")


def test_what_was_only_authorised_is_voided_when_nothing_is_left(do: Callable[..., OrderDetail], build: Builders):
    customer_id = build.customer()
    card = build.payment_method(customer_id)
    build.goods("SHIRT", price=1000)
    id = build.order(customer_id, lines=[NewLine("SHIRT", 2)], payments=[NewPayment("authorised", eur(2000), card)])
    kinds = [p.kind for p in do(id, lines=[{"sku": "SHIRT", "quantity": 1}]).payments]
    assert kinds == ["authorised"]
    found = do(id, lines=[{"sku": "SHIRT"}])
    assert [(p.kind, p.amount) for p in found.payments] == [("authorised", eur(2000)), ("voided", eur(2000))]
    assert (found.status, found.balance) == ("cancelled", eur(0))


def test_holds_end_with_the_order(do: Callable[..., OrderDetail], build: Builders, sold: UUID):
    for why in ("fraud check", "address"):
        build.perform(hold_order, order=sold, reason=why)
    assert do(sold, lines=[{"sku": "HAT"}]).held
    found = do(sold)
    assert not found.held
    assert all(hold.released_at for hold in found.holds)


def test_while_it_is_picked_the_node_is_asked_to_stop_it(
    do: Callable[..., OrderDetail], build: Builders, sold: UUID, happened: Callable[..., list[EventRow]]
):
    build.perform(release_order, order=sold)
    do(sold, lines=[{"sku": "SHIRT", "quantity": 1}])
    assert not happened("order.recall_asked")
    build.perform(start_picking, order=sold)
    do(sold, lines=[{"sku": "HAT"}])
    found = do(sold)
    first, second = (event.data["nodes"] for event in happened("order.recall_asked"))
    assert (list(first.values()), list(second.values())) == (["PAR"], ["PAR"])
    assert str(found.lines[1].id) in first
    assert found.status == "cancelled"


def test_what_has_left_stays_and_the_rest_may_be_cancelled(
    do: Callable[..., OrderDetail], build: Builders, sold: UUID, refusal_of: Callable[..., DomainError]
):
    build.perform(ship, order=sold, lines=[ShippedLine(1, sku="SHIRT")])
    assert refusal_of(cancel_order, order=sold, reason="x").code == "partly_shipped"
    assert do(sold, lines=[{"sku": "HAT"}]).status == "pending"
    found = do(sold, lines=[{"sku": "SHIRT"}])
    assert [(line.shipped, line.cancelled, line.status) for line in found.lines] == [
        (1, 2, "shipped"),
        (0, 1, "cancelled"),
    ]
    assert (found.status, found.shipping, found.balance) == ("shipped", eur(490), eur(0))
    refusal = refusal_of(cancel_order, order=sold, reason="x", lines=[CancelledPieces(sku="SHIRT")])
    assert (refusal.code, refusal.field) == ("nothing_to_cancel", "lines[0]")


def test_an_order_whose_rest_is_cancelled_after_the_parcel_arrived_is_delivered(
    do: Callable[..., OrderDetail], build: Builders, sold: UUID, happened: Callable[..., list[EventRow]]
):
    parcel = build.perform(ship, order=sold, lines=[ShippedLine(3, sku="SHIRT")])
    build.perform(record_scan, shipment_id=parcel, status="delivered")
    found = do(sold, lines=[{"sku": "HAT"}])
    assert (found.status, [line.status for line in found.lines]) == ("delivered", ["delivered", "cancelled"])
    assert len(happened("order.shipped", "order.delivered")) == 2


REFUSED: list[tuple[list[CancelledPieces], str, str]] = [
    ([], "lines", "missing"),
    ([CancelledPieces()], "lines[0]", "missing"),
    ([CancelledPieces(sku="NO")], "lines[0]", "unknown_line"),
    ([CancelledPieces(sku="\x00\ud800")], "lines[0]", "unknown_line"),
    ([CancelledPieces(line_id=uuid4())], "lines[0]", "unknown_line"),
    ([CancelledPieces(sku="SHIRT", quantity=0)], "lines[0].quantity", "more_than_left"),
    ([CancelledPieces(sku="SHIRT", quantity=-1)], "lines[0].quantity", "more_than_left"),
    ([CancelledPieces(sku="SHIRT", quantity=4)], "lines[0].quantity", "more_than_left"),
    ([CancelledPieces(sku="SHIRT", quantity=1)] * 2, "lines", "duplicate_line"),
]


@pytest.mark.parametrize(("lines", "field", "code"), REFUSED)
def test_a_refusal_names_the_line_and_leaves_nothing(
    lines: list[CancelledPieces], field: str, code: str, sold: UUID, refusal_of: Callable[..., DomainError],
    ask: Callable[..., Any],
):  # fmt: skip
    before = ask(read_order, order=sold)
    refusal = refusal_of(cancel_order, order=sold, reason="x", lines=lines)
    assert (refusal.field, refusal.code) == (field, code)
    assert ask(read_order, order=sold) == before


def test_a_sku_on_several_lines_is_ambiguous(
    build: Builders, refusal_of: Callable[..., DomainError], ask: Callable[..., Any]
):
    build.goods("SHIRT")
    id = build.order(lines=[NewLine("SHIRT", 1), NewLine("SHIRT", 2)])
    refusal = refusal_of(cancel_order, order=id, reason="x", lines=[CancelledPieces(sku="SHIRT")])
    lines = ask(read_order, order=id).lines
    assert (refusal.code, refusal.details["line_ids"]) == ("ambiguous_sku", [str(line.id) for line in lines])


def test_an_order_is_cancelled_once(build: Builders, sold: UUID, refusal_of: Callable[..., DomainError],
                                    ask: Callable[..., Any]):  # fmt: skip
    results = together(*[lambda: build.perform(cancel_order, order=sold, reason="x")] * 6)
    assert [type(error) for error in errors_of(results)] == [Conflict] * 5
    found = ask(read_order, order=sold)
    assert (found.refunded, found.balance, on_card(found)) == (eur(11823), eur(0), 11823)
    assert refusal_of(cancel_order, order=sold, reason="x").code == "illegal_order_move"
    stale = refusal_of(cancel_order, order=sold, reason="x", expected_version=1)
    assert isinstance(stale, StaleVersion)


def test_pieces_cancelled_at_once_by_many_are_given_back_once(build: Builders, sold: UUID, ask: Callable[..., Any]):
    piece = [CancelledPieces(sku="SHIRT", quantity=1)]
    results = together(*[lambda: build.perform(cancel_order, order=sold, reason="x", lines=piece)] * 8)
    assert len(errors_of(results)) == 5
    found = ask(read_order, order=sold)
    assert (found.lines[0].cancelled, found.balance, on_card(found)) == (3, eur(0), 11823 - found.total.minor)
