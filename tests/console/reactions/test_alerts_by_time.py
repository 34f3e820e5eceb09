"""Time alone makes rules fire: once each time that something crosses the line, whatever clocks and workers do."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from console.reactions.alerts import RULES, look_at
from domain.alerts.look_again import look_again, note_change
from domain.alerts.open_things import KINDS
from domain.cases.assign_case import assign_case
from domain.cases.close_case import close_case, reopen_case
from domain.cases.queries import case
from domain.disputes.open import open_dispute
from domain.kernel.actor import Actor
from domain.kernel.clock import SetClock
from domain.kernel.errors import Invalid
from domain.orders.hold import hold_order, release_hold
from domain.work.application import Application
from rules_engine.starter.starter import starter_of
from tests.browser.rules_world import publish_rules, words
from tests.console.reactions.alerting import Watch, alert, fact, ids, opened, own, rule
from tests.support.after_sales import Shop
from tests.support.builders import Builders
from tests.support.team import Team, eur

TWO_HOURS = rule("two-hours", fact("waiting_for", "gt", 7200), own("notify_owner"))
HELD = rule(
    "held",
    {"all": [fact("order_held", "is", True), fact("order_age_days", "ge", 2), fact("now", "in_hours", "desk")]},
    alert(),
)
DESK = {"desk": {"time_zone": "Europe/Paris", "hours": {day: ["08:00-20:00"] for day in ("mon", "tue", "wed", "thu")}}}


def test_a_case_that_waits_too_long_is_told_once(watch: Watch, administrator: Actor, clock: SetClock) -> None:
    watch.publish(TWO_HOURS)
    opened(watch, administrator)
    for minutes in (0, 119):
        clock.advance(timedelta(minutes=minutes))
        watch.tick()
        assert watch.alerts() == ()
    for _ in range(5):
        clock.advance(timedelta(minutes=2))
        watch.tick()
    assert ids(watch.alerts()) == ["two-hours"]


def test_it_is_told_again_when_it_crosses_again(
    watch: Watch, administrator: Actor, clock: SetClock, build: Builders
) -> None:
    watch.publish(TWO_HOURS)
    found = opened(watch, administrator)
    clock.advance(timedelta(hours=3))
    watch.tick()
    build.perform(close_case, case_id=found)
    watch.tick()
    clock.advance(timedelta(hours=1))
    build.perform(reopen_case, case_id=found)
    watch.tick()
    assert ids(watch.alerts()) == ["two-hours"]  # it waits anew
    clock.advance(timedelta(hours=3))
    watch.tick()
    watch.tick()
    assert ids(watch.alerts()) == ["two-hours", "two-hours"]


def test_gold_customers_sooner(watch: Watch, administrator: Actor, build: Builders, clock: SetClock, sql: Any) -> None:
    watch.publish(
        rule(
            "gold",
            {"all": [fact("waiting_for", "gt", 7200), fact("customer_tier", "eq", "gold")]},
            alert(severity="critical"),
            {"effect": "raise_priority", "priority": 1},
        )
    )
    gold, plain = build.customer(), build.customer()
    with watch.application.database.session() as session:
        session.connection().exec_driver_sql("UPDATE customers SET tier = 'gold' WHERE id = %s", (gold,))
        session.commit()
    cases = {each: opened(watch, administrator, customer_id=each) for each in (gold, plain)}
    clock.advance(timedelta(hours=2, minutes=1))
    watch.tick()
    assert [row.case_id for row in watch.alerts()] == [cases[gold]]
    priorities = {each: watch.application.ask(case, administrator, case_id=id).priority for each, id in cases.items()}
    assert priorities == {gold: 1, plain: 3}


def test_outside_its_hours_a_rule_rests_and_has_not_ended(watch: Watch, build: Builders, clock: SetClock) -> None:
    watch.publish(HELD, calendars=DESK)
    order = build.order()
    build.perform(hold_order, order=order, reason="address")
    clock.at = datetime(2026, 11, 26, 22, 0, tzinfo=UTC)  # 23:00 in Paris
    watch.tick()
    assert watch.alerts() == ()
    clock.at = datetime(2026, 11, 30, 6, 59, tzinfo=UTC)  # a Monday, 07:59 in Paris
    watch.tick()
    assert watch.alerts() == ()
    clock.at += timedelta(minutes=1)
    watch.tick()
    assert ids(watch.alerts()) == ["held"]
    for hours in (12, 24, 36):  # nights and mornings
        clock.at += timedelta(hours=hours)
        watch.tick()
    assert ids(watch.alerts()) == ["held"]


def test_what_was_cleared_in_the_night_is_told_anew(watch: Watch, build: Builders, clock: SetClock, sql: Any) -> None:
    watch.publish(HELD, calendars=DESK)
    order = build.order()
    hold = build.perform(hold_order, order=order, reason="address")
    clock.at = datetime(2026, 11, 30, 10, 0, tzinfo=UTC)
    watch.tick()
    build.perform(release_hold, order=order, hold_id=hold)
    watch.tick()
    build.perform(hold_order, order=order, reason="payment")
    watch.tick()
    assert ids(watch.alerts()) == ["held", "held"]


def test_a_clock_that_is_put_back_tells_nobody_twice(watch: Watch, administrator: Actor, clock: SetClock) -> None:
    watch.publish(TWO_HOURS)
    opened(watch, administrator)
    clock.advance(timedelta(hours=3))
    watch.tick()
    clock.advance(timedelta(hours=-2))
    watch.tick()
    clock.advance(timedelta(hours=2))
    watch.tick()
    assert ids(watch.alerts()) == ["two-hours"]


def test_runs_that_were_missed_are_made_up_for(watch: Watch, administrator: Actor, clock: SetClock) -> None:
    watch.publish(TWO_HOURS)
    opened(watch, administrator)
    clock.advance(timedelta(days=9))
    watch.tick()
    assert ids(watch.alerts()) == ["two-hours"]


def test_two_workers_at_once_tell_it_once(watch: Watch, administrator: Actor, clock: SetClock) -> None:
    watch.publish(TWO_HOURS)
    opened(watch, administrator)
    clock.advance(timedelta(hours=3))
    looks = [watch.application.ask(look_again, RULES, kind="case") for _ in range(2)]
    for look in looks:
        (change,) = look.changes
        watch.application.perform(note_change, RULES, change=change)
    assert ids(watch.alerts()) == ["two-hours"]


def test_every_batch_is_looked_at(watch: Watch, administrator: Actor, clock: SetClock) -> None:
    watch.publish(TWO_HOURS)
    cases = {opened(watch, administrator) for _ in range(5)}
    clock.advance(timedelta(hours=3))
    assert look_at(watch.console, "case", limit=2) == 5
    assert {row.case_id for row in watch.alerts()} == cases


def test_a_dispute_that_is_due_makes_its_case_urgent(
    watch: Watch, administrator: Actor, team: Team, clock: SetClock, build: Builders
) -> None:
    watch.publish(
        rule(
            "due", fact("dispute_due_at", "within_next", 172_800), alert(), {"effect": "raise_priority", "priority": 1}
        )
    )
    order = team.paid_order(10_000)
    found = opened(watch, administrator, order_id=order, topic="payment")
    build.perform(open_dispute, order=order, reason="fraudulent", respond_by=clock.now() + timedelta(days=5))
    watch.tick()
    assert watch.alerts() == ()
    clock.advance(timedelta(days=3, minutes=1))
    watch.tick()
    watch.tick()
    assert [(row.rule, row.subject_kind, row.case_id) for row in watch.alerts()] == [("due", "dispute", found)]
    assert watch.application.ask(case, administrator, case_id=found).priority == 1


def test_a_request_that_nobody_answers(watch: Watch, team: Team, clock: SetClock) -> None:
    watch.publish(rule("asked", fact("approval_waiting_for", "gt", 1800), alert()))
    order = team.paid_order(100_000)
    asked = team.act(
        team.hire("agent"), "goodwill", order=str(order), amount=eur("80.00"), reason="late_delivery"
    ).approval_id
    clock.advance(timedelta(minutes=31))
    watch.tick()
    watch.tick()
    assert [(row.subject_kind, row.subject_id, row.order_id) for row in watch.alerts()] == [("approval", asked, order)]


def test_a_return_that_does_not_come(
    watch: Watch, application: Application, administrator: Actor, build: Builders, clock: SetClock
) -> None:
    watch.publish(rule("back", fact("return_waiting_for", "gt", 86_400 * 20), alert()))
    shop = Shop(application, administrator, build)
    order = shop.delivered()
    found = shop.do("return", order=order, lines=[{"sku": "SHIRT-S", "quantity": 1}], channel="mail")
    clock.advance(timedelta(days=21))
    watch.tick()
    watch.tick()
    assert [(row.subject_kind, row.subject_id) for row in watch.alerts()] == [("return", found)]


def test_kinds_are_named(watch: Watch, refusal_of: Callable[..., Any]) -> None:
    assert isinstance(refusal_of(look_again, kind="planet"), Invalid)
    assert set(KINDS) == {"case", "approval", "dispute", "return", "order", "customer"}


@pytest.mark.parametrize("taken", [True, False])
def test_the_owner_is_told(watch: Watch, administrator: Actor, team: Team, clock: SetClock, taken: bool) -> None:
    watch.publish(TWO_HOURS)
    owner = team.hire("agent")
    found = opened(watch, administrator)
    if taken:
        watch.application.perform(assign_case, administrator, case_id=found, owner_id=owner.id)
    clock.advance(timedelta(hours=3))
    watch.tick()
    assert len(watch.alerts(owner)) == taken


def test_a_row_that_makes_a_case_urgent_does_not_set_the_next_row_off(
    watch: Watch, administrator: Actor, clock: SetClock
) -> None:
    publish_rules(watch.application, dict(starter_of("alerting").document), "To start with")
    found = opened(watch, administrator)
    clock.advance(timedelta(days=1, minutes=1))
    for _ in range(4):
        watch.tick()
    assert ids(watch.alerts()) == ["waiting-too-long#3"]
    assert watch.application.ask(case, administrator, case_id=found).priority == 2


def test_rows_that_time_alone_reaches_are_each_told(watch: Watch, administrator: Actor, clock: SetClock) -> None:
    rows = [(14_400, "critical"), (3_600, "warning")]
    table = {
        "id": "wait",
        "name": words("Waiting", "Attente"),
        "hit_policy": "first",
        "inputs": [{"fact": "waiting_for", "op": "gt"}],
        "outputs": [{"effect": "notify_owner", "parameter": name} for name in ("severity", "text")],
        "rows": [{"when": [after], "then": [how, words(how, f"{how} (fr)")]} for after, how in rows],
    }
    watch.publish(tables=[table])
    opened(watch, administrator)
    for _ in range(5):
        clock.advance(timedelta(hours=1, minutes=1))
        watch.tick()
    assert [row.severity for row in watch.alerts()] == ["critical", "warning"]
