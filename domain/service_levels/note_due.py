"""Little time is left, or none: noted once, however often it is looked at."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select

from domain.kernel.permissions import Permission
from domain.models.case import Case
from domain.models.service_level import CaseClock
from domain.service_levels import clocks
from domain.work.unit import Unit

AT_ONCE = 500


def clocks_due(unit: Unit, *, limit: int = AT_ONCE) -> Sequence[UUID]:
    """The clocks that are to warn or are over, and say nothing of it yet; the longest overdue first."""
    unit.actor.require(Permission.CASES_READ)
    return list(unit.session.execute(_due(unit).order_by(CaseClock.due_at).limit(limit)).scalars())


def cases_without_clocks(unit: Unit, *, limit: int = AT_ONCE) -> Sequence[UUID]:
    """Open cases that something was promised about before there were clocks, or whose events got lost."""
    unit.actor.require(Permission.CASES_READ)
    none = ~select(CaseClock.id).where(CaseClock.case_id == Case.id).exists()
    query = select(Case.id).where(Case.status != "closed", Case.service_level != "", none).order_by(Case.id)
    return list(unit.session.execute(query.limit(limit)).scalars())


def note_due(unit: Unit, *, clock_id: UUID) -> str:
    """Note that a clock warns or is over: "warned", "breached", or "" where there is nothing to say.

    Records `service_level.warned` or `service_level.breached`, each once for a clock; whoever looks at the same moment
    passes it by.
    """
    unit.actor.require(Permission.EVENTS_READ, Permission.CASES_WRITE)
    case_id = select(CaseClock.case_id).where(CaseClock.id == clock_id).scalar_subquery()
    case = unit.session.execute(select(Case).where(Case.id == case_id).with_for_update()).scalar_one_or_none()
    query = _due(unit).with_only_columns(CaseClock).where(CaseClock.id == clock_id)
    found = query.with_for_update(skip_locked=True)
    clock = unit.session.execute(found, execution_options={"populate_existing": True}).scalar_one_or_none()
    if clock is None or case is None:
        return ""
    if clock.due_at <= unit.now:
        clocks.breach(unit, case, clock)
        return "breached"
    clocks.warn(unit, case, clock)
    return "warned"


def _due(unit: Unit) -> Select[Any]:
    over: ColumnElement[bool] = CaseClock.due_at <= unit.now
    warns = (CaseClock.warn_at <= unit.now) & CaseClock.warned_at.is_(None)
    return select(CaseClock.id).where(
        CaseClock.met_at.is_(None),
        CaseClock.cancelled_at.is_(None),
        CaseClock.paused_at.is_(None),
        CaseClock.breached_at.is_(None),
        or_(over, warns),
    )
