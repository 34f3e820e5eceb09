"""Choose one's own new password.

As with signing in: the attempt is counted, the present password is checked with no transaction open (it takes long on
purpose), and then the new one is set.
"""

from dataclasses import dataclass, field

from sqlalchemy import select

from domain.events.event import Stream
from domain.kernel.actor import Actor
from domain.kernel.errors import NotFound
from domain.models.staff import StaffMember
from domain.ports.passwords import Passwords
from domain.staff import events
from domain.staff.attempts import Attempt, count_attempt, forgive
from domain.staff.errors import PresentPasswordWrong
from domain.staff.members import end_sessions, load_person, own_id
from domain.staff.secrecy import LONGEST, check_password, normal
from domain.work.application import Application
from domain.work.unit import Unit

_DOOR = Actor.system("password")


@dataclass(frozen=True, slots=True)
class _Own:
    email: str
    name: str
    password_hash: str = field(repr=False)


def change_own_password(
    application: Application, actor: Actor, *, present: str, password: str, address: str, passwords: Passwords
) -> None:
    """The actor signs in with `password` from now on; all their sessions end, this one too. No right is needed.

    Records `staff.password_set`, never a password. Refuses with `Denied` who is no staff member, with
    `PresentPasswordWrong` and, as signing in does, `TooManyAttempts`, and with `Invalid` what is too short or
    obvious.
    """
    own = application.ask(_own, actor)
    attempt = application.perform(count_attempt, _DOOR, email=own.email, address=address)
    if not passwords.matches(normal(present[: LONGEST * 4]), own.password_hash):
        raise PresentPasswordWrong.now()
    wanted = check_password(password, email=own.email, name=own.name)
    new_hash = passwords.hash(wanted)
    application.perform(_change, actor, seen_hash=own.password_hash, new_hash=new_hash, attempt=attempt)


def _own(unit: Unit) -> _Own:
    query = select(StaffMember.email, StaffMember.name, StaffMember.password_hash)
    row = unit.session.execute(query.where(StaffMember.id == own_id(unit.actor))).one_or_none()
    if row is None:
        raise NotFound.of("person", "personne", own_id(unit.actor))
    return _Own(*row)


def _change(unit: Unit, *, seen_hash: str, new_hash: str, attempt: Attempt) -> None:
    person = load_person(unit, own_id(unit.actor))
    if person.password_hash != seen_hash:  # changed since it was checked
        raise PresentPasswordWrong.now()
    person.password_hash = new_hash
    person.version += 1
    forgive(unit, attempt)
    unit.record(
        events.PASSWORD_SET,
        stream=Stream.of_staff(person.id),
        data={"staff_id": str(person.id), "sessions_ended": end_sessions(unit, person.id)},
    )
