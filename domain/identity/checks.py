"""A check of who the customer is: begun, answered, passed or failed. Parts of the use cases beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import case, func, select
from sqlalchemy.dialects.postgresql import insert

from domain.events.event import Stream
from domain.identity.assure import sees_plainly, session_of
from domain.kernel.actor import Actor
from domain.kernel.errors import Conflict, Denied
from domain.kernel.ids import new_id
from domain.models.customer import Customer
from domain.models.identity import IdentityCheck, IdentityLevel
from domain.work.family import family_of
from domain.work.unit import Unit

VALID_FOR: Final = timedelta(minutes=10)
SURE_FOR: Final = timedelta(minutes=30)
MOST_FAILURES: Final = 5
MOST_CHECKS: Final = 5  # per customer
WITHIN: Final = timedelta(hours=1)
LEVELS: Final = {"facts": 1, "code": 2}
MASKED_FIELDS: Final = ("emails", "phones", "addresses", "payment_methods")


@dataclass(frozen=True, slots=True)
class CheckOutcome:
    """What became of an answer. `level` is how sure the session is now, until `expires_at`.

    Not `passed`: `attempts_left` more answers are heard, none once it is 0.
    """

    check_id: UUID
    passed: bool
    level: int
    expires_at: datetime | None
    attempts_left: int


def lock_person(unit: Unit, customer_id: UUID) -> tuple[Customer, tuple[UUID, ...]]:
    """The kept record, locked, and the ids of all that stand for the person. Refuses an erased customer."""
    family = family_of(unit, customer_id)
    customer = unit.session.execute(select(Customer).where(Customer.id == family.kept).with_for_update()).scalar_one()
    if customer.erased_at is not None:
        raise Conflict(
            code="customer_erased",
            en="The customer’s personal data are erased.",
            fr="Les données personnelles du client sont effacées.",
        )
    return customer, family.members


def new_check(unit: Unit, customer: Customer, *, method: str, **values: Any) -> IdentityCheck:
    """A check that is open from now on; earlier ones of this session are no longer answered.

    Refuses with `Conflict` ("too_many_checks") beyond `MOST_CHECKS` per customer within `WITHIN`, whoever began them.
    """
    session = own_session(unit.actor)
    _refuse_too_many(unit, customer.id)
    for earlier in _open_checks(unit, customer.id, session):
        earlier.status, earlier.closed_at, earlier.code_digest, earlier.salt = "expired", unit.now, None, None
    check = IdentityCheck(
        id=new_id(at=unit.now),
        customer_id=customer.id,
        method=method,
        status="open",
        failures=0,
        actor_id=unit.actor.id,
        actor_name=unit.actor.name,
        session_id=session,
        begun_at=unit.now,
        expires_at=unit.now + VALID_FOR,
        **{"channel": "", "contact": "", "asked": {}} | values,
    )
    unit.session.add(check)
    unit.session.flush()
    return check


def open_check(unit: Unit, customer_id: UUID, method: str) -> IdentityCheck | None:
    """The check of this session that still hears answers."""
    checks = _open_checks(unit, customer_id, own_session(unit.actor))
    return next((each for each in checks if each.method == method and each.expires_at > unit.now), None)


def own_session(actor: Actor) -> UUID:
    """The session that a check would be good for. Refused to who has none: the product itself."""
    session = session_of(actor)
    if session is None:
        raise Denied(
            code="no_session",
            en="Only somebody who speaks with the customer can check who they are.",
            fr="Seule une personne en contact avec le client peut vérifier son identité.",
        )
    return session


def refuse_preview(previewing: bool) -> None:
    """An answer that is tried and rolled back would not be counted."""
    if previewing:
        raise Conflict(
            code="not_previewable",
            en="An identity check cannot be previewed.",
            fr="Une vérification d’identité ne peut pas être simulée.",
        )


def note_failure(unit: Unit, check: IdentityCheck) -> CheckOutcome:
    """Count a wrong answer. Records `identity.failed`; the last one closes the check."""
    check.failures += 1
    left = max(0, MOST_FAILURES - check.failures)
    if not left:
        check.status, check.closed_at, check.code_digest, check.salt = "failed", unit.now, None, None
    _record(unit, "identity.failed", check, {"attempts_left": left})
    return CheckOutcome(check.id, passed=False, level=0, expires_at=None, attempts_left=left)


def note_success(unit: Unit, check: IdentityCheck) -> CheckOutcome:
    """The session is sure of the customer from now on.

    Records `identity.passed`, and `identity.unmasked` for who sees contacts masked before.
    """
    check.status, check.closed_at, check.code_digest, check.salt = "passed", unit.now, None, None
    level, until = LEVELS[check.method], unit.now + SURE_FOR
    reached = _raise_level(unit, check, level, until)
    _record(unit, "identity.passed", check, {"level": level})
    if not sees_plainly(unit.actor):
        record_unmasked(unit, check.customer_id, MASKED_FIELDS, {"check_id": str(check.id)})
    return CheckOutcome(check.id, passed=True, level=reached, expires_at=until, attempts_left=0)


def record_unmasked(unit: Unit, customer_id: UUID, fields: Sequence[str], more: dict[str, str]) -> None:
    """Record `identity.unmasked`: who saw what, and why they could."""
    unit.record(
        "identity.unmasked",
        stream=Stream.of_customer(customer_id),
        customer_id=customer_id,
        data={"fields": list(fields), **more},
    )


def _raise_level(unit: Unit, check: IdentityCheck, level: int, until: datetime) -> int:
    row = {
        "session_id": check.session_id,
        "customer_id": check.customer_id,
        "level": level,
        "check_id": check.id,
        "reached_at": unit.now,
        "expires_at": until,
    }
    better = case((IdentityLevel.expires_at > unit.now, func.greatest(IdentityLevel.level, level)), else_=level)
    statement = (
        insert(IdentityLevel)
        .values(row)
        .on_conflict_do_update(
            index_elements=["session_id", "customer_id"],
            set_={"level": better, **{name: row[name] for name in ("check_id", "reached_at", "expires_at")}},
        )
    )
    return unit.session.execute(statement.returning(IdentityLevel.level)).scalar_one()


def _refuse_too_many(unit: Unit, customer_id: UUID) -> None:
    recent = select(func.count(), func.min(IdentityCheck.begun_at)).where(
        IdentityCheck.customer_id == customer_id, IdentityCheck.begun_at > unit.now - WITHIN
    )
    count, oldest = unit.session.execute(recent).one()
    if count >= MOST_CHECKS:
        raise Conflict(
            code="too_many_checks",
            en="This customer’s identity was checked too often within an hour. Try again later.",
            fr="L’identité de ce client a été vérifiée trop souvent en une heure. Réessayez plus tard.",
            details={"retry_after": int((oldest + WITHIN - unit.now).total_seconds()) + 1},
        )


def _open_checks(unit: Unit, customer_id: UUID, session: UUID) -> list[IdentityCheck]:
    query = select(IdentityCheck).where(
        IdentityCheck.customer_id == customer_id, IdentityCheck.session_id == session, IdentityCheck.status == "open"
    )
    return list(unit.session.execute(query.with_for_update()).scalars())


def _record(unit: Unit, type: str, check: IdentityCheck, data: dict[str, int]) -> None:
    unit.record(
        type,
        stream=Stream.of_customer(check.customer_id),
        customer_id=check.customer_id,
        data={"check_id": str(check.id), "method": check.method, **data},
    )
