"""Another system tries rules on what was decided, watches how far it is, and lets a draft run beside the live ones."""

from typing import Any
from uuid import UUID

import pytest

from domain.kernel.actor import Actor
from domain.work.application import Application
from rules_engine.simulation import past
from rules_engine.simulation.follow_shadows import follow_shadows
from tests.rules_engine.simulation.conftest import NEW, OLD, Worker, drafted, published, recorded, worker

__all__ = ["drafted", "published", "recorded", "worker"]


@pytest.fixture
def draft(drafted: Any) -> UUID:
    found: UUID = drafted(NEW)
    return found


def test_a_backtest_is_started_watched_and_read(
    api: Any, recorded: Any, draft: UUID, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(past, "CHUNK", 10)
    facts = recorded(35)
    upset = sum(each["topic"] == "complaint" for each in facts)
    begun = api.post(f"/rules/routing/drafts/{draft}/backtest", {})
    assert begun.status_code == 202, begun.text
    assert begun.headers["location"] == f"/api/v1/rules/routing/backtests/{begun.json()['id']}"
    at = f"/rules/routing/backtests/{begun.json()['id']}"
    worker.work(2)
    running = api.get(at).json()
    assert (running["status"], running["done"], running["total"]) == ("running", 20, 35)
    worker.work()
    done = api.get(at).json()
    assert (done["status"], done["version"], done["draft_id"]) == ("done", None, str(draft))
    assert done["sums"]["differ"] == upset
    assert {"value": "care", "before": 0, "after": upset} in done["sums"]["measures"]["queue"]
    assert {"value": "upset", "before": 0, "after": upset} in done["sums"]["fired"]
    assert [each["id"] for each in api.get(f"/rules/routing/backtests?draft={draft}").json()["items"]] == [done["id"]]
    assert [each["id"] for each in api.get("/rules/routing/backtests").json()["items"]] == [done["id"]]
    assert api.get("/rules/routing/backtests?version=3").json()["items"] == []

    first = api.get(f"{at}/differences?limit=3").json()
    assert len(first["items"]) == 3
    rest = api.get(f"{at}/differences?limit=200&cursor={first['next_cursor']}").json()
    assert (len(rest["items"]), rest["next_cursor"]) == (upset - 3, None)
    assert {"effect": "queue", "queue": "care", "rule": "upset"} in first["items"][0]["after"]
    assert api.get(f"{at}/differences?kind=unreplayable").json()["items"] == []
    assert api.get(f"{at}/differences?kind=nice").status_code == 422
    assert api.get(f"/rules/policy/backtests/{done['id']}").status_code == 404


def test_it_is_cancelled(api: Any, recorded: Any, draft: UUID) -> None:
    recorded(5)
    begun = api.post(f"/rules/routing/drafts/{draft}/backtest", {}).json()
    second = api.post(f"/rules/routing/drafts/{draft}/backtest", {})
    assert (second.status_code, second.json()["code"]) == (409, "already_running")
    at = f"/rules/routing/backtests/{begun['id']}/cancel"
    assert api.post(at).json()["status"] == "cancelled"
    assert (api.post(at).status_code, api.post(at).json()["code"]) == (409, "not_running")


def test_a_version_is_replayed_too(api: Any, recorded: Any, published: Any, worker: Worker) -> None:
    recorded(5)
    published(OLD)
    begun = api.post("/rules/routing/versions/1/backtest", {"against": "live", "since": "2026-11-01T00:00:00Z"}).json()
    worker.work()
    done = api.get(f"/rules/routing/backtests/{begun['id']}").json()
    assert (done["version"], done["baseline"], done["sums"]["differ"]) == (1, "routing 1", 0)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"since": "2030-01-01T00:00:00Z"}, "since"),
        ({"since": "yesterday"}, "since"),
        ({"source": "guessed"}, "source"),
        ({"against": "hope"}, "against"),
        ({"speed": 9}, "speed"),
    ],
)
def test_what_is_wrong_is_named(api: Any, recorded: Any, draft: UUID, body: dict[str, Any], field: str) -> None:
    recorded(5)
    refused = api.post(f"/rules/routing/drafts/{draft}/backtest", body)
    assert (refused.status_code, refused.json()["field"]) == (422, field)


def test_a_draft_runs_beside_the_live_version(
    api: Any, application: Application, administrator: Actor, recorded: Any, draft: UUID
) -> None:
    at = f"/rules/routing/drafts/{draft}/shadow"
    assert api.get(at).status_code == 404
    assert api.post(at, {"days": 0}).json()["field"] == "days"
    begun = api.post(at, {"days": 3})
    assert (begun.status_code, begun.json()["status"]) == (201, "running")
    assert api.post(at, {}).json()["code"] == "already_running"
    upset = sum(each["topic"] == "complaint" for each in recorded(30))
    follow_shadows(application)
    sums = api.get(at).json()["sums"]
    assert (sums["replayed"], sums["differ"]) == (30, upset)
    assert len(api.get(f"{at}/differences").json()["items"]) == upset
    assert api.post(f"{at}/stop").json()["ended_because"] == "stopped"
    assert api.post(f"{at}/stop").json()["code"] == "not_running"
