"""Who asked for something, with the rights that they have now."""

from sqlalchemy import select

from domain.kernel.actor import Actor, ActorKind
from domain.kernel.errors import Conflict
from domain.kernel.permissions import Permission
from domain.models.approval import Approval
from domain.models.staff import ApiKey, StaffMember
from domain.staff.rights import rights_of
from domain.staff.scopes import narrowed
from domain.work.unit import Unit


def asker_of(unit: Unit, approval: Approval) -> Actor:
    """The actor behind an approval. Refuses with `Conflict` "asker_gone" who was locked or whose key was revoked."""
    find = {ActorKind.API_KEY: _key, ActorKind.CUSTOMER: _customer}.get(ActorKind(approval.asked_by_kind), _person)
    actor = find(unit, approval)
    if actor is not None:
        return actor
    raise Conflict(
        code="asker_gone",
        en=f"{approval.asked_by_name} may no longer sign in: nothing can be done on their behalf.",
        fr=f"{approval.asked_by_name} ne peut plus se connecter : rien ne peut être fait en son nom.",
    )


def is_asker(actor: Actor, approval: Approval) -> bool:
    """Whether `actor` is who asked."""
    return actor.id is not None and (str(actor.kind), actor.id) == (approval.asked_by_kind, approval.asked_by_id)


def _person(unit: Unit, approval: Approval) -> Actor | None:
    query = select(StaffMember).where(StaffMember.id == approval.asked_by_id, StaffMember.locked_at.is_(None))
    person = unit.session.execute(query).scalar_one_or_none()
    if person is None:
        return None
    rights = rights_of(unit.session, person.role)
    return Actor(kind=ActorKind.STAFF, id=person.id, name=person.name, role=person.role, permissions=rights)


def _customer(unit: Unit, approval: Approval) -> Actor:
    """A customer at the self-service page: the rights of the actions that they may ask for, whoever is asked."""
    rights = frozenset({Permission.ORDERS_READ, Permission.ORDERS_WRITE, Permission.RETURNS_WRITE})
    return Actor(
        kind=ActorKind.CUSTOMER,
        id=approval.asked_by_id,
        name=approval.asked_by_name,
        role=approval.asked_by_role,
        permissions=rights,
    )


def _key(unit: Unit, approval: Approval) -> Actor | None:
    query = select(ApiKey).where(ApiKey.id == approval.asked_by_id, ApiKey.revoked_at.is_(None))
    key = unit.session.execute(query).scalar_one_or_none()
    if key is None:
        return None
    return Actor(
        kind=ActorKind.API_KEY,
        id=key.id,
        name=key.name,
        role=key.role,
        permissions=narrowed(rights_of(unit.session, key.role), key.scopes),
        scopes=frozenset(key.scopes),
    )
