"""Rules that write to customers, or do not let be written: decided before a message goes out, and said in previews."""

from datetime import timedelta
from typing import Any

import pytest

from console.jobs.registry import TASKS
from domain.kernel.actor import Actor
from domain.kernel.clock import SetClock
from domain.kernel.errors import Invalid
from domain.messages.queries import messages
from domain.orders.cancel import cancel_order
from domain.overview.timeline import timeline
from domain.work.unit import Unit
from notifications.foresee import foresee
from tests.console.reactions.alerting import Watch, fact, rule
from tests.support.builders import Builders

CANCELLED = fact("event", "eq", "order.cancelled")
SILENT = {"effect": "stay_silent"}
WRITE = {"effect": "message_customer", "template": "order_edited"}
TEMPLATES = {"lists": {"queues": ["care"], "events": ["order.cancelled"], "templates": ["order_edited", "nothing"]}}


class Shop:
    """An order that is cancelled, and what is told of it."""

    def __init__(self, watch: Watch, build: Builders) -> None:
        self.watch, self.build = watch, build
        self.customer = build.customer(emails=["marie@example.org"], phones=["+33612345678"])

    def cancel(self) -> None:
        order = self.build.order(self.customer)
        self.watch.jobs.noted.clear()
        self.build.perform(cancel_order, order=order, reason="twice")

    def work(self, *tasks: str, twice: bool = True) -> None:
        """Do the jobs of these tasks in this order, each twice."""
        for task in tasks:
            for job in [each for each in self.watch.jobs.noted if each.task == task]:
                for _ in range(1 + twice):
                    TASKS[task].work(self.watch.console, **job.args)

    def told(self) -> list[tuple[str, str, str]]:
        rows = self.watch.application.ask(messages, self.watch.reader).items
        return [(row.template, row.status, row.problem) for row in reversed(rows)]


@pytest.fixture
def shop_of(watch: Watch, administrator: Actor) -> Shop:
    return Shop(watch, Builders(watch.application, administrator))


@pytest.mark.parametrize("order", [("alerts.react", "notifications.tell"), ("notifications.tell", "alerts.react")])
def test_silence_is_decided_before_the_message_goes_out(order: tuple[str, str], shop_of: Shop, watch: Watch) -> None:
    watch.publish(rule("hush", CANCELLED, SILENT), **TEMPLATES)
    shop_of.cancel()
    shop_of.work(*order)
    assert shop_of.told() == [("order_cancelled", "skipped", "silenced")]
    entries = watch.application.ask(timeline, watch.reader, customer_id=shop_of.customer).items
    (skipped,) = [entry for entry in entries if entry.type == "message.skipped"]
    assert skipped.data["decision_id"]


@pytest.mark.parametrize("order", [("alerts.react", "notifications.tell"), ("notifications.tell", "alerts.react")])
def test_a_rule_writes_once_for_an_event_besides_or_instead(
    order: tuple[str, str], shop_of: Shop, watch: Watch
) -> None:
    watch.publish(rule("also", CANCELLED, WRITE), **TEMPLATES)
    shop_of.cancel()
    shop_of.work(*order, "notifications.tell")
    assert sorted(shop_of.told()) == [("order_cancelled", "queued", ""), ("order_edited", "queued", "")]
    watch.publish(rule("instead", CANCELLED, WRITE, SILENT), **TEMPLATES)
    shop_of.cancel()
    shop_of.work(*order, "notifications.tell")
    assert sorted(shop_of.told()[2:]) == [("order_cancelled", "skipped", "silenced"), ("order_edited", "queued", "")]


def test_a_template_that_does_not_exist_is_refused(shop_of: Shop, watch: Watch) -> None:
    watch.publish(rule("wrong", CANCELLED, WRITE | {"template": "nothing"}), **TEMPLATES)
    shop_of.cancel()
    shop_of.work("alerts.react", twice=False)
    with pytest.raises(Invalid):
        shop_of.work("notifications.tell", twice=False)


def test_where_rules_cannot_be_asked_the_message_waits_a_little_and_then_goes(
    shop_of: Shop, watch: Watch, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop_of.cancel()

    def down(**_facts: Any) -> Any:
        raise RuntimeError("down")

    monkeypatch.setattr(type(watch.application.ports.decisions), "alerting", lambda _self, **facts: down(**facts))
    with pytest.raises(RuntimeError):
        shop_of.work("notifications.tell")
    clock.advance(timedelta(minutes=11))
    shop_of.work("notifications.tell")
    assert shop_of.told() == [("order_cancelled", "queued", "")]


def test_a_preview_says_what_rules_will_have_told(shop_of: Shop, watch: Watch, administrator: Actor) -> None:
    watch.publish(rule("instead", CANCELLED, WRITE, SILENT), **TEMPLATES)
    order = shop_of.build.order(shop_of.customer)

    def foreseen(unit: Unit) -> list[tuple[str, str, str]]:
        cancel_order(unit, order=order, reason="twice")
        planned = foresee(unit, unit.events, customer_id=shop_of.customer)
        return [(each.template, each.channel, each.skipped) for each in planned]

    told = watch.application.preview(foreseen, administrator).result
    assert told == [("order_cancelled", "email", "silenced"), ("order_edited", "email", "")]
    assert watch.application.ask(messages, administrator).items == ()
