"""Whether a message may go now: read at the moment of writing, and again at the moment of sending."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select

from domain.messages.purposes import FLEETING, OPTIONAL, SERVICE, URGENT, consent_for, is_allowed
from domain.messages.quiet_hours import quiet_end
from domain.messages.settings import settings_of
from domain.messages.stopped import BAD_ADDRESS, OPTED_OUT, folded
from domain.messages.zones import zones_of
from domain.models.customer import Consent, Customer
from domain.models.message import DeliverySettings, OutboundMessage, UnreachableAddress
from domain.models.telephone import StoppedNumber
from domain.models.template import TemplateSwitch
from domain.work.family import kept_id, members_of
from domain.work.unit import Unit

QUIET: Final = "quiet_hours"
OVER_CAP: Final = "over_cap"
SWITCHED_OFF: Final = "switched_off"
_HANDED_OVER: Final = ("sending", "sent", "delivered", "unknown")


@dataclass(frozen=True, slots=True)
class Verdict:
    """`problem` "" is yes. Else it waits `until` then, or, without that, is not sent at all."""

    problem: str = ""
    until: datetime | None = None


def may_write(unit: Unit, customer_id: UUID, channel: str, purpose: str) -> bool:
    """Whether the customer may be written to, see `is_allowed`. What was said last to any of the records that stand for
    them counts.
    """
    query = select(*(_said(customer_id, channel, each) for each in (SERVICE, consent_for(purpose))))
    service, own = unit.session.execute(query).one()
    return is_allowed(purpose, service=service, own=own)


def why_not(unit: Unit, customer_id: UUID, *, template: str, channel: str, purpose: str, address: str) -> str:
    """Why nothing may be sent there, "" if it may: switched_off, no_address, opted_out, no_consent or bad_address."""
    off = select(TemplateSwitch.template).where(TemplateSwitch.template == template, TemplateSwitch.off).exists()
    stopped = select(StoppedNumber.number).where(StoppedNumber.number == address).exists()
    bad = (
        select(UnreachableAddress.address)
        .where(UnreachableAddress.channel == channel, UnreachableAddress.address == folded(channel, address))
        .exists()
    )
    query = select(
        stopped.label("stopped"),
        bad.label("bad"),
        off.label("off"),
        _said(customer_id, channel, SERVICE).label("service"),
        *([_said(customer_id, channel, own).label("own")] if (own := consent_for(purpose)) != SERVICE else []),
    )
    row = unit.session.execute(query).one()
    if row.off or not address:
        return SWITCHED_OFF if row.off else "no_address"
    if channel == "sms" and row.stopped:
        return OPTED_OUT
    if not is_allowed(purpose, service=row.service, own=row.service if own == SERVICE else row.own):
        return "no_consent"
    return BAD_ADDRESS if row.bad else ""


def may_go(unit: Unit, message: OutboundMessage) -> Verdict:
    """The switch of the message, consent and STOP first, then quiet hours, then how often they were written to."""
    problem = why_not(
        unit,
        message.customer_id,
        template=message.template,
        channel=message.channel,
        purpose=message.purpose,
        address=message.address,
    )
    if problem or message.secret or message.purpose in URGENT:
        return Verdict(problem)
    settings = settings_of(unit)
    until = _quiet_until(unit, message, settings)
    return Verdict(QUIET, until) if until else _often(unit, message, settings)


def _quiet_until(unit: Unit, message: OutboundMessage, settings: DeliverySettings) -> datetime | None:
    if settings.quiet_from == settings.quiet_until:
        return None
    if message.channel == "email" and not settings.quiet_email and message.purpose not in OPTIONAL:
        return None
    zones = zones_of(unit, message.customer_id, channel=message.channel, address=message.address)
    return quiet_end(unit.now, zones, begins=settings.quiet_from, ends=settings.quiet_until)


def _often(unit: Unit, message: OutboundMessage, settings: DeliverySettings) -> Verdict:
    """Over the cap: what is fleeting is not sent, anything else waits until the window has room for it.

    Whoever is about to send to the same customer waits here, so that two at once do not both take the last place.
    """
    most = settings.cap_sms if message.channel == "sms" else settings.cap_email
    window = timedelta(hours=settings.cap_hours)
    unit.session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(f"cap:{message.customer_id}", 0))))
    tried = (
        select(OutboundMessage.tried_at)
        .where(
            OutboundMessage.customer_id.in_(members_of(unit, message.customer_id)),
            OutboundMessage.channel == message.channel,
            OutboundMessage.status.in_(_HANDED_OVER),
            OutboundMessage.tried_at > unit.now - window,
            OutboundMessage.purpose.not_in(URGENT),
            OutboundMessage.secret.is_(False),
            OutboundMessage.id != message.id,
        )
        .order_by(OutboundMessage.tried_at.desc())
        .offset(most - 1)
        .limit(1)
    )
    oldest = unit.session.execute(tried).scalar_one_or_none()
    if oldest is None:
        return Verdict()
    return Verdict(OVER_CAP, None if message.purpose in FLEETING else oldest + window)


def _said(customer_id: UUID, channel: str, purpose: str) -> Any:
    kept = kept_id(customer_id)
    family: ColumnElement[bool] = or_(
        Consent.customer_id == kept,
        Consent.customer_id.in_(select(Customer.id).where(Customer.merged_into_id == kept)),
    )
    query = (
        select(Consent.granted)
        .where(family, Consent.channel == channel, Consent.purpose == purpose)
        .order_by(Consent.changed_at.desc())
        .limit(1)
    )
    return query.scalar_subquery()
