"""There is always somebody who can administer, and nobody gets at rights that they lack."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from domain.db.database import Database
from domain.kernel.actor import Actor
from domain.kernel.errors import Conflict
from domain.kernel.permissions import DEFAULT_RIGHTS, Permission, Role
from domain.models.staff import StaffMember
from domain.staff.change_person import change_person
from domain.staff.errors import AdministratorExists, BeyondOwnRights, LastAdministrator
from domain.staff.lock_person import lock_person
from domain.staff.make_first_administrator import make_first_administrator
from domain.staff.queries import PersonRow
from domain.staff.set_password import set_password
from domain.staff.unlock_person import unlock_person
from domain.work.application import Application
from tests.domain.staff.conftest import PASSWORD, CountingPasswords

Add = Callable[..., UUID]
Look = Callable[[UUID], PersonRow]


def test_the_first_administrator_is_made_once(
    application: Application, passwords: CountingPasswords, database: Database
) -> None:
    def attempt(number: int) -> str:
        try:
            application.perform(
                make_first_administrator,
                Actor.system("setup"),
                email=f"boss{number}@example.com",
                name="Boss",
                password=PASSWORD,
                passwords=passwords,
            )
        except AdministratorExists:
            return "exists"
        return "made"

    with ThreadPoolExecutor(3) as pool:
        outcomes = sorted(pool.map(attempt, range(3)))
    assert outcomes == ["exists", "exists", "made"]
    with database.session() as session:
        assert session.execute(select(StaffMember.role)).scalars().all() == ["administrator"]


def test_the_last_administrator_is_neither_demoted_nor_locked(
    add: Add, look: Look, application: Application, administrator: Actor
) -> None:
    only = add(role="administrator")
    with pytest.raises(LastAdministrator):
        application.perform(change_person, administrator, staff_id=only, role="agent")
    with pytest.raises(LastAdministrator):
        application.perform(lock_person, administrator, staff_id=only)
    other = add("other@example.com", role="administrator")
    application.perform(lock_person, administrator, staff_id=other)
    with pytest.raises(LastAdministrator):  # a locked one does not count
        application.perform(change_person, administrator, staff_id=only, role="agent")
    application.perform(unlock_person, administrator, staff_id=other)
    application.perform(change_person, administrator, staff_id=only, role="agent")
    assert look(only).role == "agent"


def test_of_two_administrators_who_demote_each_other_one_stays(
    add: Add, application: Application, administrator: Actor
) -> None:
    both = [add("a@example.com", role="administrator"), add("b@example.com", role="administrator")]

    def demote(staff_id: UUID) -> str:
        try:
            application.perform(change_person, administrator, staff_id=staff_id, role="agent")
        except LastAdministrator:
            return "refused"
        return "demoted"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(demote, both)) == ["demoted", "refused"]


def test_nobody_gives_or_takes_power_over_rights_that_they_lack(
    add: Add, application: Application, actor_with: Callable[..., Actor], passwords: CountingPasswords
) -> None:
    boss, agent = add("boss@example.com", role="administrator"), add()
    lead = actor_with(*DEFAULT_RIGHTS[Role.AGENT], Permission.STAFF_MANAGE)
    attempts: list[tuple[Callable[..., Any], dict[str, Any]]] = [
        (change_person, {"staff_id": agent, "role": "administrator"}),
        (change_person, {"staff_id": boss, "name": "Nobody"}),
        (set_password, {"staff_id": boss, "password": PASSWORD, "passwords": passwords}),
        (lock_person, {"staff_id": boss}),
    ]
    for use_case, values in attempts:
        with pytest.raises(BeyondOwnRights):
            application.perform(use_case, lead, **values)
    application.perform(change_person, lead, staff_id=agent, name="Renamed")


def test_nobody_locks_themselves(add: Add, application: Application, administrator: Actor) -> None:
    add("other@example.com", role="administrator")
    staff_id = add(role="administrator")
    myself = Actor(
        kind=administrator.kind, id=staff_id, name="Ana", permissions=frozenset(Permission), role="administrator"
    )
    with pytest.raises(Conflict) as refused:
        application.perform(lock_person, myself, staff_id=staff_id)
    assert refused.value.code == "cannot_lock_oneself"
