"""The words of messages over HTTP."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from domain.kernel.permissions import Permission
from domain.work.application import Application
from notifications.render import TemplateLetters
from tests.support.builders import Builders

WORDS = {"subject": "Gone: {{ number }}", "text": "{{ hello }}\n{{ total }}", "sms": "Gone: {{ number }} ŵ"}
ADDRESS = "/templates/order_cancelled/en"


@pytest.fixture(autouse=True)
def letters(application: Application) -> None:
    application.ports = replace(application.ports, letters=TemplateLetters())


def test_a_template_is_read_tried_saved_and_restored(api: Any, build: Builders) -> None:
    lines = api.get("/templates").json()["items"]
    assert {"template": "order_cancelled", "family": "order", "language": "en"}.items() <= lines[10].items()
    shown = api.get(ADDRESS).json()
    assert (shown["number"], shown["shipped"], shown["events"]) == (0, True, ["order.cancelled"])
    assert shown["wording"] == shown["shipped_wording"]
    assert [value["name"] for value in shown["values"]] == ["hello", "name", "number", "total"]
    build.order(build.customer(), number="#W7")
    tried = api.post(f"{ADDRESS}/previews", WORDS | {"order": "W7"}).json()
    assert (tried["subject"], tried["sms"], tried["of_order"]) == ("Gone: #W7", "Gone: #W7 ŵ", "#W7")
    assert tried["segments"] == {"encoding": "UCS-2", "count": 1, "used": 11, "room": 70, "odd": "ŵ"}
    assert api.post(f"{ADDRESS}/previews", WORDS | {"order": "W8"}).status_code == 404
    assert api.put(ADDRESS, WORDS).json()["number"] == 1
    assert api.put(ADDRESS, WORDS | {"sms": "x"}, headers={"If-Match": '"0"'}).status_code == 412
    restored = api.post(f"{ADDRESS}/restorations", {"number": 0})
    assert (restored.status_code, restored.json()["number"], restored.json()["shipped"]) == (201, 2, True)
    versions = api.get(f"{ADDRESS}/versions").json()["items"]
    assert [(row["number"], row["shipped"], row["made_by"]) for row in versions] == [
        (2, True, "Web shop"),
        (1, False, "Web shop"),
    ]
    assert versions[1]["wording"] == WORDS


def test_what_cannot_be_written_is_refused_with_its_lines(api: Any) -> None:
    refused = api.put(ADDRESS, WORDS | {"text": "{{ hello }}\n{% for x in y %}{% endfor %}"})
    assert refused.status_code == 422
    body = refused.json()
    assert body["code"] == "does_not_render"
    (fault,) = body["details"]["faults"]
    assert (fault["part"], fault["line"]) == ("text", 2)
    assert api.get("/templates/nothing/en").status_code == 404


def test_a_preview_of_an_action_holds_the_words(api: Any, build: Builders) -> None:
    order = build.order(build.customer(language="fr"), number="#W9")
    shown = api.post(f"/orders/{order}/cancellations", {"reason": "x"}, params={"preview": "true"}).json()
    (message,) = shown["notifications"]
    assert (message["template"], message["subject"]) == ("order_cancelled", "La commande #W9 est annulée")
    assert "Votre commande #W9 est annulée" in message["text"]
    assert message["segments"] == 0


def test_only_who_may_write_templates_reads_orders_through_them(caller_with: Callable[..., Any]) -> None:
    writer = caller_with(Permission.TEMPLATES_MANAGE)
    assert writer.post(f"{ADDRESS}/previews", WORDS).status_code == 200
    assert writer.post(f"{ADDRESS}/previews", WORDS | {"order": "W7"}).status_code == 403
