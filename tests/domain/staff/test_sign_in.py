"""Signing in, guessing, and how sessions end."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select, update

from domain.db.database import Database
from domain.kernel.actor import Actor
from domain.kernel.clock import SetClock
from domain.models.event import EventRow, EventText
from domain.models.staff import SignInAttempt, StaffMember, StaffSession
from domain.staff.attempts import MOST_PER_ADDRESS, MOST_PER_EMAIL, WINDOW
from domain.staff.change_person import change_person
from domain.staff.errors import SignInRefused, TooManyAttempts
from domain.staff.keep_session import IDLE, LONGEST, keep_session
from domain.staff.lock_person import lock_person
from domain.staff.secrecy import digest_of
from domain.staff.sessions import SignedIn, open_sessions, session_by_digest
from domain.staff.sign_in import OpenedSession
from domain.staff.sign_out import sign_out
from domain.staff.sign_out_everywhere import sign_out_everywhere
from domain.work.application import Application
from tests.domain.staff.conftest import PASSWORD, CountingPasswords

Add = Callable[..., UUID]
Enter = Callable[..., OpenedSession]
DOOR = Actor.system("door")


@pytest.fixture
def who(application: Application) -> Callable[[OpenedSession], SignedIn | None]:
    """Who the session's token belongs to now."""
    return lambda opened: application.ask(session_by_digest, DOOR, digest=digest_of(opened.token))


Who = Callable[[OpenedSession], SignedIn | None]


def test_the_right_password_opens_a_session(add: Add, enter: Enter, who: Who, database: Database) -> None:
    staff_id = add(role="associate", language="fr")
    opened = enter(" ANA@example.com ")
    found = who(opened)
    assert found is not None
    assert (found.staff_id, found.actor.role, found.language) == (staff_id, "associate", "fr")
    assert found.actor.session_id == opened.session_id
    assert len(opened.token) >= 43
    assert opened.token not in repr(opened)
    with database.session() as session:
        kept = session.execute(select(StaffSession)).scalar_one()
    assert kept.token_digest == digest_of(opened.token)


def test_wrong_password_unknown_email_and_locked_person_read_the_same(
    add: Add, enter: Enter, application: Application, administrator: Actor
) -> None:
    add()
    locked = add("locked@example.com")
    application.perform(lock_person, administrator, staff_id=locked)
    sentences = set()
    for email, password in [
        ("ana@example.com", "wrong wrong wrong"),
        ("nobody@example.com", PASSWORD),
        ("locked@example.com", PASSWORD),
        ("", ""),
        ("a\x00\ud800b", "\x00\ud800"),
        ("x" * 10_000, "y" * 10_000),
    ]:
        with pytest.raises(SignInRefused) as refused:
            enter(email, password=password)
        sentences.add((refused.value.code, refused.value.en, refused.value.fr, refused.value.field))
    assert len(sentences) == 1


def test_an_unknown_email_costs_the_same_work(
    add: Add, enter: Enter, passwords: CountingPasswords, count_queries: Callable[[], object]
) -> None:
    add()
    work = []
    for email in ("first@example.com", "ana@example.com", "nobody@example.com"):  # the first one opens the stream
        with count_queries() as sent, pytest.raises(SignInRefused):  # type: ignore[attr-defined]
            enter(email, password="wrong wrong wrong")
        work.append(sent.count - (email == "ana@example.com"))  # the rights of who exists, one quick read more
    assert work[1] == work[2]
    assert passwords.checked == ["nobody", f"v2:{PASSWORD}", "nobody"]


def test_failures_are_remembered_without_what_was_typed(add: Add, enter: Enter, database: Database) -> None:
    staff_id = add()
    for email, password in [("ana@example.com", "secret guess 1234"), ("secret-guess-5678", PASSWORD)]:
        with pytest.raises(SignInRefused):
            enter(email, password=password)
    with database.session() as session:
        events = session.execute(
            select(EventRow).where(EventRow.type == "staff.sign_in_failed").order_by(EventRow.sequence)
        ).scalars()
        data = [event.data for event in events]
        texts = session.execute(select(EventText.value)).scalars().all()
    assert [(row["staff_id"], row["reason"]) for row in data] == [(str(staff_id), "password"), (None, "unknown")]
    assert "secret" not in str(data) + str(texts)


def test_an_email_is_guessed_at_only_so_often(add: Add, enter: Enter, clock: SetClock) -> None:
    add()
    for number in range(MOST_PER_EMAIL):
        with pytest.raises(SignInRefused):
            enter(password="wrong wrong wrong", address=f"192.0.2.{number}")
    with pytest.raises(TooManyAttempts) as refused:  # right, but too late
        enter(address="198.51.100.1")
    assert 0 < refused.value.details["retry_after"] <= WINDOW.total_seconds() + 1
    with pytest.raises(TooManyAttempts):  # the same for an e-mail that nobody has: nothing is learnt
        for number in range(MOST_PER_EMAIL + 1):
            try:
                enter("nobody@example.com", address=f"203.0.113.{number}")
            except SignInRefused:
                continue
    clock.advance(WINDOW + timedelta(seconds=1))
    enter()


def test_a_network_address_guesses_only_so_often(add: Add, enter: Enter) -> None:
    add()
    for number in range(MOST_PER_ADDRESS):
        with pytest.raises(SignInRefused):
            enter(f"guess{number}@example.com", address=f"2001:db8::{number:x}")  # one /64
    with pytest.raises(TooManyAttempts):
        enter(address="2001:db8::ffff")
    enter(address="2001:db8:1::1")


def test_many_guesses_at_once_do_not_outrun_the_count(add: Add, enter: Enter) -> None:
    add()

    def guess(number: int) -> str:
        try:
            enter(password=f"wrong wrong {number}")
        except (SignInRefused, TooManyAttempts) as refusal:
            return refusal.code
        return "in"

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(guess, range(MOST_PER_EMAIL + 6)))
    assert outcomes.count("sign_in_refused") == MOST_PER_EMAIL
    assert outcomes.count("too_many_attempts") == 6


def test_success_forgives_the_email_but_not_the_address(add: Add, enter: Enter, database: Database) -> None:
    add()
    for _ in range(3):
        with pytest.raises(SignInRefused):
            enter(password="wrong wrong wrong")
    enter()
    with database.session() as session:
        assert session.execute(select(func.count()).select_from(SignInAttempt)).scalar_one() == 3


def test_a_hash_of_weaker_parameters_is_renewed_at_sign_in(
    add: Add, enter: Enter, passwords: CountingPasswords, database: Database
) -> None:
    passwords.prefix = "v1:"
    add()
    passwords.prefix = "v2:"
    enter()
    with database.session() as session:
        assert session.execute(select(StaffMember.password_hash)).scalar_one() == f"v2:{PASSWORD}"


def test_two_doors_at_once_both_open_though_one_renews_the_hash(
    add: Add, enter: Enter, passwords: CountingPasswords
) -> None:
    passwords.prefix = "v1:"
    add()
    passwords.prefix = "v2:"
    other: list[OpenedSession] = []
    check = passwords.matches

    def let_another_in_first(password: str, kept: str) -> bool:
        passwords.matches = check  # type: ignore[method-assign]
        other.append(enter())
        return check(password, kept)

    passwords.matches = let_another_in_first  # type: ignore[method-assign]
    assert enter().token != other[0].token


def test_a_password_changed_while_it_is_checked_opens_nothing(
    add: Add, enter: Enter, passwords: CountingPasswords, database: Database
) -> None:
    add()
    check = passwords.matches

    def change_after(password: str, kept: str) -> bool:
        right = check(password, kept)
        with database.session() as session:
            session.execute(update(StaffMember).values(password_hash="v2:another long password"))
            session.commit()
        return right

    passwords.matches = change_after  # type: ignore[method-assign]
    with pytest.raises(SignInRefused):
        enter()


def test_a_session_ends_when_idle_and_lasts_while_used_but_not_for_ever(
    add: Add, enter: Enter, who: Who, application: Application, clock: SetClock
) -> None:
    add()
    idle = enter()
    clock.advance(IDLE - timedelta(seconds=1))
    assert who(idle) is not None
    clock.advance(timedelta(seconds=2))
    assert who(idle) is None
    busy, started = enter(), clock.now()
    while clock.now() - started < LONGEST - timedelta(hours=1):
        clock.advance(timedelta(hours=1))
        found = who(busy)
        assert found is not None
        assert found.keep == (clock.now() - started <= LONGEST - IDLE)  # after that there is nothing to put off
        application.perform(keep_session, DOOR, session_id=busy.session_id)
        again = who(busy)
        assert again is not None
        assert not again.keep
    clock.advance(timedelta(hours=1))
    assert who(busy) is None
    application.perform(keep_session, DOOR, session_id=busy.session_id)
    assert who(busy) is None


def test_signing_out_ends_this_session_alone(add: Add, enter: Enter, who: Who, application: Application) -> None:
    add()
    here, there = enter(), enter()
    found = who(here)
    assert found is not None
    application.perform(sign_out, found.actor)
    application.perform(sign_out, found.actor)
    assert who(here) is None
    assert who(there) is not None


def test_signing_out_everywhere_ends_them_all_and_says_so(
    add: Add, enter: Enter, who: Who, application: Application, database: Database
) -> None:
    staff_id = add()
    add("other@example.com")
    sessions, other = [enter(), enter(), enter()], enter("other@example.com")
    found = who(sessions[0])
    assert found is not None
    assert [row.own for row in application.ask(open_sessions, found.actor, staff_id=staff_id)].count(True) == 1
    assert application.perform(sign_out_everywhere, found.actor) == 3
    assert [who(session) for session in sessions] == [None, None, None]
    assert who(other) is not None
    with database.session() as session:
        event = session.execute(select(EventRow).where(EventRow.type == "staff.signed_out_everywhere")).scalar_one()
    assert event.stream == f"staff:{staff_id}"


def test_a_new_role_counts_in_an_open_session(
    add: Add, enter: Enter, who: Who, application: Application, administrator: Actor
) -> None:
    staff_id = add()
    opened = enter()
    application.perform(change_person, administrator, staff_id=staff_id, role="supervisor")
    found = who(opened)
    assert found is not None
    assert found.actor.role == "supervisor"
    assert "events.read" in found.actor.permissions


def test_nothing_secret_is_logged_or_recorded(
    add: Add, enter: Enter, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    add()
    opened = enter()
    with database.session() as session:
        recorded = str([row.data for row in session.execute(select(EventRow)).scalars()])
    assert PASSWORD not in recorded + caplog.text
    assert opened.token not in recorded + caplog.text
