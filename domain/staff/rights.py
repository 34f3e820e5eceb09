"""The rights that roles give, and the rule that nobody hands out what they lack."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.kernel.actor import Actor
from domain.kernel.permissions import Permission, Role
from domain.models.staff import RoleRights
from domain.staff.errors import BeyondOwnRights

_KNOWN = frozenset(str(permission) for permission in Permission)


def rights_in(role: str, stored: Iterable[str]) -> frozenset[Permission]:
    """The rights that a role's row stands for. Administrators have every right, also those added since."""
    if role == Role.ADMINISTRATOR:
        return frozenset(Permission)
    return frozenset(Permission(name) for name in stored if name in _KNOWN)


def rights_of(session: Session, role: str) -> frozenset[Permission]:
    """The rights that `role` gives now."""
    stored = session.execute(select(RoleRights.permissions).where(RoleRights.role == role)).scalar_one_or_none()
    return rights_in(role, stored or ())


def must_hold(actor: Actor, rights: Iterable[Permission]) -> None:
    """Refuse with `BeyondOwnRights` unless `actor` has every one of `rights`."""
    missing = frozenset(rights) - actor.permissions
    if missing:
        raise BeyondOwnRights.of(missing)
