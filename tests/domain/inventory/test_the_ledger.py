"""Whatever happens in whatever order: the levels are the sums of the ledger, and nothing is promised twice."""

from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from domain.fulfilment.ship import ShippedLine, ship
from domain.inventory.put_stock import StockEntry, put_stock
from domain.kernel.errors import Conflict, DomainError
from domain.kernel.ids import new_id
from domain.kernel.money import Money
from domain.orders.cancel import cancel_order
from domain.orders.new_order import NewLine
from domain.orders.place import place_order
from domain.orders.queries import order as read_order
from tests.support.builders import PARIS, Builders

NODES = some.sampled_from(["PAR", "LYO"])
KINDS = some.sampled_from(["A", "B"])
PIECES = some.integers(0, 6)

WRONG_SUMS = """
    SELECT node_id, sku, level.on_hand, level.reserved, level.in_transit, moved.* FROM stock_levels AS level
    FULL JOIN (
        SELECT node_id, sku, sum(on_hand_delta) AS on_hand, sum(reserved_delta) AS reserved,
            sum(in_transit_delta) AS in_transit
        FROM stock_movements GROUP BY node_id, sku
    ) AS moved USING (node_id, sku)
    WHERE (coalesce(level.on_hand, 0), coalesce(level.reserved, 0), coalesce(level.in_transit, 0))
        <> (coalesce(moved.on_hand, 0), coalesce(moved.reserved, 0), coalesce(moved.in_transit, 0))
"""
WRONG_RESERVATIONS = """
    SELECT node_id, sku, reserved, kept FROM stock_levels AS level
    FULL JOIN (SELECT node_id, sku, sum(open) AS kept FROM reservations GROUP BY node_id, sku) AS own
        USING (node_id, sku)
    WHERE coalesce(reserved, 0) <> coalesce(kept, 0)
"""
WRONG_SHORTAGES = "SELECT * FROM stock_levels WHERE shortage <> greatest(0, reserved - on_hand)"
KEPT_FOR_NOBODY = """
    SELECT line.sku, line.quantity, line.shipped, line.cancelled, sum(open)
    FROM reservations JOIN order_lines AS line ON line.id = order_line_id
    GROUP BY line.id HAVING sum(open) > line.quantity - line.shipped - line.cancelled
"""


@pytest.fixture
def build_stocked(build: Builders) -> Builders:
    build.node("PAR")
    build.node("LYO", handling_cost=Money(100, "EUR"))
    return build


def test_levels_are_the_sums_of_the_ledger_whatever_happens(build_stocked: Builders, sql: Any):
    customer_id = build_stocked.customer()

    class Warehouse(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.orders: list[UUID] = []
            self.of = f"-{new_id()}"  # goods of its own: what an earlier run left changes nothing
            build_stocked.product(f"A{self.of}", f"B{self.of}")

        @rule(node=NODES, kind=KINDS, on_hand=PIECES, safety=some.none() | some.integers(0, 2),
              in_transit=some.none() | PIECES)  # fmt: skip
        def count(self, node: str, kind: str, on_hand: int, safety: int | None, in_transit: int | None) -> None:
            entry = StockEntry(node, kind + self.of, on_hand, safety=safety, in_transit=in_transit)
            build_stocked.perform(put_stock, entries=[entry])

        @rule(lines=some.lists(some.tuples(KINDS, some.integers(1, 4)), min_size=1, max_size=3))
        def order(self, lines: list[tuple[str, int]]) -> None:
            self.orders.append(build_stocked.perform(
                place_order, customer_id=customer_id, currency="EUR", shipping_address=PARIS,
                lines=[NewLine(kind + self.of, quantity) for kind, quantity in lines],
            ))  # fmt: skip

        @precondition(lambda self: self.orders)
        @rule(data=some.data())
        def cancel(self, data: Any) -> None:
            self._unless_refused(cancel_order, order=self._one(data), reason="test")

        @precondition(lambda self: self.orders)
        @rule(data=some.data(), node=some.none() | NODES)
        def ship_everything(self, data: Any, node: str | None) -> None:
            self._unless_refused(ship, order=self._one(data), node=node)

        @precondition(lambda self: self.orders)
        @rule(data=some.data(), node=some.none() | NODES, quantity=some.integers(1, 3))
        def ship_some(self, data: Any, node: str | None, quantity: int) -> None:
            id = self._one(data)
            lines = build_stocked.application.ask(read_order, build_stocked.actor, order=id).lines
            line = data.draw(some.sampled_from(lines))
            self._unless_refused(ship, order=id, node=node, lines=[ShippedLine(quantity, line_id=line.id)])

        @invariant()
        def the_books_are_right(self) -> None:
            for mistakes in (WRONG_SUMS, WRONG_RESERVATIONS, WRONG_SHORTAGES, KEPT_FOR_NOBODY):
                assert sql(mistakes) == []

        def _one(self, data: Any) -> UUID:
            return data.draw(some.sampled_from(self.orders))

        def _unless_refused(self, use_case: Any, **values: Any) -> None:
            try:
                build_stocked.perform(use_case, **values)
            except DomainError as refusal:
                assert isinstance(refusal, Conflict) or refusal.code == "more_than_left"

    checks = [HealthCheck.too_slow, HealthCheck.data_too_large]
    limits = settings(max_examples=10, stateful_step_count=12, deadline=None, suppress_health_check=checks)
    run_state_machine_as_test(Warehouse, settings=limits)
