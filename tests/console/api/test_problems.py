"""Who is refused is told why: a status, a stable code, a sentence in their language."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from sqlalchemy.exc import OperationalError

from console.api import asked
from console.api.languages import preferred_language
from console.bootstrap import Console
from domain.kernel.permissions import Permission
from domain.staff.add_api_key import add_api_key
from domain.staff.revoke_api_key import revoke_api_key
from tests.console.api.feed import feed_of
from tests.support.builders import Builders

ROUTES = [
    ("GET", "/orders", Permission.ORDERS_READ),
    ("GET", "/orders/W1", Permission.ORDERS_READ),
    ("GET", "/customers", Permission.CUSTOMERS_READ),
    ("GET", "/customers/{id}", Permission.CUSTOMERS_READ),
    ("GET", "/customers/{id}/overview", Permission.CUSTOMERS_READ),
    ("GET", "/customers/{id}/timeline", Permission.CUSTOMERS_READ),
    ("GET", "/events", Permission.EVENTS_READ),
    ("GET", "/products", Permission.CATALOGUE_READ),
    ("GET", "/products/{id}", Permission.CATALOGUE_READ),
    ("GET", "/stock", Permission.STOCK_READ),
    ("GET", "/nodes", Permission.STOCK_READ),
    ("POST", "/orders", Permission.ORDERS_WRITE),
    ("POST", "/customers", Permission.CUSTOMERS_WRITE),
    ("PATCH", "/customers/{id}", Permission.CUSTOMERS_WRITE),
    ("PUT", "/stock", Permission.STOCK_WRITE),
    ("POST", "/shipments", Permission.SHIPMENTS_WRITE),
    ("POST", "/shipments/{id}/events", Permission.SHIPMENTS_WRITE),
    ("POST", "/shipments/{id}/cancel", Permission.SHIPMENTS_WRITE),
    ("POST", "/orders/W1/notes", Permission.NOTES_WRITE),
    ("POST", "/customers/{id}/notes", Permission.NOTES_WRITE),
    ("POST", "/orders/W1/edits", Permission.ORDERS_WRITE),
    ("POST", "/orders/W1/address-changes", Permission.ORDERS_WRITE),
    ("POST", "/orders/W1/payment-changes", Permission.ORDERS_WRITE),
    ("POST", "/orders/W1/cancellations", Permission.ORDERS_WRITE),
    ("POST", "/orders/W1/returns", Permission.RETURNS_WRITE),
    ("POST", "/orders/W1/exchanges", Permission.RETURNS_WRITE),
    ("POST", "/orders/W1/refunds", Permission.REFUNDS_WRITE),
    ("POST", "/orders/W1/discounts", Permission.DISCOUNTS_WRITE),
    ("POST", "/orders/W1/holds", Permission.ORDERS_WRITE),
    ("POST", "/orders/W1/holds/{id}/release", Permission.ORDERS_WRITE),
    ("POST", "/orders/W1/shipments/{id}/pick-up", Permission.ORDERS_WRITE),
    ("POST", "/orders/W1/replacements", Permission.ORDERS_WRITE),
    ("POST", "/orders/W1/fulfilment-changes", Permission.ORDERS_WRITE),
    ("POST", "/orders/W1/reorder", Permission.ORDERS_WRITE),
    ("POST", "/orders/W1/disputes", Permission.DISPUTES_WRITE),
    ("POST", "/returns/{id}/receipt", Permission.RETURNS_RECEIVE),
    ("POST", "/returns/{id}/rejection", Permission.RETURNS_RECEIVE),
    ("POST", "/returns/{id}/cancellation", Permission.RETURNS_WRITE),
    ("GET", "/returns/{id}/label", Permission.RETURNS_WRITE),
    ("POST", "/exchanges/{id}/cancellation", Permission.RETURNS_WRITE),
    ("GET", "/quotes", Permission.ORDERS_READ),
    ("GET", "/quotes/{id}", Permission.ORDERS_READ),
    ("POST", "/quotes", Permission.ORDERS_WRITE),
    ("POST", "/quotes/{id}/order", Permission.ORDERS_WRITE),
    ("POST", "/quotes/{id}/withdrawal", Permission.ORDERS_WRITE),
    ("POST", "/sourcing/quotes", Permission.STOCK_READ),
    ("POST", "/orders/W1/sourcing/quotes", Permission.STOCK_READ),
    ("GET", "/orders/W1/sourcing", Permission.ORDERS_READ),
    ("GET", "/rules", Permission.RULES_READ),
    ("GET", "/rules/routing/versions", Permission.RULES_READ),
    ("GET", "/rules/routing/versions/1", Permission.RULES_READ),
    ("GET", "/rules/routing/versions/1/changes", Permission.RULES_READ),
    ("GET", "/rules/routing/drafts/{id}/changes", Permission.RULES_READ),
    ("POST", "/rules/routing/evaluations", Permission.RULES_READ),
    ("GET", "/rules/routing/drafts", Permission.RULES_READ),
    ("GET", "/rules/routing/drafts/{id}", Permission.RULES_READ),
    ("POST", "/rules/routing/drafts", Permission.ROUTING_DRAFT),
    ("PUT", "/rules/routing/drafts/{id}", Permission.RULES_READ),
    ("POST", "/rules/routing/drafts/{id}/check", Permission.RULES_READ),
    ("POST", "/rules/routing/drafts/{id}/submission", Permission.RULES_READ),
    ("POST", "/rules/routing/drafts/{id}/review", Permission.RULES_READ),
    ("POST", "/rules/routing/drafts/{id}/publish", Permission.RULES_READ),
    ("POST", "/rules/routing/drafts/{id}/discard", Permission.RULES_READ),
    ("POST", "/rules/routing/rollback", Permission.ROUTING_PUBLISH),
    ("POST", "/rules/routing/drafts/{id}/backtest", Permission.RULES_READ),
    ("POST", "/rules/routing/versions/1/backtest", Permission.RULES_READ),
    ("GET", "/rules/routing/backtests", Permission.RULES_READ),
    ("GET", "/rules/routing/backtests/{id}", Permission.RULES_READ),
    ("GET", "/rules/routing/backtests/{id}/differences", Permission.RULES_READ),
    ("POST", "/rules/routing/backtests/{id}/cancel", Permission.RULES_READ),
    ("POST", "/rules/routing/drafts/{id}/shadow", Permission.RULES_READ),
    ("GET", "/rules/routing/drafts/{id}/shadow", Permission.RULES_READ),
    ("GET", "/rules/routing/drafts/{id}/shadow/differences", Permission.RULES_READ),
    ("POST", "/rules/routing/drafts/{id}/shadow/stop", Permission.RULES_READ),
    ("GET", "/connectors", Permission.CONNECTORS_MANAGE),
    ("POST", "/connectors", Permission.CONNECTORS_MANAGE),
    ("GET", "/connectors/{id}", Permission.CONNECTORS_MANAGE),
    ("PATCH", "/connectors/{id}", Permission.CONNECTORS_MANAGE),
    ("GET", "/connectors/{id}/secret", Permission.CONNECTORS_MANAGE),
    ("POST", "/connectors/{id}/secret-changes", Permission.CONNECTORS_MANAGE),
    ("GET", "/connectors/{id}/deliveries", Permission.CONNECTORS_MANAGE),
    ("GET", "/connectors/{id}/refusals", Permission.CONNECTORS_MANAGE),
    ("POST", "/connectors/{id}/files", Permission.CONNECTORS_MANAGE),
    ("GET", "/connectors/{id}/files/{id}/outcome", Permission.CONNECTORS_MANAGE),
    ("POST", "/connectors/{id}/files/{id}/commit", Permission.CONNECTORS_MANAGE),
    ("POST", "/connectors/{id}/files/{id}/drop", Permission.CONNECTORS_MANAGE),
    ("POST", "/connectors/{id}/refusals/{id}/retry", Permission.CONNECTORS_MANAGE),
    ("GET", "/webhook-endpoints", Permission.WEBHOOKS_MANAGE),
    ("POST", "/webhook-endpoints", Permission.WEBHOOKS_MANAGE),
    ("GET", "/webhook-endpoints/{id}", Permission.WEBHOOKS_MANAGE),
    ("PATCH", "/webhook-endpoints/{id}", Permission.WEBHOOKS_MANAGE),
    ("GET", "/webhook-endpoints/{id}/secret", Permission.WEBHOOKS_MANAGE),
    ("POST", "/webhook-endpoints/{id}/secret-rotations", Permission.WEBHOOKS_MANAGE),
    ("GET", "/webhook-endpoints/{id}/deliveries", Permission.WEBHOOKS_MANAGE),
    ("POST", "/webhook-endpoints/{id}/deliveries/{id}/replay", Permission.WEBHOOKS_MANAGE),
    ("POST", "/webhook-endpoints/{id}/test-events", Permission.WEBHOOKS_MANAGE),
    ("POST", "/webhook-endpoints/{id}/removal", Permission.WEBHOOKS_MANAGE),
    ("GET", "/conversations", Permission.CASES_READ),
    ("GET", "/conversations/{id}", Permission.CASES_READ),
    ("POST", "/conversations", Permission.CASES_WRITE),
    ("POST", "/conversations/{id}/messages", Permission.CASES_WRITE),
    ("POST", "/conversations/{id}/assign", Permission.CASES_WRITE),
    ("POST", "/conversations/{id}/transfer", Permission.CASES_WRITE),
    ("POST", "/conversations/{id}/merge", Permission.CASES_WRITE),
    ("POST", "/conversations/{id}/unmerge", Permission.CASES_WRITE),
    ("POST", "/conversations/{id}/split", Permission.CASES_WRITE),
    ("POST", "/conversations/{id}/snooze", Permission.CASES_WRITE),
    ("POST", "/conversations/{id}/close", Permission.CASES_WRITE),
    ("POST", "/conversations/{id}/reopen", Permission.CASES_WRITE),
    ("POST", "/conversations/{id}/identity", Permission.CASES_WRITE),
    ("POST", "/conversations/{id}/language", Permission.CASES_WRITE),
    ("POST", "/conversations/{id}/whispers", Permission.CONVERSATIONS_OVERSEE),
    ("POST", "/conversations/{id}/take-over", Permission.CONVERSATIONS_OVERSEE),
    ("GET", "/calls", Permission.CASES_READ),
    ("GET", "/calls/{id}", Permission.CASES_READ),
    ("POST", "/calls", Permission.CASES_WRITE),
    ("POST", "/calls/{id}/hold", Permission.CASES_WRITE),
    ("POST", "/calls/{id}/mute", Permission.CASES_WRITE),
    ("POST", "/calls/{id}/hang-up", Permission.CASES_WRITE),
    ("POST", "/calls/{id}/transfer", Permission.CASES_WRITE),
    ("POST", "/calls/{id}/wrap-up", Permission.CASES_WRITE),
    ("GET", "/cases", Permission.CASES_READ),
    ("GET", "/cases/{id}", Permission.CASES_READ),
    ("GET", "/cases/{id}/decisions", Permission.RULES_READ),
    ("POST", "/cases", Permission.CASES_WRITE),
    ("PATCH", "/cases/{id}", Permission.CASES_WRITE),
    ("POST", "/cases/{id}/routings", Permission.CASES_WRITE),
    ("GET", "/queues", Permission.CASES_READ),
    ("PUT", "/queues/x", Permission.QUEUES_MANAGE),
    ("GET", "/agents", Permission.CASES_READ),
    ("GET", "/agents/{id}", Permission.CASES_READ),
    ("PATCH", "/agents/{id}", Permission.AGENTS_MANAGE),
    ("POST", "/agents/{id}/presence", Permission.AGENTS_MANAGE),
    ("GET", "/offers", Permission.CASES_READ),
    ("GET", "/offers/{id}", Permission.CASES_READ),
    ("POST", "/offers/{id}/accept", Permission.CASES_WRITE),
    ("POST", "/offers/{id}/decline", Permission.CASES_WRITE),
    ("GET", "/assignment-settings", Permission.CASES_READ),
    ("PATCH", "/assignment-settings", Permission.QUEUES_MANAGE),
    ("GET", "/service-levels", Permission.CASES_READ),
    ("PUT", "/service-levels/x", Permission.QUEUES_MANAGE),
    ("GET", "/calendars", Permission.CASES_READ),
    ("PUT", "/calendars/x", Permission.QUEUES_MANAGE),
    ("GET", "/cases/{id}/clocks", Permission.CASES_READ),
    ("GET", "/alerts", Permission.ALERTS_READ),
    ("GET", "/alerts/{id}", Permission.ALERTS_READ),
    ("POST", "/alerts/{id}/acknowledge", Permission.ALERTS_READ),
    ("GET", f"/decisions?subject_kind=case&subject_id={'0' * 32}", Permission.RULES_READ),
    ("GET", "/decisions/{id}", Permission.RULES_READ),
    ("GET", "/approvals", Permission.ORDERS_READ),
    ("GET", "/approvals/{id}", Permission.ORDERS_READ),
    ("POST", "/approvals/{id}/grant", Permission.APPROVALS_DECIDE),
    ("POST", "/approvals/{id}/refuse", Permission.APPROVALS_DECIDE),
    ("POST", "/approvals/{id}/withdraw", Permission.ORDERS_READ),
    ("POST", "/approvals/{id}/acknowledge", Permission.ORDERS_WRITE),
    ("GET", "/disputes", Permission.ORDERS_READ),
    ("GET", "/disputes/{id}", Permission.ORDERS_READ),
    ("POST", "/disputes/{id}/evidence", Permission.DISPUTES_WRITE),
    ("POST", "/disputes/{id}/outcome", Permission.DISPUTES_WRITE),
    ("GET", "/documents/{id}", Permission.CUSTOMERS_READ),
    ("POST", "/customers/{id}/identity-checks", Permission.CUSTOMERS_READ),
    ("POST", "/customers/{id}/merges", Permission.CUSTOMERS_MERGE),
    ("POST", "/customers/{id}/merges/undo", Permission.CUSTOMERS_MERGE),
    ("POST", "/customers/{id}/exports", Permission.CUSTOMERS_EXPORT),
    ("POST", "/customers/{id}/erasures", Permission.CUSTOMERS_ERASE),
    ("GET", "/tax-rates", Permission.CATALOGUE_READ),
    ("PUT", "/tax-rates", Permission.PRICING_WRITE),
    ("GET", "/templates", Permission.TEMPLATES_MANAGE),
    ("GET", "/templates/delivered/en", Permission.TEMPLATES_MANAGE),
    ("PUT", "/templates/delivered/en", Permission.TEMPLATES_MANAGE),
    ("POST", "/templates/delivered/en/previews", Permission.TEMPLATES_MANAGE),
    ("GET", "/templates/delivered/en/versions", Permission.TEMPLATES_MANAGE),
    ("POST", "/templates/delivered/en/restorations", Permission.TEMPLATES_MANAGE),
    ("PUT", "/templates/delivered/switch", Permission.TEMPLATES_MANAGE),
    ("GET", "/messages", Permission.OPERATIONS_READ),
    ("GET", "/messages/{id}", Permission.OPERATIONS_READ),
    ("POST", "/messages/{id}/arrivals", Permission.MESSAGES_SEND),
    ("POST", "/messages/{id}/retries", Permission.MESSAGES_SEND),
    ("POST", "/messages/{id}/cancellations", Permission.MESSAGES_SEND),
]
ID = "0193a1b2-0000-7000-8000-000000000000"
BODIES: dict[str, dict[str, Any]] = {
    "/orders": {
        "customer_id": ID,
        "currency": "EUR",
        "lines": [{"sku": "S", "quantity": 1}],
        "shipping_address": {"line1": "x", "city": "y", "country": "FR"},
    },
    "/orders/W1/edits": {},
    "/orders/W1/address-changes": {"address": {"line1": "x", "city": "y", "country": "FR"}},
    "/orders/W1/payment-changes": {"payment_method": "x"},
    "/orders/W1/cancellations": {"reason": "x"},
    "/orders/W1/returns": {"lines": []},
    "/orders/W1/exchanges": {"lines": []},
    "/orders/W1/refunds": {"reason": "x"},
    "/orders/W1/discounts": {"reason": "x"},
    "/orders/W1/holds": {"reason": "x"},
    "/orders/W1/holds/{id}/release": {},
    "/orders/W1/shipments/{id}/pick-up": {},
    "/orders/W1/replacements": {"lines": [], "reason": "lost"},
    "/orders/W1/fulfilment-changes": {"fulfilment": "ship"},
    "/orders/W1/reorder": {},
    "/orders/W1/disputes": {"reason": "general"},
    "/returns/{id}/receipt": {},
    "/returns/{id}/rejection": {"reason": "x"},
    "/returns/{id}/cancellation": {"reason": "x"},
    "/exchanges/{id}/cancellation": {"reason": "x"},
    "/quotes": {
        "customer_id": ID,
        "currency": "EUR",
        "lines": [],
        "shipping_address": {"line1": "x", "city": "y", "country": "FR"},
    },
    "/quotes/{id}/order": {},
    "/sourcing/quotes": {"lines": [], "address": {"line1": "x", "city": "y", "country": "FR"}},
    "/orders/W1/sourcing/quotes": {},
    "/approvals/{id}/grant": {},
    "/approvals/{id}/refuse": {"reason": "x"},
    "/disputes/{id}/evidence": {},
    "/disputes/{id}/outcome": {"outcome": "won"},
    "/customers/{id}/identity-checks": {"contact": ID},
    "/customers/{id}/merges": {"merged_id": ID, "reason": "x"},
    "/customers/{id}/erasures": {"reason": "x"},
    "/rules/routing/evaluations": {"facts": {}},
    "/rules/routing/drafts": {"title": "x"},
    "/rules/routing/drafts/{id}": {"document": {}, "examples": []},
    "/rules/routing/drafts/{id}/check": None,
    "/rules/routing/drafts/{id}/submission": None,
    "/rules/routing/drafts/{id}/review": {"approve": True},
    "/rules/routing/drafts/{id}/publish": {},
    "/rules/routing/drafts/{id}/discard": None,
    "/rules/routing/rollback": {"version": 1, "reason": "x"},
    "/rules/routing/drafts/{id}/backtest": {},
    "/rules/routing/versions/1/backtest": {},
    "/rules/routing/backtests/{id}/cancel": None,
    "/rules/routing/drafts/{id}/shadow": {},
    "/rules/routing/drafts/{id}/shadow/stop": None,
    "/cases": {"subject": "x", "topic": "other", "channel": "phone"},
    "/cases/{id}": {"status": "closed"},
    "/connectors": {"name": "x", "format": "shopify"},
    "/connectors/{id}": {"status": "off"},
    "/connectors/{id}/secret-changes": {},
    "/connectors/{id}/files": {"content": "[]"},
    "/connectors/{id}/files/{id}/commit": None,
    "/connectors/{id}/files/{id}/drop": None,
    "/connectors/{id}/refusals/{id}/retry": None,
    "/webhook-endpoints": {"url": "https://shop.example/hooks", "event_types": ["*"]},
    "/webhook-endpoints/{id}": {"status": "off"},
    "/webhook-endpoints/{id}/secret-rotations": None,
    "/webhook-endpoints/{id}/deliveries/{id}/replay": None,
    "/webhook-endpoints/{id}/test-events": None,
    "/webhook-endpoints/{id}/removal": None,
    "/conversations": {"channel": "chat", "subject": "x"},
    "/conversations/{id}/assign": {"owner_id": None},
    "/conversations/{id}/transfer": {"queue": "x"},
    "/conversations/{id}/merge": {"into_id": ID},
    "/conversations/{id}/unmerge": None,
    "/conversations/{id}/split": {"from_seq": 2},
    "/conversations/{id}/snooze": {"until": None},
    "/conversations/{id}/close": {},
    "/conversations/{id}/reopen": None,
    "/conversations/{id}/take-over": None,
    "/conversations/{id}/identity": {"customer_id": ID},
    "/conversations/{id}/language": {"language": "fr"},
    "/calls": {"customer_id": ID, "agent_id": ID},
    "/calls/{id}/hold": {"on": True},
    "/calls/{id}/mute": {"on": True},
    "/calls/{id}/hang-up": None,
    "/calls/{id}/transfer": {"queue": "x"},
    "/calls/{id}/wrap-up": {"wrap_up": "solved"},
    "/cases/{id}/routings": {"rules": "live"},
    "/queues/x": {"label": {"en": "x", "fr": "y"}},
    "/agents/{id}": {},
    "/agents/{id}/presence": {"presence": "online"},
    "/offers/{id}/accept": None,
    "/offers/{id}/decline": None,
    "/assignment-settings": {},
    "/service-levels/x": {"label": {"en": "x", "fr": "y"}},
    "/calendars/x": {"label": {"en": "x", "fr": "y"}, "time_zone": "Europe/Paris", "hours": {"mon": ["08:00-20:00"]}},
    "/tax-rates": {"rates": []},
    "/templates/delivered/en": {"subject": "x", "text": "x", "sms": "x"},
    "/templates/delivered/en/previews": {"subject": "x", "text": "x", "sms": "x"},
    "/templates/delivered/en/restorations": {"number": 0},
    "/templates/delivered/switch": {"off": True},
    "/customers": {"last_name": "x"},
    "/customers/{id}": {"last_name": "x"},
    "/stock": {"entries": [{"node": "PAR", "sku": "S", "on_hand": 1}]},
    "/shipments": {"order": "W1"},
    "/shipments/{id}/events": {"status": "delivered"},
    "/shipments/{id}/cancel": {},
}


def ask(caller: Any, method: str, path: str, **options: Any) -> httpx.Response:
    body = BODIES.get(path, {"body": "x"}) if method != "GET" else None
    answer: httpx.Response = caller(method, path.replace("{id}", ID), json=body, **options)
    return answer


@pytest.mark.parametrize(("method", "path", "needed"), ROUTES)
def test_every_route_asks_for_a_key_and_a_right(
    stranger: Any, caller_with: Callable[..., Any], method: str, path: str, needed: Permission
) -> None:
    unknown = ask(stranger, method, path)
    assert (unknown.status_code, unknown.json()["code"]) == (401, "not_authenticated")
    assert unknown.headers["www-authenticate"].startswith("Bearer")
    refused = ask(caller_with(*set(Permission) - {needed}), method, path)
    assert (refused.status_code, refused.json()["code"]) == (403, "denied"), refused.text
    assert refused.json()["details"] == {"missing": [str(needed)]}


def test_routes_above_are_all_there_are(app: Any) -> None:
    rest = next(route.app for route in app.routes if getattr(route, "path", "") == "/api/v1")
    described = {
        (method.upper(), path) for path, operations in rest.openapi()["paths"].items() for method in operations
    }
    assert len(described) == len(ROUTES)


def test_wrong_and_revoked_keys_open_nothing(api: Any, app: Any, build: Builders) -> None:
    for header in ("Bearer nonsense", "Basic dXNlcjpwYXNz", "Bearer", "Bearer a b"):
        assert api.get("/orders", headers={"authorization": header}).status_code == 401, header
    assert api.get("/orders").status_code == 200
    made = build.perform(add_api_key, name="Old shop", role="administrator")
    revoked = {"authorization": f"Bearer {made.key}"}
    assert api.get("/orders", headers=revoked).status_code == 200
    build.perform(revoke_api_key, key_id=made.id)
    assert api.get("/orders", headers=revoked).status_code == 401


def test_sentences_follow_accept_language(api: Any) -> None:
    french = api.get("/orders/W404", headers={"accept-language": "fr-FR,fr;q=0.9,en;q=0.8"})
    assert french.json()["detail"] == "Aucun résultat : commande « W404 »."
    assert french.headers["content-language"] == "fr"
    english = api.get("/orders/W404")
    assert english.json() == {
        "type": "about:blank",
        "title": "Not Found",
        "status": 404,
        "code": "not_found",
        "detail": "There is no order “W404”.",
        "details": {"key": "W404"},
    }
    headers = {"accept-language": "fr", "content-type": "application/json"}
    assert "JSON" in api("POST", "/customers", content=b"{", headers=headers).json()["detail"]
    missing = api.post("/orders", {}, headers={"accept-language": "fr"}).json()
    assert missing["detail"] == "« customer_id » manque."
    assert [fault["field"] for fault in missing["errors"]] == ["customer_id", "currency", "lines", "shipping_address"]


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "en"),
        ("", "en"),
        ("fr", "fr"),
        ("FR-ca", "fr"),
        ("de, fr;q=0.5", "fr"),
        ("en;q=0.3, fr;q=0.2", "en"),
        ("fr;q=0", "en"),
        ("fr;q=zero", "en"),
        ("*", "en"),
        (",;,=;q", "en"),
    ],
)
def test_preferred_language(header: str | None, language: str) -> None:
    assert preferred_language(header) == language


def test_what_is_not_there(api: Any) -> None:
    for path, status, code in (
        ("/nothing", 404, "no_such_address"),
        ("/", 404, "no_such_address"),
        ("/orders/", 404, "no_such_address"),
        ("/orders/W1%0A/notes", 404, "no_such_address"),
    ):
        refused = api.get(path)
        assert (refused.status_code, refused.json()["code"]) == (status, code), path
    wrong = api("DELETE", "/orders")
    assert (wrong.status_code, wrong.json()["code"]) == (405, "method_not_allowed")
    assert wrong.headers["allow"]


def test_a_lost_database_is_told_as_such(api: Any, wired: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    async def lost(*_: Any, **__: Any) -> None:
        raise OperationalError("SELECT 1", None, Exception("secret address"))

    monkeypatch.setattr(asked, "authenticate", lost)
    refused = api.get("/orders")
    assert (refused.status_code, refused.json()["code"]) == (503, "database_unavailable")
    assert "secret" not in refused.text


def test_refused_attempts_are_remembered_by_name(caller_with: Callable[..., Any], api: Any) -> None:
    caller_with(Permission.ORDERS_READ).post("/customers", {"last_name": "x"}, headers={"idempotency-key": "k"})
    refused = [event for event in feed_of(api, until="attempt.refused") if event["type"] == "attempt.refused"]
    assert refused[-1]["data"]["attempt"] == "domain.customers.create.create_customer"
