"""An agent at a screen, a customer with contacts, and the codes that were written to them."""

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from domain.kernel.actor import Actor
from domain.kernel.permissions import DEFAULT_RIGHTS, Role
from domain.work.application import Application
from tests.support.builders import Builders


@pytest.fixture
def agent(actor_with: Callable[..., Actor]) -> Actor:
    """Signed in, with the rights of an agent; has made sure of nobody yet."""
    return actor_with(*DEFAULT_RIGHTS[Role.AGENT], session=True, role="agent")


@pytest.fixture
def supervisor(actor_with: Callable[..., Actor]) -> Actor:
    return actor_with(*DEFAULT_RIGHTS[Role.SUPERVISOR], name="Samir Bell", session=True, role="supervisor")


@pytest.fixture
def marie(build: Builders) -> UUID:
    return build.customer(
        first_name="Marie", last_name="Dupont", emails=["marie.dupont@example.org"], phones=["+33612345678"]
    )


@pytest.fixture
def contacts(sql: Callable[..., list[Any]]) -> Callable[[UUID], dict[str, UUID]]:
    """The ids of a customer's contacts by channel."""

    def contacts(customer_id: UUID) -> dict[str, UUID]:
        emails = sql("SELECT 'email', id FROM customer_emails WHERE customer_id = %s", customer_id)
        phones = sql("SELECT 'sms', id FROM customer_phones WHERE customer_id = %s", customer_id)
        return dict([*emails, *phones])

    return contacts


@pytest.fixture
def last_code(sql: Callable[..., list[Any]]) -> Callable[[], str]:
    """The six digits of the message that was written last."""

    def last_code() -> str:
        ((body,),) = sql("SELECT body FROM outbound_messages ORDER BY queued_at DESC, id DESC LIMIT 1")
        return re.findall(r"\b\d{6}\b", body)[0]

    return last_code


@pytest.fixture
def as_agent(application: Application, agent: Actor) -> Callable[..., Any]:
    return lambda use_case, **values: application.perform(use_case, agent, **values)
