"""What would be told, in its own words, before anything is done."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import pytest

from domain.approvals.act import act
from domain.catalogue.add_product import NewVariant, add_product
from domain.customers.set_consent import set_consent
from domain.fulfilment.record_scan import record_scan
from domain.kernel.actor import Actor
from domain.kernel.money import Money
from domain.orders.new_order import NewLine, NewPayment
from domain.orders.queries import order as read_order
from domain.returns.chosen import ReturnedPieces
from domain.returns.request import request_return
from domain.templates.save_template import save_template
from domain.templates.switch_template import switch_template
from domain.work.application import Application
from domain.work.unit import Unit
from notifications.deliver import POSTMAN
from notifications.foresee import PlannedMessage, foresee
from tests.support.builders import Builders


@pytest.fixture
def order(build: Builders, marie: UUID) -> UUID:
    build.goods("MUG", price=1490, name="Ceramic mug")
    paid = [NewPayment("captured", Money(2980, "EUR"), build.payment_method(marie))]
    return build.order(marie, number="#W1", lines=[NewLine(sku="MUG", quantity=2)], payments=paid)


def planned(application: Application, customer_id: UUID, action: str, args: Mapping[str, Any]) -> list[PlannedMessage]:
    def run(unit: Unit) -> list[PlannedMessage]:
        act(unit, action=action, args=args)
        return foresee(unit, unit.events, customer_id=customer_id)

    return application.preview(run, POSTMAN).result


def test_a_cancellation_and_the_refund_that_follows_are_shown_in_words(
    application: Application, build: Builders, marie: UUID, order: UUID, sql: Any
) -> None:
    cancelled, refunded = planned(application, marie, "cancel", {"order": str(order), "reason": "x"})
    assert (cancelled.template, cancelled.channel, cancelled.address_masked) == (
        "order_cancelled",
        "email",
        "m•••@e•••.org",
    )
    assert cancelled.subject == "La commande #W1 est annulée"
    assert "Bonjour Marie Dupont," in cancelled.text
    assert (refunded.template, refunded.subject.replace("\xa0", " ")) == ("refunded", "29,80 € vous sont remboursés")
    assert "Visa 4242" in refunded.text and "d’ici le mardi 8 décembre" in refunded.text
    assert sql("SELECT 1 FROM outbound_messages") == []


def test_an_edited_wording_and_the_size_of_an_sms_are_shown(
    application: Application, build: Builders, marie: UUID, order: UUID
) -> None:
    words = {"subject": "x", "text": "x", "sms": "Annulée : {{ number }}. " + "Merci. " * 25}
    build.perform(save_template, template="order_cancelled", language="fr", **words)
    build.perform(set_consent, customer_id=marie, channel="email", purpose="service", granted=False)
    shown = planned(application, marie, "cancel", {"order": str(order), "reason": "x"})[0]
    assert (shown.channel, shown.segments, shown.subject) == ("sms", 2, "")
    assert shown.text.startswith("Annulée : #W1. Merci.")


@pytest.fixture
def delivered(build: Builders, marie: UUID) -> UUID:
    build.node("PAR")
    variants = [NewVariant(sku, options={"colour": sku.lower()}, prices={"EUR": 14900}) for sku in ("SILVER", "BLACK")]
    build.perform(add_product, name="Casque Onde", variants=variants)
    for sku in ("SILVER", "BLACK"):
        build.stock(sku, 5)
    paid = [NewPayment("captured", Money(14900, "EUR"), build.payment_method(marie))]
    order = build.order(marie, number="#W2", lines=[NewLine(sku="SILVER", quantity=1)], payments=paid)
    build.perform(record_scan, shipment_id=build.shipment(order), status="delivered", place="Lyon")
    return order


def test_an_exchange_names_both_variants(
    application: Application, build: Builders, marie: UUID, delivered: UUID
) -> None:
    lines = [{"sku": "SILVER", "quantity": 1, "new_sku": "BLACK"}]
    shown = planned(application, marie, "exchange", {"order": str(delivered), "channel": "mail", "lines": lines})
    assert "1 × Casque Onde (silver) → Casque Onde (black)" in shown[-1].text


def test_a_return_that_is_only_looked_at_has_no_made_up_number(
    application: Application, build: Builders, marie: UUID, delivered: UUID
) -> None:
    args = {"order": str(delivered), "channel": "mail", "lines": [{"sku": "SILVER", "quantity": 1}]}
    (shown,) = planned(application, marie, "return", args)
    assert (shown.template, shown.subject) == ("return_requested", "Votre retour [son numéro]")
    assert "1 × Casque Onde (silver)" in shown.text
    assert "preview" not in shown.subject + shown.text


def test_what_is_said_with_the_money_is_not_said_besides(
    application: Application, build: Builders, marie: UUID, delivered: UUID
) -> None:
    """One deed, one message, where both would tell of the same money; an order that is cancelled is another matter."""
    order, line = str(delivered), {"sku": "SILVER", "quantity": 1}
    ten = {"amount": {"amount": "10.00", "currency": "EUR"}}
    told = lambda action, **args: planned(application, marie, action, {"order": order, **args})  # noqa: E731
    (less,) = told("discount", reason="late_delivery", **ten)
    assert (less.template, "10,00" in less.text, "retour" in less.text) == ("refunded", True, False)
    (kept,) = told("return", channel="digital", lines=[line])
    assert (kept.template, "Pour votre retour [son numéro] de la commande #W2" in kept.text) == ("refunded", True)
    back = build.perform(request_return, order=delivered, channel="mail", lines=[ReturnedPieces(**line)])
    (received,) = told("receive_return", return_id=str(back))
    assert (received.template, "Pour votre retour #R" in received.text) == ("refunded", True)
    (silver,) = application.ask(read_order, build.actor, order=delivered).lines
    worn = [{"line_id": str(silver.id), "quantity": 1, "condition": "damaged", "accept": False}]
    assert [each.template for each in told("receive_return", return_id=str(back), lines=worn)] == ["return_refused"]
    sorry = told("goodwill", reason="late_delivery", give_as="original", **ten)
    assert [each.template for each in sorry] == ["goodwill", "refunded"]
    build.perform(switch_template, template="refunded", off=True)
    assert [(each.template, each.skipped) for each in told("discount", reason="late_delivery", **ten)] == [
        ("discount_given", ""),
        ("refunded", "switched_off"),
    ]


def test_who_may_see_contacts_is_shown_them(application: Application, marie: UUID, order: UUID) -> None:
    def run(unit: Unit) -> list[PlannedMessage]:
        act(unit, action="cancel", args={"order": str(order), "reason": "x"})
        return foresee(unit, unit.events, customer_id=marie, plain=True)

    assert {each.address_masked for each in application.preview(run, POSTMAN).result} == {"marie@example.org"}


def test_what_nobody_is_told_plans_nothing(application: Application, marie: UUID, order: UUID) -> None:
    assert planned(application, marie, "hold", {"order": str(order), "reason": "x"}) == []


def test_who_may_not_read_customers_sees_none(application: Application, powerless: Actor, marie: UUID) -> None:
    with pytest.raises(Exception, match="right"):
        application.ask(lambda unit: foresee(unit, (), customer_id=marie), powerless)
