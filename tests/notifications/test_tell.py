"""Events become messages, once each."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from domain.customers.merge import merge_customers
from domain.customers.set_consent import set_consent
from domain.kernel.actor import Actor
from domain.kernel.errors import Denied, NotFound
from domain.kernel.ids import new_id
from domain.kernel.money import Money
from domain.models.event import EventRow
from domain.orders.cancel import cancel_order
from domain.orders.cancelled_pieces import CancelledPieces
from domain.orders.new_order import NewLine, NewPayment
from domain.orders.record_payment import record_payment
from domain.work.application import Application
from domain.work.unit import Unit
from notifications.deliver import POSTMAN
from notifications.tell import tell
from tests.support.builders import Builders


@pytest.fixture
def event_of(application: Application) -> Callable[[str], UUID]:
    def event_of(type: str) -> UUID:
        def newest(unit: Unit) -> UUID:
            query = select(EventRow.id).where(EventRow.type == type).order_by(EventRow.position.desc()).limit(1)
            return unit.session.execute(query).scalar_one()

        return application.ask(newest, POSTMAN)

    return event_of


@pytest.fixture
def cancelled(build: Builders, marie: UUID, event_of: Callable[[str], UUID]) -> UUID:
    """The event of an order of hers that was cancelled."""
    order = build.order(marie, number="#C7")
    build.perform(cancel_order, order=order, reason="She is a difficult person.")
    return event_of("order.cancelled")


def test_who_may_not_write_to_customers_tells_nothing(application: Application, powerless: Actor, cancelled: UUID):
    with pytest.raises(Denied):
        application.perform(tell, powerless, event_id=cancelled)


def test_a_cancellation_is_told_once_in_the_customers_language(
    application: Application, cancelled: UUID, marie: UUID, sql: Any
):
    first = application.perform(tell, POSTMAN, event_id=cancelled)
    assert first is not None
    assert application.perform(tell, POSTMAN, event_id=cancelled) is None
    ((template, channel, address, language, subject, body, status, event_id),) = sql(
        "SELECT template, channel, address, language, subject, body, status, event_id FROM outbound_messages"
    )
    assert (template, channel, address, language) == ("order_cancelled", "email", "marie@example.org", "fr")
    assert (subject, status, event_id) == ("La commande #C7 est annulée", "queued", cancelled)
    assert "Bonjour Marie Dupont," in body
    assert "difficult" not in body


def test_a_refund_says_how_much(
    application: Application, build: Builders, marie: UUID, event_of: Callable[[str], UUID], sql: Any
):
    card = build.payment_method(marie)
    order = build.order(marie, number="#C8", payments=[NewPayment("captured", Money(3998, "EUR"), card)])
    build.perform(record_payment, order=order, kind="refunded", amount=Money(1250, "EUR"), payment_method_id=card)
    application.perform(tell, POSTMAN, event_id=event_of("payment.refunded"))
    ((subject,),) = sql("SELECT subject FROM outbound_messages")
    assert subject.replace("\xa0", " ") == "12,50 € vous sont remboursés"


def test_consent_and_missing_contacts_are_respected_and_written_down(
    application: Application, build: Builders, cancelled: UUID, marie: UUID, sql: Any
):
    for channel in ("email", "sms"):
        build.perform(set_consent, customer_id=marie, channel=channel, purpose="service", granted=False)
    application.perform(tell, POSTMAN, event_id=cancelled)
    assert sql("SELECT status, problem FROM outbound_messages") == [("skipped", "no_consent")]


def test_who_has_no_email_gets_an_sms(
    application: Application, build: Builders, event_of: Callable[[str], UUID], sql: Any
):
    order = build.order(build.customer(emails=[], phones=["+33612345678"]), number="#C9")
    build.perform(cancel_order, order=order, reason="x")
    application.perform(tell, POSTMAN, event_id=event_of("order.cancelled"))
    assert sql("SELECT channel, address, html FROM outbound_messages") == [("sms", "+33612345678", "")]


def test_of_a_merged_record_the_kept_one_is_written_to(
    application: Application, build: Builders, cancelled: UUID, marie: UUID, sql: Any
):
    kept = build.customer(emails=["new@example.org"])
    build.perform(merge_customers, kept_id=kept, merged_id=marie, reason="same person")
    application.perform(tell, POSTMAN, event_id=cancelled)
    assert sql("SELECT customer_id, address FROM outbound_messages") == [(kept, "new@example.org")]


def test_goods_are_named(
    application: Application, build: Builders, marie: UUID, event_of: Callable[[str], UUID], sql: Any
):
    build.goods("SHIRT", "HAT")
    lines = [NewLine("SHIRT", 2), NewLine("HAT", 1)]
    order = build.order(marie, number="#C10", lines=lines)
    build.perform(cancel_order, order=order, reason="x", lines=[CancelledPieces(sku="SHIRT", quantity=1)])
    application.perform(tell, POSTMAN, event_id=event_of("order.lines_cancelled"))
    ((body,),) = sql("SELECT body FROM outbound_messages")
    assert "– 1 × Linen shirt" in body


def test_what_is_not_in_the_catalogue_is_not_told(
    application: Application, build: Builders, marie: UUID, event_of: Callable[[str], UUID], sql: Any
):
    build.order(marie)
    assert application.perform(tell, POSTMAN, event_id=event_of("order.placed")) is None
    assert sql("SELECT 1 FROM outbound_messages") == []
    with pytest.raises(NotFound):
        application.perform(tell, POSTMAN, event_id=new_id())
