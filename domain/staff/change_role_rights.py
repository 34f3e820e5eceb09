"""Change what a role may do."""

from collections.abc import Iterable

from sqlalchemy import select

from domain.kernel.errors import Conflict, Invalid, StaleVersion
from domain.kernel.permissions import Permission, Role
from domain.models.staff import RoleRights
from domain.staff import events
from domain.staff.particulars import check_role
from domain.staff.rights import must_hold, rights_in
from domain.work.unit import Unit


def change_role_rights(
    unit: Unit, *, role: str, permissions: Iterable[str], expected_version: int | None = None
) -> None:
    """Give `role` exactly `permissions`; it counts at once, on open screens and for keys too.

    Records `role.rights_changed` with what was granted and taken, nothing if nothing differs. Refuses with
    `Invalid` what is no right, `StaleVersion`, `Conflict` for taking anything from administrators, and
    `BeyondOwnRights` for granting, or taking, what the actor lacks.
    """
    unit.actor.require(Permission.STAFF_MANAGE)
    wanted = _check(permissions)
    row = _load(unit, check_role(role), expected_version)
    standing = rights_in(row.role, row.permissions)
    granted, taken = wanted - standing, standing - wanted
    if row.role == Role.ADMINISTRATOR and taken:
        raise Conflict(
            code="administrator_keeps_rights",
            en="Administrators keep every right.",
            fr="Les administrateurs gardent tous les droits.",
        )
    must_hold(unit.actor, granted | taken)
    if not granted and not taken:
        return
    row.permissions = sorted(wanted)
    row.version += 1
    unit.record(
        events.RIGHTS_CHANGED,
        stream=events.stream_of_role(row.role),
        data={"role": row.role, "granted": sorted(granted), "taken": sorted(taken)},
    )


def _check(permissions: Iterable[str]) -> frozenset[Permission]:
    known = set(Permission)
    names = [permissions] if isinstance(permissions, str) else list(permissions)
    for index, name in enumerate(names):
        if name not in known:
            raise Invalid(
                field=f"permissions[{index}]",
                code="unknown_right",
                en=f"“permissions[{index}]” is not a right.",
                fr=f"« permissions[{index}] » n’est pas un droit.",
            )
    return frozenset(Permission(name) for name in names)


def _load(unit: Unit, role: Role, expected_version: int | None) -> RoleRights:
    row = unit.session.execute(select(RoleRights).where(RoleRights.role == role).with_for_update()).scalar_one()
    if expected_version is not None and row.version != expected_version:
        raise StaleVersion.of(expected=expected_version, actual=row.version)
    return row
