"""A case is routed and offered to the best of 200 agents while 1,000 others wait."""

import random
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final, cast
from uuid import UUID

import psycopg
from sqlalchemy import make_url

from benchmarks.timing import Measure, count_statements
from console.auth.argon2 import Argon2Passwords
from domain.assignment.change_agent import change_agent
from domain.assignment.look import what_can_be_offered
from domain.assignment.offer_case import offer_case
from domain.assignment.set_presence import set_presence
from domain.cases.facts import case_facts
from domain.cases.open_case import open_case
from domain.customers.create import create_customer
from domain.db.database import Database
from domain.db.migrate import migrate
from domain.kernel.actor import Actor
from domain.kernel.permissions import Permission
from domain.models.case import TOPICS
from domain.ports.built_in_decisions import BuiltInDecisions
from domain.ports.decisions import Routing
from domain.ports.ports import Ports
from domain.staff.add_person import add_person
from domain.work import Application, Unit
from rules_engine.decision import Decision
from rules_engine.decisions.live_rules import LiveRules
from rules_engine.decisions.rules_decisions import RulesDecisions
from rules_engine.document.parse import parse_document
from rules_engine.evaluate import Evaluator
from rules_engine.starter.starter import starter_of
from rules_engine.version import version_of

AGENTS, WAITING = 200, 1_000
SKILLS: Final = ("refunds", "disputes", "store", "senior")
CHANNELS: Final = ("chat", "email", "email", "sms", "phone")
WHO: Final = Actor.system("benchmark")


def measure_assignment(server: str, *, calls: int) -> Iterator[Measure]:
    """Fill a database of its own on `server`, measure, and drop it. `calls` cases are routed and offered."""
    chance = random.Random(11)
    with _database(server) as url, closing(_Starter()) as rules:
        database = Database(url)
        migrate(database)
        application = Application(database, ports=Ports(decisions=_Skilled(chance)))
        customer = application.perform(
            create_customer, WHO, first_name="Will", last_name="Waits", emails=["waits@example.org"]
        )
        cases = [_case(application, chance, customer) for _ in range(WAITING + calls)]
        _hire(application, chance)
        decide = RulesDecisions(cast(LiveRules, rules)).routing
        decision = Measure("routing decision, with the facts read for it", wanted="p95 < 20 ms")
        both = Measure(f"the decision and the offer, {AGENTS} agents, {WAITING:,} waiting")
        alone = Measure("the offer alone")
        made = 0
        for case_id in cases[:calls]:
            started = time.perf_counter()
            application.ask(_routed, WHO, decide=decide, customer_id=customer)
            routed = time.perf_counter()
            made += application.perform(offer_case, WHO, case_id=case_id) is not None
            decision.milliseconds.append((routed - started) * 1000)
            both.milliseconds.append((time.perf_counter() - started) * 1000)
            alone.milliseconds.append((time.perf_counter() - routed) * 1000)
        alone.figure = f"{made} of {calls} found somebody"
        look = Measure(f"a look at {WAITING:,} that wait")
        for _ in range(10):
            started = time.perf_counter()
            application.ask(what_can_be_offered, WHO)
            look.milliseconds.append((time.perf_counter() - started) * 1000)
        alone.statements = count_statements(
            database.engine, lambda id: application.perform(offer_case, WHO, case_id=id), cases[calls : calls + 10]
        )
        database.dispose()
    yield from (decision, both, alone, look)


def _routed(unit: Unit, *, decide: Any, customer_id: UUID) -> Routing:
    unit.actor.require(Permission.CASES_READ)
    facts = case_facts(unit, topic="delivery", channel="email", language="en", customer_id=customer_id, order_id=None)
    return cast(Routing, decide(facts=facts))


@dataclass
class _Skilled(BuiltInDecisions):
    """Where cases wait, with a skill that is asked for now and then."""

    chance: random.Random

    def routing(self, *, facts: Mapping[str, Any], version_id: UUID | None = None) -> Routing:
        skills = tuple(self.chance.sample(SKILLS, self.chance.choice((0, 0, 1, 2))))
        return replace(super().routing(facts=facts), skills=skills, priority=self.chance.randint(1, 5))


class _Starter:
    """The starter rules for routing, live with their engine."""

    def __init__(self) -> None:
        self._version = version_of("routing 1", parse_document(starter_of("routing").document))
        self._evaluator = Evaluator()
        self._evaluator.publish(self._version)

    def decide(self, family: str, facts: dict[str, Any], version_id: UUID | None = None) -> tuple[UUID, Decision]:
        return UUID(int=1), self._evaluator.evaluate(self._version, facts, now=datetime.now(UTC))

    def close(self) -> None:
        self._evaluator.close()


def _case(application: Application, chance: random.Random, customer: UUID) -> UUID:
    return application.perform(
        open_case,
        WHO,
        subject="Where is it?",
        topic=chance.choice(TOPICS),
        channel=chance.choice(CHANNELS),
        language=chance.choice(("en", "en", "fr")),
        customer_id=customer if chance.random() < 0.5 else None,
    )


def _hire(application: Application, chance: random.Random) -> None:
    quick = Argon2Passwords(passes=1, kibibytes=64)
    for number in range(AGENTS):
        id = application.perform(
            add_person,
            WHO,
            email=f"agent{number}@example.org",
            name=f"Agent {number}",
            role="agent",
            password="violet otter climbs slowly",
            passwords=quick,
        )
        skills, languages = chance.sample(SKILLS, chance.randint(0, 3)), chance.choice((["en"], ["en", "fr"]))
        application.perform(change_agent, WHO, staff_id=id, skills=skills, languages=languages)
        application.perform(set_presence, WHO, staff_id=id, presence="online")


@contextmanager
def _database(server: str) -> Iterator[str]:
    name = "comptoir_bench_assignment"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield make_url(server).set(database=name).render_as_string(hide_password=False)
        finally:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
