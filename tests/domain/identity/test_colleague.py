"""A check is good for one session; others are told of it while it stands."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from domain.identity.check_facts import check_facts
from domain.identity.queries import ColleagueCheck, identity_status
from domain.kernel.actor import Actor
from domain.kernel.clock import SetClock
from domain.kernel.ids import new_id
from domain.work.application import Application
from tests.support.team import Team

FACTS = {"last_name": "dupont", "email": "marie.dupont@example.org"}


def test_others_are_told_who_checked_and_must_check_themselves(
    application: Application, agent: Actor, team: Team, marie: UUID, clock: SetClock
) -> None:
    tom = replace(team.hire(name="Tom Baker"), session_id=new_id())
    assert application.ask(identity_status, agent, customer_id=marie).colleague is None
    application.perform(check_facts, tom, customer_id=marie, facts=FACTS)
    at = clock.now()
    assert application.ask(identity_status, tom, customer_id=marie).colleague is None  # it is their own
    clock.advance(timedelta(minutes=2))
    seen = application.ask(identity_status, agent, customer_id=marie)
    assert (seen.assured, seen.level, seen.colleague) == (False, 0, ColleagueCheck("Tom Baker", "facts", at))
    clock.advance(timedelta(minutes=29))
    assert application.ask(identity_status, agent, customer_id=marie).colleague is None
