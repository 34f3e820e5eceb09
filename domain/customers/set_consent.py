"""Grant or withdraw one consent."""

from uuid import UUID

from domain.customers.consents import NewConsent, check_consent, write_consents
from domain.customers.load import load_customer
from domain.identity.assure import assure_identity
from domain.kernel.actor import ActorKind
from domain.kernel.permissions import Permission
from domain.work.unit import Unit


def set_consent(unit: Unit, *, customer_id: UUID, channel: str, purpose: str, granted: bool) -> None:
    """Note the customer's last word on `channel` for `purpose`. Saying the same again changes nothing.

    Refuses with `IdentityNeeded` a person who has not made sure of the customer.
    """
    unit.actor.require(Permission.CUSTOMERS_WRITE)
    consent = check_consent(NewConsent(channel=channel, purpose=purpose, granted=granted))
    customer = load_customer(unit, customer_id)
    if unit.actor.kind == ActorKind.STAFF:
        assure_identity(unit, customer.id)
    write_consents(unit, customer.id, [consent])
