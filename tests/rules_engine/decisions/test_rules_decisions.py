"""What is published decides: limits, returns and routing, with the record of why."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from domain.cases.open_case import open_case
from domain.cases.queries import case
from domain.decisions.queries import decisions_about
from domain.discounts.give_goodwill import give_goodwill
from domain.kernel.actor import Actor
from domain.kernel.clock import SetClock
from domain.kernel.errors import ApprovalNeeded
from domain.kernel.money import Money
from domain.models.rules import DecisionRow
from domain.ports.built_in_decisions import VERSION
from domain.ports.ports import Ports
from domain.work.application import Application
from rules_engine.decisions import live_rules
from rules_engine.decisions.live_rules import LiveRules
from rules_engine.decisions.rules_decisions import RulesDecisions
from rules_engine.publishing.publish_draft import publish_draft
from rules_engine.publishing.review_draft import review_draft
from rules_engine.publishing.roll_back import roll_back
from rules_engine.publishing.save_draft import save_draft
from rules_engine.publishing.start_draft import start_draft
from rules_engine.publishing.submit_draft import submit_draft
from tests.rules_engine.writing import PATIENT
from tests.support.builders import Builders
from tests.support.team import Team

GOODWILL = {
    "id": "agents-goodwill",
    "name": {"en": "Agents give goodwill", "fr": "Gestes des agents"},
    "when": {
        "all": [{"fact": "role", "op": "eq", "value": "agent"}, {"fact": "kind", "op": "eq", "value": "goodwill"}]
    },
    "then": [
        {"effect": "limit_per_action", "amount": {"EUR": 1000, "*": 5}},
        {"effect": "limit_per_actor", "amount": {"*": 100}, "days": 30},
        {"effect": "limit_per_customer", "amount": "no_limit", "days": 90},
    ],
}
RETURNS = {
    "id": "store-returns",
    "name": {"en": "Returns in a store", "fr": "Retours en magasin"},
    "when": {"fact": "return_channel", "op": "eq", "value": "store"},
    "then": [
        {"effect": "return_window", "days": 45},
        {"effect": "restocking_fee", "millionths": 30_000},
        {"effect": "refund_at", "when": "once"},
    ],
}
ROUTES = {
    "id": "gold-first",
    "name": {"en": "Gold first", "fr": "Or d’abord"},
    "when": {"fact": "topic", "op": "eq", "value": "complaint"},
    "then": [
        {"effect": "queue", "queue": "care"},
        {"effect": "priority", "priority": 1},
        {"effect": "require_skill", "skill": "calm"},
        {"effect": "tag", "tag": "upset"},
    ],
}


@pytest.fixture
def rules(application: Application, clock: SetClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[RulesDecisions]:
    monkeypatch.setattr(live_rules, "LOOK_EVERY", 0.0)
    live = LiveRules(application.database, clock, asking=PATIENT)
    yield RulesDecisions(live)
    live.close()


@pytest.fixture
def ruled(application: Application, rules: RulesDecisions) -> Application:
    return Application(application.database, clock=application.clock, ports=Ports(decisions=rules))


@pytest.fixture
def publish(application: Application, team: Team) -> Callable[..., int]:
    writer, reviewer = team.hire("administrator"), team.hire("administrator")

    def publish(family: str, *rules: dict[str, Any], lists: dict[str, Any] | None = None, **more: Any) -> int:
        known = {"queues": ["care"], "skills": ["calm"], "tags": ["upset"]}
        lists = known | (lists or {}) if family == "routing" else {}
        document = {"format": 1, "family": family, "rules": list(rules), "lists": lists, **more}
        begun = application.perform(start_draft, writer, family=family, title="T")
        application.perform(save_draft, writer, draft_id=begun, expected_version=1, document=document, examples=[])
        application.perform(submit_draft, writer, draft_id=begun, expected_version=2)
        application.perform(review_draft, reviewer, draft_id=begun, expected_version=3, approve=True)
        number: int = application.perform(publish_draft, reviewer, draft_id=begun, expected_version=4)
        return number

    return publish


def test_before_anything_is_published_the_built_in_table_decides(rules: RulesDecisions) -> None:
    assert rules.limits(role="agent", kind="goodwill", currency="EUR", facts={}).version == VERSION
    assert rules.return_policy(channel="mail", category="", facts={}).version == VERSION
    assert rules.routing(facts={"topic": "return"}).queue == "returns"


def test_limits_are_those_of_the_rule_in_the_currency_asked_for(
    rules: RulesDecisions, publish: Callable[..., int]
) -> None:
    publish("policy", GOODWILL)
    euros = rules.limits(role="agent", kind="goodwill", currency="EUR", facts={"amount": 500, "reason": "late"})
    assert (euros.per_action, euros.per_actor, euros.per_customer) == (1000, 10_000, None)
    assert (euros.actor_window, euros.customer_window) == (timedelta(days=30), timedelta(days=90))
    yen = rules.limits(role="agent", kind="goodwill", currency="JPY", facts={"amount": 5})
    assert (yen.per_action, yen.per_actor) == (5, 100)
    assert euros.decided and euros.decided.fired[0]["rule"] == "agents-goodwill"
    assert euros.decided.answered_by == "engine"
    assert {each["fact"] for each in euros.decided.fired[0]["because"]} == {"role", "kind"}


def test_what_the_policy_says_nothing_about_nobody_may_give_alone(
    rules: RulesDecisions, publish: Callable[..., int]
) -> None:
    publish("policy", GOODWILL)
    silent = rules.limits(role="agent", kind="discount", currency="EUR", facts={"amount": 1})
    assert (silent.per_action, silent.per_actor, silent.per_customer) == (0, 0, 0)
    returned = rules.return_policy(channel="mail", category="", facts={})
    assert (returned.window, returned.refund_at) == (timedelta(), "receipt")


def test_a_return_goes_by_the_policy(rules: RulesDecisions, publish: Callable[..., int]) -> None:
    publish("policy", RETURNS)
    policy = rules.return_policy(channel="store", category="shirts", facts={"reason": "too_small", "quantity": 1})
    assert (policy.window, policy.fee_millionths, policy.refund_at) == (timedelta(days=45), 30_000, "once")


def test_a_gift_above_the_published_limit_needs_a_word_and_below_it_keeps_why(
    ruled: Application, publish: Callable[..., int], build: Builders, team: Team, application: Application
) -> None:
    publish("policy", GOODWILL)
    agent = team.hire("agent")
    order = build.order(build.customer())
    with pytest.raises(ApprovalNeeded) as refused:
        ruled.perform(give_goodwill, agent, order=order, amount=Money(1001, "EUR"), reason="late_delivery")
    assert refused.value.details["needs"][0]["allowed"] == 1000
    ruled.perform(give_goodwill, agent, order=order, amount=Money(1000, "EUR"), reason="late_delivery")
    kept = application.ask(
        lambda unit: unit.session.execute(select(DecisionRow).where(DecisionRow.order_id == order)).scalars().all(),
        Actor.system("test"),
    )
    assert [(row.family, row.subject_kind, row.fired[0]["rule"]) for row in kept] == [
        ("policy", "gift", "agents-goodwill")
    ]


def test_a_case_waits_where_the_published_rules_say(
    ruled: Application, publish: Callable[..., int], administrator: Actor, build: Builders, ask: Callable[..., Any]
) -> None:
    publish("routing", ROUTES)
    opened: UUID = ruled.perform(
        open_case, administrator, subject="Broken", topic="complaint", channel="phone", customer_id=build.customer()
    )
    row = ask(case, case_id=opened)
    assert (row.queue, row.priority, row.skills, row.tags) == ("care", 1, ("calm",), ("upset",))
    (why,) = ask(decisions_about, subject_kind="case", subject_id=opened)
    assert (why.version, why.fired[0]["rule"]) == ("routing 1", "gold-first")
    assert why.fired[0]["because"][0]["actual"] == "complaint"


def test_a_new_version_decides_at_once_and_an_old_one_after_going_back(
    rules: RulesDecisions,
    publish: Callable[..., int],
    application: Application,
    administrator: Actor,
    clock: SetClock,
) -> None:
    publish("policy", GOODWILL)
    assert rules.limits(role="agent", kind="goodwill", currency="EUR", facts={}).version == "policy 1"
    assert publish("policy", RETURNS) == 2
    assert rules.limits(role="agent", kind="goodwill", currency="EUR", facts={}).version == "policy 2"
    clock.advance(timedelta(minutes=1))
    application.perform(roll_back, administrator, family="policy", version=1, reason="too strict")
    again = rules.limits(role="agent", kind="goodwill", currency="EUR", facts={})
    assert (again.version, again.per_action) == ("policy 1", 1000)


def test_facts_that_the_vocabulary_does_not_have_are_left_out(
    rules: RulesDecisions, publish: Callable[..., int]
) -> None:
    publish("policy", GOODWILL)
    answered = rules.limits(role="agent", kind="goodwill", currency="EUR", facts={"moon": "full"})
    assert answered.decided and "moon" not in answered.decided.facts
