"""What agents make of suggestions is kept."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest

from domain.conversations.record_choice import record_choice
from domain.kernel.actor import Actor
from domain.kernel.errors import DomainError
from domain.models.suggestion import SuggestionOutcome
from domain.work.application import Application
from domain.work.unit import Unit
from tests.support.team import Team

CHOICE = {
    "intent": "cancel_order",
    "confidence": 0.83,
    "model_version": "1-abc",
    "action": "cancel",
    "outcome": "used",
}


def test_a_choice_is_kept_with_who_and_when(application: Application, administrator: Actor, team: Team) -> None:
    entry: UUID = uuid4()
    agent = team.hire(name="Zoé")
    kept = application.perform(record_choice, agent, entry_id=entry, **CHOICE)

    def row_of(unit: Unit) -> SuggestionOutcome:
        return unit.session.get_one(SuggestionOutcome, kept)

    row = application.ask(row_of, administrator)
    assert (row.entry_id, row.outcome, row.confidence, row.staff_id) == (entry, "used", 0.83, agent.id)
    assert row.at == application.clock.now()


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
