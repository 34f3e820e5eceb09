"""Send a customer a code that only they can read out."""

import hashlib
import secrets
from uuid import UUID

from sqlalchemy import select

from domain.events.event import Stream
from domain.identity.checks import VALID_FOR, lock_person, new_check
from domain.kernel.errors import Conflict, NotFound
from domain.kernel.ids import parse_id
from domain.kernel.language import check_language
from domain.kernel.masking import mask_contact
from domain.kernel.permissions import Permission
from domain.messages.purposes import SECURITY
from domain.messages.queue import may_write, queue_message
from domain.models.customer import CustomerEmail, CustomerPhone
from domain.work.unit import Unit

TEMPLATE = "identity_code"
DIGITS = 6


def begin_code_check(unit: Unit, *, customer_id: UUID, contact: str | UUID, language: str | None = None) -> UUID:
    """Send a code of six digits to a contact that is known of the customer, and tell the id of the check.

    `contact` is the id of one of their e-mail addresses or phone numbers. The code is good for `VALID_FOR`; of it only
    a salted SHA-256 is kept. Records `identity.code_sent`. Refuses a contact that is not theirs, one that they do not
    want to be written to, and more than `checks.MOST_CHECKS` checks of a customer in an hour.
    """
    unit.actor.require(Permission.CUSTOMERS_READ, Permission.MESSAGES_SEND)
    wanted = contact if isinstance(contact, UUID) else parse_id(contact, field="contact")
    spoken = None if language is None else check_language(language)
    customer, members = lock_person(unit, customer_id)
    channel, address = _contact(unit, wanted, members)
    if not may_write(unit, customer.id, channel, "service"):
        raise _not_wanted()
    code, salt = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}", secrets.token_bytes(16)
    shown = mask_contact(channel, address)
    check = new_check(
        unit,
        customer,
        method="code",
        channel=channel,
        contact=shown,
        salt=salt,
        code_digest=code_digest(salt, code),
    )
    queue_message(
        unit,
        customer_id=customer.id,
        template=TEMPLATE,
        channel=channel,
        address=address,
        language=spoken or customer.language,
        values={"code": code, "minutes": int(VALID_FOR.total_seconds() // 60)},
        purpose=SECURITY,
        secret=True,
        good_until=check.expires_at,
    )
    unit.record(
        "identity.code_sent",
        stream=Stream.of_customer(customer.id),
        customer_id=customer.id,
        data={"check_id": str(check.id), "channel": channel, "contact": shown},
    )
    return check.id


def code_digest(salt: bytes, code: str) -> bytes:
    """What is kept of a code."""
    return hashlib.sha256(salt + code.encode()).digest()


def _contact(unit: Unit, id: UUID, members: tuple[UUID, ...]) -> tuple[str, str]:
    email = select(CustomerEmail.address).where(CustomerEmail.id == id, CustomerEmail.customer_id.in_(members))
    if (address := unit.session.execute(email).scalar_one_or_none()) is not None:
        return "email", address
    phone = select(CustomerPhone.e164).where(CustomerPhone.id == id, CustomerPhone.customer_id.in_(members))
    if (number := unit.session.execute(phone).scalar_one_or_none()) is not None:
        return "sms", number
    missing = NotFound.of("contact of this customer", "contact de ce client", id)
    missing.field = "contact"
    raise missing


def _not_wanted() -> Conflict:
    return Conflict(
        code="no_consent",
        field="contact",
        en="The customer does not want to be written to there. Choose another contact.",
        fr="Le client ne veut pas recevoir de message à cet endroit. Choisissez un autre contact.",
    )
