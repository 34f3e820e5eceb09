"""What an agent made of a suggestion, kept so that the model can learn from it. Courtesy, not history: no event."""

import math
from typing import Final
from uuid import UUID

from domain.kernel.errors import Invalid
from domain.kernel.ids import new_id
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text
from domain.models.staff import StaffMember
from domain.models.suggestion import OUTCOMES, SuggestionOutcome
from domain.orders.new_order import check_choice
from domain.ports.understanding import INTENTS
from domain.work.unit import Unit

LONGEST_NAME: Final = 60


def record_choice(
    unit: Unit,
    *,
    entry_id: UUID,
    intent: str,
    confidence: float,
    model_version: str,
    action: str,
    outcome: str,
) -> UUID:
    """Keep that a card was opened, used or dismissed, or that something else was done, and tell the row's id.

    `intent` is "" where nothing was sure. Refuses with `Invalid` what names no intent or outcome, and a confidence that
    is not from 0 to 1. The text of the message is not kept here.
    """
    unit.actor.require(Permission.CASES_WRITE)
    check_choice(outcome, OUTCOMES, field="outcome")
    check_choice(intent, ("", *INTENTS), field="intent")
    me = unit.actor.id
    row = SuggestionOutcome(
        id=new_id(at=unit.now),
        entry_id=entry_id,
        intent=intent,
        confidence=_checked(confidence),
        model_version=clean_text(model_version, field="model_version", most=LONGEST_NAME),
        action=clean_text(action, field="action", most=LONGEST_NAME),
        outcome=outcome,
        staff_id=me if me is not None and unit.session.get(StaffMember, me) is not None else None,
        at=unit.now,
    )
    unit.session.add(row)
    unit.session.flush()
    return row.id


def _checked(confidence: float) -> float:
    number = isinstance(confidence, int | float) and not isinstance(confidence, bool)
    if number and math.isfinite(confidence) and 0 <= confidence <= 1:
        return float(confidence)
    raise Invalid(
        field="confidence",
        code="not_a_confidence",
        en="“confidence” must be a number from 0 to 1.",
        fr="« confidence » doit être un nombre de 0 à 1.",
    )
