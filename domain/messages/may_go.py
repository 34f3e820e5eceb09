"""Whether a message may go now: read at the moment of writing, and again at the moment of sending."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from domain.messages.grounds import GROUNDS, LOCK_CAP, TIMES, TRIED
from domain.messages.purposes import FLEETING, OPTIONAL, URGENT, consent_for, is_allowed
from domain.messages.quiet_hours import quiet_end
from domain.messages.stopped import BAD_ADDRESS, OPTED_OUT, folded
from domain.messages.zones import zones_of
from domain.models.message import OutboundMessage
from domain.work.unit import Unit

QUIET: Final = "quiet_hours"
OVER_CAP: Final = "over_cap"
SWITCHED_OFF: Final = "switched_off"


@dataclass(frozen=True, slots=True)
class Verdict:
    """`problem` "" is yes. Else it waits `until` then, or, without that, is not sent at all."""

    problem: str = ""
    until: datetime | None = None


def may_write(unit: Unit, customer_id: UUID, channel: str, purpose: str) -> bool:
    """Whether the customer may be written to, see `is_allowed`. What was said last to any of the records that stand for
    them counts.
    """
    row = _grounds(unit, customer_id, template="", channel=channel, purpose=purpose, address="")
    return is_allowed(purpose, service=row.service, own=row.own)


def why_not(unit: Unit, customer_id: UUID, *, template: str, channel: str, purpose: str, address: str) -> str:
    """Why nothing may be sent there, "" if it may: switched_off, no_address, opted_out, no_consent or bad_address."""
    row = _grounds(unit, customer_id, template=template, channel=channel, purpose=purpose, address=address)
    if row.off or not address:
        return SWITCHED_OFF if row.off else "no_address"
    if channel == "sms" and row.stopped:
        return OPTED_OUT
    if not is_allowed(purpose, service=row.service, own=row.own):
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
    times = TIMES.run(unit.session, customer=message.customer_id).one()
    until = _quiet_until(unit, message, times)
    return Verdict(QUIET, until) if until else _often(unit, message, times)


def _grounds(unit: Unit, customer_id: UUID, *, template: str, channel: str, purpose: str, address: str) -> Any:
    """One row, of `stopped`, `bad`, `off`, `service` and `own`."""
    return GROUNDS.run(
        unit.session,
        customer=customer_id,
        template=template,
        channel=channel,
        address=address,
        folded=folded(channel, address),
        service="service",
        own=consent_for(purpose),
    ).one()


def _quiet_until(unit: Unit, message: OutboundMessage, times: Any) -> datetime | None:
    if times.quiet_from == times.quiet_until:
        return None
    if message.channel == "email" and not times.quiet_email and message.purpose not in OPTIONAL:
        return None
    number = message.address if message.channel == "sms" else ""
    zones = zones_of(number, own=times.time_zone, country=times.country or "")
    return quiet_end(unit.now, zones, begins=times.quiet_from, ends=times.quiet_until)


def _often(unit: Unit, message: OutboundMessage, times: Any) -> Verdict:
    """Over the cap: what is fleeting is not sent, anything else waits until the window has room for it.

    Whoever is about to send to the same customer waits here, so that two at once do not both take the last place.
    """
    most = times.cap_sms if message.channel == "sms" else times.cap_email
    window = timedelta(hours=times.cap_hours)
    LOCK_CAP.run(unit.session, key=f"cap:{message.customer_id}")
    oldest = TRIED.run(
        unit.session,
        customer=message.customer_id,
        channel=message.channel,
        since=unit.now - window,
        message=message.id,
        skipped=most - 1,
    ).scalar_one_or_none()
    if oldest is None:
        return Verdict()
    return Verdict(OVER_CAP, None if message.purpose in FLEETING else oldest + window)
