"""What a customer allows us to write to them about, and on which channel."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from domain.events.event import Stream
from domain.kernel.errors import Invalid
from domain.models.customer import Consent
from domain.work.unit import Unit

CHANNELS = ("email", "sms", "phone", "post")
PURPOSES = ("service", "survey", "marketing")


@dataclass(frozen=True)
class NewConsent:
    """`channel` is one of `CHANNELS`, `purpose` one of `PURPOSES`."""

    channel: str
    purpose: str
    granted: bool


def check_consents(consents: Sequence[NewConsent]) -> Sequence[NewConsent]:
    """`consents` if each names a known channel and purpose; `Invalid` names `consents[1].channel`."""
    for i, consent in enumerate(consents):
        check_consent(consent, field=f"consents[{i}].")
    return consents


def check_consent(consent: NewConsent, *, field: str = "") -> NewConsent:
    """`consent` if it names a known channel and purpose; `Invalid` names the one at fault after `field`."""
    _check_choice(consent.channel, CHANNELS, field=f"{field}channel")
    _check_choice(consent.purpose, PURPOSES, field=f"{field}purpose")
    return consent


def write_consents(unit: Unit, customer_id: UUID, consents: Sequence[NewConsent]) -> None:
    """Write what changes and record `customer.consent_granted` or `customer.consent_withdrawn` for each change."""
    query = select(Consent.channel, Consent.purpose, Consent.granted).where(Consent.customer_id == customer_id)
    standing = {(channel, purpose): granted for channel, purpose, granted in unit.session.execute(query)}
    for consent in consents:
        if standing.get((consent.channel, consent.purpose)) == consent.granted:
            continue
        row = {
            "customer_id": customer_id,
            "channel": consent.channel,
            "purpose": consent.purpose,
            "granted": consent.granted,
            "changed_at": unit.now,
        }
        keys = ["customer_id", "channel", "purpose"]
        changes = {"granted": consent.granted, "changed_at": unit.now}
        unit.session.execute(insert(Consent).values(row).on_conflict_do_update(index_elements=keys, set_=changes))
        unit.record(
            "customer.consent_granted" if consent.granted else "customer.consent_withdrawn",
            stream=Stream.of_customer(customer_id),
            customer_id=customer_id,
            data={"channel": consent.channel, "purpose": consent.purpose},
        )


def _check_choice(value: object, choices: Sequence[str], *, field: str) -> None:
    if value not in choices:
        listed = ", ".join(choices)
        raise Invalid(
            field=field,
            code="unknown_choice",
            en=f"“{field}” must be one of: {listed}.",
            fr=f"« {field} » doit être l’une de ces valeurs : {listed}.",
        )
