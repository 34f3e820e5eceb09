"""What was promised to customers while the world was told, and what of it was kept: nothing reacts to its events."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from domain.kernel.permissions import Permission
from domain.models.case import Case
from domain.service_levels.follow_event import catch_up
from domain.service_levels.note_due import clocks_due, note_due
from domain.work import Application, Unit
from seed.demo.actors import SHOPKEEPER


def keep_time(application: Application) -> None:
    """Let the clocks of every case follow what happened to it; once more changes nothing."""
    for case_id in application.ask(cases_by_age, SHOPKEEPER):
        application.perform(catch_up, SHOPKEEPER, case_id=case_id)
    for clock_id in application.ask(clocks_due, SHOPKEEPER):
        application.perform(note_due, SHOPKEEPER, clock_id=clock_id)


def cases_by_age(unit: Unit) -> Sequence[UUID]:
    """Every case, the oldest first."""
    unit.actor.require(Permission.CASES_READ)
    return list(unit.session.execute(select(Case.id).order_by(Case.opened_at, Case.id)).scalars())
