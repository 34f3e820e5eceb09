"""People are added, changed, locked; rights are not a thing that one can give away without having them."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from domain.db.database import Database
from domain.kernel.actor import Actor
from domain.kernel.errors import DomainError, Invalid, NotFound, StaleVersion
from domain.kernel.ids import new_id
from domain.models.event import EventRow, EventText
from domain.staff.change_own_preferences import change_own_preferences
from domain.staff.change_person import change_person
from domain.staff.errors import EmailTaken, SignInRefused
from domain.staff.lock_person import lock_person
from domain.staff.queries import PersonRow, people
from domain.staff.set_password import set_password
from domain.staff.sign_in import OpenedSession
from domain.staff.unlock_person import unlock_person
from domain.work.application import Application
from tests.domain.staff.conftest import PASSWORD, CountingPasswords

Add = Callable[..., UUID]
Look = Callable[[UUID], PersonRow]


def test_a_person_is_added_and_recorded_without_the_password(add: Add, look: Look, database: Database) -> None:
    staff_id = add("Ana@Example.com", language="fr", time_zone="Europe/Paris")
    row = look(staff_id)
    assert (row.email, row.role, row.language, row.time_zone, row.locked) == (
        "Ana@Example.com",
        "agent",
        "fr",
        "Europe/Paris",
        False,
    )
    with database.session() as session:
        event = session.execute(select(EventRow).where(EventRow.type == "staff.added")).scalar_one()
        texts = session.execute(select(EventText.value)).scalars().all()
    assert event.stream == f"staff:{staff_id}"
    assert "Ana@Example.com" not in str(event.data)
    assert PASSWORD not in str(event.data) + str(texts)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "nobody"),
        ("email", "a b@example.com"),
        ("email", "x" * 300 + "@example.com"),
        ("email", "a\x00b@example.com"),
        ("name", "  "),
        ("name", "x" * 101),
        ("role", "king"),
        ("language", "de"),
        ("time_zone", "Mars/Olympus"),
        ("time_zone", "../etc/passwd"),
        ("password", "short"),
        ("password", "x" * 201),
        ("password", "aaaaaaaaaaaaaaaa"),
        ("password", "Password1234!"),
        ("password", "123456789012"),
        ("password", "MotDePasse2026"),
        ("password", "ana@example.com"),
        ("password", None),
    ],
)
def test_a_wrong_particular_is_named_and_nothing_is_written(
    add: Add, application: Application, administrator: Actor, field: str, value: object
) -> None:
    with pytest.raises(Invalid) as refused:
        add(**{field: value})
    assert refused.value.field == field
    assert application.ask(people, administrator).items == ()


@pytest.mark.parametrize("text", ["Robert'); DROP TABLE staff_members;--", "<script>alert(1)</script>"])
def test_sql_and_markup_are_only_text(add: Add, look: Look, text: str) -> None:
    assert look(add(name=text)).name == text


def test_an_email_is_taken_in_any_case(add: Add) -> None:
    add("ana@example.com")
    with pytest.raises(EmailTaken) as refused:
        add("ANA@example.COM")
    assert refused.value.field == "email"


def test_of_two_who_add_the_same_email_at_once_one_is_refused(add: Add, application: Application) -> None:
    def attempt(_: int) -> str:
        try:
            add("ana@example.com")
        except EmailTaken:
            return "taken"
        return "added"

    with ThreadPoolExecutor(4) as pool:
        outcomes = sorted(pool.map(attempt, range(4)))
    assert outcomes == ["added", "taken", "taken", "taken"]


def test_a_change_keeps_the_rest_and_refuses_a_stale_version(
    add: Add, look: Look, application: Application, administrator: Actor
) -> None:
    staff_id = add(language="fr")
    application.perform(change_person, administrator, staff_id=staff_id, name="Ana María", expected_version=1)
    row = look(staff_id)
    assert (row.name, row.language, row.version) == ("Ana María", "fr", 2)
    with pytest.raises(StaleVersion):
        application.perform(change_person, administrator, staff_id=staff_id, name="Other", expected_version=1)


def test_a_change_to_the_same_is_no_change(
    add: Add, look: Look, application: Application, administrator: Actor
) -> None:
    staff_id = add()
    application.perform(change_person, administrator, staff_id=staff_id, name="Ana Lima", role="agent")
    assert look(staff_id).version == 1


def test_who_is_not_there_is_not_found(application: Application, administrator: Actor) -> None:
    for use_case in (change_person, lock_person, unlock_person):
        with pytest.raises(NotFound):
            application.perform(use_case, administrator, staff_id=new_id())


def test_locking_keeps_out_at_once_and_unlocking_lets_in_again(
    add: Add, enter: Callable[..., OpenedSession], look: Look, application: Application, administrator: Actor
) -> None:
    staff_id = add()
    enter()
    assert look(staff_id).open_sessions == 1
    application.perform(lock_person, administrator, staff_id=staff_id)
    application.perform(lock_person, administrator, staff_id=staff_id)
    assert (look(staff_id).locked, look(staff_id).open_sessions) == (True, 0)
    with pytest.raises(SignInRefused):
        enter()
    application.perform(unlock_person, administrator, staff_id=staff_id)
    enter()


def test_a_new_password_replaces_the_old_and_closes_every_screen(
    add: Add,
    enter: Callable[..., OpenedSession],
    look: Look,
    application: Application,
    administrator: Actor,
    passwords: CountingPasswords,
) -> None:
    staff_id = add()
    enter()
    fresh = "another quiet harbour light"
    application.perform(set_password, administrator, staff_id=staff_id, password=fresh, passwords=passwords)
    assert look(staff_id).open_sessions == 0
    with pytest.raises(SignInRefused):
        enter()
    enter(password=fresh)
    with pytest.raises(Invalid):
        application.perform(set_password, administrator, staff_id=staff_id, password="Ana Lima", passwords=passwords)


def test_ones_own_language_and_time_zone_need_no_right(
    add: Add, look: Look, application: Application, powerless: Actor
) -> None:
    staff_id = add()
    myself = Actor(kind=powerless.kind, id=staff_id, name="Ana", permissions=frozenset())
    application.perform(change_own_preferences, myself, language="fr")
    application.perform(change_own_preferences, myself, time_zone="America/New_York")
    assert (look(staff_id).language, look(staff_id).time_zone) == ("fr", "America/New_York")
    for wrong in ({"language": "xx"}, {"time_zone": "Paris"}):
        with pytest.raises(Invalid):
            application.perform(change_own_preferences, myself, **wrong)


def test_people_are_listed_by_name_found_without_accents_and_paged(
    add: Add, application: Application, administrator: Actor, count_queries: Callable[[], Any]
) -> None:
    for number, name in enumerate(["Zoé Petit", "Éric Blanc", "eva Brown", "100%_sure"]):
        add(f"p{number}@example.com", name=name)
    assert [row.name for row in application.ask(people, administrator).items] == [
        "100%_sure",
        "Éric Blanc",
        "eva Brown",
        "Zoé Petit",
    ]
    assert [row.name for row in application.ask(people, administrator, q="eric").items] == ["Éric Blanc"]
    assert [row.name for row in application.ask(people, administrator, q="P0@").items] == ["Zoé Petit"]
    assert [row.name for row in application.ask(people, administrator, q="%_").items] == ["100%_sure"]
    first = application.ask(people, administrator, limit=3)
    with count_queries() as sent:
        second = application.ask(people, administrator, limit=3, cursor=first.next_cursor)
    assert sent.count == 1
    assert ([row.name for row in second.items], second.next_cursor) == (["Zoé Petit"], None)
    with pytest.raises(DomainError):
        application.ask(people, administrator, cursor="rubbish")
