"""Webhooks of shops: only what they signed is kept, each once, worked off by a job; what is refused can be tried again."""

import asyncio
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from console.bootstrap import Console
from console.connectors.sealed import seal, unseal
from console.connectors.signatures import signature_of
from console.connectors.work import retry
from console.jobs.registry import TASKS
from domain.connectors.change_connector import change_connector, change_secret
from domain.connectors.queries import InboundRow, inbound
from domain.connectors.receive import TASK, forget_bodies
from domain.connectors.work_off import settle_retry
from domain.fulfilment.record_scan import record_scan
from domain.inventory.queries import stock
from domain.kernel.actor import Actor
from domain.kernel.clock import SetClock
from domain.orders.queries import order as read_order
from domain.orders.queries import orders
from domain.work.application import Application
from tests.support.api import the_api
from tests.support.builders import Builders
from tests.support.jobs import NotedJobs
from tests.support.shop_payloads import (
    SECRET,
    shopify_fulfillment,
    shopify_level,
    shopify_order,
    shopify_product,
    woo_order,
    woo_product,
    woo_tracking,
)

HEADERS = {
    "shopify": ("x-shopify-hmac-sha256", "x-shopify-webhook-id", "x-shopify-topic"),
    "woocommerce": ("x-wc-webhook-signature", "x-wc-webhook-delivery-id", "x-wc-webhook-topic"),
}


@pytest.fixture(scope="session")
def api() -> Any:
    return the_api()


@pytest.fixture
def post(api: Any, wired: Console) -> Callable[..., httpx.Response]:
    """`post(connector, "shopify", "orders/create", order)`: as the shop sends it, signed unless said otherwise."""

    def post(
        connector: object,
        shop: str,
        topic: str,
        document: Any,
        *,
        id: str = "d1",
        secret: str = SECRET,
        signed: Any = None,
        at: str = "connectors",
    ) -> httpx.Response:
        body = document if isinstance(document, bytes) else json.dumps(document).encode()
        signature, delivery, about = HEADERS[shop]
        made = signature_of(body if signed is None else json.dumps(signed).encode(), secret).decode()
        headers = {signature: made, delivery: id, about: topic, "content-type": "application/json"}

        async def call() -> httpx.Response:
            transport = httpx.ASGITransport(app=api)
            async with httpx.AsyncClient(transport=transport, base_url="http://hooks.test") as client:
                return await client.post(f"/webhooks/{at}/{connector}", content=body, headers=headers)

        return asyncio.run(call())

    return post


@pytest.fixture
def work(wired: Console, jobs: NotedJobs) -> Callable[[], int]:
    """Do the jobs that are due, in the order in which they were queued; how many."""

    def work() -> int:
        due = [job for job in jobs.noted if job.task == TASK]
        jobs.noted.clear()
        for job in due:
            TASKS[TASK].work(wired, **job.args)
        return len(due)

    return work


@pytest.fixture
def log(application: Application, administrator: Actor) -> Callable[[UUID], list[InboundRow]]:
    return lambda connector: list(application.ask(inbound, administrator, connector_id=connector).items)


@pytest.mark.parametrize(
    ("shop", "topic", "sent", "number"),
    [("shopify", "orders/create", shopify_order(), "1001"), ("woocommerce", "order.created", woo_order(), "727")],
)
def test_a_signed_delivery_is_kept_once_and_worked_off(
    connect: Any, post: Any, work: Any, log: Any, build: Builders, shop: str, topic: str, sent: Any, number: str
) -> None:
    connector = connect(shop)
    assert [post(connector, shop, topic, sent).status_code for _ in range(3)] == [204] * 3
    assert (log(connector)[0].status, work(), work()) == ("waiting", 1, 0)  # answered before anything is done
    (row,) = log(connector)
    assert (row.status, row.topic, row.taken, row.refused) == ("done", topic, 1, 0)
    assert post(connector, shop, topic, sent, id="d2").status_code == 204
    work()
    assert (log(connector)[0].taken, log(connector)[0].unchanged) == (0, 1)


def test_what_the_shop_did_not_sign_is_refused(connect: Any, post: Any, log: Any, build: Builders) -> None:
    connector, order = connect("shopify"), shopify_order()
    assert post(connector, "shopify", "orders/create", order, secret="another").status_code == 401
    altered = post(connector, "shopify", "orders/create", order | {"total_price": "0.01"}, signed=order)
    assert (altered.status_code, altered.json()["code"]) == (401, "signature_refused")
    assert SECRET not in altered.text
    assert post(connector, "woocommerce", "order.created", order).status_code == 401  # the other shop's headers
    assert post(uuid4(), "shopify", "orders/create", order).status_code == 404
    assert post("nothing", "shopify", "orders/create", order).status_code == 404
    assert post(connect("warehouse_csv"), "shopify", "orders/create", order).status_code == 404
    assert post(connector, "shopify", "orders/create", b"\xff").status_code == 422
    assert post(connector, "shopify", "orders/create", order, id="").status_code == 422
    assert post(connector, "shopify", "orders/create", b" " * (2 * 1024 * 1024 + 1)).status_code == 413
    build.perform(change_connector, connector_id=connector, status="off")
    assert post(connector, "shopify", "orders/create", order).status_code == 401
    assert log(connector) == []


def test_at_the_address_of_a_platform_the_signature_says_whose_it_is(
    connect: Any, post: Any, log: Any, wired: Console
) -> None:
    key = wired.settings.secret_key.get_secret_value().encode()
    one, other = connect("shopify"), connect("shopify", secret=seal(key, "the other’s"))
    sent = "shopify", "shopify", "orders/create", shopify_order()
    assert post(*sent, at="commerce", secret="the other’s").status_code == 204
    assert (len(log(one)), len(log(other))) == (0, 1)
    assert post(*sent, at="commerce", secret="nobody’s").status_code == 401
    assert post("magento", *sent[1:], at="commerce").status_code == 404


def test_another_body_under_a_known_id_is_refused(connect: Any, post: Any, log: Any) -> None:
    connector = connect("shopify")
    post(connector, "shopify", "orders/create", shopify_order())
    answer = post(connector, "shopify", "orders/create", shopify_order(name="#1002"))
    assert (answer.status_code, answer.json()["code"], len(log(connector))) == (409, "delivery_differs", 1)


def test_for_a_day_the_secret_before_is_good_as_well(
    connect: Any, post: Any, wired: Console, build: Builders, clock: SetClock
) -> None:
    connector, key = connect("shopify"), wired.settings.secret_key.get_secret_value().encode()
    kept = seal(key, "the next one")
    assert "next" not in kept and unseal(key, kept) == "the next one"
    assert [unseal(b"another key", kept), unseal(key, kept[:-8] + "AAAAAAA="), unseal(key, "?")] == [None] * 3
    build.perform(change_secret, connector_id=connector, secret=kept)
    sent = connector, "shopify", "orders/create", shopify_order()
    assert [post(*sent, secret=secret).status_code for secret in (SECRET, "the next one")] == [204, 204]
    clock.advance(timedelta(days=1, seconds=1))
    assert [post(*sent, secret=secret).status_code for secret in (SECRET, "the next one")] == [401, 204]


def test_the_first_call_of_woocommerce_is_answered_and_nothing_is_kept(connect: Any, api: Any, log: Any) -> None:
    connector = connect("woocommerce")

    async def ping() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=api), base_url="http://x") as client:
            return await client.post(f"/webhooks/connectors/{connector}", data={"webhook_id": "3"})

    assert (asyncio.run(ping()).status_code, log(connector)) == (204, [])


def test_levels_follow_the_shop_by_the_codes_of_its_products_and_never_go_back(
    connect: Any, post: Any, work: Any, open_refusals: Any, application: Application, administrator: Actor
) -> None:
    connector = connect("shopify", node="", locations={"655441491": "PAR"})

    def tell(topic: str, document: Any) -> tuple[int, int]:
        post(connector, "shopify", topic, document, id=str(uuid4()))
        work()
        level = application.ask(stock, administrator, sku="SHIRT-M").items[0]
        return level.on_hand, level.reserved

    assert tell("inventory_levels/update", shopify_level(7)) == (10, 0)
    assert [(one.field, one.code) for one in open_refusals(connector)] == [("inventory_item_id", "unknown_code")]
    assert tell("products/update", shopify_product()) == (10, 0)
    assert retry(application, open_refusals(connector)[0].id) is None
    assert open_refusals(connector) == []
    assert tell("orders/create", shopify_order())[1] == 2
    assert tell("inventory_levels/update", shopify_level(5, "2026-11-24T08:00:00+01:00")) == (7, 2)  # 5 left to sell
    assert tell("inventory_levels/update", shopify_level(9)) == (7, 2)  # of yesterday
    assert tell("inventory_levels/update", shopify_level(None, "2026-11-24T09:00:00+01:00")) == (7, 2)
    elsewhere = shopify_level(1, "2026-11-24T10:00:00+01:00") | {"location_id": 5}
    assert tell("inventory_levels/update", elsewhere) == (7, 2)
    assert tell("app/uninstalled", {"id": 1}) == (7, 2)
    found = {(one.field, one.code) for one in open_refusals(connector)}
    assert found == {("location_id", "unknown_location"), ("app/uninstalled", "unknown_record")}


def test_parcels_of_shopify_leave_once_they_are_said_to(
    connect: Any, post: Any, work: Any, log: Any, application: Application, administrator: Actor, open_refusals: Any
) -> None:
    connector = connect("shopify")

    def tell(topic: str, document: Any) -> tuple[int, int, int]:
        post(connector, "shopify", topic, document, id=str(uuid4()))
        work()
        row = log(connector)[0]
        return row.taken, row.unchanged, row.refused

    early = tell("fulfillments/create", shopify_fulfillment())
    assert (early, [(one.field, one.reference) for one in open_refusals(connector)]) == (
        (0, 0, 1),
        [("order_id", "#1001.1")],
    )
    tell("orders/create", shopify_order())
    assert tell("fulfillments/create", shopify_fulfillment(status="pending")) == (0, 1, 0)
    assert tell("fulfillments/create", shopify_fulfillment(tracking_number=None)) == (0, 1, 0)
    assert tell("fulfillments/update", shopify_fulfillment()) == (1, 0, 0)
    assert tell("fulfillments/update", shopify_fulfillment(updated_at="2026-11-24T10:40:00+01:00")) == (0, 1, 0)
    more = shopify_fulfillment(tracking_number="6A1002", line_items=[{"id": 14001, "sku": "SHIRT-M", "quantity": 1}])
    assert (tell("fulfillments/create", more), open_refusals(connector)[0].field) == (
        (0, 0, 1),
        "line_items[0].quantity",
    )
    (row,) = application.ask(orders, administrator).items
    found = application.ask(read_order, administrator, order=row.id)
    ((parcel,), shipped) = found.shipments, {line.sku: line.shipped for line in found.lines}
    assert (parcel.tracking_number, parcel.carrier, parcel.node, shipped) == (
        *("6A1001", "Colissimo", "PAR"),
        {"SHIRT-M": 2, "LAMP": 0},
    )


def test_a_parcel_that_shopify_cancels_gives_its_goods_back_unless_it_has_left(
    connect: Any, post: Any, work: Any, log: Any, application: Application, administrator: Actor, open_refusals: Any
) -> None:
    connector = connect("shopify")

    def tell(at: str, **changes: Any) -> tuple[int, int, int]:
        document = shopify_fulfillment(updated_at=f"2026-11-24T{at}+01:00", **changes)
        post(connector, "shopify", "fulfillments/update", document, id=str(uuid4()))
        work()
        row = log(connector)[0]
        return row.taken, row.unchanged, row.refused

    post(connector, "shopify", "orders/create", shopify_order(), id=str(uuid4()))
    work()
    assert tell("10:25:00", status="cancelled") == (0, 1, 0)  # nobody told of it
    assert tell("10:30:00") == (1, 0, 0)
    (row,) = application.ask(orders, administrator).items

    def found() -> tuple[dict[str, int], list[str]]:
        shown = application.ask(read_order, administrator, order=row.id)
        return {line.sku: line.shipped for line in shown.lines}, [each.status for each in shown.shipments]

    assert tell("10:40:00", status="cancelled") == (1, 0, 0)
    assert found() == ({"SHIRT-M": 0, "LAMP": 0}, ["cancelled"])
    assert tell("10:40:00", status="cancelled") == (0, 1, 0)
    assert tell("10:35:00") == (0, 1, 0)  # overtaken on the way
    assert (tell("10:45:00"), open_refusals(connector)[0].code) == ((0, 0, 1), "parcel_cancelled")
    assert tell("10:50:00", tracking_number="6A1002") == (1, 0, 0)
    parcel = application.ask(read_order, administrator, order=row.id).shipments[-1]
    application.perform(record_scan, administrator, shipment_id=parcel.id, status="in_transit")
    assert tell("10:55:00", tracking_number="6A1002", status="cancelled") == (0, 0, 1)
    refused = open_refusals(connector)[0]
    assert (refused.field, refused.code) == ("status", "parcel_left")
    assert found() == ({"SHIRT-M": 2, "LAMP": 0}, ["cancelled", "in_transit"])


def test_every_parcel_of_an_order_of_woocommerce_is_followed(
    connect: Any, post: Any, work: Any, log: Any, application: Application, administrator: Actor
) -> None:
    connector = connect("woocommerce")

    def tell(at: str, *numbers: str) -> tuple[int, int, int]:
        tracked = woo_tracking("") | {"value": [woo_tracking(each)["value"][0] for each in numbers]}
        tracked["value"][-1]["custom_tracking_provider"] = "DHL"
        done = {"status": "completed", "date_completed_gmt": "2026-11-24T08:30:00", "meta_data": [tracked]}
        document = woo_order(date_modified_gmt=f"2026-11-24T0{at}", **done)
        post(connector, "woocommerce", "order.updated", document, id=str(uuid4()))
        work()
        row = log(connector)[0]
        return row.taken, row.unchanged, row.refused

    post(connector, "woocommerce", "order.created", woo_order(date_modified_gmt="2026-11-24T08:00:00"), id="1")
    work()
    assert tell("8:40:00", "99.1", "", "99.2") == (1, 1, 0)
    assert tell("8:50:00", "99.1", "99.2") == (0, 2, 0)
    assert tell("8:55:00", "99.1", "99.2", "99.3") == (1, 1, 0)  # one more was found in the warehouse
    (row,) = application.ask(orders, administrator).items

    def found() -> Any:
        return application.ask(read_order, administrator, order=row.id)

    parcels = {each.tracking_number: each for each in found().shipments}
    assert {number: each.carrier for number, each in parcels.items()} == {
        "99.1": "La Poste Suisse",
        "99.2": "DHL",
        "99.3": "DHL",
    }
    assert [sum(each.lines.values()) > 0 for each in parcels.values()] == [True, False, False]
    for number, status in (("99.1", "shipped"), ("99.3", "shipped"), ("99.2", "delivered")):
        application.perform(record_scan, administrator, shipment_id=parcels[number].id, status="delivered")
        assert found().status == status


def test_a_completed_order_of_woocommerce_leaves_whole_with_its_tracking_number(
    connect: Any, post: Any, work: Any, log: Any, application: Application, administrator: Actor
) -> None:
    connector = connect("woocommerce")

    def tell(at: str, **changes: Any) -> tuple[int, int, int]:
        document = woo_order(date_modified_gmt=f"2026-11-24T0{at}", **changes)
        post(connector, "woocommerce", "order.updated", document, id=str(uuid4()))
        work()
        row = log(connector)[0]
        return row.taken, row.unchanged, row.refused

    done = {"status": "completed", "date_completed_gmt": "2026-11-24T08:30:00"}
    assert tell("8:00:00", meta_data=[woo_tracking("99.00.1")]) == (1, 0, 0)
    assert tell("8:30:00", **done) == (0, 1, 0)
    assert tell("8:40:00", **done, meta_data=[{"id": 1, "key": "x", "value": "y"}, woo_tracking("99.00.1")]) == (
        1,
        1,
        0,
    )
    assert tell("8:50:00", **done, meta_data=[woo_tracking("99.00.1")]) == (0, 2, 0)
    assert tell("9:00:00", **done, meta_data=[woo_tracking("99.00.2")]) == (0, 2, 0)  # nothing is left to leave
    (row,) = application.ask(orders, administrator).items
    found = application.ask(read_order, administrator, order=row.id)
    assert (found.status, [(parcel.tracking_number, parcel.carrier) for parcel in found.shipments]) == (
        "shipped",
        [("99.00.1", "La Poste Suisse")],
    )


def test_products_of_woocommerce_set_the_level(
    connect: Any, bring: Any, application: Application, administrator: Actor
) -> None:
    shop = connect("woocommerce")
    outcome = bring(shop, woo_product(4), woo_product(None), woo_product(-1, sku="LAMP"), woo_product(1, sku="NO"))
    assert (outcome.taken, outcome.unchanged) == (2, 1)
    assert [(one.field, one.code) for one in outcome.refused] == [("sku", "unknown_sku")]
    levels = {level.sku: level.on_hand for level in application.ask(stock, administrator, node="PAR").items}
    assert levels == {"SHIRT-M": 4, "LAMP": 0}


def test_what_is_refused_says_why_in_both_languages_until_it_is_mended(
    connect: Any, post: Any, work: Any, open_refusals: Any, build: Builders, application: Application, clock: SetClock
) -> None:
    connector, sent = connect("shopify"), shopify_order()
    sent["line_items"][1]["sku"] = "NEW-LAMP"
    post(connector, "shopify", "orders/create", sent)
    work()
    (row,) = open_refusals(connector)
    assert (row.field, row.reference, row.kind) == ("line_items[1].sku", "#1001", "order")
    assert (row.en, row.fr) == ("There is no SKU “NEW-LAMP”.", "Il n’y a pas de SKU « NEW-LAMP ».")
    again = retry(application, row.id)
    assert again is not None and again.field == "line_items[1].sku"
    build.product("NEW-LAMP", price=4500)
    assert retry(application, row.id, only_look=True) is None and len(open_refusals(connector)) == 1
    assert retry(application, row.id) is None
    assert open_refusals(connector) == []
    half = shopify_order(financial_status="\ud800")
    half["line_items"][0]["name"] = "\ud800"
    post(connector, "shopify", "orders/create", half, id="half")
    work()
    assert [(one.field, one.code) for one in open_refusals(connector)] == [("financial_status", "unknown_choice")]
    build.perform(settle_retry, refusal_id=open_refusals(connector)[0].id, refused=None)
    post(connector, "shopify", "orders/create", b"{nothing", id="d2")
    work()
    (row,) = open_refusals(connector)
    assert (row.place, row.code, row.raw) == (0, "unreadable", "{nothing")
    clock.advance(timedelta(days=31))
    assert build.perform(forget_bodies) == 1
    assert open_refusals(connector)[0].raw == ""


def test_a_fault_of_ours_keeps_nothing_back(
    connect: Any, post: Any, work: Any, log: Any, open_refusals: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    connector = connect("shopify")

    def breaks(*_given: Any, **_named: Any) -> Any:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr("console.connectors.work.interpret", breaks)
        post(connector, "shopify", "orders/create", shopify_order())
        work()
    assert [(one.reference, one.code) for one in open_refusals(connector)] == [("#1001", "fault")]
    post(connector, "shopify", "orders/create", shopify_order(), id="d2")
    work()
    assert log(connector)[0].taken == 1
