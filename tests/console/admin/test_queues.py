"""Queues, service levels, hours and the work of agents, as the administration's forms change them."""

import asyncio
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from console import guard
from console.admin.queues.state import QueuesState
from console.admin.skills.state import SkillsState
from domain.assignment.queries import agent
from domain.assignment.settings import assignment_settings
from domain.kernel.actor import Actor
from domain.kernel.permissions import Permission
from domain.queues.queries import queues
from domain.service_levels.calendars import calendars
from domain.service_levels.levels import service_levels
from domain.work.application import Application
from tests.console.admin.conftest import Screen

Add = Callable[..., UUID]
DOOR = Actor.system("door")


def run(work: Any) -> Any:
    return asyncio.run(work)


def kept(screen: Screen, wanted: dict[str, str], form: dict[str, str]) -> QueuesState:
    """The state after the form of what `wanted` names was sent."""

    async def story() -> QueuesState:
        state = await screen.of(QueuesState)
        await state._show(screen.person, wanted)
        await screen.call(QueuesState, "keep", form)
        return state

    state: QueuesState = run(story())
    return state


def test_the_handlers_ask_for_their_rights() -> None:
    for state, handler, right in (
        (QueuesState, "keep", Permission.QUEUES_MANAGE),
        (QueuesState, "again", Permission.QUEUES_MANAGE),
        (SkillsState, "change", Permission.AGENTS_MANAGE),
    ):
        rule = guard.rule_for(f"{state.get_full_name()}.{handler}")
        assert rule is not None and rule.needs is right


def test_a_queue_is_changed_and_a_new_one_made(screen: Screen, application: Application) -> None:
    form = {"en": "Parcels", "fr": "Colis", "service_level": "gold", "overflow_after": "60", "overflow_queue": "vip"}
    shown = kept(screen, {"queue": "delivery"}, form)
    assert [row.says for row in shown.of_queues if row.name == "delivery"] == ["level Gold · overflows to VIP"]
    assert {row.aside for row in shown.of_levels} == {"Service desk"}
    kept(screen, {"new": "queue"}, {"name": "night", "en": "Night", "fr": "Nuit"})
    rows = {row.name: row for row in application.ask(queues, DOOR)}
    assert (rows["delivery"].label.en, rows["delivery"].overflow_after) == ("Parcels", 60)
    assert rows["night"].label.fr == "Nuit"


@pytest.mark.parametrize(
    ("wanted", "form", "field"),
    [
        ({"queue": "general"}, {"en": "x", "fr": ""}, "fr"),
        ({"queue": "general"}, {"en": "x", "fr": "y", "relax_after": "soon"}, "relax_after"),
        ({"queue": "general"}, {"en": "x", "fr": "y", "overflow_after": "9"}, "overflow_queue"),
        ({"level": "gold"}, {"en": "x", "fr": "y", "first_answer": "0"}, "first_answer"),
        ({"calendar": "desk"}, {"en": "x", "fr": "y", "time_zone": "Mars", "mon": "08:00-09:00"}, "time_zone"),
        ({"calendar": "desk"}, {"en": "x", "fr": "y", "time_zone": "UTC", "mon": "late"}, "mon"),
        ({"settings": "1"}, {"accept": "1"}, "accept"),
    ],
)
def test_what_is_wrong_stands_at_its_field(
    screen: Screen, wanted: dict[str, str], form: dict[str, str], field: str
) -> None:
    assert kept(screen, wanted, form).wrong.keys() == {field}


def test_levels_hours_and_settings_are_kept(screen: Screen, application: Application) -> None:
    kept(screen, {"level": "gold"}, {"en": "Gold", "fr": "Or", "first_answer": "5", "warn_at": "50"})
    hours = {"mon": "08:00-12:00, 13:00-18:00", "holidays": "2026-12-25\n2027-01-01", "time_zone": "Europe/London"}
    kept(screen, {"calendar": "desk"}, {"en": "D", "fr": "D", **hours})
    kept(screen, {"settings": "1"}, {"accept_live": "15", "accept": ""})
    gold = next(row for row in application.ask(service_levels, DOOR) if row.name == "gold")
    assert (gold.first_answer, gold.next_answer, gold.warn_at) == (5, None, 50)
    (desk,) = application.ask(calendars, DOOR)
    assert (desk.hours["mon"], len(desk.holidays)) == (("08:00-12:00", "13:00-18:00"), 2)
    settings = application.ask(assignment_settings, DOOR)
    assert (settings["accept_live"], settings["accept"]) == (15, 60)


def test_what_an_agent_can_do_is_kept(screen: Screen, application: Application, add: Add) -> None:
    staff_id = add("noor@example.com")
    form = {"skills": "Refunds, disputes", "french": "on", "chat": "2", "phone": "1", "wrap_up": "20"}

    async def story(values: dict[str, str]) -> SkillsState:
        state = await screen.of(SkillsState)
        await state._show(screen.person, wanted=str(staff_id))
        await screen.call(SkillsState, "change", values)
        return state

    run(story(form))
    row = application.ask(agent, DOOR, staff_id=staff_id)
    assert (row.skills, row.languages) == (("disputes", "french", "refunds"), ("fr",))
    assert (row.capacity["chat"], row.capacity["email"], row.wrap_up) == (2, 0, 20)
    assert run(story(form | {"chat": "99"})).wrong.capacity
