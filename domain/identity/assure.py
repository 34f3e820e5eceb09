"""Refuse what is consequential while nobody is sure who the customer is."""

from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from domain.kernel.actor import Actor, ActorKind
from domain.kernel.errors import IdentityNeeded
from domain.models.identity import IdentityLevel
from domain.work.family import kept_id
from domain.work.unit import Unit

ATTESTED = "identity:attested"  # a scope: the other system answers for who the customer is


def assure_identity(unit: Unit, customer_id: UUID) -> None:
    """Refuse with `IdentityNeeded` unless the actor's session (or key) has made sure of this customer.

    A preview keeps nothing: it goes on, and `unit.identity_needed` says what stands in the way.

    The product itself, a system that attests identities, and what somebody has approved need no check of their own.
    """
    if is_assured(unit, customer_id):
        return
    if not unit.previewing:
        raise IdentityNeeded.now()
    unit.identity_needed = True


def is_assured(unit: Unit, customer_id: UUID) -> bool:
    """Whether what is consequential may be done for this customer by the actor of `unit`."""
    if vouched_for(unit.actor) or unit.granted_by is not None:
        return True
    session = session_of(unit.actor)
    if session is None:
        return False
    level = select(func.max(IdentityLevel.level)).where(*standing_levels(session, customer_id, unit.now))
    return (unit.session.execute(level).scalar_one() or 0) >= 1


def vouched_for(actor: Actor) -> bool:
    """Whether the actor answers for the identity of every customer."""
    return actor.kind == ActorKind.SYSTEM or ATTESTED in actor.scopes


def sees_plainly(actor: Actor) -> bool:
    """Whether contacts are shown to the actor as they are, also without a check: other systems and the product."""
    return vouched_for(actor) or actor.kind == ActorKind.API_KEY


def session_of(actor: Actor) -> UUID | None:
    """What a check is good for: the session of a person, or the key of another system."""
    return actor.session_id or actor.id


def standing_levels(session: Any, customer_id: Any, now: Any) -> tuple[Any, ...]:
    """The conditions on `IdentityLevel` for a customer, or for the record that theirs was merged into."""
    return (
        IdentityLevel.session_id == session,
        IdentityLevel.customer_id.in_([customer_id, kept_id(customer_id)]),
        IdentityLevel.expires_at > now,
    )
