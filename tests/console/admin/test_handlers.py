"""What happens when somebody presses a button of the administration."""

import asyncio
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from console import guard
from console.admin.keys.state import KeysState
from console.admin.people.state import PeopleState
from console.admin.person.state import PersonState
from console.admin.roles.state import RolesState
from console.ui.desk import Desk
from console.ui.preferences import Preferences
from domain.kernel.actor import Actor
from domain.kernel.permissions import DEFAULT_RIGHTS, Permission, Role
from domain.staff.keys import api_keys, key_presented
from domain.staff.queries import people, person, roles
from domain.staff.sign_in import sign_in
from domain.work.application import Application
from tests.console.admin.conftest import PASSWORD, Screen, someone

Add = Callable[..., UUID]
DOOR = Actor.system("door")
NEW = {
    "name": "Zoé Blanc",
    "email": "zoe@example.com",
    "role": "agent",
    "language": "fr",
    "time_zone": "Europe/Paris",
    "password": PASSWORD,
}


def run(work: Any) -> Any:
    return asyncio.run(work)


def test_a_person_is_added_and_opened(screen: Screen, application: Application) -> None:
    async def story() -> Any:
        return await screen.call(PersonState, "add", NEW), await screen.of(Desk)

    followed, desk = run(story())
    assert followed is not None
    assert (desk.notice_tone, desk.notice) == ("green", "Zoé Blanc can sign in now.")
    assert [row.name for row in application.ask(people, DOOR, q="zoe").items] == ["Zoé Blanc"]


@pytest.mark.parametrize(
    ("field", "value"), [("email", "boss@example.com"), ("email", "x"), ("password", "short"), ("time_zone", "Paris")]
)
def test_what_is_wrong_stands_at_its_field(screen: Screen, application: Application, field: str, value: str) -> None:
    async def story() -> PersonState:
        await screen.call(PersonState, "add", NEW | {field: value})
        return await screen.of(PersonState)

    state = run(story())
    assert getattr(state.wrong, field)
    assert application.ask(people, DOOR, q="zoe").items == ()


def test_an_empty_form_is_refused_and_not_a_crash(screen: Screen) -> None:
    async def story() -> tuple[PersonState, KeysState]:
        await screen.call(PersonState, "add", {})
        await screen.call(KeysState, "add", {})
        return await screen.of(PersonState), await screen.of(KeysState)

    person, keys = run(story())
    assert person.wrong.role or person.wrong.email
    assert keys.wrong.reach
    assert keys.made == ""


def test_a_person_is_shown_changed_locked_and_unlocked(
    screen: Screen, add: Add, application: Application, quick: Any
) -> None:
    ana = add()
    sign_in(
        application,
        email="ana@example.com",
        password=PASSWORD,
        address="192.0.2.1",
        user_agent="Mozilla/5.0 (X11; Linux) Firefox/140.0",
        passwords=quick,
    )

    async def story() -> list[Any]:
        person = await screen.of(PersonState)
        await person._show(screen.person, wanted=str(ana), new="")
        seen = [(person.panel, person.card.name, person.sessions[0].browser)]
        changed = {"name": "Ana María", "role": "supervisor", "language": "fr", "time_zone": "UTC"}
        await screen.call(PersonState, "change", changed)
        seen.append((person.card.name, person.card.role_word, person.card.version))
        await screen.call(PersonState, "lock")
        seen.append((person.card.locked, person.card.sessions, person.sessions))
        await screen.call(PersonState, "unlock")
        seen.append(person.card.locked)
        return seen

    assert run(story()) == [
        ("person", "Ana Lima", "Firefox · Linux"),
        ("Ana María", "Supervisor", 2),
        (True, 0, []),
        False,
    ]


def test_a_stale_change_is_refused_and_said(screen: Screen, add: Add, application: Application) -> None:
    ana = add()

    async def story() -> PersonState:
        person = await screen.of(PersonState)
        await person._show(screen.person, wanted=str(ana), new="")
        other = Screen(screen.person)
        await (await other.of(PersonState))._show(screen.person, wanted=str(ana), new="")
        values = {"name": "Ana", "role": "agent", "language": "en", "time_zone": "UTC"}
        await other.call(PersonState, "change", values)
        await screen.call(PersonState, "change", values | {"name": "Anna"})
        return person

    assert "changed by someone else" in run(story()).wrong.form


def test_the_last_administrator_stays_and_it_is_said(screen: Screen) -> None:
    async def story() -> PersonState:
        person = await screen.of(PersonState)
        await person._show(screen.person, wanted=str(screen.person.staff_id), new="")
        await screen.call(PersonState, "lock")
        return person

    state = run(story())
    assert "last administrator" in state.wrong.form
    assert not state.card.locked


@pytest.mark.parametrize("wanted", ["nonsense", "01a20b32-db59-7d5a-85d2-9cca46d83441"])
def test_who_is_not_there_is_said_to_be_missing(screen: Screen, wanted: str) -> None:
    async def story() -> tuple[str, str]:
        person, keys = await screen.of(PersonState), await screen.of(KeysState)
        await person._show(screen.person, wanted=wanted, new="")
        await keys._show(screen.person, wanted=wanted, new="")
        return person.panel, keys.panel

    assert run(story()) == ("missing", "missing")


def test_a_colleague_who_may_only_look_gets_no_sessions_and_no_form(add: Add, clock: Any) -> None:
    ana, leo = add(), add("leo@example.com", name="Léo")
    screen = Screen(someone(leo, frozenset({Permission.STAFF_READ}), clock))

    async def story() -> tuple[Any, ...]:
        person = await screen.of(PersonState)
        await person._show(screen.person, wanted="", new="person")
        form = person.panel
        await person._show(screen.person, wanted=str(ana), new="")
        return form, person.panel, person.sessions

    assert run(story()) == ("nobody", "person", [])


def test_people_are_searched_and_shown_page_by_page(screen: Screen, add: Add, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(4):
        add(f"p{number}@example.com", name=f"Person {number}")
    monkeypatch.setattr("console.admin.people.state.PAGE", 2)

    async def story() -> list[Any]:
        listed = await screen.of(PeopleState)
        await screen.call(PeopleState, "search", " person ")
        seen = [[row.name for row in listed.rows], bool(listed.cursor)]
        await screen.call(PeopleState, "more")
        return [*seen, [row.name for row in listed.rows], listed.cursor, listed.answered]

    both = ["Person 0", "Person 1", "Person 2", "Person 3"]
    assert run(story()) == [both[:2], True, both, "", "person"]


def test_a_new_key_is_shown_until_it_is_said_to_be_kept(screen: Screen, application: Application) -> None:
    async def story() -> list[Any]:
        keys = await screen.of(KeysState)
        await screen.call(KeysState, "add", {"name": "shop", "role": "agent", "reach": "some", "orders.read": "on"})
        made = keys.made
        await keys._show(screen.person, wanted="", new="key")  # the line came back, or the language changed
        await keys._show(screen.person, wanted="", new="")  # another page was looked at
        kept = keys.made
        await screen.call(KeysState, "kept")
        await keys._show(screen.person, wanted="", new="")
        return [made, kept, keys.made, keys.panel]

    made, kept, after, panel = run(story())
    assert (kept, after, panel) == (made, "", "nobody")
    known = application.ask(key_presented, DOOR, key=made)
    assert known is not None
    assert known.actor.permissions == {Permission.ORDERS_READ}


def test_a_key_has_all_of_its_role_only_where_that_was_chosen_and_offers_nothing_beyond_it(
    screen: Screen, application: Application
) -> None:
    async def story() -> list[Any]:
        keys = await screen.of(KeysState)
        await screen.call(KeysState, "add", {"name": "shop", "role": "agent", "reach": "some"})
        nothing = (keys.made, bool(keys.wrong.reach))
        await screen.call(KeysState, "of_role", "associate")
        return [nothing, set(keys.within)]

    nothing, within = run(story())
    assert nothing == ("", True)
    assert application.ask(api_keys, DOOR).items == ()
    assert within == set(map(str, DEFAULT_RIGHTS[Role.ASSOCIATE]))


def test_one_chooses_the_time_zone_that_one_reads_times_in(screen: Screen, application: Application) -> None:
    async def story() -> Desk:
        await screen.call(Preferences, "choose_time_zone", {"time_zone": " Asia/Kolkata "})
        await screen.call(Preferences, "choose_time_zone", {"time_zone": "Paris"})
        return await screen.of(Desk)

    assert "time zone" in run(story()).notice
    assert application.ask(person, DOOR, staff_id=screen.person.staff_id).time_zone == "Asia/Kolkata"


def test_a_key_is_revoked(screen: Screen, application: Application) -> None:
    async def story() -> KeysState:
        keys = await screen.of(KeysState)
        await screen.call(KeysState, "add", {"name": "shop", "role": "agent", "reach": "all"})
        await screen.call(KeysState, "kept")
        await keys._show(screen.person, wanted=keys.rows[0].id, new="")
        await screen.call(KeysState, "revoke")
        return keys

    state = run(story())
    assert state.chosen.revoked
    assert application.ask(api_keys, DOOR).items[0].revoked_at is not None


def test_a_role_gets_exactly_what_is_ticked(screen: Screen, application: Application) -> None:
    wanted = (DEFAULT_RIGHTS[Role.AGENT] | {Permission.EVENTS_READ}) - {Permission.NOTES_WRITE}

    async def story() -> RolesState:
        matrix = await screen.of(RolesState)
        await matrix._read(screen.person, wanted="agent")
        await screen.call(RolesState, "change", dict.fromkeys(map(str, wanted), "on"))
        return matrix

    state = run(story())
    assert set(state.chosen.rights) == set(map(str, wanted))
    assert {row.role: row.permissions for row in application.ask(roles, DOOR)}["agent"] == wanted


def test_every_handler_names_the_right_it_needs() -> None:
    for state in (PersonState, PeopleState, RolesState, KeysState):
        for name, handler in state.event_handlers.items():
            if handler.fn.__module__.startswith("console.admin"):
                rule: guard.Rule = handler.fn.__screen_rule__  # type: ignore[attr-defined]
                assert rule.needs is not None, name
