"""Slows down strangers: what they do is counted per network address, and per whatever they try it on."""

import hashlib
from datetime import timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Final

from sqlalchemy import delete, func, select, text

from domain.kernel.errors import Conflict
from domain.kernel.ids import new_id
from domain.kernel.permissions import Permission
from domain.models.visitor import PublicAttempt
from domain.work.unit import Unit

# What is counted, by what: how many within how long.
LIMITS: Final = {
    "start": (60, timedelta(minutes=10)),  # a whole office may stand behind one address
    "identify": (60, timedelta(minutes=10)),
    "leave": (10, timedelta(hours=1)),
    "transcript": (3, timedelta(hours=1)),
    "transcript_to": (3, timedelta(days=1)),
    "track": (20, timedelta(minutes=15)),
    "track_order": (8, timedelta(minutes=15)),
    "code": (5, timedelta(hours=1)),
    "survey": (60, timedelta(hours=1)),
    "survey_of": (10, timedelta(days=1)),
    "code_answer": (20, timedelta(hours=1)),
}
_FORGOTTEN_AFTER: Final = timedelta(days=1)


class TooOften(Conflict):
    """A stranger does something too often. `details["retry_after"]` says in how many seconds it goes on."""

    @classmethod
    def until(cls, seconds: int) -> "TooOften":
        return cls(
            code="too_often",
            en="That was too often. Please wait a little and try again.",
            fr="C’était trop souvent. Patientez un peu, puis réessayez.",
            details={"retry_after": seconds},
        )


def count_public_attempt(unit: Unit, *, what: str, by: str) -> None:
    """Count one `what` of `LIMITS` by `by`, before it is known what comes of it, so that many at once cannot outrun
    the count. To be committed by itself. Refuses with `TooOften`; a refused one is not counted.
    """
    unit.actor.require(Permission.CONVERSATIONS_RECEIVE)
    most, within = LIMITS[what]
    subject = hashlib.sha256(f"{what}:{by}".encode()).hexdigest()
    unit.session.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))"), {"key": subject})
    recent = select(func.count(), func.min(PublicAttempt.at)).where(
        PublicAttempt.subject == subject, PublicAttempt.at > unit.now - within
    )
    count, oldest = unit.session.execute(recent).one()
    if count >= most:
        raise TooOften.until(int((oldest + within - unit.now).total_seconds()) + 1)
    unit.session.add(PublicAttempt(id=new_id(at=unit.now), subject=subject, at=unit.now))
    unit.session.execute(delete(PublicAttempt).where(PublicAttempt.at < unit.now - _FORGOTTEN_AFTER))


def network_of(address: str) -> str:
    """What counts as one address: one home or office holds a whole /64 of IPv6."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped is None:
        return str(ip_network(f"{parsed}/64", strict=False))
    return str(getattr(parsed, "ipv4_mapped", None) or parsed)
