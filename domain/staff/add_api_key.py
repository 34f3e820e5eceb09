"""Make a key for another system."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from domain.kernel.ids import new_id
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text
from domain.models.staff import ApiKey
from domain.staff import events
from domain.staff.particulars import check_role
from domain.staff.rights import must_hold, rights_of
from domain.staff.scopes import check_scopes, narrowed
from domain.staff.secrecy import HINT_LENGTH, digest_of, new_key
from domain.work.unit import Unit


@dataclass(frozen=True, slots=True)
class NewKey:
    """`key` is told this once; only its digest is kept. It never shows in a log."""

    id: UUID
    key: str = field(repr=False)


def add_api_key(unit: Unit, *, name: str, role: str, scopes: Iterable[str] = ()) -> NewKey:
    """Make a key that acts with the rights of `role`, narrowed by `scopes` if they name rights.

    Records `api_key.added`, never the key. Refuses with `Invalid` naming the field, and `BeyondOwnRights` when the
    key could do what the actor cannot.
    """
    unit.actor.require(Permission.KEYS_MANAGE)
    checked_role, checked_scopes = check_role(role), check_scopes(scopes)
    must_hold(unit.actor, narrowed(rights_of(unit.session, checked_role), checked_scopes))
    key = new_key()
    row = ApiKey(
        id=new_id(at=unit.now),
        name=clean_text(name, field="name", most=100),
        hint=key[:HINT_LENGTH],
        digest=digest_of(key),
        role=checked_role,
        scopes=checked_scopes,
        created_at=unit.now,
        created_by=unit.actor.name,
    )
    unit.session.add(row)
    unit.record(
        events.KEY_ADDED,
        stream=events.KEYS,
        data={"key_id": str(row.id), "name": row.name, "role": row.role, "scopes": checked_scopes},
    )
    return NewKey(id=row.id, key=key)
