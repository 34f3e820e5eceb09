"""What the identity panel asks and does, as the person on the screen."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from console import live
from console.bootstrap import console
from domain.identity.answer_code import answer_code
from domain.identity.begin_code_check import begin_code_check
from domain.identity.check_facts import KINDS, check_facts
from domain.identity.checks import CheckOutcome
from domain.identity.queries import IdentityStatus, identity_status
from domain.identity.unmask import FIELDS, Unmasked, unmask
from domain.staff.sessions import SignedIn

FACTS: Final = tuple(KINDS)


async def status_of(person: SignedIn, customer_id: UUID) -> IdentityStatus:
    """Where a code can be sent, and who made sure of the customer a moment ago."""
    status: IdentityStatus = await console().ask(identity_status, actor=person.actor, customer_id=customer_id)
    return status


async def send_code(person: SignedIn, customer_id: UUID, contact_id: UUID) -> UUID:
    """Send a code; the id of the check."""
    check_id: UUID = await console().perform(
        begin_code_check, actor=person.actor, customer_id=customer_id, contact=contact_id
    )
    return check_id


async def hear_code(person: SignedIn, customer_id: UUID, check_id: UUID, code: str) -> CheckOutcome:
    outcome: CheckOutcome = await console().perform(
        answer_code, actor=person.actor, customer_id=customer_id, check_id=check_id, code=code
    )
    live.hub().changed(customer_id)
    return outcome


async def hear_facts(person: SignedIn, customer_id: UUID, form: Mapping[str, str]) -> CheckOutcome:
    facts = {name: form.get(name, "") for name in FACTS}
    outcome: CheckOutcome = await console().perform(
        check_facts, actor=person.actor, customer_id=customer_id, facts=facts
    )
    live.hub().changed(customer_id)
    return outcome


async def show_plainly(person: SignedIn, customer_id: UUID, reason: str) -> Unmasked:
    """Everything as it is, for a reason that is written down."""
    shown: Unmasked = await console().perform(
        unmask, actor=person.actor, customer_id=customer_id, fields=FIELDS, reason=reason
    )
    return shown
