"""What customers would be told, worked out from events alone."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from domain.kernel.ids import new_id
from domain.messages.rows import Contacts
from notifications.catalogue import CATALOGUE, TEMPLATES, PlannedMessage, planned

MARIE = Contacts(
    customer_id=new_id(), language="fr", email="marie.dupont@example.org", phone="+33612345678", refused=frozenset()
)


@dataclass(frozen=True)
class Happened:
    type: str
    data: Mapping[str, Any] = field(default_factory=dict)


def test_an_event_of_the_catalogue_is_told_by_email_in_the_customers_language() -> None:
    assert planned([Happened("order.cancelled")], contacts=MARIE) == [
        PlannedMessage("order_cancelled", "email", "m•••@e•••.org", "fr")
    ]
    (message,) = planned([Happened("order.cancelled")], contacts=MARIE, language="en")
    assert message.language == "en"


def test_without_an_email_or_consent_for_it_it_is_told_by_sms() -> None:
    for contacts in (replace(MARIE, email=""), replace(MARIE, refused=frozenset({"email"}))):
        (message,) = planned([Happened("return.requested")], contacts=contacts)
        assert (message.channel, message.address_masked, message.skipped) == ("sms", "+33 6 •• •• •• 78", "")


def test_who_cannot_or_does_not_want_to_be_reached_is_not() -> None:
    (message,) = planned([Happened("order.edited")], contacts=replace(MARIE, email="", phone=""))
    assert (message.skipped, message.address_masked) == ("no_address", "")
    (message,) = planned([Happened("order.edited")], contacts=replace(MARIE, refused=frozenset({"email", "sms"})))
    assert message.skipped == "no_consent"


def test_what_nobody_is_told_of_plans_nothing() -> None:
    silent = [Happened("order.tagged"), Happened("note.added"), Happened("payment.asked", {"kind": "captured"})]
    assert planned(silent, contacts=MARIE) == []


def test_a_refund_is_foreseen_when_it_is_asked_for_and_told_once() -> None:
    asked = Happened("payment.asked", {"kind": "refunded"})
    done = [Happened("order.cancelled"), asked, asked, Happened("payment.refunded")]
    assert [message.template for message in planned(done, contacts=MARIE)] == ["order_cancelled", "refunded"]


def test_the_return_within_an_exchange_is_told_as_the_exchange() -> None:
    both = [Happened("return.requested", {"exchange_id": "x"}), Happened("exchange.requested")]
    assert [message.template for message in planned(both, contacts=MARIE)] == ["exchange_requested"]


@pytest.mark.parametrize("type", sorted(CATALOGUE))
def test_every_template_is_named(type: str) -> None:
    assert CATALOGUE[type].template in TEMPLATES
