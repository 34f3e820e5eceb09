"""Contacts are shown to who has made sure of the customer, or who may and says why; and it is written down."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from domain.identity.check_facts import check_facts
from domain.identity.unmask import Unmasked, unmask
from domain.kernel.actor import Actor
from domain.kernel.errors import Denied, IdentityNeeded, Invalid
from domain.work.application import Application


def test_who_may_not_read_customers_sees_nothing(application: Application, powerless: Actor, marie: UUID):
    with pytest.raises(Denied):
        application.perform(unmask, powerless, customer_id=marie, fields=["emails"])


def test_an_agent_needs_a_customer_they_are_sure_of(
    marie: UUID, as_agent: Callable[..., Any], happened: Callable[..., Any]
):
    with pytest.raises(IdentityNeeded):
        as_agent(unmask, customer_id=marie, fields=["emails"], reason="she asked nicely")
    assert happened("identity.unmasked") == []
    as_agent(check_facts, customer_id=marie, facts={"last_name": "Dupont", "postal_code": "75011"})
    shown = as_agent(unmask, customer_id=marie, fields=["phones", "emails"])
    assert shown == Unmasked(emails=("marie.dupont@example.org",), phones=("+33612345678",))
    assert happened("identity.unmasked")[-1].data == {"fields": ["emails", "phones"]}


def test_a_supervisor_needs_a_reason(
    application: Application, supervisor: Actor, marie: UUID, happened: Callable[..., Any]
):
    with pytest.raises(Invalid) as refusal:
        application.perform(unmask, supervisor, customer_id=marie, fields=["addresses"], reason="  ")
    assert refusal.value.field == "reason"
    shown = application.perform(
        unmask, supervisor, customer_id=marie, fields=["addresses"], reason="parcel at the door"
    )
    assert shown.addresses[0]["line1"] == "12 rue des Lilas"
    (event,) = happened("identity.unmasked")
    assert event.data == {"fields": ["addresses"], "reason": "parcel at the door"}
    assert event.actor_id == supervisor.id


@pytest.mark.parametrize("fields", [[], ["iban"], ["emails", "iban"], "emails"])
def test_unknown_fields_are_refused(application: Application, supervisor: Actor, marie: UUID, fields: Any):
    with pytest.raises(Invalid) as refusal:
        application.perform(unmask, supervisor, customer_id=marie, fields=fields, reason="x")
    assert refusal.value.field == "fields"
