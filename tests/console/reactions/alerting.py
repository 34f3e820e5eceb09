"""Rules about a few things, published for real, and the worker's tasks called as the worker calls them."""

from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from console.jobs.registry import TASKS
from domain.alerts.queries import alerts
from domain.alerts.rows import AlertRow
from domain.cases.open_case import open_case
from domain.kernel.actor import Actor
from domain.work.application import Application
from tests.browser.rules_world import publish_rules, words
from tests.support.jobs import NotedJobs


def rule(id: str, when: Any, *then: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"id": id, "name": words(f"Rule {id}", f"Règle {id}"), "when": when, "then": list(then), **more}


def fact(fact: str, op: str, value: Any) -> dict[str, Any]:
    return {"fact": fact, "op": op, "value": value}


def alert(role: str = "supervisor", severity: str = "warning", text: str = "Look at it.") -> dict[str, Any]:
    return {"effect": "alert", "role": role, "severity": severity, "text": words(text, f"{text} (fr)")}


def own(effect: str, severity: str = "warning", text: str = "Look at it.") -> dict[str, Any]:
    return {"effect": effect, "severity": severity, "text": words(text, f"{text} (fr)")}


class Watch:
    """The shop under rules: `publish` some, let the queue run dry with `work`, read the `alerts`."""

    def __init__(self, application: Application, jobs: NotedJobs, reader: Actor) -> None:
        self.application, self.jobs, self.reader = application, jobs, reader
        self.console = SimpleNamespace(application=application, database=application.database)

    def publish(self, *rules: dict[str, Any], **more: Any) -> int:
        lists = {"queues": ["care", "general", "delivery"], "events": ["case.opened"]}
        document = {"format": 1, "family": "alerting", "lists": lists, "rules": list(rules), **more}
        number = publish_rules(self.application, document, "Tests")
        self.jobs.noted.clear()
        return number

    def work(self, *, most: int = 100) -> int:
        """Do the reactions that are queued, and those that they queue; how many there were."""
        done = 0
        while self.jobs.noted:
            job = self.jobs.noted.pop(0)
            if job.task == "alerts.react":
                TASKS[job.task].work(self.console, **job.args)
                done += 1
            assert done < most, "in a circle"
        return done

    def tick(self) -> None:
        """A minute has passed, and ten."""
        for name in ("alerts.look", "alerts.look_at_the_rest"):
            TASKS[name].work(self.console)

    def alerts(self, actor: Actor | None = None, **asked: Any) -> tuple[AlertRow, ...]:
        return self.application.ask(alerts, actor or self.reader, **asked).items


def ids(rows: Iterable[AlertRow]) -> list[str]:
    return [row.rule for row in rows]


def opened(watch: Watch, actor: Actor, **values: Any) -> UUID:
    asked = {"subject": "Where is it?", "topic": "delivery", "channel": "phone"} | values
    found: UUID = watch.application.perform(open_case, actor, **asked)
    return found
