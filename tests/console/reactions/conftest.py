"""The shop under alerting rules."""

from collections.abc import Iterator

import pytest

from console.reactions import subscriptions
from domain.kernel.actor import Actor
from domain.kernel.clock import SetClock
from domain.ports.ports import Ports
from domain.work.application import Application
from rules_engine.decisions import live_rules
from rules_engine.decisions.live_rules import LiveRules
from rules_engine.decisions.rules_decisions import RulesDecisions
from tests.console.reactions.alerting import Watch
from tests.domain.conftest import ask, happened, refusal_of, sql
from tests.support.jobs import NotedJobs

__all__ = ["ask", "happened", "refusal_of", "sql"]


@pytest.fixture
def watch(
    application: Application,
    clock: SetClock,
    jobs: NotedJobs,
    administrator: Actor,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Watch]:
    monkeypatch.setattr(live_rules, "LOOK_EVERY", 0.0)
    live = LiveRules(application.database, clock)
    ruled = Application(
        application.database,
        clock=clock,
        jobs=jobs,
        subscriptions=subscriptions(),
        ports=Ports(decisions=RulesDecisions(live)),
    )
    yield Watch(ruled, jobs, administrator)
    live.close()
