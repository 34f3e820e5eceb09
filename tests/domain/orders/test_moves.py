"""An order moves only as the table of moves allows; holding keeps it where it is."""

from collections.abc import Callable
from itertools import product
from typing import Any
from uuid import UUID

import pytest

from domain.fulfilment.record_scan import record_scan
from domain.fulfilment.ship import ship
from domain.kernel.actor import Actor
from domain.kernel.errors import Conflict, Denied, DomainError, Invalid, NotFound, StaleVersion
from domain.kernel.ids import new_id
from domain.models.event import EventRow
from domain.models.order import MOVES, Order, OrderStatus
from domain.orders.advance import release_order, start_picking
from domain.orders.cancel import cancel_order
from domain.orders.hold import hold_order, release_hold
from domain.orders.queries import order as read_order
from domain.orders.queries import orders
from domain.work.application import Application
from tests.support.builders import Builders

VERBS: dict[str, tuple[Callable[..., Any], dict[str, Any]]] = {
    "release": (release_order, {}),
    "pick": (start_picking, {}),
    "ship": (ship, {}),
    "cancel": (cancel_order, {"reason": "changed their mind"}),
    "hold": (hold_order, {"reason": "fraud check"}),
}
# From each state, what each verb leads to; what is not here is refused.
LEADS_TO = {
    ("pending", "release"): "released",
    ("pending", "ship"): "shipped",
    ("pending", "cancel"): "cancelled",
    ("pending", "hold"): "pending",
    ("released", "pick"): "picking",
    ("released", "ship"): "shipped",
    ("released", "cancel"): "cancelled",
    ("released", "hold"): "released",
    ("picking", "ship"): "shipped",
    ("picking", "cancel"): "cancelled",
    ("picking", "hold"): "picking",
}


@pytest.fixture
def order_in(build: Builders) -> Callable[[str], UUID]:
    """An order in a state, brought there by the use cases."""

    def order_in(status: str) -> UUID:
        id = build.order()
        if status in ("released", "picking"):
            build.perform(release_order, order=id)
        if status == "picking":
            build.perform(start_picking, order=id)
        if status in ("shipped", "delivered"):
            parcel = build.shipment(id)
            if status == "delivered":
                build.perform(record_scan, shipment_id=parcel, status="delivered")
        if status == "cancelled":
            build.perform(cancel_order, order=id, reason="x")
        return id

    return order_in


@pytest.mark.parametrize("status", ["pending", "released", "picking", "shipped", "delivered", "cancelled"])
@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_in_each_state(
    status: str,
    verb: str,
    build: Builders,
    order_in: Callable[[str], UUID],
    ask: Callable[..., Any],
    happened: Callable[..., list[EventRow]],
    refusal_of: Callable[..., DomainError],
):
    id = order_in(status)
    before, events = ask(read_order, order=id), len(happened())
    use_case, values = VERBS[verb]
    wanted = LEADS_TO.get((status, verb))
    if wanted is None:
        assert isinstance(refusal_of(use_case, order=id, **values), Conflict)
        assert ask(read_order, order=id) == before
        assert len(happened()) == events
    else:
        build.perform(use_case, order=id, **values)
        after = ask(read_order, order=id)
        assert (after.status, after.held) == (wanted, verb == "hold")
        assert after.version > before.version
        assert len(happened()) > events


@pytest.mark.parametrize(("old", "new"), list(product(OrderStatus, OrderStatus)))
def test_the_model_refuses_every_move_that_the_table_does_not_have(old: OrderStatus, new: OrderStatus):
    order = Order(status=str(old), number="#C1")
    if new in MOVES[old]:
        order.move_to(new)
        assert order.status == new
    else:
        with pytest.raises(Conflict) as refusal:
            order.move_to(new)
        assert refusal.value.details == {"status": str(old), "wanted": str(new)}
        assert order.status == old


def test_what_is_delivered_or_cancelled_is_final():
    assert MOVES.keys() == set(OrderStatus)
    assert {status for status, moves in MOVES.items() if not moves} == {"delivered", "cancelled"}


def test_a_held_order_is_not_released_until_every_hold_is(
    build: Builders, ask: Callable[..., Any], refusal_of: Callable[..., DomainError],
    happened: Callable[..., list[EventRow]],
):  # fmt: skip
    id = build.order()
    holds = [build.perform(hold_order, order=id, reason=why) for why in ("address unclear", "fraud check")]
    assert ask(read_order, order=id).held
    assert ask(orders).items[0].held
    assert refusal_of(release_order, order=id).code == "order_held"
    build.perform(release_hold, order=id, hold_id=holds[0])
    assert "fraud check" in refusal_of(release_order, order=id).en
    build.perform(release_hold, order=id, hold_id=holds[1])
    build.perform(release_hold, order=id, hold_id=holds[1])
    assert not ask(read_order, order=id).held
    build.perform(release_order, order=id)
    own = [event.type for event in happened() if event.type.startswith("order.h")]
    assert own == ["order.held", "order.held", "order.hold_released", "order.hold_released"]


def test_an_order_held_while_released_is_not_picked(build: Builders, refusal_of: Callable[..., DomainError]):
    id = build.order()
    build.perform(release_order, order=id)
    build.perform(hold_order, order=id, reason="x")
    assert refusal_of(start_picking, order=id).code == "order_held"


@pytest.mark.parametrize(("use_case", "values"), VERBS.values(), ids=list(VERBS))
def test_denied_and_unknown(
    use_case: Callable[..., Any],
    values: dict[str, Any],
    application: Application,
    powerless: Actor,
    build: Builders,
    refusal_of: Callable[..., DomainError],
):
    with pytest.raises(Denied):
        application.perform(use_case, powerless, order=build.order(), **values)
    for order in (new_id(), "#W000", "", "#", "\x00", "'; --", "\ud800"):
        assert isinstance(refusal_of(use_case, order=order, **values), NotFound)


def test_a_hold_that_is_not_there_or_of_another_order_is_not_found(
    refusal_of: Callable[..., DomainError], application: Application, powerless: Actor, build: Builders
):
    one, other = build.order(), build.order()
    hold = build.perform(hold_order, order=one, reason="x")
    for hold_id in (new_id(), hold):
        assert isinstance(refusal_of(release_hold, order=other, hold_id=hold_id), NotFound)
    with pytest.raises(Denied):
        application.perform(release_hold, powerless, order=one, hold_id=hold)


@pytest.mark.parametrize(("use_case", "values"), [(hold_order, {"reason": "x"}), (release_hold, {"hold_id": None})])
def test_a_hold_on_an_older_version_is_refused(
    use_case: Callable[..., Any], values: dict[str, Any], build: Builders, refusal_of: Callable[..., DomainError]
):
    id = build.order()
    hold = build.perform(hold_order, order=id, reason="x", expected_version=1)
    given = values | ({"hold_id": hold} if "hold_id" in values else {})
    assert isinstance(refusal_of(use_case, order=id, expected_version=1, **given), StaleVersion)
    build.perform(use_case, order=id, expected_version=2, **given)


@pytest.mark.parametrize("use_case", [hold_order, cancel_order])
@pytest.mark.parametrize(
    ("reason", "code"), [("", "missing"), ("  ", "missing"), ("x" * 501, "too_long"), ("\x00", "control_characters")]
)
def test_a_reason_is_needed(
    use_case: Callable[..., Any], reason: str, code: str, build: Builders, refusal_of: Callable[..., DomainError]
):
    refusal = refusal_of(use_case, order=build.order(), reason=reason)
    assert (type(refusal), refusal.field, refusal.code) == (Invalid, "reason", code)
