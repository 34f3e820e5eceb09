"""A shop with shirts and a hat, a customer with means of payment, and the way every action is done: by `act`."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from domain.approvals.act import act
from domain.catalogue.add_product import NewVariant, add_product
from domain.kernel.actor import Actor
from domain.kernel.money import Money
from domain.orders.new_order import NewLine, NewPayment
from domain.orders.queries import order as read_order
from domain.orders.rows import OrderDetail
from domain.pricing.set_tax_rate import set_tax_rate
from domain.work.application import Application
from tests.support.builders import Builders

NEW_YORK = {"line1": "350 5th Ave", "city": "New York", "region": "NY", "postal_code": "10118", "country": "US"}
LOS_ANGELES = {"line1": "1 Main St", "city": "Los Angeles", "region": "CA", "postal_code": "90012", "country": "US"}


def eur(minor: int) -> Money:
    return Money(minor, "EUR")


@pytest.fixture
def preview(application: Application, administrator: Actor) -> Callable[..., Any]:
    """`preview("edit", order=…)`: what would be; arguments are JSON values."""
    return lambda action, **args: application.preview(act, administrator, action=action, args=args).result.preview


@pytest.fixture
def commit(application: Application, administrator: Actor) -> Callable[..., Any]:
    """`commit("edit", order=…)`: done; with a digest only if it is what was shown."""

    def commit(action: str, digest: str | None = None, **args: Any) -> Any:
        return application.perform(act, administrator, action=action, args=args, digest=digest)

    return commit


@pytest.fixture
def do(preview: Callable[..., Any], commit: Callable[..., Any], ask: Callable[..., Any]) -> Callable[..., OrderDetail]:
    """Preview, then commit what was shown; the order afterwards, which is what was shown."""

    def do(action: str, **args: Any) -> OrderDetail:
        shown = preview(action, **args)
        commit(action, shown.digest, **args)
        found: OrderDetail = ask(read_order, order=args["order"])
        assert (found.total, found.balance, found.pending) == (
            shown.after.total,
            shown.after.balance,
            shown.after.pending,
        )
        assert [line.source_node for line in found.lines] == [line.source_node for line in shown.after.lines]
        return found

    return do


@pytest.fixture
def shop(build: Builders) -> None:
    """Two shirts at 19.99, a dear one at 25.00, a hat at 5.00 in Paris; one that is not sold, one without a price."""
    build.node()
    variants = [
        NewVariant("S", options={"size": "S"}, prices={"EUR": 1999, "USD": 1999}),
        NewVariant("M", options={"size": "M"}, prices={"EUR": 1999, "USD": 1999}),
        NewVariant("XL", options={"size": "XL"}, prices={"EUR": 2500, "USD": 2500}),
        NewVariant("GONE", options={"size": "XS"}, prices={"EUR": 1999}, available=False),
        NewVariant("DOLLARS", options={"size": "L"}, prices={"USD": 1999}),
    ]
    build.perform(add_product, name="Linen shirt", variants=variants, source="shop", external_ref="shirt")
    build.perform(add_product, name="Hat", variants=[NewVariant("HAT", prices={"EUR": 500, "USD": 500})])
    for sku in ("S", "M", "XL", "HAT"):
        build.stock(sku, 10)


@pytest.fixture
def customer_id(build: Builders) -> UUID:
    return build.customer()


@pytest.fixture
def card(build: Builders, customer_id: UUID) -> UUID:
    return build.payment_method(customer_id, external_ref="card")


@pytest.fixture
def gift_card(build: Builders, customer_id: UUID) -> UUID:
    """With 10.00 on it."""
    return build.payment_method(
        customer_id, kind="gift_card", brand="", last_four="", external_ref="gift", balance=eur(1000)
    )


@pytest.fixture
def sold(build: Builders, shop: None, customer_id: UUID, card: UUID) -> UUID:
    """2 × S and 1 × HAT, 49.88 with shipping (4.90), paid by card. No tax."""
    return build.order(
        customer_id,
        lines=[NewLine("S", 2), NewLine("HAT", 1)],
        shipping=eur(490),
        payments=[NewPayment("captured", eur(4988), card)],
    )


@pytest.fixture
def taxes(build: Builders) -> None:
    """New York adds 8.875 %, California 9.5 %."""
    for region, rate in (("NY", 88_750), ("CA", 95_000)):
        build.perform(
            set_tax_rate,
            country="US",
            region=region,
            label=region,
            millionths=rate,
            included=False,
            effective_from=date(2020, 1, 1),
        )
