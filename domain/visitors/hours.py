"""When the chat can count on an answer: the hours in which cases are promised one of which nothing is known yet."""

from typing import Final

from sqlalchemy import func, select

from domain.kernel.business_time import ALWAYS, Calendar
from domain.kernel.permissions import Permission
from domain.models.queue import Queue
from domain.models.service_level import BusinessCalendar, ServiceLevel
from domain.service_levels.calendars import calendar_of
from domain.work.unit import Unit

_QUEUE: Final = "general"  # where these wait


def chat_hours(unit: Unit) -> Calendar:
    """The calendar of that queue, or of its service level; always where neither has one."""
    unit.actor.require(Permission.CONVERSATIONS_RECEIVE)
    named = (
        select(func.coalesce(Queue.calendar, ServiceLevel.calendar))
        .outerjoin(ServiceLevel, ServiceLevel.name == Queue.service_level)
        .where(Queue.name == _QUEUE)
        .scalar_subquery()
    )
    row = unit.session.execute(select(BusinessCalendar).where(BusinessCalendar.name == named)).scalar_one_or_none()
    return calendar_of(row) if row is not None else ALWAYS
