"""Nobody manages people, roles or keys without the right to."""

from collections.abc import Callable
from typing import Any

import pytest

from domain.kernel.actor import Actor
from domain.kernel.errors import Denied
from domain.kernel.ids import new_id
from domain.kernel.permissions import Permission
from domain.staff.add_api_key import add_api_key
from domain.staff.add_person import add_person
from domain.staff.attempts import count_attempt
from domain.staff.change_own_preferences import change_own_preferences
from domain.staff.change_person import change_person
from domain.staff.change_role_rights import change_role_rights
from domain.staff.keep_session import keep_session
from domain.staff.keys import api_key, api_keys, key_presented
from domain.staff.lock_person import lock_person
from domain.staff.make_first_administrator import make_first_administrator
from domain.staff.note_key_use import note_key_use
from domain.staff.queries import people, person, roles
from domain.staff.revoke_api_key import revoke_api_key
from domain.staff.sessions import open_sessions, session_by_digest
from domain.staff.set_password import set_password
from domain.staff.sign_out import sign_out
from domain.staff.sign_out_everywhere import sign_out_everywhere
from domain.staff.unlock_person import unlock_person
from domain.work.application import Application

ID = new_id()
PERSON = {"email": "x@example.com", "name": "X", "password": "violet otter climbs", "passwords": None}

NEEDS_STAFF_MANAGE: list[tuple[Callable[..., Any], dict[str, Any]]] = [
    (add_person, {**PERSON, "role": "agent"}),
    (make_first_administrator, PERSON),
    (change_person, {"staff_id": ID, "name": "Y"}),
    (lock_person, {"staff_id": ID}),
    (unlock_person, {"staff_id": ID}),
    (set_password, {"staff_id": ID, "password": "violet otter climbs", "passwords": None}),
    (sign_out_everywhere, {"staff_id": ID}),
    (change_role_rights, {"role": "agent", "permissions": []}),
    (count_attempt, {"email": "x@example.com", "address": "192.0.2.1"}),
    (keep_session, {"session_id": ID}),
]
NEEDS_KEYS_MANAGE: list[tuple[Callable[..., Any], dict[str, Any]]] = [
    (add_api_key, {"name": "shop", "role": "agent"}),
    (revoke_api_key, {"key_id": ID}),
    (note_key_use, {"key_id": ID}),
]
READS: list[tuple[Callable[..., Any], dict[str, Any]]] = [
    (people, {}),
    (person, {"staff_id": ID}),
    (roles, {}),
    (api_keys, {}),
    (api_key, {"key_id": ID}),
    (key_presented, {"key": "cpt_x"}),
    (session_by_digest, {"digest": b"x"}),
    (open_sessions, {"staff_id": ID}),
]


@pytest.mark.parametrize(("use_case", "values"), NEEDS_STAFF_MANAGE)
def test_managing_people_needs_the_right(
    application: Application, actor_with: Callable[..., Actor], use_case: Callable[..., Any], values: dict[str, Any]
) -> None:
    everything_else = actor_with(*(set(Permission) - {Permission.STAFF_MANAGE}))
    with pytest.raises(Denied):
        application.perform(use_case, everything_else, **values)


@pytest.mark.parametrize(("use_case", "values"), NEEDS_KEYS_MANAGE)
def test_managing_keys_needs_the_right(
    application: Application, actor_with: Callable[..., Actor], use_case: Callable[..., Any], values: dict[str, Any]
) -> None:
    everything_else = actor_with(*(set(Permission) - {Permission.KEYS_MANAGE}))
    with pytest.raises(Denied):
        application.perform(use_case, everything_else, **values)


@pytest.mark.parametrize(("query", "values"), READS)
def test_reading_needs_a_right(
    application: Application, powerless: Actor, query: Callable[..., Any], values: dict[str, Any]
) -> None:
    with pytest.raises(Denied):
        application.ask(query, powerless, **values)


@pytest.mark.parametrize("use_case", [change_own_preferences, sign_out, sign_out_everywhere])
@pytest.mark.parametrize("actor", [Actor.nobody(), Actor.system("job")])
def test_only_staff_have_an_account_of_their_own(
    application: Application, use_case: Callable[..., Any], actor: Actor
) -> None:
    with pytest.raises(Denied):
        application.perform(use_case, actor)
