"""A floor: agents who are there, cases that wait."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import pytest

from domain.assignment.answer_offer import accept_offer
from domain.assignment.change_agent import change_agent
from domain.assignment.offer_case import offer_case
from domain.assignment.queries import own_offers
from domain.assignment.set_presence import set_presence
from domain.cases.open_case import open_case
from domain.kernel.actor import Actor
from domain.kernel.ids import new_id
from domain.ports.built_in_decisions import BuiltInDecisions
from domain.ports.decisions import Routing
from domain.ports.ports import Ports
from domain.work.application import Application
from tests.support.builders import Builders
from tests.support.team import Team


@dataclass
class SetRules(BuiltInDecisions):
    """Rules that say what the test wants."""

    queue: str = "delivery"
    priority: int = 3
    skills: tuple[str, ...] = ()
    level: str = ""
    prefers: bool = True

    def routing(self, *, facts: Any, version_id: UUID | None = None) -> Routing:
        said = super().routing(facts=facts)
        wait = {"queue": self.queue, "priority": self.priority, "skills": self.skills, "service_level": self.level}
        return replace(said, **wait, prefer_owner=self.prefers)


class Floor:
    """`agent(…)` is online with a screen; `case(…)` waits."""

    def __init__(self, application: Application, build: Builders, team: Team) -> None:
        self.rules = SetRules()
        self.application = Application(
            application.database, clock=application.clock, jobs=application.jobs, ports=Ports(decisions=self.rules)
        )
        self.build, self.team = build, team
        self.system = Actor.system("assignment")

    def agent(self, *skills: str, name: str = "", presence: str = "online", **values: Any) -> Actor:
        hired = replace(self.team.hire(name=name), session_id=new_id())
        self.build.perform(change_agent, staff_id=hired.id, skills=skills, **({"languages": ["en", "fr"]} | values))
        if presence != "offline":
            self.application.perform(set_presence, hired, presence=presence)
        return hired

    def case(
        self, *skills: str, channel: str = "email", queue: str = "delivery", priority: int = 3, **values: Any
    ) -> UUID:
        self.rules.skills, self.rules.queue, self.rules.priority = skills, queue, priority
        asked = {"subject": "Where is my lamp?", "topic": "delivery", "channel": channel, "language": "en"}
        return self.do(open_case, **asked | values)

    def do(self, use_case: Callable[..., Any], **values: Any) -> Any:
        return self.application.perform(use_case, self.system, **values)

    def take(self, agent: Actor, case_id: UUID) -> None:
        """The case is offered to the agent, who accepts."""
        offer_id = self.do(offer_case, case_id=case_id)
        assert offer_id is not None
        self.application.perform(accept_offer, agent, offer_id=offer_id)

    def offered(self, agent: Actor) -> list[UUID]:
        """The cases that are offered to the agent."""
        return [row.case_id for row in self.application.ask(own_offers, agent)]

    def offer_to(self, agent: Actor) -> UUID:
        """The one offer to the agent."""
        (row,) = self.application.ask(own_offers, agent)
        return row.id


@pytest.fixture
def floor(application: Application, build: Builders, team: Team) -> Floor:
    return Floor(application, build, team)
