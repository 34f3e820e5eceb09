"""The words of messages: changed in versions, tried before they are kept, taken back."""

from typing import Any
from uuid import UUID

import pytest

from domain.db.database import Database
from domain.kernel.actor import Actor
from domain.kernel.clock import SetClock
from domain.kernel.errors import Denied, Invalid, NotFound, StaleVersion
from domain.orders.new_order import NewLine
from domain.ports.ports import Ports
from domain.templates.queries import template, template_versions, templates
from domain.templates.save_template import restore_template, save_template
from domain.work.application import Application
from notifications.kinds import TEMPLATES
from notifications.render import TemplateLetters
from notifications.try_template import Trial, try_template
from tests.support.builders import Builders
from tests.support.jobs import NotedJobs

WORDS = {"subject": "Cancelled: {{ number }}", "text": "{{ hello }}\n{{ total }}", "sms": "Cancelled: {{ number }}"}
WHICH = {"template": "order_cancelled", "language": "en"}


@pytest.fixture
def application(database: Database, clock: SetClock, jobs: NotedJobs) -> Application:
    """Writes with the product's templates."""
    return Application(database, clock=clock, jobs=jobs, ports=Ports(letters=TemplateLetters()))


@pytest.fixture
def save(build: Builders) -> Any:
    def save(**values: Any) -> int:
        return build.perform(save_template, **WHICH | WORDS | values)

    return save


def test_who_may_not_change_templates_may_not_try_them(application: Application, powerless: Actor) -> None:
    with pytest.raises(Denied):
        application.ask(try_template, powerless, **WHICH, **WORDS)


def test_versions_are_kept_restored_and_taken_back(application: Application, administrator: Actor, save: Any) -> None:
    assert save(expected_number=0) == 1
    assert save() == 1  # the same words are not kept twice
    assert save(subject="Gone: {{ number }}\r\n") == 2
    with pytest.raises(StaleVersion):
        save(expected_number=1)
    assert application.perform(restore_template, administrator, **WHICH, number=1) == 3
    assert application.perform(restore_template, administrator, **WHICH, number=0) == 4
    with pytest.raises(NotFound):
        application.perform(restore_template, administrator, **WHICH, number=9)
    versions = application.ask(template_versions, administrator, **WHICH)
    assert [(row.number, row.shipped, row.restored_from) for row in versions] == [
        (4, True, None),
        (3, False, 1),
        (2, False, None),
        (1, False, None),
    ]
    assert versions[1].wording == versions[3].wording
    assert (versions[0].made_by, versions[0].made_at) == (administrator.name, application.clock.now())
    detail = application.ask(template, administrator, **WHICH)
    assert (detail.number, detail.shipped, detail.wording) == (4, True, detail.shipped_wording)
    rows = application.ask(templates, administrator)
    assert len(rows) == 2 * len(TEMPLATES)
    assert [(row.language, row.number) for row in rows if row.number] == [("en", 4)]


@pytest.mark.parametrize(
    ("values", "field", "code"),
    [
        ({"text": "{{ tracking }}"}, "text", "does_not_render"),
        ({"sms": "{{ ''.__class__ }}"}, "sms", "does_not_render"),
        ({"subject": "  "}, "subject", "missing"),
        ({"text": "x" * 8_001}, "text", "too_long"),
        ({"language": "de"}, "language", "unknown_language"),
    ],
)
def test_what_cannot_be_sent_cannot_be_saved(save: Any, values: dict[str, str], field: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        save(**values)
    assert (refused.value.field, refused.value.code) == (field, code)


def test_every_fault_is_told_with_its_line(save: Any) -> None:
    with pytest.raises(Invalid) as refused:
        save(subject="{{ a }}", text="x\n{{ b }}\n{{ c }}")
    faults = refused.value.details["faults"]
    assert [(fault["part"], fault["line"]) for fault in faults] == [("subject", 1), ("text", 2), ("text", 3)]


def test_a_message_that_does_not_exist_is_not_found(save: Any) -> None:
    with pytest.raises(NotFound):
        save(template="../layout")


def test_words_are_tried_on_a_real_order_and_on_the_sample(
    application: Application, administrator: Actor, build: Builders
) -> None:
    build.goods("MUG", price=1490, name="Ceramic mug")
    customer = build.customer(first_name="Marie", last_name="Dupont")
    order: UUID = build.order(customer, number="#W12", lines=[NewLine(sku="MUG", quantity=2)])
    build.shipment(order, carrier="Colissimo", tracking_number="6A77")

    def tried(template: str, text: str, order: str | None) -> Trial:
        words = {
            "subject": "{{ number }}",
            "text": text,
            "sms": "ça {{ number }} ${{ x }}" if not order else "{{ number }}",
        }
        return application.ask(try_template, administrator, template=template, language="en", **words, order=order)

    real = tried("shipped", "{{ hello }}\n{{ items }}\n{{ carrier }} {{ tracking }}", "w12")
    assert (real.subject, real.of_order, real.faults) == ("#W12", "#W12", ())
    assert real.text == "Hello Marie Dupont,\n– 2 × Ceramic mug (0)\nColissimo 6A77"
    assert "<li" in real.html
    assert (real.sms, real.segments.count) == ("#W12", 1)
    sample = tried("shipped", "{{ items }}", None)
    assert (sample.subject, sample.of_order, sample.sms) == ("#C1024", "", "")
    assert [(fault.part, fault.line) for fault in sample.faults] == [("sms", 1)]
    later = tried("return_received", "{{ return_number }}", "#W12")  # nothing came back yet: as in the sample
    assert later.text == "R1007"
    with pytest.raises(NotFound):
        tried("shipped", "x", "#W99")
