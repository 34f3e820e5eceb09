"""Numbers that wrote STOP, and addresses where nothing arrives. Parts of use cases."""

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert

from domain.events.event import Stream
from domain.kernel.email import fold_email
from domain.kernel.masking import mask_contact
from domain.models.customer import Consent, CustomerPhone
from domain.models.message import UnreachableAddress
from domain.models.telephone import StoppedNumber
from domain.work.unit import Unit

OPTED_OUT = "opted_out"
BAD_ADDRESS = "bad_address"


def is_stopped(unit: Unit, number: str) -> bool:
    """Whether nothing may be sent to the number by SMS."""
    query = select(StoppedNumber.number).where(StoppedNumber.number == number)
    return unit.session.execute(query).scalar_one_or_none() is not None


def stop_number(unit: Unit, number: str) -> None:
    """From now on nothing is sent to it."""
    unit.session.execute(insert(StoppedNumber).values(number=number, since=unit.now).on_conflict_do_nothing())


def free_number(unit: Unit, number: str) -> None:
    """It may be written to again."""
    unit.session.execute(delete(StoppedNumber).where(StoppedNumber.number == number))


def folded(channel: str, address: str) -> str:
    """The address as it is kept of those where nothing arrives."""
    return fold_email(address) if channel == "email" else address


def free_address(unit: Unit, channel: str, address: str) -> None:
    """Somebody knows better: it is tried again."""
    gone = delete(UnreachableAddress).where(
        UnreachableAddress.channel == channel, UnreachableAddress.address == folded(channel, address)
    )
    unit.session.execute(gone)


def learn(unit: Unit, channel: str, address: str, problem: str) -> None:
    """Keep what a vendor's refusal says about the address itself, for every message from now on.

    "opted_out": the number wrote STOP to the vendor, which counts as if it had been written to us; records
    `customer.consent_withdrawn` for everybody who has the number. "bad_address …": nothing ever arrives there.
    """
    kind = problem.partition(" ")[0]
    if kind == OPTED_OUT and channel == "sms" and address:
        stop_number(unit, address)
        _withdraw(unit, address)
    elif kind == BAD_ADDRESS and address:
        values = {
            "channel": channel,
            "address": folded(channel, address),
            "problem": problem.partition(" ")[2][:200],
            "since": unit.now,
        }
        unit.session.execute(insert(UnreachableAddress).values(values).on_conflict_do_nothing())


def _withdraw(unit: Unit, number: str) -> None:
    owners = select(CustomerPhone.customer_id).where(CustomerPhone.e164 == number).distinct()
    for customer_id in unit.session.execute(owners).scalars().all():
        for purpose in ("service", "marketing"):
            row = {"customer_id": customer_id, "channel": "sms", "purpose": purpose}
            said = {"granted": False, "changed_at": unit.now}
            written = (
                insert(Consent)
                .values(row | said)
                .on_conflict_do_update(index_elements=list(row), set_=said, where=Consent.granted.is_(True))
                .returning(Consent.customer_id)
            )
            if unit.session.execute(written).first() is None:
                continue
            unit.record(
                "customer.consent_withdrawn",
                stream=Stream.of_customer(customer_id),
                customer_id=customer_id,
                data={"channel": "sms", "purpose": purpose, "address": mask_contact("sms", number)},
            )
