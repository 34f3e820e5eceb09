"""People see contacts masked until they have made sure of the customer; other systems and the product see them."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from domain.customers.change import change_customer
from domain.customers.consents import NewConsent
from domain.customers.queries import customer, find_customers
from domain.customers.recent import note_view, recently_opened
from domain.customers.set_consent import set_consent
from domain.identity.check_facts import check_facts
from domain.kernel.actor import Actor, ActorKind
from domain.kernel.clock import SetClock
from domain.kernel.errors import IdentityNeeded
from domain.kernel.permissions import DEFAULT_RIGHTS, Role
from domain.overview.queries import customer_orders, customer_overview
from domain.search.search import search
from domain.work.application import Application
from tests.support.builders import Builders

SURE = {"last_name": "Dupont", "postal_code": "75011"}


@pytest.fixture
def agent(actor_with: Callable[..., Actor]) -> Actor:
    return actor_with(*DEFAULT_RIGHTS[Role.AGENT], session=True, role="agent")


@pytest.fixture
def marie(build: Builders) -> UUID:
    id = build.customer(
        first_name="Marie", last_name="Dupont", emails=["marie.dupont@example.org"], phones=["+33612345678"]
    )
    build.payment_method(id, external_ref="tok_1")
    build.order(id)
    return id


def test_a_person_sees_what_is_left_of_contacts(application: Application, agent: Actor, marie: UUID):
    seen = application.ask(customer_overview, agent, customer_id=marie)
    card = seen.customer
    assert card.masked
    assert (card.emails, card.phones) == (("m•••@e•••.org",), ("+33 6 •• •• •• 78",))
    assert [(p.line1, p.postal_code, p.city, p.country) for p in card.addresses] == [("", "", "Paris", "FR")]
    assert [(m.external_ref, m.last_four) for m in card.payment_methods] == [(None, "4242")]
    assert seen.orders[0].shipping_address == {"city": "Paris", "country": "FR"}
    plain = ("marie.dupont", "612345678", "rue des Lilas", "75011", "tok_1")
    assert not [text for text in plain if text in repr(seen)]
    assert "rue des Lilas" not in repr(application.ask(customer_orders, agent, customer_id=marie))


def test_lists_and_search_show_it_masked_but_find_it_by_the_whole(application: Application, agent: Actor, marie: UUID):
    application.perform(note_view, agent, staff_id=agent.id, customer_id=marie)
    for found in (
        application.ask(search, agent, text="marie.dupont@example.org").customers,
        application.ask(search, agent, text="06 12 34 56 78").customers,
        application.ask(find_customers, agent, email="marie.dupont@example.org").items,
        application.ask(recently_opened, agent),
    ):
        assert [(row.id, row.email, row.phone) for row in found] == [(marie, "m•••@e•••.org", "+33 6 •• •• •• 78")]


def test_once_sure_everything_shows_in_this_session_until_the_time_is_up(
    application: Application, agent: Actor, marie: UUID, clock: SetClock
):
    application.perform(check_facts, agent, customer_id=marie, facts=SURE)
    card = application.ask(customer, agent, customer_id=marie)
    assert (card.masked, card.identity_level, card.emails) == (False, 1, ("marie.dupont@example.org",))
    assert card.identity_until is not None
    orders = application.ask(customer_orders, agent, customer_id=marie)
    assert orders.items[0].shipping_address["line1"] == "12 rue des Lilas"
    assert application.ask(customer, replace(agent, session_id=agent.id), customer_id=marie).masked
    clock.at = card.identity_until
    assert application.ask(customer, agent, customer_id=marie).masked


@pytest.mark.parametrize("kind", [ActorKind.API_KEY, ActorKind.SYSTEM])
def test_systems_are_not_masked(kind: ActorKind, application: Application, agent: Actor, marie: UUID):
    system = replace(agent, kind=kind)
    assert application.ask(customer, system, customer_id=marie).phones == ("+33612345678",)
    assert application.ask(find_customers, system).items[0].email == "marie.dupont@example.org"


def test_changing_contacts_needs_a_person_to_be_sure(application: Application, agent: Actor, marie: UUID):
    for attempt in (
        lambda: application.perform(change_customer, agent, customer_id=marie, emails=["thief@example.com"]),
        lambda: application.perform(
            change_customer, agent, customer_id=marie, consents=[NewConsent("sms", "service", True)]
        ),
        lambda: application.perform(
            set_consent, agent, customer_id=marie, channel="sms", purpose="service", granted=True
        ),
    ):
        with pytest.raises(IdentityNeeded):
            attempt()
    key = replace(agent, kind=ActorKind.API_KEY)
    application.perform(change_customer, key, customer_id=marie, language="fr")
    application.perform(check_facts, agent, customer_id=marie, facts=SURE)
    application.perform(change_customer, agent, customer_id=marie, emails=["marie@example.org"])


def test_masking_costs_no_statement(
    application: Application, agent: Actor, administrator: Actor, marie: UUID, count_queries: Callable[..., Any]
):
    counts = []
    for actor in (agent, administrator):
        with count_queries() as sent:
            application.ask(customer_overview, actor, customer_id=marie)
        counts.append(sent.count)
    assert counts == [5, 5]
