"""How many statements an answer costs does not depend on how much there is to tell."""

from collections.abc import Callable
from typing import Any

import pytest

from domain.orders.new_order import NewLine
from tests.support.builders import Builders


def grow(build: Builders, customer_id: Any, orders: int) -> None:
    for _ in range(orders):
        build.shipment(build.order(customer_id, lines=[NewLine("SHIRT", 1), NewLine("SHOES", 2)]))
        build.note(customer_id)
        build.customer()
        build.product()


@pytest.mark.parametrize(
    "path", ["/customers/{id}/overview", "/customers", "/orders", "/products", "/stock", "/events"]
)
def test_statements_stay_constant(api: Any, build: Builders, count_queries: Callable[[], Any], path: str) -> None:
    build.goods("SHIRT", "SHOES", on_hand=1000)
    customer_id = build.customer()
    counts = []
    for orders in (1, 6):
        grow(build, customer_id, orders)
        api.get("/nodes")
        with count_queries() as sent:
            assert api.get(path.format(id=customer_id)).status_code == 200
        counts.append(sent.count)
    assert counts[0] == counts[1] <= 8
