"""A case that nobody took in its queue waits in the queue for overflow."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from domain.cases.load import load_case
from domain.cases.move_case import move_case
from domain.kernel.permissions import Permission
from domain.models.queue import Queue
from domain.work.unit import Unit


def overflow(unit: Unit, *, case_id: UUID) -> bool:
    """Move it if it has waited for as long as its queue allows. Whether it was so. Records `case.moved`."""
    unit.actor.require(Permission.CASES_WRITE)
    case = load_case(unit, case_id)
    queue = unit.session.execute(select(Queue).where(Queue.name == case.queue)).scalar_one_or_none()
    if case.owner_id is not None or case.status not in ("new", "open") or queue is None:
        return False
    if queue.overflow_queue is None or queue.overflow_after is None:
        return False
    if case.queued_at > unit.now - timedelta(seconds=queue.overflow_after):
        return False
    move_case(unit, case_id=case_id, queue=queue.overflow_queue)
    return True
