"""Orders that are changed and priced again, and a small table of rates."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from domain.kernel.actor import Actor
from domain.kernel.permissions import Permission
from domain.models.order import Order
from domain.orders.load import load_order
from domain.pricing.reprice import reprice
from domain.pricing.set_tax_rate import NewRate, set_tax_rates
from domain.work.application import Application
from domain.work.unit import Unit
from tests.support.builders import Builders

LONG_AGO = date(2020, 1, 1)
NEW_YORK = {"line1": "1 Main St", "city": "Albany", "region": "New York", "postal_code": "12207", "country": "US"}
NEW_YORK_CITY = NEW_YORK | {"city": "New York", "postal_code": "10001"}
CALIFORNIA = {"line1": "1 Bay St", "city": "Fresno", "region": "CA", "postal_code": "93721", "country": "US"}
OREGON = {"line1": "1 Bay St", "city": "Salem", "region": "OR", "postal_code": "97301", "country": "US"}


@dataclass(frozen=True)
class Sums:
    """The figures of an order, and of its lines (total, discount, tax)."""

    subtotal: int
    discount: int
    shipping: int
    fees: int
    tax: int
    total: int
    taxation: str
    lines: tuple[tuple[int, int, int], ...]

    @classmethod
    def of(cls, order: Order) -> "Sums":
        figures = (order.subtotal, order.discount, order.shipping, order.fees, order.tax, order.total)
        return cls(*figures, order.taxation, tuple((line.total, line.discount, line.tax) for line in order.lines))


def _change(unit: Unit, *, order: UUID, by: Callable[[Unit, Order], Any]) -> Sums:
    unit.actor.require(Permission.ORDERS_WRITE)
    found = load_order(unit, order)
    by(unit, found)
    reprice(unit, found)
    return Sums.of(found)


@pytest.fixture
def change(application: Application, administrator: Actor) -> Callable[..., Sums]:
    """`change(order, by)`: load and lock, `by(unit, order)`, price again; its figures. By itself: price again."""

    def change(order: UUID, by: Callable[[Unit, Order], Any] = lambda unit, order: None) -> Sums:
        return application.perform(_change, administrator, order=order, by=by)

    return change


@pytest.fixture
def rates(build: Builders) -> None:
    """France with 20 % and books with 5.5 % inside the prices; New York, its city, and California added to them."""
    rows = [
        NewRate("FR", "TVA 20 %", 200_000, True, LONG_AGO),
        NewRate("FR", "TVA 5,5 %", 55_000, True, LONG_AGO, category="books"),
        NewRate("US", "New York", 40_000, False, LONG_AGO, region="NY"),
        NewRate("US", "New York City", 88_750, False, LONG_AGO, region="NY", postal_prefix="100"),
        NewRate("US", "California", 72_500, False, LONG_AGO, region="CA"),
    ]
    build.perform(set_tax_rates, rates=rows)
