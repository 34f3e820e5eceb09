"""Read the keys of other systems."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, select, tuple_

from domain.db.prepared import Prepared
from domain.kernel.actor import Actor, ActorKind
from domain.kernel.page import Page, check_limit, decode_cursor, page_of
from domain.kernel.permissions import Permission
from domain.models.staff import ApiKey, RoleRights
from domain.staff.note_key_use import AT_MOST_EVERY
from domain.staff.rights import rights_in
from domain.staff.scopes import narrowed
from domain.staff.secrecy import digest_of
from domain.work.unit import Unit


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A key as it is listed: `hint` is how it begins."""

    id: UUID
    name: str
    hint: str
    role: str
    scopes: tuple[str, ...]
    created_at: datetime
    created_by: str
    revoked_at: datetime | None
    last_used_at: datetime | None


@dataclass(frozen=True, slots=True)
class KnownKey:
    """A key that was presented and is good. `note`: it is time for `note_key_use`."""

    actor: Actor
    note: bool


# Asked before every request.
_PRESENTED: Final = Prepared(
    lambda: (
        select(ApiKey.id, ApiKey.name, ApiKey.role, ApiKey.scopes, ApiKey.last_used_at, RoleRights.permissions)
        .join(RoleRights, RoleRights.role == ApiKey.role)
        .where(ApiKey.digest == bindparam("digest"), ApiKey.revoked_at.is_(None))
    )
)


def api_keys(unit: Unit, *, cursor: str | None = None, limit: int = 50) -> Page[KeyRow]:
    """Every key, revoked ones too, newest first."""
    unit.actor.require(Permission.KEYS_MANAGE)
    check_limit(limit)
    query = select(ApiKey).order_by(ApiKey.created_at.desc(), ApiKey.id.desc()).limit(limit + 1)
    if cursor:
        after = decode_cursor(cursor, datetime.fromisoformat, UUID)
        query = query.where(tuple_(ApiKey.created_at, ApiKey.id) < tuple_(*after))
    rows = unit.session.execute(query).scalars().all()
    return page_of(rows, limit=limit, item=_row, cursor=lambda row: (row.created_at, row.id))


def api_key(unit: Unit, *, key_id: UUID) -> KeyRow | None:
    """One key, or None."""
    unit.actor.require(Permission.KEYS_MANAGE)
    row = unit.session.execute(select(ApiKey).where(ApiKey.id == key_id)).scalar_one_or_none()
    return _row(row) if row is not None else None


def key_presented(unit: Unit, *, key: str) -> KnownKey | None:
    """Who acts with `key`: the rights of its role, narrowed by its scopes. None if it is unknown or revoked."""
    unit.actor.require(Permission.KEYS_MANAGE)
    row = _PRESENTED.run(unit.session, digest=digest_of(key)).one_or_none()
    if row is None:
        return None
    actor = Actor(
        kind=ActorKind.API_KEY,
        id=row.id,
        name=row.name,
        role=row.role,
        permissions=narrowed(rights_in(row.role, row.permissions), row.scopes),
        scopes=frozenset(row.scopes),
    )
    return KnownKey(actor=actor, note=row.last_used_at is None or row.last_used_at <= unit.now - AT_MOST_EVERY)


def _row(row: ApiKey) -> KeyRow:
    return KeyRow(
        id=row.id,
        name=row.name,
        hint=row.hint,
        role=row.role,
        scopes=tuple(row.scopes),
        created_at=row.created_at,
        created_by=row.created_by,
        revoked_at=row.revoked_at,
        last_used_at=row.last_used_at,
    )
