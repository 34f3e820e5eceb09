"""A panel that the order leaves no room for says why, and leads to what is possible."""

import asyncio
import json
from typing import Any
from uuid import UUID

import pytest

from console.workspace.actions.impossible import _WHY
from console.workspace.actions.registry import PANELS
from console.workspace.actions.state import ActionState
from domain.fulfilment.record_scan import record_scan
from domain.fulfilment.ship import ship
from domain.kernel.money import Money
from domain.orders.cancel import cancel_order
from domain.orders.new_order import NewLine, NewPayment
from tests.console.supervise.conftest import Screen
from tests.support.builders import Builders


@pytest.fixture
def delivered(build: Builders, marie: UUID) -> UUID:
    paid = [NewPayment("captured", Money(1490, "EUR"), build.payment_method(marie))]
    order: UUID = build.order(marie, lines=[NewLine("MUG", 1)], payments=paid)
    parcel = build.perform(ship, order=order)
    build.perform(record_scan, shipment_id=parcel, status="delivered", place="Paris")
    return order


def opened(screen: Screen, order: UUID, action: str) -> ActionState:
    async def story() -> ActionState:
        state = await screen.of(ActionState)
        await state._turn_to(screen.person, None, order, action=action, subject="", close_to="/?order=W1")
        await screen.call(ActionState, "changed", 1, json.dumps({}))
        return state

    return asyncio.run(story())


def shown(state: ActionState) -> list[tuple[str, str]]:
    return [(field.label, field.leads_to) for field in state.form]


@pytest.mark.parametrize(
    ("action", "why"),
    [
        ("cancel", "Everything has gone out already: there is nothing to cancel."),
        ("edit", "Its goods are being picked or have left: it can no longer be changed."),
        ("exchange", "Nothing here has another variant."),
        ("change_address", "Something of it has left already: it is too late for that."),
    ],
)
def test_what_has_arrived_is_not_changed_but_comes_back(screen: Screen, delivered: UUID, action: str, why: str) -> None:
    state = opened(screen, delivered, action)
    said, *ways = shown(state)
    assert (said, state.stage) == ((why, ""), "impossible")
    assert [way for _, way in ways][:2] == ["return", "refund"]
    assert state.heading.says == ""


def test_nothing_is_done_by_it(screen: Screen, delivered: UUID) -> None:
    state = opened(screen, delivered, "cancel")
    went: Any = asyncio.run(screen.call(ActionState, "commit", 2, json.dumps({}), ""))
    assert (went, state.stage, state.answered, state.refused.sentence) == (None, "impossible", 2, "")


def test_a_panel_that_was_possible_when_it_was_opened_says_so_once_it_is_not(
    screen: Screen, build: Builders, marie: UUID
) -> None:
    order = build.order(marie, lines=[NewLine("MUG", 1)])
    state = opened(screen, order, "edit")
    assert state.stage != "impossible"
    build.perform(cancel_order, order=order, reason="x")
    asyncio.run(state._order_changed(screen.person))
    assert state.stage == "impossible"
    assert shown(state) == [("The order is cancelled.", ""), ("Order the same again", "reorder")]


def test_every_panel_of_an_order_has_its_sentence() -> None:
    assert PANELS.keys() - _WHY.keys() == {"reorder"}  # that is possible with all but a draft
