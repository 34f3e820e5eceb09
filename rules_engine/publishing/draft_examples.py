"""What becomes of the examples of a draft."""

from uuid import UUID

from domain.kernel.permissions import Permission
from domain.work.unit import Unit
from rules_engine.publishing.check import check_examples
from rules_engine.publishing.examples import ExampleResult
from rules_engine.publishing.queries import draft


def draft_examples(unit: Unit, *, draft_id: UUID) -> tuple[ExampleResult, ...]:
    """Each example of the draft in its order, tried now. `NotFound`; `Invalid` where it cannot be read any more."""
    unit.actor.require(Permission.RULES_READ)
    found = draft(unit, draft_id=draft_id)
    return check_examples(found.family, found.document, found.examples, at=unit.now)
