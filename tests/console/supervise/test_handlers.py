"""What happens when somebody presses a button of the supervisor's screen."""

import asyncio
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from console import guard
from console.supervise.approvals import state as module
from console.supervise.approvals.state import ApprovalsState
from console.supervise.state import Supervise
from console.ui.desk import Desk
from domain.approvals.queries import approval
from domain.approvals.refuse import refuse_approval
from domain.discounts.give_discount import give_discount
from domain.kernel.actor import Actor
from domain.kernel.money import Money
from domain.kernel.permissions import Permission
from domain.orders.queries import order as read_order
from domain.work.application import Application
from tests.console.supervise.conftest import Screen
from tests.support.builders import Builders
from tests.support.team import Team

Asked = Callable[..., UUID]


def run(work: Any) -> Any:
    return asyncio.run(work)


async def shown(screen: Screen, wanted: object = "", listed: str = "pending") -> ApprovalsState:
    state = await screen.of(ApprovalsState)
    await state._show(screen.person, wanted=str(wanted), listed=listed)
    return state


@pytest.mark.parametrize("handler", ["grant", "refuse", "withdraw", "more", "again"])
def test_every_handler_is_for_who_may_decide(handler: str) -> None:
    rule = guard.rule_for(f"{ApprovalsState.get_full_name()}.{handler}")
    assert rule is not None
    assert rule.needs is Permission.APPROVALS_DECIDE


def test_the_page_itself_opens_for_anybody_and_says_whose_it_is() -> None:
    rule = guard.rule_for(f"{Supervise.get_full_name()}.open")
    assert rule is not None
    assert rule.needs is None


def test_granted_it_is_done_and_leaves_the_list(
    screen: Screen, asked: Asked, application: Application, supervisor: Actor
) -> None:
    first, second = asked("80.00"), asked("60.00")

    async def story() -> tuple[ApprovalsState, Desk]:
        await shown(screen, first)
        await screen.call(ApprovalsState, "grant")
        return await screen.of(ApprovalsState), await screen.of(Desk)

    state, desk = run(story())
    assert (desk.notice_tone, desk.notice) == ("green", "Done: goodwill €80.00.")
    assert [row.id for row in state.rows] == [str(second)]
    assert (state.panel, state.chosen.waiting, state.chosen.decided_by) == ("one", False, "Hugo Lefèvre")
    row = application.ask(approval, supervisor, approval_id=first)
    assert application.ask(read_order, supervisor, order=row.order_id).discount.minor == 8000


def test_what_changed_meanwhile_is_told_in_amber_and_goes_back(
    screen: Screen, asked: Asked, application: Application, supervisor: Actor, build: Builders
) -> None:
    waiting = asked()
    row = application.ask(approval, supervisor, approval_id=waiting)
    build.perform(give_discount, order=row.order_id, amount=Money(100, "EUR"), reason="loyalty")

    async def story() -> tuple[ApprovalsState, Desk]:
        await shown(screen, waiting)
        await screen.call(ApprovalsState, "grant")
        return await screen.of(ApprovalsState), await screen.of(Desk)

    state, desk = run(story())
    assert (desk.notice_tone, desk.notice) == ("amber", "The result has changed. It went back to Léa Moreau.")
    assert state.chosen.outcome == "The result was no longer the one that was asked for."
    assert application.ask(read_order, supervisor, order=row.order_id).discount.minor == 100


def test_refused_with_a_reason_and_not_without(
    screen: Screen, asked: Asked, application: Application, supervisor: Actor
) -> None:
    waiting = asked()

    async def story() -> tuple[str, ApprovalsState]:
        await shown(screen, waiting)
        await screen.call(ApprovalsState, "refuse", {"reason": "  "})
        wrong = (await screen.of(ApprovalsState)).wrong
        assert application.ask(approval, supervisor, approval_id=waiting).status == "pending"
        await screen.call(ApprovalsState, "refuse", {"reason": "It came on time"})
        return wrong, await screen.of(ApprovalsState)

    wrong, state = run(story())
    assert "reason" in wrong
    assert (state.rows, state.chosen.outcome) == ([], "It came on time")


def test_a_missing_field_of_the_form_is_no_crash(screen: Screen, asked: Asked) -> None:
    async def story() -> ApprovalsState:
        await shown(screen, asked())
        await screen.call(ApprovalsState, "refuse", {})
        return await screen.of(ApprovalsState)

    assert run(story()).wrong


def test_what_somebody_else_decided_first_is_said(
    screen: Screen, asked: Asked, application: Application, team: Team
) -> None:
    waiting, other = asked(), team.hire("supervisor", "Noor Haddad")

    async def story() -> Desk:
        await shown(screen, waiting)
        application.perform(refuse_approval, other, approval_id=waiting, reason="No")
        await screen.call(ApprovalsState, "grant")
        return await screen.of(Desk)

    desk = run(story())
    assert (desk.notice_tone, desk.notice) == ("red", "Noor Haddad has decided this already.")


def test_ones_own_request_can_only_be_taken_back(screen: Screen, asked: Asked, supervisor: Actor) -> None:
    own = asked("600.00", by=supervisor)

    async def story() -> tuple[bool, str, ApprovalsState]:
        state = await shown(screen, own)
        mine = state.chosen.own
        await screen.call(ApprovalsState, "grant")
        said = (await screen.of(Desk)).notice
        await screen.call(ApprovalsState, "withdraw")
        return mine, said, await screen.of(ApprovalsState)

    mine, said, state = run(story())
    assert mine
    assert said == "You asked for this yourself; somebody else must decide."
    assert (state.rows, state.chosen.line.state) == ([], "withdrawn")


def test_what_comes_and_what_goes_is_brought_up_to_date(
    screen: Screen, asked: Asked, application: Application, team: Team
) -> None:
    first = asked()

    async def story() -> ApprovalsState:
        state = await shown(screen, first)
        application.perform(refuse_approval, team.hire("supervisor"), approval_id=first, reason="No")
        second.append(asked("70.00"))
        await state._bring_up_to_date(screen.person)
        return state

    second: list[UUID] = []
    state = run(story())
    assert [row.id for row in state.rows] == [str(second[0])]
    assert state.chosen.waiting is False


@pytest.mark.parametrize("wanted", ["a087a7c6-62e6-4b6c-b867-8aabe97dbcb3", "nonsense", "'; --"])
def test_an_address_that_names_nothing(screen: Screen, wanted: str) -> None:
    assert run(shown(screen, wanted)).panel == "missing"


def test_pages_of_what_was_decided(
    screen: Screen, asked: Asked, application: Application, supervisor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PAGE", 2)
    for _ in range(3):
        application.perform(refuse_approval, supervisor, approval_id=asked(), reason="No")

    async def story() -> tuple[int, int]:
        state = await shown(screen, listed="decided")
        first = len(state.rows)
        await screen.call(ApprovalsState, "more")
        return first, len((await screen.of(ApprovalsState)).rows)

    assert run(story()) == (2, 3)
