"""Write a message to a customer: the row first, then a job that sends it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from domain.events.event import Stream
from domain.kernel.errors import Invalid
from domain.kernel.ids import new_id
from domain.kernel.language import check_language
from domain.kernel.masking import mask_contact
from domain.kernel.permissions import Permission
from domain.models.customer import Consent
from domain.models.message import OutboundMessage
from domain.templates.live import live_wording
from domain.work.unit import Unit

DELIVER: Final = "notifications.deliver"
CHANNELS: Final = ("email", "sms")


def queue_message(
    unit: Unit,
    *,
    customer_id: UUID,
    template: str,
    channel: str,
    address: str,
    language: str,
    values: Mapping[str, Any],
    purpose: str = "service",
    order_id: UUID | None = None,
    event_id: UUID | None = None,
    secret: bool = False,
    good_until: datetime | None = None,
    attach_label_of: UUID | None = None,
) -> UUID | None:
    """Write the message and ask for its delivery; its id, or None when this was told of `event_id` before.

    `values` are what the template needs; `address` is an e-mail address or a number in E.164, "" where there is none.
    Where the customer has withdrawn their consent, or can be written to nowhere, the row says "skipped" and why, and
    nothing is sent. `attach_label_of` names a return whose label goes along. A `secret` one shows on
    no timeline. Records `message.queued`.
    """
    unit.actor.require(Permission.MESSAGES_SEND)
    if channel not in CHANNELS:
        raise Invalid(
            field="channel",
            code="unknown_choice",
            en=f"“channel” must be among: {', '.join(CHANNELS)}.",
            fr=f"« channel » doit être parmi : {', '.join(CHANNELS)}.",
        )
    spoken = check_language(language)
    problem = _why_not(unit, customer_id, channel, purpose, address)
    wording = live_wording(unit, template, spoken)
    letter = unit.ports.letters.write(
        template=template, channel=channel, language=spoken, values=values, wording=wording
    )
    row = {
        "id": new_id(at=unit.now),
        "customer_id": customer_id,
        "order_id": order_id,
        "event_id": event_id,
        "channel": channel,
        "purpose": purpose,
        "template": template,
        "language": spoken,
        "address": address,
        "subject": letter.subject,
        "body": letter.text,
        "html": letter.html,
        "secret": secret,
        "status": "skipped" if problem else "queued",
        "problem": problem,
        "details": _details(good_until, attach_label_of),
        "queued_at": unit.now,
    }
    statement = insert(OutboundMessage).values(row).on_conflict_do_nothing().returning(OutboundMessage.id)
    written = unit.session.execute(statement).scalar_one_or_none()
    if written is not None and not problem:
        _announce(unit, row)
    return written


def may_write(unit: Unit, customer_id: UUID, channel: str, purpose: str) -> bool:
    """Whether the customer may be written to: for service unless they said no, for anything else if they said yes."""
    query = select(Consent.granted).where(
        Consent.customer_id == customer_id, Consent.channel == channel, Consent.purpose == purpose
    )
    said = unit.session.execute(query).scalar_one_or_none()
    return purpose == "service" if said is None else said


def _why_not(unit: Unit, customer_id: UUID, channel: str, purpose: str, address: str) -> str:
    if not address:
        return "no_address"
    return "" if may_write(unit, customer_id, channel, purpose) else "no_consent"


def _details(good_until: datetime | None, attach_label_of: UUID | None) -> dict[str, str]:
    until = {"good_until": good_until.isoformat()} if good_until else {}
    return until | ({"label_of": str(attach_label_of)} if attach_label_of else {})


def _announce(unit: Unit, row: Mapping[str, Any]) -> None:
    unit.defer(DELIVER, lock=f"message:{row['id']}", message_id=str(row["id"]))
    if row["secret"]:
        return
    unit.record(
        "message.queued",
        stream=Stream.of_customer(row["customer_id"]),
        customer_id=row["customer_id"],
        order_id=row["order_id"],
        data={
            "message_id": str(row["id"]),
            "template": row["template"],
            "channel": row["channel"],
            "address": mask_contact(row["channel"], row["address"]),
        },
    )
