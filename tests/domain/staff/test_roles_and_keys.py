"""What roles may do, and the keys of other systems."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from domain.db.database import Database
from domain.kernel.actor import Actor, ActorKind
from domain.kernel.clock import SetClock
from domain.kernel.errors import Conflict, Invalid, NotFound, StaleVersion
from domain.kernel.ids import new_id
from domain.kernel.permissions import DEFAULT_RIGHTS, Permission, Role
from domain.models.event import EventRow
from domain.models.staff import ApiKey
from domain.staff.add_api_key import add_api_key
from domain.staff.change_role_rights import change_role_rights
from domain.staff.errors import BeyondOwnRights
from domain.staff.keys import KnownKey, api_keys, key_presented
from domain.staff.note_key_use import note_key_use
from domain.staff.queries import RoleRow, roles
from domain.staff.revoke_api_key import revoke_api_key
from domain.staff.secrecy import digest_of
from domain.work.application import Application

DOOR = Actor.system("door")


@pytest.fixture
def role(application: Application, administrator: Actor) -> Callable[[str], RoleRow]:
    return lambda name: next(row for row in application.ask(roles, administrator) if row.role == name)


@pytest.fixture
def present(application: Application) -> Callable[[str], KnownKey | None]:
    return lambda key: application.ask(key_presented, DOOR, key=key)


def test_the_roles_start_as_the_kernel_says(application: Application, administrator: Actor) -> None:
    standing = {row.role: row.permissions for row in application.ask(roles, administrator)}
    assert standing == {str(name): rights for name, rights in DEFAULT_RIGHTS.items()}


def test_rights_are_granted_and_taken_and_recorded(
    application: Application, administrator: Actor, role: Callable[[str], RoleRow], database: Database
) -> None:
    seen = role("agent").version
    wanted = (DEFAULT_RIGHTS[Role.AGENT] | {Permission.EVENTS_READ}) - {Permission.NOTES_WRITE}
    application.perform(change_role_rights, administrator, role="agent", permissions=wanted, expected_version=seen)
    assert role("agent").permissions == wanted
    with database.session() as session:
        event = session.execute(select(EventRow).where(EventRow.type == "role.rights_changed")).scalar_one()
    assert event.data == {"role": "agent", "granted": ["events.read"], "taken": ["notes.write"]}
    with pytest.raises(StaleVersion):
        application.perform(change_role_rights, administrator, role="agent", permissions=[], expected_version=seen)


def test_administrators_keep_every_right(
    application: Application, administrator: Actor, role: Callable[[str], RoleRow]
) -> None:
    with pytest.raises(Conflict) as refused:
        application.perform(change_role_rights, administrator, role="administrator", permissions=["staff.manage"])
    assert refused.value.code == "administrator_keeps_rights"
    assert role("administrator").permissions == frozenset(Permission)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"role": "king"}, "role"),
        ({"permissions": ["customers.read", "all"]}, "permissions[1]"),
        ({"permissions": "customers.read,x"}, "permissions[0]"),
    ],
)
def test_what_is_no_role_or_right_is_named(
    application: Application, administrator: Actor, wrong: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        application.perform(change_role_rights, administrator, **{"role": "agent", "permissions": []} | wrong)
    assert refused.value.field == field


def test_nobody_grants_or_takes_what_they_lack(application: Application, actor_with: Callable[..., Actor]) -> None:
    lead = actor_with(Permission.STAFF_MANAGE, Permission.STAFF_READ)
    rights = DEFAULT_RIGHTS[Role.AGENT]
    for wanted in (rights | {Permission.KEYS_MANAGE}, rights - {Permission.ORDERS_READ}):
        with pytest.raises(BeyondOwnRights):
            application.perform(change_role_rights, lead, role="agent", permissions=wanted)
    application.perform(change_role_rights, lead, role="agent", permissions=rights - {Permission.STAFF_READ})


def test_a_key_is_told_once_and_acts_with_its_role(
    application: Application, administrator: Actor, present: Callable[[str], KnownKey | None], database: Database
) -> None:
    made = application.perform(add_api_key, administrator, name="shop", role="agent")
    assert made.key.startswith("cpt_")
    assert len(made.key) >= 4 + 43
    assert made.key not in repr(made)
    known = present(made.key)
    assert known is not None
    assert (known.actor.kind, known.actor.id, known.actor.name) == (ActorKind.API_KEY, made.id, "shop")
    assert known.actor.permissions == DEFAULT_RIGHTS[Role.AGENT]
    with database.session() as session:
        row = session.execute(select(ApiKey)).scalar_one()
        recorded = str([event.data for event in session.execute(select(EventRow)).scalars()])
    assert row.digest == digest_of(made.key)
    assert made.key not in recorded
    (listed,) = application.ask(api_keys, administrator).items
    assert made.key.startswith(listed.hint)
    assert len(listed.hint) == 10


@pytest.mark.parametrize(
    ("scopes", "rights"),
    [
        (["orders.read"], {Permission.ORDERS_READ}),
        (["orders.read", "keys.manage"], {Permission.ORDERS_READ}),  # never more than the role has
        (["keys.manage"], set()),
        (["identity:attested"], DEFAULT_RIGHTS[Role.AGENT]),
        (["identity:attested", "orders.read", "orders.read"], {Permission.ORDERS_READ}),
    ],
)
def test_scopes_narrow_the_role(
    application: Application,
    administrator: Actor,
    present: Callable[[str], KnownKey | None],
    scopes: list[str],
    rights: set[Permission],
) -> None:
    made = application.perform(add_api_key, administrator, name="shop", role="agent", scopes=scopes)
    known = present(made.key)
    assert known is not None
    assert known.actor.permissions == rights
    assert known.actor.scopes == set(scopes)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"name": " "}, "name"), ({"role": "root"}, "role"), ({"scopes": ["orders.read", "everything"]}, "scopes[1]")],
)
def test_a_key_with_a_wrong_part_is_refused(
    application: Application, administrator: Actor, wrong: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        application.perform(add_api_key, administrator, **{"name": "shop", "role": "agent"} | wrong)
    assert refused.value.field == field
    assert application.ask(api_keys, administrator).items == ()


def test_nobody_makes_a_key_that_can_do_more_than_they(
    application: Application, actor_with: Callable[..., Actor]
) -> None:
    clerk = actor_with(Permission.KEYS_MANAGE, Permission.ORDERS_READ)
    with pytest.raises(BeyondOwnRights):
        application.perform(add_api_key, clerk, name="shop", role="agent")
    application.perform(add_api_key, clerk, name="shop", role="agent", scopes=["orders.read"])


def test_a_revoked_key_opens_nothing(
    application: Application, administrator: Actor, present: Callable[[str], KnownKey | None]
) -> None:
    made = application.perform(add_api_key, administrator, name="shop", role="agent")
    application.perform(revoke_api_key, administrator, key_id=made.id)
    application.perform(revoke_api_key, administrator, key_id=made.id)
    assert present(made.key) is None
    assert application.ask(api_keys, administrator).items[0].revoked_at is not None
    with pytest.raises(NotFound):
        application.perform(revoke_api_key, administrator, key_id=new_id())


def test_the_last_use_is_noted_at_most_once_a_minute(
    application: Application,
    administrator: Actor,
    present: Callable[[str], KnownKey | None],
    clock: SetClock,
) -> None:
    made = application.perform(add_api_key, administrator, name="shop", role="agent")
    first = clock.now()
    application.perform(note_key_use, DOOR, key_id=made.id)
    clock.advance(timedelta(seconds=59))
    known = present(made.key)
    assert known is not None
    assert not known.note
    application.perform(note_key_use, DOOR, key_id=made.id)
    assert application.ask(api_keys, administrator).items[0].last_used_at == first
    clock.advance(timedelta(seconds=1))
    application.perform(note_key_use, DOOR, key_id=made.id)
    assert application.ask(api_keys, administrator).items[0].last_used_at == clock.now()


def test_keys_are_listed_newest_first_and_paged(
    application: Application, administrator: Actor, clock: SetClock
) -> None:
    for name in ("one", "two", "three"):
        application.perform(add_api_key, administrator, name=name, role="agent")
        clock.advance(timedelta(minutes=1))
    first = application.ask(api_keys, administrator, limit=2)
    second = application.ask(api_keys, administrator, limit=2, cursor=first.next_cursor)
    assert [row.name for row in (*first.items, *second.items)] == ["three", "two", "one"]
