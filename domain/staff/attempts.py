"""Slows down guessing: failed sign-ins are counted per e-mail and per network address."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from uuid import UUID

from sqlalchemy import delete, func, select, text

from domain.kernel.email import fold_email
from domain.kernel.ids import new_id
from domain.kernel.permissions import Permission
from domain.models.staff import SignInAttempt
from domain.staff.errors import TooManyAttempts
from domain.work.unit import Unit

WINDOW = timedelta(minutes=15)
MOST_PER_EMAIL = 10
MOST_PER_ADDRESS = 50  # a whole office may stand behind one address
_FORGOTTEN_AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One counted attempt: its rows, and what the e-mail's rows are found by."""

    rows: tuple[UUID, ...]
    email_subject: str


def count_attempt(unit: Unit, *, email: str, address: str) -> Attempt:
    """Count an attempt before it is known whether it succeeds, so that many at once cannot outrun the count.

    Refuses with `TooManyAttempts` when the e-mail or the network address has failed too often lately; a refused
    attempt is not counted, so that the way is free again a quarter of an hour after the guessing.
    """
    unit.actor.require(Permission.STAFF_MANAGE)
    limits = {_subject("email", fold_email(email)): MOST_PER_EMAIL, _network(address): MOST_PER_ADDRESS}
    for subject in sorted(limits):
        unit.session.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))"), {"key": subject})
        _must_be_under(unit, subject, limits[subject])
    rows = [SignInAttempt(id=new_id(at=unit.now), subject=subject, at=unit.now) for subject in limits]
    unit.session.add_all(rows)
    unit.session.execute(delete(SignInAttempt).where(SignInAttempt.at < unit.now - _FORGOTTEN_AFTER))
    return Attempt(rows=tuple(row.id for row in rows), email_subject=next(iter(limits)))


def forgive(unit: Unit, attempt: Attempt) -> None:
    """The attempt succeeded: it does not count, and the e-mail starts anew. The address does not: somebody with an
    account of their own could otherwise guess at others' for ever."""
    own = SignInAttempt.id.in_(attempt.rows)
    unit.session.execute(delete(SignInAttempt).where(own | (SignInAttempt.subject == attempt.email_subject)))


def _must_be_under(unit: Unit, subject: str, most: int) -> None:
    recent = select(func.count(), func.min(SignInAttempt.at)).where(
        SignInAttempt.subject == subject, SignInAttempt.at > unit.now - WINDOW
    )
    count, oldest = unit.session.execute(recent).one()
    if count >= most:
        raise TooManyAttempts.until(int((oldest + WINDOW - unit.now).total_seconds()) + 1)


def _subject(kind: str, value: str) -> str:
    return hashlib.sha256(f"{kind}:{value}".encode()).hexdigest()


def _network(address: str) -> str:
    """One home or office holds a whole /64 of IPv6, so that is what counts as one address."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return _subject("address", "unknown")
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped is None:
        return _subject("address", str(ip_network(f"{parsed}/64", strict=False)))
    return _subject("address", str(getattr(parsed, "ipv4_mapped", None) or parsed))
