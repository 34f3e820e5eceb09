"""Rules react to what happened: people are told once, cases are moved, nothing runs in circles."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from console.jobs.registry import TASKS
from domain.alerts.acknowledge_alert import acknowledge_alert
from domain.alerts.queries import alert as one_alert
from domain.alerts.queries import alerts
from domain.alerts.see_alerts import see_alerts
from domain.approvals.acknowledge import acknowledge_approval
from domain.approvals.refuse import refuse_approval
from domain.cases.assign_case import assign_case
from domain.cases.close_case import close_case
from domain.cases.queries import case
from domain.customers.watch import watch as begin_watching
from domain.decisions.queries import decision
from domain.discounts.give_goodwill import give_goodwill
from domain.inventory.put_stock import StockEntry, put_stock
from domain.kernel.actor import Actor
from domain.kernel.errors import Denied, NotFound
from domain.kernel.money import Money
from tests.console.reactions.alerting import Watch, alert, fact, ids, opened, own, rule
from tests.support.builders import Builders
from tests.support.team import Team, eur

GIFT = rule("gift", fact("event", "eq", "order.goodwill_given"), alert(severity="info"))
OPENED = fact("event", "eq", "case.opened")


@pytest.fixture
def give(watch: Watch, team: Team, build: Builders) -> Callable[..., UUID]:
    def give(minor: int = 500) -> UUID:
        order = team.paid_order(10_000)
        watch.application.perform(
            give_goodwill, team.hire("administrator"), order=order, amount=Money(minor, "EUR"), reason="late_delivery"
        )
        return order

    return give


def test_an_event_is_told_to_those_whom_the_rule_names(
    watch: Watch, give: Callable[..., UUID], team: Team, ask: Callable[..., Any]
) -> None:
    watch.publish(rule("gift", {"all": [*GIFT_AND_MORE]}, alert("supervisor", "critical", "A gift.")))
    order = give(700)
    assert watch.alerts() == ()
    watch.work()
    (row,) = watch.alerts()
    assert (row.rule, row.severity, row.roles, row.order_id) == ("gift", "critical", ("supervisor",), order)
    assert row.words == {"en": "A gift.", "fr": "A gift. (fr)"}
    why = ask(decision, decision_id=row.decision_id)
    assert (why.family, why.version, why.fired[0]["rule"]) == ("alerting", "alerting 1", "gift")
    assert {each["fact"]: each["actual"] for each in why.fired[0]["because"]} == {
        "event": "order.goodwill_given",
        "amount": 700,
        "actor_role": "administrator",
    }


GIFT_AND_MORE = (
    fact("event", "eq", "order.goodwill_given"),
    fact("amount", "ge", {"*": 7}),
    fact("actor_role", "eq", "administrator"),
)


def test_a_job_that_runs_again_tells_nobody_twice(watch: Watch, give: Callable[..., UUID]) -> None:
    watch.publish(GIFT)
    give()
    again = [job for job in watch.jobs.noted if job.task == "alerts.react"]
    watch.work()
    for job in again:
        TASKS[job.task].work(watch.console, **job.args)
    assert ids(watch.alerts()) == ["gift"]
    give()
    watch.work()
    assert ids(watch.alerts()) == ["gift", "gift"]  # another event


def test_who_sees_which_alert(watch: Watch, team: Team, build: Builders, administrator: Actor) -> None:
    owner, other, watcher = team.hire("agent"), team.hire("agent"), team.hire("agent")
    supervisor, merchandiser = team.hire("supervisor"), team.hire("merchandiser")
    customer = build.customer()
    watch.application.perform(begin_watching, watcher, subject_kind="customer", subject_id=customer)
    watch.publish(
        rule("to-role", OPENED, alert("merchandiser")),
        rule("to-watchers", OPENED, own("notify_watchers")),
        rule("to-owner", fact("event", "eq", "case.assigned"), own("notify_owner")),
    )
    found = opened(watch, administrator, customer_id=customer)
    watch.application.perform(assign_case, administrator, case_id=found, owner_id=owner.id)
    watch.work()
    assert ids(watch.alerts(merchandiser)) == ["to-role"]
    assert ids(watch.alerts(watcher)) == ["to-watchers"]
    assert ids(watch.alerts(owner)) == ["to-owner"]
    assert watch.alerts(other) == ()
    assert sorted(ids(watch.alerts(supervisor))) == ["to-owner", "to-role", "to-watchers"]
    assert watch.alerts(supervisor, mine=True) == ()
    hidden = watch.alerts(owner)[0].id
    for use_case in (acknowledge_alert, one_alert):
        with pytest.raises(NotFound):
            watch.application.perform(use_case, other, alert_id=hidden)


def test_a_case_that_nobody_has_is_told_to_supervisors(watch: Watch, administrator: Actor) -> None:
    watch.publish(rule("owner", OPENED, own("notify_owner")))
    opened(watch, administrator)
    watch.work()
    assert [(row.roles, row.people) for row in watch.alerts()] == [(("supervisor",), ())]


def test_it_is_seen_and_taken_on_once(watch: Watch, give: Callable[..., UUID], team: Team) -> None:
    hugo, ada = team.hire("supervisor", "Hugo"), team.hire("supervisor", "Ada")
    watch.publish(GIFT)
    give()
    watch.work()
    for _ in range(2):
        watch.application.perform(see_alerts, hugo)
    (row,) = watch.alerts(hugo)
    assert (row.seen_by, row.seen_at is not None) == (("Hugo",), True)
    assert watch.alerts(ada)[0].seen_at is None
    for actor in (ada, hugo):
        watch.application.perform(acknowledge_alert, actor, alert_id=row.id)
    assert watch.alerts(ada) == ()
    (done,) = watch.alerts(ada, state="acknowledged")
    assert done.acknowledged_by == "Ada"


def test_who_may_not_read_alerts_does_not(watch: Watch, powerless: Actor) -> None:
    for query in (alerts, see_alerts):
        with pytest.raises(Denied):
            watch.application.ask(query, powerless)


def test_the_case_is_moved_and_becomes_urgent(watch: Watch, administrator: Actor, ask: Callable[..., Any]) -> None:
    watch.publish(
        rule(
            "urgent", OPENED, {"effect": "raise_priority", "priority": 1}, {"effect": "move_to_queue", "queue": "care"}
        )
    )
    found = opened(watch, administrator)
    watch.work()
    row = ask(case, case_id=found)
    assert (row.queue, row.priority) == ("care", 1)
    assert ask(decision, decision_id=row.decision_id).fired[0]["rule"] == "urgent"


def test_rules_that_answer_each_other_come_to_an_end(
    watch: Watch, administrator: Actor, happened: Callable[..., Any]
) -> None:
    watch.publish(
        rule("at-first", OPENED, {"effect": "move_to_queue", "queue": "care"}),
        rule("to-care", MOVED_TO_DELIVERY, {"effect": "move_to_queue", "queue": "care"}, alert()),
        rule("to-delivery", MOVED_TO_CARE, {"effect": "move_to_queue", "queue": "delivery"}, alert()),
    )
    opened(watch, administrator)
    watch.work()
    moves = happened("case.moved")
    assert [each.data["queue"] for each in moves] == ["care", "delivery", "care"]
    assert {each.actor_name for each in moves} == {"rules"}
    assert [each.cause.split(":")[:2] for each in moves] == [["rules", str(step)] for step in (1, 2, 3)]


MOVED_TO_CARE = {"all": [fact("event", "eq", "case.moved"), fact("case_queue", "eq", "care")]}
MOVED_TO_DELIVERY = {"all": [fact("event", "eq", "case.moved"), fact("case_queue", "eq", "delivery")]}


def test_what_would_be_written_to_the_customer_is_kept_in_the_decision(
    watch: Watch, give: Callable[..., UUID], ask: Callable[..., Any], sql: Callable[..., Any]
) -> None:
    watch.publish(rule("quiet", fact("event", "eq", "order.goodwill_given"), {"effect": "stay_silent"}))
    give()
    watch.work()
    assert watch.alerts() == ()
    assert sql("SELECT effects FROM decisions WHERE subject_kind = 'alert'") == [
        ([{"effect": "stay_silent", "rule": "quiet"}],)
    ]


def test_before_there_are_rules_nothing_follows(watch: Watch, give: Callable[..., UUID]) -> None:
    give()
    assert watch.work() > 0
    assert watch.alerts() == ()


def test_stock_that_runs_low_is_told_once_for_each_sku_until_it_is_there_again(
    watch: Watch, build: Builders, administrator: Actor
) -> None:
    low = rule("low", fact("stock_available", "le", 3), alert())
    watch.publish(low, rule("count", fact("event", "eq", "stock.set"), alert(text="Counted.")))
    build.goods("CUP", "LAMP", on_hand=10)

    def count(**levels: int) -> list[str]:
        known = {row.id for row in watch.alerts()}
        entries = [StockEntry("PAR", sku, on_hand) for sku, on_hand in levels.items()]
        watch.application.perform(put_stock, administrator, entries=entries)
        watch.work()
        return ids(row for row in watch.alerts() if row.id not in known)

    assert count(CUP=9, LAMP=9) == ["count", "count"]
    assert count(CUP=3, LAMP=2) == ["low", "low"]
    assert count(CUP=1) == []
    assert count(CUP=8) == []
    assert count(CUP=0, LAMP=1) == ["low"]
    assert count(CUP=0) == []  # nothing has changed: there is no event


def test_two_cases_of_a_customer_make_one_alert_which_ends_when_its_case_is_closed(
    watch: Watch, team: Team, build: Builders, administrator: Actor
) -> None:
    watch.publish(rule("again", fact("channel", "eq", "phone"), own("notify_owner")))
    marie, ana = build.customer(), team.hire("agent", "Ana")
    first = opened(watch, administrator, customer_id=marie)
    watch.tick()
    second = opened(watch, administrator, customer_id=marie)
    watch.application.perform(assign_case, administrator, case_id=second, owner_id=ana.id)
    watch.work()
    watch.tick()
    (row,) = watch.alerts()
    assert (row.case_id, row.roles, row.people) == (first, ("supervisor",), ("Ana",))
    opened(watch, administrator, customer_id=build.customer())
    watch.tick()
    assert len(watch.alerts()) == 2
    watch.application.perform(close_case, administrator, case_id=first)
    watch.work()
    assert row.id not in {each.id for each in watch.alerts()}
    (ended,) = watch.alerts(state="acknowledged")
    assert (ended.id, ended.acknowledged_by) == (row.id, administrator.name)


def test_who_asked_hears_of_a_refusal_until_they_have_read_it(watch: Watch, team: Team) -> None:
    agent, supervisor = team.hire("agent", "Léa"), team.hire("supervisor", "Noor")
    acted = team.act(agent, "goodwill", order=str(team.paid_order(100_000)), amount=eur("80.00"), reason="apology")
    watch.application.perform(refuse_approval, supervisor, approval_id=acted.approval_id, reason="It was on time")
    watch.work()
    (told,) = watch.alerts(agent, mine=True)
    assert (told.people, told.subject_id) == (("Léa",), acted.approval_id)
    assert told.words["en"] == "Noor refused what you asked approval for: It was on time"
    watch.application.perform(acknowledge_approval, agent, approval_id=acted.approval_id)
    watch.work()
    assert watch.alerts(agent, mine=True) == ()
