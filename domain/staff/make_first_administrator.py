"""Make the first administrator of an installation."""

from uuid import UUID

from sqlalchemy import select

from domain.kernel.permissions import Permission, Role
from domain.models.staff import RoleRights, StaffMember
from domain.ports.passwords import Passwords
from domain.staff.add_person import add_person
from domain.staff.errors import AdministratorExists
from domain.work.unit import Unit


def make_first_administrator(
    unit: Unit,
    *,
    email: str,
    name: str,
    password: str,
    passwords: Passwords,
    language: str = "en",
    time_zone: str = "UTC",
) -> UUID:
    """Add an administrator if there is none, and tell their id; of two who try at once, one succeeds.

    Records `staff.added`. Refuses with `AdministratorExists`, also when the only one is locked, and as `add_person`.
    """
    unit.actor.require(Permission.STAFF_MANAGE)
    one_at_a_time = select(RoleRights.role).where(RoleRights.role == Role.ADMINISTRATOR).with_for_update()
    unit.session.execute(one_at_a_time).all()
    standing = select(StaffMember.id).where(StaffMember.role == Role.ADMINISTRATOR).limit(1)
    if unit.session.execute(standing).first() is not None:
        raise AdministratorExists.already()
    return add_person(
        unit,
        email=email,
        name=name,
        role=Role.ADMINISTRATOR,
        password=password,
        passwords=passwords,
        language=language,
        time_zone=time_zone,
    )
