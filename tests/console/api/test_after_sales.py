"""Returns, exchanges, refunds, gifts, quotes and disputes as another system asks for them."""

import asyncio
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from domain.fulfilment.record_scan import record_scan
from domain.identity.assure import ATTESTED
from domain.kernel.money import Money
from domain.kernel.permissions import Role
from domain.orders.advance import release_order
from domain.orders.new_order import NewLine, NewPayment
from domain.orders.queries import order as read_order
from domain.payments.settle import settle_intent
from domain.ports.gateway import GatewayAnswer
from domain.staff.add_api_key import add_api_key
from domain.work.application import Application
from tests.console.api.conftest import Caller
from tests.support.builders import Builders


@pytest.fixture
def desk(app: Any, build: Builders) -> Callable[..., Caller]:
    """`desk()`: an agent's key that attests identities; `desk(Role.SUPERVISOR)`, `desk(attested=False)`."""

    def make(role: Role = Role.AGENT, *, attested: bool = True) -> Caller:
        scopes = [ATTESTED] if attested else []
        return Caller(app, build.perform(add_api_key, name=f"Desk {role}", role=role, scopes=scopes).key)

    return make


@pytest.fixture
def delivered(build: Builders) -> UUID:
    """Two shirts for 40.00 EUR, paid with a gift card that holds 10.00 EUR more, delivered."""
    build.goods("SHIRT-S", "SHIRT-M", price=2000)
    customer = build.customer()
    card = build.payment_method(
        customer, kind="gift_card", external_ref="gift_1", brand="", last_four="", balance=Money(1000, "EUR")
    )
    made = build.order(
        customer,
        number="#T1",
        lines=[NewLine("SHIRT-S", 2)],
        payments=[NewPayment("captured", Money(4000, "EUR"), card)],
    )
    build.perform(release_order, order=made)
    build.perform(record_scan, shipment_id=build.shipment(made), status="delivered")
    return made


def test_without_knowing_the_customer_nothing_consequential_is_done(
    desk: Callable[..., Caller], delivered: UUID
) -> None:
    key = desk(attested=False)
    body = {"reason": "late_delivery", "amount": {"amount": "5.00", "currency": "EUR"}}
    shown = key.post("/orders/T1/refunds?preview=true", body)
    assert (shown.status_code, shown.json()["identity_needed"]) == (200, True)
    answer = key.post(f"/orders/T1/refunds?digest={shown.json()['digest']}", body)
    assert (answer.status_code, answer.json()["code"]) == (403, "identity_needed")
    assert key.get("/orders/T1").json()["total"]["amount"] == "40.00"


def test_facts_of_the_order_let_the_key_go_on(
    desk: Callable[..., Caller], delivered: UUID, application: Application, build: Builders
) -> None:
    key = desk(attested=False)
    owner = application.ask(read_order, build.actor, order=delivered).customer_id
    facts = {"order_number": "T1", "postal_code": "75011"}
    checked = key.post(f"/customers/{owner}/identity-checks", {"facts": facts})
    assert (checked.status_code, checked.json()["status"], checked.json()["level"]) == (201, "passed", 1)
    asked = {"lines": [{"sku": "SHIRT-S", "quantity": 1}]}
    assert key.post("/orders/T1/returns", asked).status_code == 201


def test_a_return_is_refunded_once_it_is_received(desk: Callable[..., Caller], delivered: UUID) -> None:
    agent = desk()
    made = agent.post("/orders/T1/returns", {"lines": [{"sku": "SHIRT-S", "quantity": 1}], "refund_to": "gift_1"})
    assert made.status_code == 201, made.text
    back = made.json()
    assert (back["status"], back["amount"]["amount"], back["refund_to"]["external_ref"]) == (
        "requested",
        "20.00",
        "gift_1",
    )
    assert back["order"]["balance"]["amount"] == "0.00"
    assert agent.get(f"/returns/{back['id']}/label").headers["content-type"] == "application/pdf"
    assert agent.post(f"/returns/{back['id']}/receipt", {}).status_code == 403
    received = desk(Role.SUPERVISOR).post(f"/returns/{back['id']}/receipt", {})
    assert received.status_code == 201, received.text
    assert received.json()["status"] == "refunded"
    order = agent.get("/orders/T1").json()
    assert (order["refunded"]["amount"], order["total"]["amount"], order["balance"]["amount"]) == (
        "20.00",
        "20.00",
        "0.00",
    )
    assert order["payments"][-1]["payment_method"]["balance"]["amount"] == "30.00"


def test_an_exchange_tells_what_comes_back_and_what_goes_out(desk: Callable[..., Caller], delivered: UUID) -> None:
    agent = desk()
    asked = {"lines": [{"sku": "SHIRT-S", "new_sku": "SHIRT-M"}], "settle_with": "gift_1"}
    made = agent.post("/orders/T1/exchanges", asked).json()
    assert (made["status"], made["amount"]["amount"], made["lines"][0]["new_sku"]) == ("requested", "0.00", "SHIRT-M")
    order = agent.get("/orders/T1").json()
    assert ([line["sku"] for line in order["lines"]], order["returns"]) == (["SHIRT-S"], [])
    received = desk(Role.SUPERVISOR).post(f"/returns/{made['return_id']}/receipt", {})
    assert received.status_code == 201, received.text
    order = agent.get("/orders/T1").json()
    assert [(line["sku"], line["kind"]) for line in order["lines"]] == [("SHIRT-S", "sold"), ("SHIRT-M", "exchange")]
    assert order["balance"]["amount"] == "0.00"


def test_goodwill_above_the_limit_waits_for_a_supervisor(desk: Callable[..., Caller], delivered: UUID) -> None:
    agent, supervisor = desk(), desk(Role.SUPERVISOR)
    wanted = {"kind": "goodwill", "amount": {"amount": "40.00", "currency": "EUR"}, "reason": "late_delivery"}
    big = wanted | {"kind": "discount", "amount": {"amount": "40.00", "currency": "EUR"}}
    assert agent.post("/orders/T1/discounts?preview=true", big).json()["approval"] is None
    application = {"kind": "goodwill", "amount": {"amount": "39.00", "currency": "EUR"}, "reason": "late_delivery"}
    assert agent.post("/orders/T1/discounts?preview=true", application).status_code == 200
    key = {"idempotency-key": "g-1"}
    low = desk(Role.ASSOCIATE)
    asked = low.post("/orders/T1/discounts", application, headers=key)
    again = low.post("/orders/T1/discounts", application, headers=key)
    assert (asked.status_code, asked.json()) == (202, again.json())
    waiting = supervisor.get("/approvals").json()["items"]
    assert [each["action"] for each in waiting] == ["goodwill"]
    assert waiting[0]["preview"]["totals_after"]["total"] == {"amount": "1.00", "currency": "EUR"}
    assert agent.post(f"/approvals/{waiting[0]['id']}/grant", {}).status_code == 403
    granted = supervisor.post(f"/approvals/{waiting[0]['id']}/grant", {})
    assert granted.json()["status"] == "granted"
    assert agent.get("/orders/T1").json()["total"]["amount"] == "1.00"
    assert supervisor.post(f"/approvals/{waiting[0]['id']}/grant", {}).status_code == 409


def test_what_came_back_is_read_once(desk: Callable[..., Caller], delivered: UUID) -> None:
    supervisor, low = desk(Role.SUPERVISOR), desk(Role.ASSOCIATE)
    wanted = {"kind": "goodwill", "amount": {"amount": "39.00", "currency": "EUR"}, "reason": "late_delivery"}
    asked = low.post("/orders/T1/discounts", wanted).json()["approval"]
    path = f"/approvals/{asked['id']}"
    early = low.post(f"{path}/acknowledge")
    assert (early.status_code, early.json()["code"], asked["acknowledged_at"]) == (409, "not_come_back", None)
    assert supervisor.post(f"{path}/refuse", {"reason": "Too much"}).status_code == 201
    read = low.post(f"{path}/acknowledge")
    assert (read.status_code, read.json()["status"]) == (201, "refused")
    assert read.json()["acknowledged_at"] is not None and read.json()["acknowledged_by_name"] != ""
    again = supervisor.post(f"{path}/acknowledge").json()
    assert again["acknowledged_by_name"] == read.json()["acknowledged_by_name"]


def test_a_quote_becomes_an_order_once(desk: Callable[..., Caller], delivered: UUID, build: Builders) -> None:
    agent = desk()
    order = agent.get("/orders/T1").json()
    address = {key: value for key, value in order["shipping_address"].items()}
    body = {"customer_id": order["customer_id"], "currency": "EUR", "lines": [{"sku": "SHIRT-M", "quantity": 1}]}
    offered = agent.post("/quotes", body | {"shipping_address": address})
    assert offered.status_code == 201, offered.text
    assert offered.json()["total"]["amount"] == "20.00"
    made = agent.post(f"/quotes/{offered.json()['id']}/order", {"payment_method": "gift_1"})
    assert made.status_code == 409, "the gift card holds 10.00"
    made = agent.post(f"/quotes/{offered.json()['id']}/order", {})
    assert (made.status_code, made.json()["total"]["amount"]) == (201, "20.00")
    assert agent.post(f"/quotes/{offered.json()['id']}/order", {}).json()["code"] == "quote_ordered"
    assert agent.get(f"/quotes/{offered.json()['id']}").json()["order_number"] == made.json()["number"]


def test_sourcing_is_asked_without_reserving(api: Any, build: Builders) -> None:
    build.goods("MUG", on_hand=3)
    address = {"line1": "1 rue A", "city": "Paris", "postal_code": "75001", "country": "FR"}
    told = api.post("/sourcing/quotes", {"lines": [{"sku": "MUG", "quantity": 2}], "address": address})
    assert told.status_code == 200, told.text
    assert (told.json()["lines"][0]["node"], told.json()["lines"][0]["why"]["code"]) == ("PAR", "only_one")
    assert api.get("/stock?sku=MUG").json()["items"][0]["reserved"] == 0


def test_records_are_merged_exported_and_erased(desk: Callable[..., Caller], api: Any, build: Builders) -> None:
    kept, other = build.customer(first_name="Ana"), build.customer(first_name="Anna")
    supervisor = desk(Role.SUPERVISOR)
    assert desk().post(f"/customers/{kept}/merges", {"merged_id": str(other), "reason": "same"}).status_code == 403
    merged = supervisor.post(f"/customers/{kept}/merges", {"merged_id": str(other), "reason": "the same person"})
    assert (merged.status_code, len(merged.json()["emails"])) == (201, 2)
    assert supervisor.post(f"/customers/{other}/merges/undo", None).status_code == 201
    told = supervisor.post(f"/customers/{kept}/exports", None)
    assert told.status_code == 201 and "Ana" in told.text
    assert supervisor.post(f"/customers/{kept}/erasures", {"reason": "asked"}).status_code == 403
    assert api.post(f"/customers/{kept}/erasures", {"reason": "asked for it"}).status_code == 201
    assert "Ana" not in api.get(f"/customers/{kept}").text


FIFTY = 50


@pytest.fixture
def owed(build: Builders, application: Application) -> str:
    """An order of 40.00 EUR that was paid by card."""
    customer = build.customer()
    card = build.payment_method(customer, external_ref="tok_1")
    lines = [NewLine(build_sku(build), 2, Money(2000, "EUR"))]
    build.order(customer, number="#P1", lines=lines, payments=[NewPayment("captured", Money(4000, "EUR"), card)])
    return "/orders/P1/refunds"


def build_sku(build: Builders) -> str:
    build.product("LAMP")
    return "LAMP"


def test_fifty_refunds_with_one_key_are_one(desk: Callable[..., Caller], owed: str) -> None:
    supervisor = desk(Role.SUPERVISOR)
    body = {"amount": {"amount": "40.00", "currency": "EUR"}, "reason": "apology"}

    async def all_at_once() -> list[Any]:
        key = {"idempotency-key": "one"}
        return await asyncio.gather(*(supervisor.call("POST", owed, json=body, headers=key) for _ in range(FIFTY)))

    answers = asyncio.run(all_at_once())
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.text for answer in answers}) == 1
    refunds = [each for each in supervisor.get("/orders/P1").json()["payments"] if each["kind"] == "refunded"]
    assert [each["amount"]["amount"] for each in refunds] == ["40.00"]


def test_of_fifty_refunds_with_fifty_keys_one_is_done(desk: Callable[..., Caller], owed: str) -> None:
    supervisor = desk(Role.SUPERVISOR)
    body = {"amount": {"amount": "40.00", "currency": "EUR"}, "reason": "apology"}

    async def all_at_once() -> list[Any]:
        keys = ({"idempotency-key": f"key-{i}"} for i in range(FIFTY))
        return await asyncio.gather(*(supervisor.call("POST", owed, json=body, headers=key) for key in keys))

    answers = asyncio.run(all_at_once())
    done = [answer for answer in answers if answer.status_code == 201]
    refused = [answer.json() for answer in answers if answer.status_code != 201]
    assert len(done) == 1
    assert {each["code"] for each in refused} <= {"refund_above_captured", "discount_too_large", "total_below_zero"}
    assert all(each["detail"] for each in refused)


def test_a_refund_that_the_gateway_refuses_is_told_and_may_go_elsewhere(
    desk: Callable[..., Caller], owed: str, application: Application, build: Builders
) -> None:
    supervisor = desk(Role.SUPERVISOR)
    body = {"amount": {"amount": "40.00", "currency": "EUR"}, "reason": "apology"}
    pending = supervisor.post(owed, body).json()["payments"][-1]
    assert pending["status"] == "pending"
    no = GatewayAnswer(settled=False, vendor_ref="", code="not_refundable")
    build.perform(settle_intent, intent_id=UUID(pending["id"]), answer=no)
    after = supervisor.get("/orders/P1").json()
    assert (after["payments"][-1]["status"], after["payments"][-1]["problem"]) == ("refused", "not_refundable")
    assert after["balance"]["amount"] == "-40.00"
