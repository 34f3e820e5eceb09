"""What a role may do now."""

from domain.kernel.permissions import Permission
from domain.staff.particulars import check_role
from domain.staff.rights import rights_of
from domain.work.unit import Unit


def rights_of_role(unit: Unit, *, role: str) -> frozenset[Permission]:
    """The rights that a key of this role can have at most. `Invalid` names `role`."""
    unit.actor.require(Permission.KEYS_MANAGE)
    return rights_of(unit.session, check_role(role))
