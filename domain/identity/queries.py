"""Read how sure the actor's session is of a customer, and where a code can be sent."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import literal, select, union_all

from domain.identity.assure import sees_plainly, session_of, standing_levels, vouched_for
from domain.kernel.masking import mask_contact
from domain.kernel.permissions import Permission
from domain.models.customer import CustomerEmail, CustomerPhone
from domain.models.identity import IdentityCheck, IdentityLevel
from domain.models.staff import StaffMember
from domain.work.family import Family, family_of
from domain.work.unit import Unit


@dataclass(frozen=True, slots=True)
class ContactRow:
    """Where a code can be sent. `channel` is email or sms; `address` is masked until the customer is known."""

    id: UUID
    channel: str
    address: str


@dataclass(frozen=True, slots=True)
class ColleagueCheck:
    """Somebody of staff made sure of the customer at `at`, by a `method` (code or facts), and it still stands for them.
    It allows nobody else anything: whoever speaks with the customer now has to ask.
    """

    name: str
    method: str
    at: datetime


@dataclass(frozen=True, slots=True)
class IdentityStatus:
    """`assured`: what is consequential may be done. `level` 0 not checked, 1 by facts, 2 by a code, until
    `expires_at`; who attests identities is assured at level 0. `colleague`: while the session is not sure itself, who
    of others is."""

    customer_id: UUID
    assured: bool
    level: int
    expires_at: datetime | None
    contacts: tuple[ContactRow, ...]
    colleague: ColleagueCheck | None = None


def identity_status(unit: Unit, *, customer_id: UUID) -> IdentityStatus:
    """How sure the session is of the customer, or `NotFound`."""
    unit.actor.require(Permission.CUSTOMERS_READ)
    family = family_of(unit, customer_id)
    query = select(IdentityLevel.level, IdentityLevel.expires_at).where(
        *standing_levels(session_of(unit.actor), family.kept, unit.now)
    )
    best = unit.session.execute(query.order_by(IdentityLevel.level.desc()).limit(1)).one_or_none()
    level, until = (best.level, best.expires_at) if best else (0, None)
    assured = level >= 1 or vouched_for(unit.actor)
    plain = level >= 1 or sees_plainly(unit.actor)
    contacts = _contacts(unit, family.members, plain=plain)
    return IdentityStatus(family.kept, assured, level, until, contacts, None if level else _colleague(unit, family))


def _colleague(unit: Unit, family: Family) -> ColleagueCheck | None:
    """The last check by somebody of staff, in another session, that still stands."""
    query = (
        select(StaffMember.name, IdentityCheck.method, IdentityLevel.reached_at)
        .join(IdentityLevel, IdentityLevel.check_id == IdentityCheck.id)
        .join(StaffMember, StaffMember.id == IdentityCheck.actor_id)
        .where(
            IdentityLevel.customer_id.in_(family.members),
            IdentityLevel.session_id != session_of(unit.actor),
            IdentityLevel.expires_at > unit.now,
        )
        .order_by(IdentityLevel.reached_at.desc())
        .limit(1)
    )
    row = unit.session.execute(query).one_or_none()
    return ColleagueCheck(*row) if row is not None else None


def _contacts(unit: Unit, members: tuple[UUID, ...], *, plain: bool) -> tuple[ContactRow, ...]:
    emails = select(
        CustomerEmail.id,
        literal("email").label("channel"),
        CustomerEmail.address.label("address"),
        CustomerEmail.position,
    ).where(CustomerEmail.customer_id.in_(members))
    phones = select(CustomerPhone.id, literal("sms"), CustomerPhone.e164, CustomerPhone.position).where(
        CustomerPhone.customer_id.in_(members)
    )
    found = union_all(emails, phones).subquery().c
    rows = unit.session.execute(select(found.id, found.channel, found.address).order_by(found.channel, found.position))
    return tuple(ContactRow(id, kind, text if plain else mask_contact(kind, text)) for id, kind, text in rows)
