"""Which version of a family is live at a time."""

from datetime import datetime

from sqlalchemy import select

from domain.models.rules import RuleActivation
from domain.work.unit import Unit


def live_activation(unit: Unit, family: str, at: datetime | None = None) -> RuleActivation | None:
    """The activation in force at `at` (now without it): the last to start by then; None before the first."""
    query = (
        select(RuleActivation)
        .where(RuleActivation.family == family, RuleActivation.starts_at <= (at or unit.now))
        .order_by(RuleActivation.starts_at.desc(), RuleActivation.id.desc())
        .limit(1)
    )
    return unit.session.execute(query).scalar_one_or_none()
