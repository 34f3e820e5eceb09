"""No, with a reason; and requests that are taken back."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from domain.approvals.queries import approval
from domain.approvals.refuse import refuse_approval
from domain.approvals.withdraw import withdraw_approval
from domain.kernel.actor import Actor
from domain.kernel.errors import Denied, DomainError, NotFound
from domain.orders.queries import order as read_order
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
def waiting(team: Team, agent: Actor) -> UUID:
    placed = team.paid_order(100000)
    acted = team.act(agent, "goodwill", order=str(placed), amount=eur("80.00"), reason="apology")
    assert acted.approval_id is not None
    return acted.approval_id


def test_who_may_not_decide_may_not_refuse(
    application: Application, agent: Actor, powerless: Actor, waiting: UUID
) -> None:
    for actor in (powerless, agent):
        with pytest.raises(Denied):
            application.perform(refuse_approval, actor, approval_id=waiting, reason="No")
    with pytest.raises(Denied):
        application.perform(withdraw_approval, powerless, approval_id=waiting)


def test_refused_with_a_reason_that_who_asked_reads(
    application: Application, agent: Actor, supervisor: Actor, waiting: UUID, ask: Ask, happened: Ask
) -> None:
    application.perform(refuse_approval, supervisor, approval_id=waiting, reason="The parcel was on time")
    row = application.ask(approval, agent, approval_id=waiting)
    assert (row.status, row.reason, row.decided_by_name) == ("refused", "The parcel was on time", supervisor.name)
    assert ask(read_order, order=row.order_id).discount.minor == 0
    (event,) = happened("approval.refused")
    assert (event.order_id, event.data["reason"]) == (row.order_id, "The parcel was on time")


@pytest.mark.parametrize(("reason", "code"), [("", "missing"), ("  ", "missing"), ("x" * 501, "too_long")])
def test_a_reason_is_needed(application: Application, supervisor: Actor, waiting: UUID, reason: str, code: str) -> None:
    with pytest.raises(DomainError) as refused:
        application.perform(refuse_approval, supervisor, approval_id=waiting, reason=reason)
    assert (refused.value.field, refused.value.code) == ("reason", code)
    assert application.ask(approval, supervisor, approval_id=waiting).status == "pending"


def test_a_request_is_decided_once(application: Application, supervisor: Actor, agent: Actor, waiting: UUID) -> None:
    application.perform(refuse_approval, supervisor, approval_id=waiting, reason="No")
    for use_case, actor, values in (
        (refuse_approval, supervisor, {"reason": "No"}),
        (withdraw_approval, agent, {}),
    ):
        with pytest.raises(DomainError) as refused:
            application.perform(use_case, actor, approval_id=waiting, **values)
        assert refused.value.code == "already_decided"
        assert supervisor.name in refused.value.en


def test_only_who_asked_takes_it_back(
    application: Application, team: Team, agent: Actor, supervisor: Actor, waiting: UUID, happened: Ask
) -> None:
    for actor in (supervisor, team.hire("agent")):
        with pytest.raises(NotFound):
            application.perform(withdraw_approval, actor, approval_id=waiting)
    application.perform(withdraw_approval, agent, approval_id=waiting)
    assert application.ask(approval, agent, approval_id=waiting).status == "withdrawn"
    assert len(happened("approval.withdrawn")) == 1
