"""Sign in with e-mail and password.

Three steps, each in a transaction of its own: the attempt is counted, the password is checked with no transaction
open (it takes long on purpose), and the session is opened or the failure noted. So a refusal is remembered.
"""

import unicodedata
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select

from domain.events.event import Stream
from domain.kernel.actor import Actor, ActorKind
from domain.kernel.email import LONGEST, fold_email
from domain.kernel.ids import new_id
from domain.kernel.permissions import Permission
from domain.models.staff import StaffMember, StaffSession
from domain.ports.passwords import Passwords
from domain.staff import events
from domain.staff.attempts import Attempt, count_attempt, forgive
from domain.staff.errors import SignInRefused
from domain.staff.keep_session import end_of_session
from domain.staff.members import load_person, own_id
from domain.staff.rights import rights_of
from domain.staff.secrecy import LONGEST as LONGEST_PASSWORD
from domain.staff.secrecy import digest_of, new_session_token, normal
from domain.work.application import Application
from domain.work.unit import Unit

_DOOR = Actor.system("sign-in")
_LOOKS = 3  # the same person may come in at two doors, and the first renews the hash


@dataclass(frozen=True, slots=True)
class OpenedSession:
    """A session that was just opened. `token` is for the cookie alone and never shows in a log."""

    session_id: UUID
    staff_id: UUID
    language: str
    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Candidate:
    actor: Actor
    password_hash: str = field(repr=False)
    locked: bool


def sign_in(
    application: Application, *, email: str, password: str, address: str, user_agent: str, passwords: Passwords
) -> OpenedSession:
    """Open a session of at most twelve hours for who has this e-mail and password. Takes as long for an e-mail that
    nobody has.

    Records `staff.signed_in`, or `staff.sign_in_failed` for known and unknown e-mails alike. Refuses with
    `SignInRefused`, which never says what was wrong, and with `TooManyAttempts`.
    """
    email = _readable(email)[:LONGEST]
    attempt = application.perform(count_attempt, _DOOR, email=email, address=address)
    for _ in range(_LOOKS):
        candidate = _checked(application, email=email, password=password, address=address, passwords=passwords)
        kept = candidate.password_hash
        opened = application.perform(
            _open,
            candidate.actor,
            seen_hash=kept,
            rehashed=passwords.hash(normal(password)) if passwords.is_outdated(kept) else None,
            attempt=attempt,
            address=address,
            user_agent=user_agent,
        )
        if opened is not None:
            return opened
    raise SignInRefused.now()


def _checked(application: Application, *, email: str, password: str, address: str, passwords: Passwords) -> _Candidate:
    """Whose e-mail and password these are. What is refused is noted."""
    candidate = application.ask(_candidate, _DOOR, email=email)
    kept = candidate.password_hash if candidate else passwords.of_nobody
    right = passwords.matches(normal(password[: LONGEST_PASSWORD * 4]), kept)
    if not right or candidate is None or candidate.locked:
        reason = "unknown" if candidate is None else "password" if not right else "locked"
        application.perform(
            _note_failure, _DOOR, staff_id=candidate.actor.id if candidate else None, reason=reason, address=address
        )
        raise SignInRefused.now()
    return candidate


def _readable(text: str) -> str:
    """`text` without what no e-mail holds and PostgreSQL refuses; it then finds nobody, which is the right answer."""
    return "".join(letter for letter in text if unicodedata.category(letter)[0] != "C")


def _candidate(unit: Unit, *, email: str) -> _Candidate | None:
    unit.actor.require(Permission.STAFF_READ)
    query = select(StaffMember).where(StaffMember.email_folded == fold_email(email))
    person = unit.session.execute(query).scalar_one_or_none()
    if person is None:
        return None
    return _Candidate(
        actor=Actor(
            kind=ActorKind.STAFF,
            id=person.id,
            name=person.name,
            role=person.role,
            permissions=rights_of(unit.session, person.role),
        ),
        password_hash=person.password_hash,
        locked=person.locked_at is not None,
    )


def _note_failure(unit: Unit, *, staff_id: UUID | None, reason: str, address: str) -> None:
    unit.actor.require(Permission.STAFF_MANAGE)
    unit.record(
        events.SIGN_IN_FAILED,
        stream=events.SIGN_INS,
        data={"staff_id": str(staff_id) if staff_id else None, "reason": reason},
        texts={"address": address[:100]},
    )


def _open(
    unit: Unit, *, seen_hash: str, rehashed: str | None, attempt: Attempt, address: str, user_agent: str
) -> OpenedSession | None:
    """Nothing when the password or its hash changed since it was checked."""
    person = load_person(unit, own_id(unit.actor))
    if person.locked_at is not None:
        raise SignInRefused.now()
    if person.password_hash != seen_hash:
        return None
    person.password_hash = rehashed or person.password_hash
    person.last_seen_at = unit.now
    token = new_session_token()
    session = StaffSession(
        id=new_id(at=unit.now),
        token_digest=digest_of(token),
        staff_id=person.id,
        created_at=unit.now,
        expires_at=end_of_session(started=unit.now, used=unit.now),
        address=_readable(address)[:100],
        user_agent=_readable(user_agent)[:300],
    )
    unit.session.add(session)
    forgive(unit, attempt)
    unit.record(
        events.SIGNED_IN,
        stream=Stream.of_staff(person.id),
        data={"staff_id": str(person.id), "session_id": str(session.id)},
        texts={"address": session.address},
    )
    return OpenedSession(
        session_id=session.id,
        staff_id=person.id,
        language=person.language,
        token=token,
    )
