"""Why, a year later: by the very version that decided, on the facts of then; and the version that a case goes by."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from domain.approvals.queries import approval
from domain.cases.close_case import close_case, reopen_case
from domain.cases.open_case import open_case
from domain.cases.queries import case
from domain.cases.route_case import route_case
from domain.customers.tag import tag_customer
from domain.kernel.actor import Actor
from domain.kernel.clock import SetClock
from domain.kernel.errors import Conflict
from domain.privacy.erase import erase_customer
from domain.work.application import Application
from rules_engine.decisions.explain import explain, explain_about
from rules_engine.document.names import read_names
from rules_engine.readback.sentence import rule_sentence
from tests.rules_engine.decisions.test_rules_decisions import GOODWILL, RETURNS, publish, ruled, rules
from tests.support.after_sales import Shop
from tests.support.builders import Builders
from tests.support.team import Team, eur

__all__ = ["publish", "ruled", "rules"]


def routes(id: str, queue: str, *, tag: str = "") -> dict[str, Any]:
    when = (
        {"fact": "customer_tags", "op": "has_any", "value": [tag]}
        if tag
        else {"fact": "topic", "op": "eq", "value": "order"}
    )
    return {
        "id": id,
        "name": {"en": f"Rule {id}", "fr": f"Règle {id}"},
        "when": when,
        "then": [{"effect": "queue", "queue": queue}],
        "priority": 10 if tag else 0,
    }


@pytest.fixture
def opened(ruled: Application, administrator: Actor, build: Builders) -> Callable[[], UUID]:
    def opened() -> UUID:
        asked = {"subject": "Hello", "topic": "order", "channel": "email", "customer_id": build.customer()}
        found: UUID = ruled.perform(open_case, administrator, **asked)
        return found

    return opened


def test_a_year_later_it_is_explained_by_the_version_that_decided(
    publish: Callable[..., int], opened: Callable[[], UUID], clock: SetClock, ask: Callable[..., Any]
) -> None:
    publish("routing", routes("plain", "care"), routes("vip", "care", tag="upset"))
    found = ask(case, case_id=opened())
    clock.advance(timedelta(days=365))
    publish("routing", routes("other", "care"))
    why = ask(explain, decision_id=found.decision_id)
    assert (why.recorded.version, why.same) == ("routing 1", True)
    assert [each.id for each in why.again.fired] == ["plain"]
    (missed,) = why.others
    assert (missed.id, missed.why_not.evidence.comparison.fact, missed.why_not.evidence.actual) == (
        "vip",
        "customer_tags",
        [],
    )


def test_a_running_case_goes_by_its_version_until_somebody_asks_for_the_live_one(
    ruled: Application,
    publish: Callable[..., int],
    opened: Callable[[], UUID],
    administrator: Actor,
    ask: Callable[..., Any],
    clock: SetClock,
) -> None:
    publish(
        "routing", routes("plain", "care"), routes("vip", "first", tag="upset"), lists={"queues": ["care", "first"]}
    )
    id = opened()
    publish("routing", routes("new", "later"), lists={"queues": ["later"]})
    ruled.perform(tag_customer, administrator, customer_id=ask(case, case_id=id).customer_id, tag="upset")
    ruled.perform(route_case, administrator, case_id=id)
    row = ask(case, case_id=id)
    assert (row.queue, row.routed_by) == ("first", "routing 1")  # by the facts of now, by the rules of then
    why = ask(explain, decision_id=row.decision_id)
    assert (why.recorded.version, why.recorded.answered_by) == ("routing 1", "reference")
    ruled.perform(route_case, administrator, case_id=id, live=True)
    row = ask(case, case_id=id)
    assert (row.queue, row.routed_by) == ("later", "routing 2")


def test_a_case_that_is_opened_again_goes_by_the_live_rules(
    ruled: Application,
    publish: Callable[..., int],
    opened: Callable[[], UUID],
    administrator: Actor,
    ask: Callable[..., Any],
) -> None:
    publish("routing", routes("plain", "care"))
    id = opened()
    publish("routing", routes("new", "later"), lists={"queues": ["later"]})
    ruled.perform(close_case, administrator, case_id=id)
    with pytest.raises(Conflict):
        ruled.perform(route_case, administrator, case_id=id, live=True)
    assert ask(case, case_id=id).queue == "care"
    ruled.perform(reopen_case, administrator, case_id=id)
    row = ask(case, case_id=id)
    assert (row.queue, row.routed_by, row.version) == ("later", "routing 2", 3)


def test_an_approval_keeps_the_decision_that_asks_for_it(
    ruled: Application, publish: Callable[..., int], team: Team, ask: Callable[..., Any]
) -> None:
    publish("policy", GOODWILL)
    acting = Team(ruled, team.build)
    agent, order = team.hire("agent"), team.paid_order(100_000)
    asked = acting.act(agent, "goodwill", order=str(order), amount=eur("80.00"), reason="late_delivery").approval_id
    assert asked and ask(approval, approval_id=asked).status == "pending"
    (why,) = ask(explain_about, subject_kind="approval", subject_id=asked)
    assert ([each["rule"] for each in why.recorded.fired], why.same) == (["agents-goodwill"], True)


def test_a_return_and_a_gift_lead_to_what_allowed_them(
    ruled: Application,
    publish: Callable[..., int],
    administrator: Actor,
    application: Application,
    build: Builders,
    team: Team,
    ask: Callable[..., Any],
    happened: Callable[..., Any],
) -> None:
    publish("policy", GOODWILL, RETURNS)
    shop = Shop(ruled, administrator, build)
    order = shop.delivered()
    back = shop.do("return", order=order, lines=[{"sku": "SHIRT-S", "quantity": 1}], channel="store")
    (why,) = ask(explain_about, subject_kind="return", subject_id=back)
    assert [each["rule"] for each in why.recorded.fired] == ["store-returns"]
    Team(ruled, build).act(team.hire("agent"), "goodwill", order=str(order), amount=eur("5.00"), reason="late_delivery")
    (gift,) = happened("order.goodwill_given")
    why = ask(explain, decision_id=UUID(gift.data["decision_id"]))
    assert ([each["rule"] for each in why.recorded.fired], why.recorded.subject_kind) == (["agents-goodwill"], "gift")


def test_of_an_erased_person_only_the_effects_are_left(
    ruled: Application,
    publish: Callable[..., int],
    opened: Callable[[], UUID],
    administrator: Actor,
    ask: Callable[..., Any],
) -> None:
    publish("routing", routes("plain", "care"))
    row = ask(case, case_id=opened())
    ruled.perform(close_case, administrator, case_id=row.id)
    ruled.perform(erase_customer, administrator, customer_id=row.customer_id, reason="asked")
    why = ask(explain, decision_id=row.decision_id)
    assert (why.again, why.others, why.recorded.facts) == (None, (), {})
    assert why.recorded.effects


def test_what_was_decided_before_there_were_names_is_explained_in_the_names_of_now(
    publish: Callable[..., int], opened: Callable[[], UUID], ask: Callable[..., Any]
) -> None:
    publish("routing", routes("plain", "care"), routes("vip", "care", tag="upset"))
    found = ask(case, case_id=opened())
    names = {"tags": {"upset": {"en": "cross", "fr": "fâché"}}, "calendars": {"late": {"en": "Night", "fr": "Nuit"}}}
    publish("routing", routes("other", "care"), names=names)
    again = ask(explain, decision_id=found.decision_id).again
    (vip,) = [each for each in again.version.document.rules if each.id == "vip"]
    assert "fâché" in rule_sentence(vip, again.version.family, "fr")
    assert again.version.document.names == read_names(names)
