"""Calls whose end was never told."""

from datetime import timedelta
from typing import Final

from sqlalchemy import select

from domain.conversations.call_errands import end_call
from domain.conversations.note_call import outcome_of
from domain.kernel.permissions import Permission
from domain.models.telephone import Call
from domain.work.unit import Unit

LONGEST: Final = timedelta(hours=4, minutes=10)  # Twilio ends a call after four hours; the rest is for late news
_AT_ONCE: Final = 100


def end_lost_calls(unit: Unit) -> int:
    """End the calls that are longer than a call can be, so that nobody waits for somebody who is gone; how many."""
    unit.actor.require(Permission.CONVERSATIONS_RECEIVE)
    lost = select(Call).where(Call.stage != "over", Call.started_at < unit.now - LONGEST)
    found = unit.session.execute(lost.order_by(Call.started_at).limit(_AT_ONCE).with_for_update(skip_locked=True))
    calls = found.scalars().all()
    for call in calls:
        end_call(unit, call, outcome_of(call, "completed"))
    return len(calls)
