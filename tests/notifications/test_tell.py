"""Events become messages, once each."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from domain.cases.close_case import close_case
from domain.cases.open_case import open_case
from domain.customers.merge import merge_customers
from domain.customers.set_consent import set_consent
from domain.disputes.close import close_dispute
from domain.disputes.open import open_dispute
from domain.fulfilment.cancel_shipment import cancel_shipment
from domain.fulfilment.hand_over import hand_over
from domain.fulfilment.record_scan import record_scan
from domain.fulfilment.ship import ShippedLine, ship
from domain.kernel.actor import Actor
from domain.kernel.errors import Denied, NotFound
from domain.kernel.ids import new_id
from domain.kernel.money import Money
from domain.models.event import EventRow
from domain.models.inventory import Node
from domain.orders.cancel import cancel_order
from domain.orders.cancelled_pieces import CancelledPieces
from domain.orders.load import load_order
from domain.orders.new_order import NewLine, NewPayment
from domain.orders.record_payment import record_payment
from domain.orders.tag import tag_order
from domain.templates.save_template import save_template
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


def test_what_is_not_told_writes_nothing(
    application: Application, build: Builders, marie: UUID, event_of: Callable[[str], UUID], sql: Any
):
    build.perform(tag_order, order=build.order(marie), tag="gift")
    assert application.perform(tell, POSTMAN, event_id=event_of("order.tagged")) is None
    assert sql("SELECT 1 FROM outbound_messages") == []
    with pytest.raises(NotFound):
        application.perform(tell, POSTMAN, event_id=new_id())


def test_what_is_recorded_long_after_it_happened_is_not_told(
    application: Application, build: Builders, marie: UUID, event_of: Callable[[str], UUID], sql: Any
):
    build.order(marie, placed_at=application.clock.now() - timedelta(days=30))
    assert application.perform(tell, POSTMAN, event_id=event_of("order.placed")) is None
    assert sql("SELECT 1 FROM outbound_messages") == []


def test_a_parcel_that_did_not_leave_is_told_to_whoever_was_told_that_it_had(
    application: Application, build: Builders, marie: UUID, event_of: Callable[[str], UUID], sql: Any
):
    build.goods("SHIRT")
    order = build.order(marie, number="#C12", lines=[NewLine("SHIRT", 3)])

    def cancelled(*, become: str = "") -> list[tuple[str, str]]:
        parcel = build.perform(ship, order=order, carrier="Colissimo", tracking_number=f"6A-{become}")
        if become:
            application.perform(tell, POSTMAN, event_id=event_of("shipment.shipped"))
            sql("UPDATE outbound_messages SET status = %s WHERE template = 'shipped'", become)
            sql("COMMIT")
        build.perform(cancel_shipment, shipment_id=parcel)
        application.perform(tell, POSTMAN, event_id=event_of("shipment.cancelled"))
        told = sql("SELECT template, status FROM outbound_messages ORDER BY queued_at, id")
        sql("DELETE FROM outbound_messages")
        sql("COMMIT")
        return [tuple(each) for each in told]

    assert cancelled() == []
    assert cancelled(become="queued") == [("shipped", "skipped")]
    assert cancelled(become="sent") == [("shipped", "sent"), ("parcel_cancelled", "queued")]


def test_parcels_are_told_in_parts_and_with_their_number(
    application: Application, build: Builders, marie: UUID, event_of: Callable[[str], UUID], sql: Any
):
    build.goods("SHIRT", "HAT")
    order = build.order(marie, number="#C11", lines=[NewLine("SHIRT", 2), NewLine("HAT", 1)])
    application.perform(tell, POSTMAN, event_id=event_of("order.placed"))
    for lines, number in (([ShippedLine(2, sku="SHIRT")], "6A1"), (None, "6A2")):
        parcel = build.perform(ship, order=order, lines=lines, carrier="Colissimo", tracking_number=number)
        application.perform(tell, POSTMAN, event_id=event_of("shipment.shipped"))
    for status in ("in_transit", "out_for_delivery", "exception", "delivered"):
        build.perform(record_scan, shipment_id=parcel, status=status, place="Lyon")
        application.perform(tell, POSTMAN, event_id=event_of(f"shipment.{status}"))
    told = sql("SELECT template, channel, body FROM outbound_messages ORDER BY queued_at, id")
    assert [(template, channel) for template, channel, _ in told] == [
        ("order_confirmed", "email"),
        ("partly_shipped", "email"),
        ("shipped", "email"),
        ("out_for_delivery", "sms"),
        ("delivery_failed", "sms"),
        ("delivered", "email"),
    ]
    assert "avec Colissimo sous le numéro 6A1" in told[1][2]
    assert "Reste à venir, dans un autre colis :\n– 1 × Linen shirt" in told[1][2]
    assert "6A2" in told[2][2] and "Lyon" in told[5][2]


def test_who_writes_is_answered_and_who_telephones_is_not(
    application: Application, build: Builders, marie: UUID, event_of: Callable[[str], UUID], sql: Any
):
    for channel, actor in (("phone", POSTMAN), ("email", POSTMAN), ("sms", POSTMAN), ("email", build.actor)):
        open_ = {"subject": "x", "topic": "order", "channel": channel, "customer_id": marie}
        case = application.perform(open_case, actor, **open_)
        application.perform(tell, POSTMAN, event_id=event_of("case.opened"))
    application.perform(close_case, POSTMAN, case_id=case, wrap_up="spam")
    assert application.perform(tell, POSTMAN, event_id=event_of("case.closed")) is None
    assert sql("SELECT template, channel, purpose FROM outbound_messages ORDER BY queued_at, id") == [
        ("case_opened", "email", "awaited"),  # by night as well: they have just written
        ("case_opened", "sms", "awaited"),
    ]


def test_what_somebody_wrote_is_what_is_sent(application: Application, build: Builders, cancelled: UUID, sql: Any):
    words = {"subject": "Annulée : {{ number }}", "text": "{{ hello }}\nC’est fait.", "sms": "Fait : {{ number }}"}
    build.perform(save_template, template="order_cancelled", language="fr", **words)
    application.perform(tell, POSTMAN, event_id=cancelled)
    assert sql("SELECT subject, body FROM outbound_messages") == [
        ("Annulée : #C7", "Bonjour Marie Dupont,\nC’est fait.")
    ]


def test_what_the_bank_takes_back_is_told_as_the_banks_decision(
    application: Application, build: Builders, marie: UUID, event_of: Callable[[str], UUID], sql: Any
):
    paid = [NewPayment("captured", Money(3998, "EUR"), build.payment_method(marie))]
    order = build.order(marie, number="#C12", payments=paid)
    dispute = build.perform(open_dispute, order=order, reason="not_received")
    build.perform(close_dispute, dispute_id=dispute, outcome="lost")
    assert application.perform(tell, POSTMAN, event_id=event_of("payment.refunded")) is None
    application.perform(tell, POSTMAN, event_id=event_of("dispute.lost"))
    ((template, body),) = sql("SELECT template, body FROM outbound_messages")
    assert template == "dispute_closed" and "vous est rendu" in body


def test_money_that_becomes_a_credit_is_told_as_one(
    application: Application, build: Builders, marie: UUID, event_of: Callable[[str], UUID], sql: Any
):
    credit = build.payment_method(marie, kind="gift_card", brand="", last_four="", balance=Money(5000, "EUR"))
    order = build.order(marie, payments=[NewPayment("captured", Money(3998, "EUR"), credit)])
    build.perform(record_payment, order=order, kind="refunded", amount=Money(1250, "EUR"), payment_method_id=credit)
    application.perform(tell, POSTMAN, event_id=event_of("payment.refunded"))
    ((template, body),) = sql("SELECT template, body FROM outbound_messages")
    assert template == "refunded_to_credit" and "carte cadeau" in body


def test_what_waits_at_a_store_is_told_when_it_is_there(
    application: Application, build: Builders, marie: UUID, event_of: Callable[[str], UUID], sql: Any
):
    order = build.order(marie, number="#C13", fulfilment="pickup")
    parcel = build.shipment(order)
    assert application.perform(tell, POSTMAN, event_id=event_of("shipment.shipped")) is None
    build.perform(record_scan, shipment_id=parcel, status="delivered", place="Lyon")
    application.perform(tell, POSTMAN, event_id=event_of("shipment.delivered"))
    assert sql("SELECT template FROM outbound_messages") == [("ready_for_pickup",)]


def test_what_is_handed_over_the_counter_is_told_as_picked_up(
    application: Application, build: Builders, marie: UUID, event_of: Callable[[str], UUID], sql: Any
):
    build.node("LYO", kind="store")
    order = build.order(marie, number="#C14", fulfilment="pickup")

    def counter(unit: Unit) -> None:
        found = load_order(unit, order)
        node = unit.session.execute(select(Node.id).where(Node.code == "LYO")).scalar_one()
        hand_over(unit, found, [(line, line.unshipped) for line in found.lines], node_id=node)

    application.perform(counter, POSTMAN)
    assert application.perform(tell, POSTMAN, event_id=event_of("shipment.shipped")) is None
    application.perform(tell, POSTMAN, event_id=event_of("shipment.delivered"))
    ((template, body),) = sql("SELECT template, body FROM outbound_messages")
    assert template == "picked_up" and "Vous avez retiré votre commande #C14" in body
