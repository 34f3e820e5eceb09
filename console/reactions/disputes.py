"""Disputes that the payment gateway tells of."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from console.reactions.payments import GATEWAY, HANDLERS, unreadable
from domain.disputes.close import OUTCOMES, close_dispute
from domain.disputes.open import open_dispute
from domain.disputes.queries import dispute_of_case
from domain.kernel.errors import Conflict
from domain.kernel.money import Money, check_currency
from domain.models.dispute import DISPUTE_REASONS

VENDOR = "payments"


def opened(console: Any, data: Mapping[str, Any]) -> object:
    """`dispute.opened`: {id, reference (order number), amount, currency, reason, respond_by}. Told twice is once."""
    try:
        return console.application.perform(
            open_dispute,
            GATEWAY,
            order=str(data.get("reference", "")),
            reason=reason if (reason := str(data.get("reason"))) in DISPUTE_REASONS else "general",
            amount=_amount(data),
            external_ref=_case(data),
            vendor=VENDOR,
            respond_by=_moment(data.get("respond_by")),
        )
    except Conflict as refused:
        if refused.code != "duplicate_dispute":
            raise
        return UUID(refused.details["dispute_id"])


def closed(console: Any, data: Mapping[str, Any]) -> object:
    """`dispute.closed`: {id, status (the outcome)} and what `opened` takes, should that have got lost."""
    found = console.application.ask(dispute_of_case, GATEWAY, vendor=VENDOR, external_ref=_case(data))
    dispute_id = found or opened(console, data)
    outcome = str(data.get("status"))
    if outcome not in OUTCOMES:
        raise unreadable("data.status")
    return console.application.perform(close_dispute, GATEWAY, dispute_id=dispute_id, outcome=outcome)


def _case(data: Mapping[str, Any]) -> str:
    if not isinstance(case := data.get("id"), str) or not case:
        raise unreadable("data.id")
    return case


def _amount(data: Mapping[str, Any]) -> Money:
    minor = data.get("amount")
    if not isinstance(minor, int) or isinstance(minor, bool):
        raise unreadable("data.amount")
    return Money(minor, check_currency(data.get("currency"), field="data.currency"))


def _moment(value: object) -> datetime | None:
    try:
        return datetime.fromisoformat(str(value))
    except ValueError:
        return None


HANDLERS["dispute.opened"] = opened
HANDLERS["dispute.closed"] = closed
