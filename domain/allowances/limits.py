"""What an actor may give away alone."""

from uuid import UUID

from sqlalchemy import select

from domain.kernel.actor import Actor, ActorKind
from domain.kernel.money import Money
from domain.models.customer import Customer
from domain.ports.decisions import Limits
from domain.work.unit import Unit


def limits_for(unit: Unit, customer_id: UUID, *, kind: str, amount: Money, reason: str) -> Limits:
    """The limits of the actor of `unit` for a gift, as the policy says with what is known of it."""
    tier = unit.session.execute(select(Customer.tier).where(Customer.id == customer_id)).scalar_one_or_none()
    return unit.ports.decisions.limits(
        role=role_of(unit.actor),
        kind=kind,
        currency=amount.currency,
        facts={"amount": amount.minor, "reason": reason, "customer_tier": tier or ""},
    )


def role_of(actor: Actor) -> str:
    """The role that limits go by: a key has one as people do; the product itself is "system"."""
    return "system" if actor.kind is ActorKind.SYSTEM else actor.role
