"""A customer to whom a lot has happened."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from domain.cases.open_case import open_case
from domain.customers.consents import NewConsent
from domain.customers.reassess_standing import reassess_standing
from domain.customers.tag import tag_customer
from domain.fulfilment.record_scan import record_scan
from domain.fulfilment.ship import ShippedLine, ship
from domain.identity.unmask import unmask
from domain.kernel.clock import SetClock
from domain.kernel.ids import new_id
from domain.kernel.money import Money
from domain.orders.cancel import cancel_order
from domain.orders.hold import hold_order
from domain.orders.new_order import NewLine, NewPayment
from domain.orders.queries import order as read_order
from domain.orders.record_payment import record_payment
from tests.support.builders import LYON, PARIS, Builders


@pytest.fixture
def regular(
    build: Builders, clock: SetClock, ask: Callable[..., Any], sql: Callable[..., list[Any]]
) -> dict[str, UUID]:
    """Three orders in two currencies: one delivered, refunded in part and returned in part, one cancelled, one held."""
    build.goods("SHIRT", "HAT", price=2000)
    clock.advance(-timedelta(days=30))
    customer_id = build.customer(
        first_name="Éloïse",
        last_name="Martin",
        emails=["eloise@example.org", "em@work.example"],
        phones=["06 12 34 56 78"],
        addresses=[{**PARIS, "label": "home"}, LYON],
        consents=[NewConsent("email", "marketing", True), NewConsent("sms", "service", False)],
    )
    card = build.payment_method(customer_id, external_ref="card_1")
    gift = build.payment_method(customer_id, kind="gift_card", brand="", last_four="", balance=Money(0, "EUR"))
    first = build.order(
        customer_id,
        lines=[NewLine("SHIRT", 2), NewLine("HAT", 1)],
        shipping=Money(500, "EUR"),
        discount=Money(300, "EUR"),
        payments=[NewPayment("captured", Money(6200, "EUR"), card)],
    )
    parcel = build.perform(ship, order=first, lines=[ShippedLine(2, sku="SHIRT")], tracking_number="6A1")
    rest = build.perform(ship, order=first, tracking_number="6A2")
    clock.advance(timedelta(days=2))
    for id in (parcel, rest):
        build.perform(record_scan, shipment_id=id, status="delivered", place="Paris")
    build.perform(record_payment, order=first, kind="refunded", amount=Money(2000, "EUR"), payment_method_id=card)
    _put_back(sql, customer_id, first, ask(read_order, order=first).lines[1].id, clock)
    clock.advance(timedelta(days=3))
    pounds = [NewPayment("captured", Money(900, "GBP"))]
    second = build.order(
        customer_id,
        currency="GBP",
        lines=[NewLine("HAT", 1, Money(900, "GBP"))],
        payments=pounds,
        placed_at=clock.now(),
    )
    third = build.order(customer_id, lines=[NewLine("HAT", 3)])
    build.perform(cancel_order, order=third, reason="twice")
    build.perform(hold_order, order=second, reason="address unclear")
    build.note(customer_id, "Prefers the evening.", pinned=True)
    build.note(customer_id, "Asked about the hat.", order_id=first)
    build.perform(tag_customer, customer_id=customer_id, tag="vip")
    build.perform(unmask, customer_id=customer_id, fields=["phones"])
    build.perform(open_case, subject="Where is it?", topic="delivery", channel="phone", customer_id=customer_id)
    build.perform(reassess_standing, customer_id=customer_id)
    return {"customer": customer_id, "first": first, "second": second, "third": third, "card": card, "gift": gift}


def _put_back(sql: Callable[..., list[Any]], customer_id: UUID, order_id: UUID, line_id: UUID, clock: SetClock) -> None:
    id = new_id()
    sql(
        "INSERT INTO returns (id, order_id, customer_id, external_ref, status, channel, reason, amount, currency,"
        " requested_at) VALUES (%s, %s, %s, 'R-1', 'received', 'mail', 'too small', 2000, 'EUR', %s)",
        *(id, order_id, customer_id, clock.now()),
    )
    sql("INSERT INTO return_lines (return_id, order_line_id, quantity) VALUES (%s, %s, 1)", id, line_id)
    sql(
        "INSERT INTO order_adjustments (id, order_id, kind, label, amount, reason, at)"
        " VALUES (gen_random_uuid(), %s, 'goodwill', 'goodwill', -150, 'late', %s)",
        *(order_id, clock.now()),
    )
