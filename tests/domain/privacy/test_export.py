"""A person is told everything that is known of them, and nothing of others."""

import json
from collections.abc import Callable
from typing import Any

import pytest

import domain.models  # noqa: F401  (every table is known)
from domain.db.base import Base
from domain.kernel.actor import Actor
from domain.kernel.errors import Denied, NotFound
from domain.kernel.ids import new_id
from domain.kernel.permissions import DEFAULT_RIGHTS, Role
from domain.privacy.export import export_customer
from domain.privacy.holdings import HOLDINGS
from domain.work.application import Application
from tests.domain.privacy.conftest import PERSONAL
from tests.support.builders import Builders

# Tables about customers or orders that are no part of an export, and why.
LEFT_OUT = {
    "events": "told with their texts, by a way of their own",
    "identity_levels": "whether a session of staff is sure; the checks are told",
    "customer_words": "made from the name, for the search",
    "recent_views": "what staff looked at last",
    "reservations": "where the pieces of an order line lie",
    "stock_movements": "pieces of goods; the orders tell whose",
}


def test_who_may_not_export_does_not(application: Application, actor_with: Callable[..., Actor], person: Any):
    agent = actor_with(*DEFAULT_RIGHTS[Role.AGENT], attested=True)
    with pytest.raises(Denied):
        application.perform(export_customer, agent, customer_id=person["customer_id"])


def test_it_is_plain_json_with_everything_of_both_records(
    person: dict[str, Any], build: Builders, happened: Callable[..., Any]
):
    document = build.perform(export_customer, customer_id=person["other"])
    text = json.dumps(document, ensure_ascii=False)
    for word in PERSONAL:
        assert (word in text) == (word != "tok_secret_9"), word
    assert document["customer_id"] == str(person["customer_id"])
    assert {row["number"] for row in document["orders"]} == {"#E1", "#E2"}
    assert [row["amount"] for row in document["payments"]] == [4000]
    assert len(document["records"]) == 2
    assert {"customer.created", "note.added", "order.placed", "identity.passed"} <= {
        event["type"] for event in document["events"]
    }
    bodies = {event["texts"]["body"] for event in document["events"] if event["type"] == "note.added"}
    assert "Rings at 17 Marzipan Row." in bodies
    (event,) = happened("customer.exported")
    assert event.customer_id == person["customer_id"]


def test_staff_and_secrets_are_no_part_of_it(person: dict[str, Any], build: Builders):
    text = json.dumps(build.perform(export_customer, customer_id=person["customer_id"]))
    for word in ("Dominique Hall", "Camille Roy", "_digest", "tok_secret_9"):
        assert word not in text


def test_other_customers_are_no_part_of_it(person: dict[str, Any], build: Builders):
    stranger = build.customer(last_name="Somebodyelse", emails=["somebody@else.example"])
    build.note(stranger, "Somebody else's note.")
    build.order(stranger, number="#X9")
    document = build.perform(export_customer, customer_id=person["customer_id"])
    text = json.dumps(document)
    assert not [word for word in ("Somebodyelse", "somebody", "#X9") if word in text]


def test_nobody_cannot_be_exported(build: Builders):
    with pytest.raises(NotFound):
        build.perform(export_customer, customer_id=new_id())


def test_every_table_about_a_customer_or_an_order_is_thought_of() -> None:
    about = {
        table.name
        for table in Base.metadata.sorted_tables
        if {"customer_id", "order_id", "order_line_id", "shipment_id", "return_id", "dispute_id"} & set(table.c.keys())
    }
    assert about - {holding.model.__tablename__ for holding in HOLDINGS} == LEFT_OUT.keys()
