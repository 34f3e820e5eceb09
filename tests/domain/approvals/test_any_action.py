"""Whatever is done to orders, in any order: what was shown is what happens, refusals leave nothing, the sums hold."""

import os
from collections.abc import Callable
from datetime import timedelta
from typing import Any, ClassVar
from uuid import UUID

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from domain.approvals.act import Acted
from domain.approvals.grant import grant_approval
from domain.approvals.preview import ActionPreview
from domain.approvals.refuse import refuse_approval
from domain.audit.verify import verify_events
from domain.disputes.close import close_dispute
from domain.fulfilment.record_scan import record_scan
from domain.fulfilment.ship import ShippedLine, ship
from domain.inventory.put_stock import StockEntry, put_stock
from domain.kernel.actor import Actor
from domain.kernel.clock import SetClock
from domain.kernel.errors import DomainError
from domain.kernel.money import Money
from domain.orders.advance import release_order, start_picking
from domain.orders.cancel import cancel_order
from domain.orders.hold import HOLDABLE, hold_order
from domain.orders.new_order import NewLine
from domain.orders.record_payment import record_payment
from domain.orders.rows import OrderDetail
from domain.payments.capture_shipped import capture_shipped
from domain.quotes.make_quote import make_quote
from domain.work.application import Application
from tests.support.builders import PARIS, Builders
from tests.support.order_actions import ACTIONS, WITHOUT_ORDER, WITHOUT_VERSION, Draw
from tests.support.order_sums import broken
from tests.support.order_world import GATEWAY, NEW_YORK, World
from tests.support.team import Team

LONG = bool(os.environ.get("COMPTOIR_LONG_TESTS"))
CHANGES = ("edit", "change_address", "change_payment", "cancel", "change_fulfilment", "change_promise")
AFTER_SALES = (
    "return",
    "receive_return",
    "exchange",
    "receive_return",
    "replace",
    "cancel_return",
    "reject_return",
    "cancel_exchange",
)
MONEY = ("discount", "price_match", "goodwill", "refund", "retry_payment", "drop_payment", "open_dispute", "credit")
ORDERS = ("place_order", "reorder", "order_quote", "hold", "release_hold")
# These may come to the same when the order is held meanwhile.
UNTOUCHED = (*WITHOUT_ORDER, "reorder", "hold", "release_hold", "cancel")
ABOUT = {  # the table that has what an action is about
    **dict.fromkeys(("receive_return", "cancel_return", "reject_return"), "returns"),
    **dict.fromkeys(("return", "exchange", "replace"), "shipments"),
    **dict.fromkeys(("retry_payment", "drop_payment"), "payment_intents"),
    **{"cancel_exchange": "exchanges", "release_hold": "order_holds", "refund": "payment_entries"},
    "open_dispute": "payment_entries",
}
MOVED = {"order_held", "illegal_order_move", "nothing_to_ship", "more_than_left"}


class Shop(RuleBasedStateMachine):
    """A shop with three orders: one that has arrived and is paid, one that is authorised, one that is not paid."""

    world: ClassVar[Callable[[], World]]

    def __init__(self) -> None:
        super().__init__()
        self.shop = type(self).world()

    @initialize(paid_with=st.sampled_from(["captured", "authorised"]))
    def open(self, paid_with: str) -> None:
        shop, sku = self.shop, self.shop.skus
        arrived = self._place([NewLine(sku[0], 3), NewLine(sku[4], 1)], PARIS, "captured")
        self._arrive(shop.perform(ship, order=arrived))
        self._place([NewLine(sku[2], 2), NewLine(sku[6], 3)], NEW_YORK, paid_with)
        self._place([NewLine(sku[1], 2)], PARIS, "")

    @rule(data=st.data(), action=st.sampled_from(CHANGES))
    def change(self, data: st.DataObject, action: str) -> None:
        self._do(Draw(data), action)

    @rule(data=st.data(), action=st.sampled_from(AFTER_SALES))
    def take_back(self, data: st.DataObject, action: str) -> None:
        self._do(Draw(data), action)

    @rule(data=st.data(), action=st.sampled_from(MONEY))
    def give(self, data: st.DataObject, action: str) -> None:
        self._do(Draw(data), action)

    @rule(data=st.data(), action=st.sampled_from(ORDERS))
    def order(self, data: st.DataObject, action: str) -> None:
        self._do(Draw(data), action)

    @rule(data=st.data(), step=st.sampled_from([release_order, start_picking]))
    def move_on(self, data: st.DataObject, step: Any) -> None:
        self._perform(MOVED, step, order=self._one(Draw(data)).id)

    @rule(data=st.data())
    def send(self, data: st.DataObject) -> None:
        """All that is left, or a part, from where it is or from elsewhere; it arrives now or later."""
        d = Draw(data)
        order = self._one(d)
        lines = None
        if d.number(1, 3) == 1:
            lines = [ShippedLine(d.number(1, 2), line_id=d.pick(order.lines).id)]
        node = d.pick(self.shop.nodes) if d.seldom() else None
        parcel = self._perform(MOVED, ship, order=order.id, lines=lines, node=node)
        if parcel is not None and d.often():
            self._arrive(parcel)

    @rule(data=st.data())
    def scan(self, data: st.DataObject) -> None:
        d = Draw(data)
        if parcels := self._one(d, "shipments").shipments:
            status = d.pick(("delivered", "delivered", "returned", "in_transit"))
            self._perform(set(), record_scan, shipment_id=d.pick(parcels).id, status=status)

    @rule(data=st.data())
    def capture(self, data: st.DataObject) -> None:
        self._perform(set(), capture_shipped, by=GATEWAY, order_id=self._one(Draw(data)).id)

    @rule(data=st.data(), refuses=st.integers(1, 4), lost=st.integers(1, 4))
    def ask_the_gateway(self, data: st.DataObject, refuses: int, lost: int) -> None:
        if pending := self.shop.payments("pending"):
            self.shop.ask_gateway(Draw(data).pick(pending)[0], refuses=refuses == 1, lost=lost == 1)

    @precondition(lambda self: self.shop.vendor.decided)
    @rule(data=st.data())
    def hear_by_webhook(self, data: st.DataObject) -> None:
        self.shop.hear(Draw(data).pick(list(self.shop.vendor.decided)))

    @rule(data=st.data(), outcome=st.sampled_from(["won", "lost", "accepted"]))
    def end_dispute(self, data: st.DataObject, outcome: str) -> None:
        d = Draw(data)
        order = self._one(d, "disputes")
        if not order.disputes:
            return
        for payment, of in self.shop.payments("pending"):
            if of == order.id and payment in self.shop.vendor.decided:
                self.shop.hear(payment)  # the bank looks at what has moved
        self._perform({"illegal_dispute_move"}, close_dispute, dispute_id=d.pick(order.disputes).id, outcome=outcome)
        if any(each.status in ("lost", "accepted") for each in self.shop.order(order.id).disputes):
            self.shop.vendor.taken_by_banks.add(order.number)

    @rule(data=st.data(), grants=st.booleans())
    def decide(self, data: st.DataObject, grants: bool) -> None:
        """Somebody else agrees or not; what was agreed to is what was shown."""
        if not (waiting := self.shop.waiting_approvals()):
            return
        values: dict[str, Any] = {"by": self.shop.supervisor, "approval_id": Draw(data).pick(waiting)}
        if not grants:
            self._perform(set(), refuse_approval, reason="no", **values)
        elif (granted := self._perform({"beyond_own_limit"}, grant_approval, **values)) and granted.acted:
            self._note_order(granted.acted)

    @rule(data=st.data())
    def count(self, data: st.DataObject) -> None:
        d = Draw(data)
        entry = StockEntry(d.pick(self.shop.nodes), d.pick(self.shop.skus), d.number(0, 6))
        self._perform(set(), put_stock, entries=[entry])

    @rule(data=st.data())
    def offer(self, data: st.DataObject) -> None:
        d = Draw(data)
        lines = [NewLine(d.pick(self.shop.skus), d.number(1, 2))]
        values = {"customer_id": d.pick(self.shop.customers), "currency": "EUR", "shipping_address": NEW_YORK}
        self.shop.quotes.append(self.shop.perform(make_quote, lines=lines, **values))

    @rule(days=st.integers(0, 40))
    def wait(self, days: int) -> None:
        self.shop.clock.advance(timedelta(days=days // 10, minutes=5))

    @invariant()
    def every_sum_holds(self) -> None:
        self.shop.clock.advance(timedelta(seconds=1))
        assert broken(self.shop.sql) == []

    def teardown(self) -> None:
        """Everything is answered and cancelled: customers have paid what the gateway and the books say."""
        shop = self.shop
        shop.answer_everything()
        for order in shop.orders:
            self._perform({"illegal_order_move", "partly_shipped"}, cancel_order, order=order, reason="closing down")
        shop.answer_everything()
        self.every_sum_holds()
        self._books_agree_with_the_vendor()

    def _books_agree_with_the_vendor(self) -> None:
        query = (
            "SELECT e.kind, coalesce(sum(e.amount), 0)::bigint FROM payment_entries e JOIN payment_intents i USING (id)"
            " WHERE i.customer_id = ANY(%s) GROUP BY 1"
        )
        booked = dict(self.shop.sql(query, self.shop.customers))
        for kind, verb in (("captured", "capture"), ("refunded", "refund"), ("voided", "void")):
            assert booked.get(kind, 0) == self.shop.vendor.total(verb), kind

    def _do(self, d: Draw, action: str) -> None:
        """Preview, then do it: the same happens, or it is refused for a reason that is known, and nothing happens."""
        order = self._one(d, ABOUT.get(action, "orders"))
        make, refusals = ACTIONS[action]
        args = make(d, order, self.shop)
        if args is None:
            return
        by = self.shop.who(action, humble=d.number(1, 3) == 1)
        args |= {} if action in WITHOUT_ORDER else {"order": str(order.id)}
        self._refuse_stale(d, by, action, args, order)
        try:
            shown = self.shop.look(by, action, args)
        except DomainError as refusal:
            assert refusal.code in refusals, f"{action}: {refusal.code}: {refusal.en}"
            return
        if action not in UNTOUCHED and not order.held and order.status in HOLDABLE and d.seldom():
            self._perform(set(), hold_order, order=order.id, reason="wait")
            self._refused({"preview_changed"}, by, action, args, shown.digest)
            return
        acted = self.shop.act(by, action, args, shown.digest)
        self._same(shown, acted)
        self._note_order(acted)

    def _refuse_stale(self, d: Draw, by: Actor, action: str, args: dict[str, Any], order: OrderDetail) -> None:
        """What was not looked at as it stands is not changed; the version that stands is accepted."""
        if action not in WITHOUT_VERSION and d.number(1, 2) == 1:
            if d.seldom():
                stale = args | {"expected_version": order.version - 1}
                self._refused({"stale_version"}, by, action, stale, "")
            args |= {"expected_version": order.version}

    def _refused(self, codes: set[str], by: Actor, action: str, args: dict[str, Any], digest: str) -> None:
        if "expected_version" in args and "preview_changed" in codes:
            codes = {"stale_version"}
        try:
            self.shop.act(by, action, args, digest)
        except DomainError as refusal:
            assert refusal.code in codes, f"{action}: {refusal.code}: {refusal.en}"
        else:
            raise AssertionError(f"{action} should have been refused: {codes}")

    def _same(self, shown: ActionPreview, acted: Acted) -> None:
        done = acted.preview
        assert done.digest == shown.digest
        assert (acted.approval_id is not None) == bool(shown.needs)
        assert _money(done) == _money(shown)
        if done.after is not None:
            stands = self.shop.order(done.after.id) if done.before or not done.needs else None
            assert stands == (done.before if done.needs else done.after)

    def _note_order(self, acted: Acted) -> None:
        after = acted.preview.after
        if after and acted.result is not None and after.id not in self.shop.orders:
            self.shop.orders.append(after.id)

    def _perform(self, codes: set[str], use_case: Any, **values: Any) -> Any:
        """What it returns, or None when it is refused with one of `codes`."""
        try:
            return self.shop.perform(use_case, **values)
        except DomainError as refusal:
            assert refusal.code in codes, f"{use_case.__name__}: {refusal.code}: {refusal.en}"
            return None

    def _one(self, d: Draw, about: str = "orders") -> OrderDetail:
        """One of the orders; where some have what it is about, one of those."""
        return self.shop.order(d.pick(self.shop.orders_with(about) or self.shop.orders))

    def _place(self, lines: list[NewLine], address: Any, kind: str) -> UUID:
        """An order of the first customer, paid by a card of which the gateway does not know."""
        customer = self.shop.customers[0]
        placed = self.shop.build.order(customer, lines=lines, shipping_address=address, shipping=Money(490, "EUR"))
        self.shop.orders.append(placed)
        if kind:
            total = self.shop.order(placed).total
            self.shop.perform(record_payment, order=placed, kind=kind, amount=total)
        return placed

    def _arrive(self, parcel: UUID) -> None:
        self.shop.perform(record_scan, shipment_id=parcel, status="delivered")


def _money(preview: ActionPreview) -> Any:
    moved = [
        (each.kind, each.amount, each.method.kind if each.method else "", each.when) for each in preview.settlements
    ]
    after = preview.after
    return moved, preview.payment_difference, after and (after.total, after.tax, after.balance, after.pending)


def test_whatever_is_done_the_sums_hold(
    application: Application, build: Builders, team: Team, clock: SetClock, sql: Callable[..., list[Any]]
) -> None:
    World.tax(build)
    bound = type("Bound", (Shop,), {"world": lambda: World(application, build, team, clock, sql)})
    limits = settings(
        max_examples=int(os.environ.get("COMPTOIR_LONG_TESTS") or 0) or 6,
        stateful_step_count=50 if LONG else 30,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate,),  # with a database behind it, making an example smaller takes minutes
    )
    run_state_machine_as_test(bound, settings=limits)
    found = application.ask(verify_events, build.actor)
    assert found.events > 0
    assert found.breaks == ()
