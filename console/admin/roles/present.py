"""Roles as columns of the matrix. Pure."""

from collections.abc import Iterable

from console.admin.roles.rows import RoleColumn
from console.ui.figures import Reader
from console.ui.people import role_label
from domain.kernel.permissions import Role
from domain.staff.queries import RoleRow


def role_columns(roles: Iterable[RoleRow], reader: Reader) -> list[RoleColumn]:
    """One column each, in the order given."""
    return [
        RoleColumn(
            role=row.role,
            word=role_label(row.role, reader.language),
            held_by=_held_by(row.people, reader),
            rights=sorted(str(right) for right in row.permissions),
            fixed=row.role == Role.ADMINISTRATOR,
            version=row.version,
        )
        for row in roles
    ]


def _held_by(people: int, reader: Reader) -> str:
    if people == 1:
        return reader.say("1 person")
    return reader.say("{count} people", count=reader.number(people))
