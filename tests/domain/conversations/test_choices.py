"""What agents make of suggestions is kept, and read back."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from domain.conversations.choices import choices
from domain.conversations.record_choice import record_choice
from domain.kernel.actor import Actor
from domain.kernel.errors import DomainError
from domain.work.application import Application

CHOICE = {
    "intent": "cancel_order",
    "confidence": 0.83,
    "model_version": "1-abc",
    "action": "cancel",
    "outcome": "used",
}


def test_a_choice_is_kept_with_who_and_when(
    application: Application, administrator: Actor, ask: Callable[..., Any]
) -> None:
    entry: UUID = uuid4()
    since = application.clock.now() - timedelta(minutes=1)
    kept = application.perform(record_choice, administrator, entry_id=entry, **CHOICE)
    (row,) = ask(choices, since=since)
    assert (row.id, row.entry_id, row.outcome, row.confidence) == (kept, entry, "used", 0.83)
    assert row.staff_id in (administrator.id, None)
    assert ask(choices, since=since + timedelta(days=1)) == ()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"outcome": "liked"}, "outcome"),
        ({"intent": "dance"}, "intent"),
        ({"confidence": 1.5}, "confidence"),
        ({"confidence": float("nan")}, "confidence"),
        ({"confidence": True}, "confidence"),
        ({"action": ""}, "action"),
        ({"model_version": "x" * 61}, "model_version"),
    ],
)
def test_what_cannot_be_right_is_refused(
    refusal_of: Callable[..., DomainError], values: dict[str, Any], field: str
) -> None:
    assert refusal_of(record_choice, entry_id=uuid4(), **CHOICE | values).field == field
