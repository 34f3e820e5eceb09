"""Refuse what is consequential while nobody is sure who the customer is."""

from uuid import UUID

from sqlalchemy import select

from domain.kernel.actor import Actor, ActorKind
from domain.kernel.errors import IdentityNeeded
from domain.models.identity import IdentityLevel
from domain.work.unit import Unit

ATTESTED = "identity:attested"  # a scope: the other system answers for who the customer is


def assure_identity(unit: Unit, customer_id: UUID) -> None:
    """Refuse with `IdentityNeeded` unless the actor's session (or key) has made sure of this customer.

    The product itself, a system that attests identities, and what somebody has approved need no check of their own.
    """
    if not is_assured(unit, customer_id):
        raise IdentityNeeded.now()


def is_assured(unit: Unit, customer_id: UUID) -> bool:
    """Whether what is consequential may be done for this customer by the actor of `unit`."""
    if vouched_for(unit.actor) or unit.granted_by is not None:
        return True
    session = unit.actor.session_id or unit.actor.id
    if session is None:
        return False
    level = select(IdentityLevel.level).where(
        IdentityLevel.session_id == session,
        IdentityLevel.customer_id == customer_id,
        IdentityLevel.expires_at > unit.now,
    )
    return (unit.session.execute(level).scalar_one_or_none() or 0) >= 1


def vouched_for(actor: Actor) -> bool:
    """Whether the actor answers for the identity of every customer."""
    return actor.kind == ActorKind.SYSTEM or ATTESTED in actor.scopes
