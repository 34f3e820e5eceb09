"""Read people and roles."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Row, Select, func, or_, select, tuple_

from domain.kernel.page import Page, check_limit, decode_cursor, page_of
from domain.kernel.permissions import Permission, Role
from domain.kernel.text import clean_text, fold
from domain.models.staff import RoleRights, StaffMember, StaffSession
from domain.staff.members import is_open
from domain.staff.rights import rights_in
from domain.work.unit import Unit

# Latin letters with accents and the letters they sort as: staff are few, so this needs no column of its own.
_ACCENTED = [letter for letter in map(chr, range(0xE0, 0x180)) if fold(letter) != letter and len(fold(letter)) == 1]
_ACCENTS = ("".join(_ACCENTED), "".join(map(fold, _ACCENTED)))


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody who signs in. `open_sessions` counts the sign-ins that are open now."""

    id: UUID
    email: str
    name: str
    role: str
    language: str
    time_zone: str
    locked: bool
    created_at: datetime
    last_seen_at: datetime | None
    open_sessions: int
    version: int


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A role, what it gives, and how many people have it."""

    role: str
    permissions: frozenset[Permission]
    people: int
    version: int


def people(unit: Unit, *, q: str | None = None, cursor: str | None = None, limit: int = 50) -> Page[PersonRow]:
    """People by name; `q` is a part of a name or e-mail. Refuses with `Invalid` a limit outside 1 to 200."""
    unit.actor.require(Permission.STAFF_READ)
    check_limit(limit)
    key = func.translate(func.lower(StaffMember.name), *_ACCENTS)
    query = _person_columns(unit.now).add_columns(key.label("sort")).order_by(key, StaffMember.id).limit(limit + 1)
    if q:
        part = fold(clean_text(q, field="q", most=100, required=False))
        query = query.where(
            or_(key.contains(part, autoescape=True), StaffMember.email_folded.contains(part, autoescape=True))
        )
    if cursor:
        query = query.where(tuple_(key, StaffMember.id) > tuple_(*decode_cursor(cursor, str, UUID)))
    rows = unit.session.execute(query).all()
    return page_of(rows, limit=limit, item=_person, cursor=lambda row: (row.sort, row.id))


def person(unit: Unit, *, staff_id: UUID) -> PersonRow | None:
    """One person, or None."""
    unit.actor.require(Permission.STAFF_READ)
    row = unit.session.execute(_person_columns(unit.now).where(StaffMember.id == staff_id)).one_or_none()
    return _person(row) if row is not None else None


def roles(unit: Unit) -> tuple[RoleRow, ...]:
    """Every role, from the least to the most trusted."""
    unit.actor.require(Permission.STAFF_READ)
    counted = unit.session.execute(select(StaffMember.role, func.count()).group_by(StaffMember.role))
    counts = {role: number for role, number in counted}
    standing = {row.role: row for row in unit.session.execute(select(RoleRights)).scalars()}
    return tuple(
        RoleRow(
            role=role,
            permissions=rights_in(role, standing[role].permissions),
            people=counts.get(role, 0),
            version=standing[role].version,
        )
        for role in Role
        if role in standing
    )


def _person_columns(now: datetime) -> Select[*tuple[object, ...]]:
    sessions = (
        select(func.count())
        .where(StaffSession.staff_id == StaffMember.id, *is_open(now))
        .correlate(StaffMember)
        .scalar_subquery()
    )
    return select(
        StaffMember.id,
        StaffMember.email,
        StaffMember.name,
        StaffMember.role,
        StaffMember.language,
        StaffMember.time_zone,
        StaffMember.locked_at,
        StaffMember.created_at,
        StaffMember.last_seen_at,
        sessions.label("open_sessions"),
        StaffMember.version,
    )


def _person(row: Row[*tuple[object, ...]]) -> PersonRow:
    return PersonRow(
        id=row.id,
        email=row.email,
        name=row.name,
        role=row.role,
        language=row.language,
        time_zone=row.time_zone,
        locked=row.locked_at is not None,
        created_at=row.created_at,
        last_seen_at=row.last_seen_at,
        open_sessions=row.open_sessions,
        version=row.version,
    )
