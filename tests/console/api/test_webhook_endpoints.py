"""Webhooks that another system makes, tries out and takes away."""

from typing import Any

KEY = {"idempotency-key": "hook-1"}


def test_an_endpoint_is_tried_out_stopped_and_taken_away(api: Any) -> None:
    wanted = {"url": "https://shop.example/hooks", "event_types": ["order.*"]}
    route = f"/webhook-endpoints/{api.post('/webhook-endpoints', wanted).json()['id']}"
    sent = [api.post(f"{route}/test-events", headers=KEY) for _ in range(2)]
    assert [each.status_code for each in sent] == [201, 201]
    (told,) = api.get(f"{route}/deliveries").json()["items"]
    assert (told["event_type"], told["status"], sent[0].json(), sent[1].json()) == (
        *("webhook.tested", "waiting"),
        *(told, told),
    )
    assert api.patch(route, {"status": "off"}).status_code == 200
    refused = api.post(f"{route}/test-events")
    assert (refused.status_code, refused.json()["code"]) == (409, "webhook_off")
    gone = [api.post(f"{route}/removal", headers=KEY) for _ in range(2)]
    assert [(each.status_code, each.json()["url"]) for each in gone] == [(200, wanted["url"])] * 2
    assert (api.get("/webhook-endpoints").json()["items"], api.get(route).status_code) == ([], 404)
    assert api.post(f"{route}/removal").json()["code"] == "not_found"
