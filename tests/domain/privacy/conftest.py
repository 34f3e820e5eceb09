"""A person about whom every part of the product knows something."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from domain.cases.close_case import close_case
from domain.cases.open_case import open_case
from domain.customers.consents import NewConsent
from domain.customers.merge import merge_customers
from domain.customers.presence import look_at
from domain.customers.tag import tag_customer
from domain.documents.attach import attach
from domain.fulfilment.record_scan import record_scan
from domain.fulfilment.ship import ship
from domain.identity.check_facts import check_facts
from domain.kernel.actor import Actor
from domain.kernel.clock import SetClock
from domain.kernel.money import Money
from domain.kernel.permissions import DEFAULT_RIGHTS, Role
from domain.messages.queue import queue_message
from domain.orders.cancel import cancel_order
from domain.orders.new_order import NewLine, NewPayment
from domain.orders.tag import tag_order
from tests.support.builders import Builders

# Words that stand nowhere else; some are in capitals or folded where the product keeps them so.
PERSONAL = ("Zephyrine", "Quillfeather", "zq@quill.example", "755501234", "17 Marzipan Row", "SW1A 2AA", "tok_secret_9")


@pytest.fixture
def agent(actor_with: Callable[..., Actor]) -> Actor:
    return actor_with(*DEFAULT_RIGHTS[Role.AGENT], session=True, role="agent")


@pytest.fixture
def person(build: Builders, clock: SetClock, agent: Actor) -> dict[str, Any]:
    """Two records of one person, with a delivered and a cancelled order, notes, messages, checks, a file."""
    build.goods("SHIRT", price=2000)
    clock.advance(-timedelta(days=10))
    home = {"line1": "17 Marzipan Row", "city": "London", "postal_code": "SW1A 2AA", "country": "GB", "region": "LND"}
    kept = build.customer(
        first_name="Zephyrine",
        last_name="Quillfeather",
        emails=["zq@quill.example"],
        phones=["+33755501234"],
        addresses=[home],
        consents=[NewConsent("email", "service", True)],
        source="shop",
        external_ref="Zephyrine-1",
    )
    other = build.customer(first_name="Z.", last_name="Quillfeather", emails=["zq@quill.example"], phones=[])
    card = build.payment_method(kept, external_ref="tok_secret_9")
    paid = [NewPayment("captured", Money(4000, "EUR"), card)]
    order = build.order(
        kept, number="#E1", lines=[NewLine("SHIRT", 2)], shipping_address=home, payments=paid, placed_at=clock.now()
    )
    parcel = build.perform(ship, order=order, tracking_number="6A1")
    clock.advance(timedelta(days=2))
    build.perform(record_scan, shipment_id=parcel, status="delivered", place="London")
    cancelled = build.order(other, number="#E2", lines=[NewLine("SHIRT", 1)], shipping_address=home)
    build.perform(cancel_order, order=cancelled, reason="twice")
    build.note(kept, "Zephyrine Quillfeather prefers the evening.", pinned=True)
    build.note(kept, "Rings at 17 Marzipan Row.", order_id=order)
    build.perform(tag_customer, customer_id=kept, tag="vip")
    build.perform(tag_order, order=order, tag="gift")
    build.application.perform(look_at, agent, subject_kind="customer", subject_id=kept)
    build.application.perform(check_facts, agent, customer_id=kept, facts={"order_number": "#E1", "email": "x@y.zz"})
    facts = {"order_number": "#E1", "postal_code": "SW1A2AA"}
    build.application.perform(check_facts, agent, customer_id=kept, facts=facts)
    message = {"template": "order_cancelled", "channel": "email", "address": "zq@quill.example", "language": "en"}
    build.perform(queue_message, customer_id=kept, order_id=order, values={"name": "Zephyrine Quillfeather"}, **message)
    build.perform(
        attach,
        customer_id=kept,
        name="Quillfeather.txt",
        content=b"Zephyrine Quillfeather, 17 Marzipan Row",
    )
    asked = {"subject": "Zephyrine asks for 17 Marzipan Row", "topic": "delivery", "channel": "phone"}
    opened = build.perform(open_case, customer_id=kept, order_id=order, **asked)
    build.perform(close_case, case_id=opened)
    build.perform(merge_customers, kept_id=kept, merged_id=other, reason="same person")
    return {"customer_id": kept, "other": other, "order": order, "orders": {order, cancelled}}


@pytest.fixture
def everything(sql: Callable[..., list[Any]]) -> Callable[[], dict[str, list[str]]]:
    """Every row of every table as text."""

    def everything() -> dict[str, list[str]]:
        names = sql("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        return {name: [row[0] for row in sql(f'SELECT t::text FROM "{name}" t')] for (name,) in names}

    return everything


@pytest.fixture
def own_ids(person: dict[str, Any]) -> set[UUID]:
    return {person["customer_id"], person["other"]}
