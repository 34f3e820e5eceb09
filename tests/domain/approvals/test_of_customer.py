"""What waits for a word about a customer, or came back, until somebody has read it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from domain.approvals.acknowledge import acknowledge_approval
from domain.approvals.queries import approval, requests_of_customer
from domain.approvals.refuse import refuse_approval
from domain.approvals.withdraw import withdraw_approval
from domain.kernel.actor import Actor
from domain.kernel.errors import Conflict, Denied
from domain.work.application import Application
from tests.support.team import Team, eur

Ask = Callable[..., Any]


@pytest.fixture
def agent(team: Team) -> Actor:
    return team.hire("agent")


@pytest.fixture
def supervisor(team: Team) -> Actor:
    return team.hire("supervisor")


@pytest.fixture
def waiting(application: Application, team: Team, agent: Actor) -> Any:
    placed = team.paid_order(100000)
    acted = team.act(agent, "goodwill", order=str(placed), amount=eur("80.00"), reason="apology")
    return application.ask(approval, agent, approval_id=acted.approval_id)


def test_who_may_nothing_sees_and_reads_nothing(application: Application, powerless: Actor, waiting: Any) -> None:
    with pytest.raises(Denied):
        application.ask(requests_of_customer, powerless, customer_id=waiting.customer_id)
    with pytest.raises(Denied):
        application.perform(acknowledge_approval, powerless, approval_id=waiting.id)


def test_a_refusal_is_told_until_read_by_anybody_and_once(
    application: Application, team: Team, agent: Actor, supervisor: Actor, waiting: Any, happened: Ask
) -> None:
    def told() -> list[str]:
        return [row.status for row in application.ask(requests_of_customer, agent, customer_id=waiting.customer_id)]

    assert told() == ["pending"]
    with pytest.raises(Conflict) as refused:
        application.perform(acknowledge_approval, agent, approval_id=waiting.id)
    assert refused.value.code == "not_come_back"
    application.perform(refuse_approval, supervisor, approval_id=waiting.id, reason="On time")
    assert told() == ["refused"]
    colleague = team.hire("agent")
    for _ in range(2):
        application.perform(acknowledge_approval, colleague, approval_id=waiting.id)
    assert told() == []
    (event,) = happened("approval.acknowledged")
    assert event.customer_id == waiting.customer_id


def test_a_refusal_is_forgotten_after_a_week_but_what_waits_is_not(
    application: Application, team: Team, agent: Actor, supervisor: Actor, waiting: Any, clock: Any
) -> None:
    other = team.act(agent, "goodwill", order=str(waiting.order_id), amount=eur("90.00"), reason="apology")
    application.perform(refuse_approval, supervisor, approval_id=other.approval_id, reason="No")
    clock.advance(timedelta(days=8))
    (row,) = application.ask(requests_of_customer, agent, customer_id=waiting.customer_id)
    assert row.id == waiting.id
    application.perform(withdraw_approval, agent, approval_id=waiting.id)
    assert application.ask(requests_of_customer, agent, customer_id=waiting.customer_id) == ()
