"""Messages to customers in the administration: seen with why, sent again, said to have arrived; when they may go."""

import asyncio
from typing import Any
from uuid import UUID

import pytest

from console import guard
from console.admin.messages.present import minutes_of
from console.admin.messages.state import MessagesState
from domain.kernel.permissions import Permission
from domain.messages.deliver import begin_attempt, settle_attempt
from domain.messages.queue import queue_message
from domain.messages.settings import delivery_settings
from domain.work.application import Application
from tests.console.admin.conftest import Screen
from tests.support.builders import Builders


def run(work: Any) -> Any:
    return asyncio.run(work)


@pytest.fixture
def lost(build: Builders) -> UUID:
    """An e-mail of which nobody knows whether it arrived."""
    values = {"name": "", "number": "#C1"}
    id: UUID = build.perform(
        queue_message,
        customer_id=build.customer(emails=["marie@example.org"]),
        template="order_cancelled",
        channel="email",
        address="marie@example.org",
        language="en",
        values=values,
    )
    build.perform(begin_attempt, message_id=id)
    build.perform(settle_attempt, message_id=id, fate="unknown", problem="fate_unknown line lost")
    return id


async def shown(screen: Screen, **wanted: str) -> MessagesState:
    guard.acting_as(screen.person)
    state = await screen.of(MessagesState)
    await state._show(screen.person, wanted)
    return state


@pytest.mark.parametrize(
    ("handler", "needs"),
    [
        ("again", Permission.OPERATIONS_READ),
        ("earlier", Permission.OPERATIONS_READ),
        ("narrow", Permission.OPERATIONS_READ),
        ("arrived", Permission.MESSAGES_SEND),
        ("send_once_more", Permission.MESSAGES_SEND),
        ("call_off", Permission.MESSAGES_SEND),
        ("keep", Permission.OPERATIONS_WRITE),
    ],
)
def test_every_handler_is_for_who_may_do_it(handler: str, needs: Permission) -> None:
    rule = guard.rule_for(f"{MessagesState.get_full_name()}.{handler}")
    assert rule is not None
    assert rule.needs is needs


def test_what_is_in_doubt_is_found_and_seen_to(screen: Screen, lost: UUID) -> None:
    state = run(shown(screen, status="trouble", message=str(lost)))
    (row,) = state.rows
    assert (row.state, row.problem, row.address) == ("fate unknown", "fate unknown (line lost)", "m•••@e•••.org")
    assert (state.panel, state.chosen.in_doubt, state.chosen.can_again) == ("message", True, True)
    assert run(shown(screen, status="delivered")).rows == []
    run(shown(screen, status="trouble", message=str(lost)))
    run(screen.call(MessagesState, "arrived"))
    state = run(screen.of(MessagesState))
    assert (state.rows, state.chosen.state, state.chosen.can_again) == ([], "arrived", False)
    run(screen.call(MessagesState, "send_once_more"))
    assert run(screen.of(MessagesState)).wrong != ""
    assert run(shown(screen, message="nobody")).panel == "gone"


def test_when_messages_may_go_is_changed(screen: Screen, application: Application) -> None:
    form = dict(run(shown(screen)).form)
    assert (form["quiet_from"], form["quiet_until"], form["cap_sms"]) == ("21:00", "08:00", "6")
    run(screen.call(MessagesState, "keep", form | {"cap_sms": "0"}))
    assert run(screen.of(MessagesState)).wrong != ""
    run(screen.call(MessagesState, "keep", form | {"quiet_from": "22:30", "quiet_email": "on"}))
    kept = application.ask(delivery_settings, screen.person.actor)
    assert (kept["quiet_from"], kept["quiet_email"], kept["version"]) == (1_350, True, 2)


@pytest.mark.parametrize(("text", "minutes"), [("21:00", 1260), ("00:00", 0), ("24:00", None), ("9", None), ("", None)])
def test_times_of_day_are_read(text: str, minutes: int | None) -> None:
    assert minutes_of(text) == minutes
