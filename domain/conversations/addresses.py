"""The address on the other side of a channel: checked, and in the form by which it is found again."""

from uuid import UUID

from sqlalchemy import select

from domain.customers.contacts import check_phone
from domain.kernel.email import check_email, fold_email
from domain.kernel.text import clean_text
from domain.models.case import CHANNELS
from domain.models.customer import Customer, CustomerEmail, CustomerPhone
from domain.orders.new_order import check_choice
from domain.work.unit import Unit

MOST_LIKELY = 20
LONGEST_VISITOR = 64


def check_channel(channel: str) -> str:
    """One of the channels, or `Invalid`."""
    return check_choice(channel, CHANNELS, field="channel")


def check_address(channel: str, address: str) -> str:
    """A number in E.164 for phone and SMS, a folded e-mail address, a visitor's id for chat; `Invalid` names
    `address`. In the store nobody needs one.
    """
    check_channel(channel)
    if channel in ("phone", "sms"):
        return check_phone(address, field="address", region=None)
    if channel == "email":
        return fold_email(check_email(address, field="address"))
    return clean_text(address, field="address", most=LONGEST_VISITOR, required=channel == "chat")


def likely_customers(unit: Unit, channel: str, address: str) -> tuple[UUID, ...]:
    """The kept records of those who have this address, the one with the newest order first; nobody's is empty."""
    if channel in ("phone", "sms"):
        owners = select(CustomerPhone.customer_id).where(CustomerPhone.e164 == address)
    elif channel == "email":
        owners = select(CustomerEmail.customer_id).where(CustomerEmail.folded == address)
    else:
        return ()
    query = (
        select(Customer.id, Customer.merged_into_id)
        .where(Customer.id.in_(owners), Customer.erased_at.is_(None))
        .order_by(Customer.last_order_at.desc().nulls_last(), Customer.id)
        .limit(MOST_LIKELY)
    )
    return tuple(dict.fromkeys(into or id for id, into in unit.session.execute(query)))
