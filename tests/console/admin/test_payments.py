"""Payments that wait, and what is done about them."""

import asyncio
from typing import Any
from uuid import UUID

import pytest

from console import guard, live
from console.admin.payments.state import PaymentsState
from console.admin.state import Admin
from console.ui.desk import Desk
from domain.kernel.actor import Actor
from domain.kernel.permissions import Permission
from domain.payments.waiting import waiting_payments
from domain.work.application import Application
from tests.console.admin.conftest import Screen, someone
from tests.console.test_live import NotedScreens
from tests.support.builders import Builders
from tests.support.tills import Till


def run(work: Any) -> Any:
    return asyncio.run(work)


@pytest.fixture(autouse=True)
def hub() -> None:
    live.use(live.Hub(NotedScreens()))


@pytest.fixture
def till(application: Application, build: Builders) -> Till:
    return Till.of_new_order(application, build)


@pytest.fixture
def refused(till: Till) -> UUID:
    """A charge of 10.00 that the vendor refused."""
    asked = till.collect(1000)
    till.answer(asked, code="insufficient_funds")
    return asked


async def shown(screen: Screen, wanted: object = "") -> PaymentsState:
    guard.acting_as(screen.person)
    state = await screen.of(PaymentsState)
    await state._show(screen.person, wanted=str(wanted))
    return state


@pytest.mark.parametrize(
    ("handler", "needs"),
    [
        ("again", Permission.OPERATIONS_READ),
        ("ask_again", Permission.REFUNDS_WRITE),
        ("drop", Permission.REFUNDS_WRITE),
    ],
)
def test_every_handler_is_for_who_may_do_it(handler: str, needs: Permission) -> None:
    rule = guard.rule_for(f"{PaymentsState.get_full_name()}.{handler}")
    assert rule is not None
    assert rule.needs is needs


def test_who_only_looks_gets_no_buttons_and_no_names(refused: UUID, boss: Any, clock: Any) -> None:
    state = run(shown(Screen(someone(boss.staff_id, frozenset({Permission.OPERATIONS_READ}), clock)), refused))
    assert state.may_act is False
    assert (len(state.rows), state.chosen.customer) == (1, "")


def test_the_tab_is_where_somebody_begins_who_sees_nothing_else(boss: Any, clock: Any) -> None:
    async def story(*rights: Permission) -> str:
        admin = await Screen(someone(boss.staff_id, frozenset(rights), clock)).of(Admin)
        admin._note_rights(someone(boss.staff_id, frozenset(rights), clock))
        return admin._first_tab()

    assert run(story(Permission.OPERATIONS_READ)) == "payments"
    assert run(story(Permission.OPERATIONS_READ, Permission.STAFF_MANAGE, Permission.STAFF_READ)) == "people"
    assert run(story(Permission.STAFF_READ)) == "people"


def test_a_refused_payment_says_what_the_vendor_said(screen: Screen, refused: UUID, till: Till) -> None:
    state = run(shown(screen, refused))
    (row,) = state.rows
    assert (row.kind, row.amount, row.state, row.said) == ("Charge", "€10.00", "refused", "insufficient funds")
    assert (row.can_ask, row.can_drop, state.panel) == (True, True, "payment")
    assert row.order_href.startswith(f"/?customer={till.customer_id}&order=")


def test_asked_again_it_waits_no_more_for_a_person(screen: Screen, refused: UUID, till: Till) -> None:
    async def story() -> tuple[PaymentsState, Desk]:
        await shown(screen, refused)
        await screen.call(PaymentsState, "ask_again")
        return await screen.of(PaymentsState), await screen.of(Desk)

    state, desk = run(story())
    assert (state.rows, state.panel, desk.notice_tone) == ([], "nobody", "green")
    assert [one.status for one in till.intents] == ["dropped", "pending"]


@pytest.mark.parametrize("form", [{}, {"reason": "  "}])
def test_given_up_only_with_a_reason(screen: Screen, refused: UUID, till: Till, form: dict[str, str]) -> None:
    async def story() -> PaymentsState:
        await shown(screen, refused)
        await screen.call(PaymentsState, "drop", form)
        return await screen.of(PaymentsState)

    assert run(story()).wrong == "Say why."
    assert till.intent(refused).status == "refused"


def test_given_up(screen: Screen, refused: UUID, till: Till, application: Application, administrator: Actor) -> None:
    async def story() -> PaymentsState:
        await shown(screen, refused)
        await screen.call(PaymentsState, "drop", {"reason": "pays in the shop"})
        return await screen.of(PaymentsState)

    state = run(story())
    assert (state.rows, state.panel, state.wrong) == ([], "nobody", "")
    assert till.intent(refused).status == "dropped"
    assert application.ask(waiting_payments, administrator) == []


def test_one_that_does_not_wait_any_more_is_said_to_be_gone(screen: Screen, till: Till) -> None:
    asked = till.collect(1000)
    till.answer(asked)
    assert run(shown(screen, asked)).panel == "gone"
