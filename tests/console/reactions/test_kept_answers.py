"""The task that forgets old answers."""

from datetime import timedelta
from types import SimpleNamespace

from sqlalchemy import func, select

from console.jobs.registry import TASKS
from console.reactions.kept_answers import FORGET, KEPT_FOR
from domain.db.database import Database
from domain.idempotency.answer_once import answer_once
from domain.kernel.actor import Actor
from domain.kernel.clock import SetClock
from domain.kernel.permissions import Permission
from domain.models.staff import KeptAnswer
from domain.work.application import Application


def test_old_answers_are_forgotten(
    application: Application, administrator: Actor, clock: SetClock, database: Database
) -> None:
    for key in ("old", "new"):
        application.perform(
            answer_once,
            administrator,
            requires=Permission.ORDERS_WRITE,
            route="POST /orders",
            key=key,
            digest=b"",
            answer=lambda unit: (201, "{}"),
        )
        clock.advance(KEPT_FOR)
    clock.advance(timedelta(seconds=-1))
    TASKS[FORGET].work(SimpleNamespace(application=application))
    with database.session() as session:
        assert session.execute(select(func.count()).select_from(KeptAnswer)).scalar_one() == 1
    assert TASKS[FORGET].cron
