"""What happens when somebody merges a record, or erases it."""

import asyncio
from typing import Any
from uuid import UUID

import pytest

from console import guard
from console.ui.desk import Desk
from console.workspace.person.state import RecordState
from domain.customers.merge import merge_customers
from domain.customers.queries import customer
from domain.kernel.actor import Actor
from domain.kernel.permissions import Permission
from domain.work.application import Application
from tests.console.supervise.conftest import Screen
from tests.support.builders import Builders

RIGHTS = {
    "begin_merge": Permission.CUSTOMERS_MERGE,
    "seek": Permission.CUSTOMERS_MERGE,
    "choose": Permission.CUSTOMERS_MERGE,
    "choose_again": Permission.CUSTOMERS_MERGE,
    "swap": Permission.CUSTOMERS_MERGE,
    "merge": Permission.CUSTOMERS_MERGE,
    "undo": Permission.CUSTOMERS_MERGE,
    "begin_erase": Permission.CUSTOMERS_ERASE,
    "erase": Permission.CUSTOMERS_ERASE,
    "close": Permission.CUSTOMERS_READ,
}


def run(work: Any) -> Any:
    return asyncio.run(work)


async def pair(screen: Screen, two: dict[str, UUID]) -> RecordState:
    await screen.call(RecordState, "begin_merge", str(two["kept"]))
    await screen.call(RecordState, "choose", str(two["other"]))
    return await screen.of(RecordState)


def test_every_handler_is_for_who_may_do_it() -> None:
    declared = {
        name: guard.rule_for(f"{RecordState.get_full_name()}.{name}")
        for name in RecordState.event_handlers
        if name in RIGHTS or hasattr(RecordState.event_handlers[name].fn, "__screen_rule__")
    }
    assert {name: rule and rule.needs for name, rule in declared.items()} == RIGHTS


def test_the_other_record_is_found_and_the_open_one_is_not(screen: Screen, two: dict[str, UUID]) -> None:
    async def story() -> RecordState:
        await screen.call(RecordState, "begin_merge", str(two["kept"]))
        await screen.call(RecordState, "seek", "dupont")
        return await screen.of(RecordState)

    state = run(story())
    assert [row.customer for row in state.found] == [str(two["other"])]
    assert (state.panel, state.customer_id, state.sought) == ("merge", str(two["kept"]), "dupont")


def test_two_records_stand_beside_each_other_with_masked_contacts(
    screen: Screen, two: dict[str, UUID], build: Builders
) -> None:
    build.order(two["other"])
    state = run(pair(screen, two))
    assert (state.stays.name, state.goes.name, state.goes.orders) == ("Marie Dupont", "M. Dupont", "1 order")
    assert state.stays.contacts
    assert "marie@dupont.example" not in state.stays.contacts


def test_merged_undone_and_said(
    screen: Screen, two: dict[str, UUID], application: Application, administrator: Actor
) -> None:
    async def story() -> Any:
        state = await pair(screen, two)
        numbers = (state.goes.number, state.stays.number)
        followed = await screen.call(RecordState, "merge", {"reason": "same phone"})
        said = (await screen.of(Desk)).notice
        members = application.ask(customer, administrator, customer_id=two["kept"]).members
        await screen.call(RecordState, "undo", str(two["kept"]), str(two["other"]))
        return numbers, followed, said, members, state.panel

    numbers, followed, said, members, panel = run(story())
    assert set(members) == set(two.values())
    assert said == f"{numbers[0]} is merged into {numbers[1]}."
    assert followed is not None
    assert panel == ""
    assert application.ask(customer, administrator, customer_id=two["kept"]).members == (two["kept"],)


def test_the_other_way_round(
    screen: Screen, two: dict[str, UUID], application: Application, administrator: Actor
) -> None:
    async def story() -> None:
        await pair(screen, two)
        await screen.call(RecordState, "swap")
        await screen.call(RecordState, "merge", {"reason": "same phone"})

    run(story())
    assert application.ask(customer, administrator, customer_id=two["kept"]).id == two["other"]


def test_choosing_again_keeps_the_open_record_on_the_left(screen: Screen, two: dict[str, UUID]) -> None:
    async def story() -> RecordState:
        state = await pair(screen, two)
        await screen.call(RecordState, "swap")
        await screen.call(RecordState, "choose_again")
        return state

    state = run(story())
    assert (state.stays.id, state.goes.id) == (str(two["kept"]), "")


@pytest.mark.parametrize("form", [{}, {"reason": " "}])
def test_a_merge_without_a_reason_is_refused_at_the_reason(
    screen: Screen, two: dict[str, UUID], application: Application, administrator: Actor, form: dict[str, str]
) -> None:
    async def story() -> RecordState:
        state = await pair(screen, two)
        await screen.call(RecordState, "merge", form)
        return state

    state = run(story())
    assert state.wrong.reason
    assert state.panel == "merge"
    assert application.ask(customer, administrator, customer_id=two["other"]).id == two["other"]


def test_a_record_that_holds_others_is_refused_in_words(screen: Screen, two: dict[str, UUID], build: Builders) -> None:
    third = build.customer(first_name="Third")
    build.perform(merge_customers, kept_id=two["other"], merged_id=third, reason="same person")

    async def story() -> RecordState:
        state = await pair(screen, two)
        await screen.call(RecordState, "merge", {"reason": "same phone"})
        return state

    assert "is merged into" in run(story()).wrong.form


def test_what_is_open_stands_in_the_way_with_its_orders(
    screen: Screen, two: dict[str, UUID], build: Builders, application: Application, administrator: Actor
) -> None:
    build.order(two["kept"], number="#W77")

    async def story() -> RecordState:
        await screen.call(RecordState, "begin_erase", str(two["kept"]))
        state = await screen.of(RecordState)
        await screen.call(RecordState, "erase", {"reason": "asked", "number": state.stays.number})
        return state

    state = run(story())
    assert "#W77" in state.in_the_way
    assert [row.href for row in state.open_orders] == [f"/?customer={two['kept']}&order=W77"]
    assert application.ask(customer, administrator, customer_id=two["kept"]).erased_at is None


@pytest.mark.parametrize("typed", ["", "K", "another"])
def test_nothing_is_erased_unless_its_number_is_typed(
    screen: Screen, two: dict[str, UUID], application: Application, administrator: Actor, typed: str
) -> None:
    async def story() -> RecordState:
        await screen.call(RecordState, "begin_erase", str(two["kept"]))
        await screen.call(RecordState, "erase", {"reason": "asked", "number": typed})
        return await screen.of(RecordState)

    assert run(story()).wrong.number
    assert application.ask(customer, administrator, customer_id=two["kept"]).erased_at is None


def test_an_erasure_that_no_panel_announced_is_refused(
    screen: Screen, application: Application, administrator: Actor, two: dict[str, UUID]
) -> None:
    run(screen.call(RecordState, "erase", {"reason": "asked", "number": ""}))
    assert application.ask(customer, administrator, customer_id=two["kept"]).erased_at is None


def test_erased_for_good_and_said(
    screen: Screen, two: dict[str, UUID], application: Application, administrator: Actor
) -> None:
    async def story() -> tuple[RecordState, Desk]:
        await screen.call(RecordState, "begin_erase", str(two["kept"]))
        state = await screen.of(RecordState)
        await screen.call(RecordState, "erase", {"reason": "asked", "number": f" {state.stays.number.lower()} "})
        return state, await screen.of(Desk)

    state, desk = run(story())
    assert (state.panel, desk.notice_tone) == ("", "green")
    gone = application.ask(customer, administrator, customer_id=two["kept"])
    assert gone.erased_at is not None
    assert gone.emails == ()
