"""Read what customers thought."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import func, select

from domain.kernel.permissions import Permission
from domain.models.conversation import Conversation
from domain.models.visitor import SurveyAnswer
from domain.work.family import members_of
from domain.work.unit import Unit

RECENT: Final = 5  # what somebody thought long ago says little of today


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """What a customer thinks: the `average` of all `answers`, that of the last `recent_answers`, and the last one. None
    answered: the averages are None.
    """

    answers: int
    average: float | None
    recent_answers: int
    recent_average: float | None
    last_score: int | None
    last_words: str
    last_at: datetime | None


def satisfaction_of(unit: Unit, *, customer_id: UUID) -> Satisfaction:
    """Of a customer, merged records included."""
    unit.actor.require(Permission.CUSTOMERS_READ)
    conversations = select(Conversation.id).where(Conversation.customer_id.in_(members_of(unit, customer_id)))
    theirs = SurveyAnswer.conversation_id.in_(conversations)
    count, average = unit.session.execute(select(func.count(), func.avg(SurveyAnswer.score)).where(theirs)).one()
    newest = select(SurveyAnswer).where(theirs).order_by(SurveyAnswer.answered_at.desc()).limit(RECENT)
    recent = unit.session.execute(newest).scalars().all()
    last = recent[0] if recent else None
    return Satisfaction(
        answers=count,
        average=round(float(average), 2) if average is not None else None,
        recent_answers=len(recent),
        recent_average=round(sum(each.score for each in recent) / len(recent), 2) if recent else None,
        last_score=last.score if last else None,
        last_words=last.words if last else "",
        last_at=last.answered_at if last else None,
    )
