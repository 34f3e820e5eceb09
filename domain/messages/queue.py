"""Write a message to a customer: the row first, then a job that sends it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from domain.kernel.errors import Invalid
from domain.kernel.ids import new_id
from domain.kernel.language import check_language
from domain.kernel.permissions import Permission
from domain.messages.fall_back import DELIVER
from domain.messages.fall_back import fall_back as send_otherwise
from domain.messages.may_go import may_write, why_not
from domain.messages.purposes import PURPOSES
from domain.messages.record import record_message
from domain.models.message import OutboundMessage
from domain.ports.letters import Letter
from domain.templates.live import live_wording
from domain.work.unit import Unit

__all__ = ["CHANNELS", "DELIVER", "may_write", "queue_message"]

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
    fall_back: tuple[str, str] | None = None,
    withheld: str = "",
    decision_id: UUID | None = None,
) -> UUID | None:
    """Write the message and ask for its delivery; its id, or None when this was told of `event_id` before.

    `values` are what the template needs; `address` is an e-mail address or a number in E.164, "" where there is none.
    Where the customer has withdrawn their consent, or can be written to nowhere, the row says "skipped" and why, and
    nothing is sent; likewise where the message is switched off, or is `withheld` for a reason of ours, `decision_id`
    says which rule's. `purpose` is one of `PURPOSES`, and says whether it may wait. `fall_back` is another channel and
    address for when this one fails for good; a secret one has none. `attach_label_of` names a return whose label goes
    along. A `secret` one shows on no timeline.
    Records `message.queued` or `message.skipped`.
    """
    unit.actor.require(Permission.MESSAGES_SEND)
    _check("channel", channel, CHANNELS)
    _check("purpose", purpose, PURPOSES)
    spoken = check_language(language)
    if event_id is not None and _was_told(unit, event_id, template):
        return None
    problem = withheld or why_not(
        unit, customer_id, template=template, channel=channel, purpose=purpose, address=address
    )
    details = _details(good_until, attach_label_of)
    if fall_back is not None and fall_back[1] and not secret and not withheld:
        details["fall_back"] = _otherwise(unit, template, fall_back, spoken, values)
    letter = _letter(unit, template, channel, spoken, values)
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
        "details": details,
        "queued_at": unit.now,
    }
    statement = insert(OutboundMessage).values(row).on_conflict_do_nothing().returning(OutboundMessage)
    message = unit.session.execute(statement).scalar_one_or_none()
    if message is not None:
        _announce(unit, message, withheld=bool(withheld), decision_id=str(decision_id or ""))
    return message.id if message is not None else None


def _announce(unit: Unit, message: OutboundMessage, *, withheld: bool, decision_id: str) -> None:
    if message.status == "queued":
        unit.defer(DELIVER, lock=f"message:{message.id}", message_id=str(message.id))
        record_message(unit, "queued", message)
        return
    record_message(unit, "skipped", message, problem=message.problem, decision_id=decision_id)
    if not withheld:
        send_otherwise(unit, message)


def _was_told(unit: Unit, event_id: UUID, template: str) -> bool:
    """On whichever channel: where the customer is reached may have changed since."""
    told = select(OutboundMessage.id).where(OutboundMessage.event_id == event_id, OutboundMessage.template == template)
    return unit.session.execute(told.limit(1)).first() is not None


def _letter(unit: Unit, template: str, channel: str, language: str, values: Mapping[str, Any]) -> Letter:
    """In the words that are used now."""
    wording = live_wording(unit, template, language)
    return unit.ports.letters.write(
        template=template, channel=channel, language=language, values=values, wording=wording
    )


def _otherwise(
    unit: Unit, template: str, other: tuple[str, str], language: str, values: Mapping[str, Any]
) -> dict[str, str]:
    """What stands in for the message where its channel fails, as it reads now."""
    channel, address = other
    _check("fall_back", channel, CHANNELS)
    letter = _letter(unit, template, channel, language, values)
    return {
        "channel": channel,
        "address": address,
        "subject": letter.subject,
        "body": letter.text,
        "html": letter.html,
    }


def _details(good_until: datetime | None, attach_label_of: UUID | None) -> dict[str, Any]:
    until = {"good_until": good_until.isoformat()} if good_until else {}
    return until | ({"label_of": str(attach_label_of)} if attach_label_of else {})


def _check(field: str, value: str, choices: tuple[str, ...]) -> None:
    if value not in choices:
        raise Invalid(
            field=field,
            code="unknown_choice",
            en=f"“{field}” must be among: {', '.join(choices)}.",
            fr=f"« {field} » doit être parmi : {', '.join(choices)}.",
        )
