"""Requests on the customer's record: also of orders that are not there yet."""

from collections.abc import Callable
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from console.ui.figures import Reader
from console.workspace.requests.present import request_rows
from console.workspace.requests.rows import RequestRow
from domain.approvals.queries import requests_of_customer
from domain.approvals.refuse import refuse_approval
from domain.kernel.actor import Actor
from domain.kernel.clock import SetClock
from domain.work.application import Application
from tests.support.builders import PARIS
from tests.support.team import Team, eur


@pytest.fixture
def agent(team: Team) -> Actor:
    return team.hire("agent")


@pytest.fixture
def shown(application: Application, agent: Actor, marie: UUID, clock: SetClock) -> Callable[..., Any]:
    def shown(language: str = "en") -> list[RequestRow]:
        found = application.ask(requests_of_customer, agent, customer_id=marie)
        reader = Reader(language=language, zone=ZoneInfo("Europe/Paris"), now=clock.now())
        return request_rows(found, reader, customer=str(marie), beside=False)

    return shown


def test_a_new_order_that_waits_and_is_refused_has_a_row_before_it_has_a_number(
    application: Application, team: Team, agent: Actor, marie: UUID, shown: Callable[..., Any]
) -> None:
    acted = team.act(
        agent,
        "place_order",
        customer_id=str(marie),
        currency="EUR",
        lines=[{"sku": "SHIRT", "quantity": 2}],
        shipping_address=dict(PARIS),
        discount=eur("60.00"),
        discount_reason="loyalty",
    )
    assert acted.approval_id is not None
    (row,) = shown()
    assert (row.status, row.amount, row.own, row.order) == ("pending", "€60.00", True, "")
    supervisor = team.hire("supervisor")
    application.perform(refuse_approval, supervisor, approval_id=acted.approval_id, reason="Not on shirts")
    (row,) = shown("fr")
    assert (row.status, row.decider, row.reason, row.tone) == ("refused", supervisor.name, "Not on shirts", "red")
    assert row.href == f"/?customer={marie}&do=new-order"
