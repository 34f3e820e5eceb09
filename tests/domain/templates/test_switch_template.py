"""A kind of message is switched off: what was to be told is not, whoever names it, until it is on again."""

from typing import Any
from uuid import UUID

import pytest

from domain.db.database import Database
from domain.kernel.actor import Actor
from domain.kernel.clock import SetClock
from domain.kernel.errors import Conflict, Denied, Invalid, NotFound, StaleVersion
from domain.messages.deliver import begin_attempt
from domain.messages.queue import queue_message
from domain.orders.cancel import cancel_order
from domain.ports.ports import Ports
from domain.templates.queries import template, templates
from domain.templates.save_template import restore_template, save_template
from domain.templates.switch_template import switch_template
from domain.work.application import Application
from domain.work.unit import Unit
from notifications.deliver import POSTMAN
from notifications.foresee import foresee
from notifications.render import TemplateLetters
from notifications.tell import tell
from tests.support.builders import Builders
from tests.support.jobs import NotedJobs

WORDS = {"subject": "Gone: {{ number }}", "text": "{{ hello }}", "sms": "Gone: {{ number }}"}
WHICH = {"template": "order_cancelled", "language": "en"}


@pytest.fixture
def application(database: Database, clock: SetClock, jobs: NotedJobs) -> Application:
    """Writes with the product's templates."""
    return Application(database, clock=clock, jobs=jobs, ports=Ports(letters=TemplateLetters()))


@pytest.fixture
def marie(build: Builders) -> UUID:
    return build.customer(first_name="Marie", emails=["marie@example.org"], phones=["+33612345678"])


def test_the_switch_has_a_version_and_stays_when_words_are_restored(
    application: Application, administrator: Actor, powerless: Actor, build: Builders, sql: Any
) -> None:
    def switch(off: bool, version: int | None = None, name: str = "order_cancelled") -> int:
        return application.perform(switch_template, administrator, template=name, off=off, expected_version=version)

    with pytest.raises(Denied):
        application.perform(switch_template, powerless, template="order_cancelled", off=True)
    with pytest.raises(NotFound):
        switch(True, name="nothing")
    with pytest.raises(Invalid):
        switch("yes")  # type: ignore[arg-type]
    with pytest.raises(Conflict, match="ask for this message"):
        switch(True, name="identity_code")
    assert (switch(False), switch(True, 0), switch(True)) == (0, 1, 1)
    with pytest.raises(StaleVersion):
        switch(False, 0)
    build.perform(save_template, **WHICH, **WORDS)
    application.perform(restore_template, administrator, **WHICH, number=0)
    found = application.ask(template, administrator, **WHICH)
    assert (found.off, found.switch_version, found.always_on, found.number) == (True, 1, False, 2)
    off = {(row.template, row.language) for row in application.ask(templates, administrator) if row.off}
    assert off == {("order_cancelled", "en"), ("order_cancelled", "fr")}
    assert switch(False, 1) == 2
    told = sql("SELECT type FROM events WHERE type LIKE 'template.switched%' ORDER BY position")
    assert told == [("template.switched_off",), ("template.switched_on",)]


def test_nobody_is_told_by_it_and_previews_say_so(
    application: Application, build: Builders, marie: UUID, sql: Any
) -> None:
    order = build.order(marie, number="#C7")
    build.perform(switch_template, template="order_cancelled", off=True)

    def planned(unit: Unit) -> list[tuple[str, str]]:
        cancel_order(unit, order=order, reason="x")
        return [(each.template, each.skipped) for each in foresee(unit, unit.events, customer_id=marie)]

    assert application.preview(planned, POSTMAN).result == [("order_cancelled", "switched_off")]
    build.perform(cancel_order, order=order, reason="x")
    ((cancelled,),) = sql("SELECT id FROM events WHERE type = 'order.cancelled'")
    application.perform(tell, POSTMAN, event_id=cancelled)
    ((placed,),) = sql("SELECT id FROM events WHERE type = 'order.placed'")
    application.perform(tell, POSTMAN, event_id=placed, template="order_cancelled")  # as a rule would
    said = sql("SELECT status, problem FROM outbound_messages WHERE template = 'order_cancelled'")
    assert said == [("skipped", "switched_off")] * 2


def test_what_waits_when_it_is_switched_off_stays_here(
    application: Application, build: Builders, marie: UUID, sql: Any
) -> None:
    values = {"hello": "Hi", "name": "", "number": "#C7", "total": "1"}
    waiting = build.perform(
        queue_message,
        customer_id=marie,
        channel="sms",
        address="+33612345678",
        values=values,
        fall_back=("email", "marie@example.org"),
        **WHICH,
    )
    build.perform(switch_template, template="order_cancelled", off=True)
    assert application.perform(begin_attempt, POSTMAN, message_id=waiting) is None
    assert sql("SELECT channel, status, problem FROM outbound_messages") == [("sms", "skipped", "switched_off")]
