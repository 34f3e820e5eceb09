"""What a shop told of a person in a record that was refused goes with them; what it told of others stays."""

from collections.abc import Callable
from typing import Any

import pytest

from domain.connectors.add_connector import add_connector
from domain.kernel.ids import new_id
from domain.models.connector import ConnectorDelivery, ConnectorRefusal
from domain.privacy.erase import erase_customer
from domain.work.application import Application
from domain.work.unit import Unit
from notifications.deliver import POSTMAN
from tests.support.builders import Builders

Refuse = Callable[..., None]


@pytest.fixture
def refuse(application: Application, build: Builders) -> Refuse:
    connector = build.perform(add_connector, name="Shop", format="shopify", secret="")

    def refuse(raw: str, *, kind: str = "order", reference: str = "7") -> None:
        def run(unit: Unit) -> None:
            delivery = ConnectorDelivery(
                id=new_id(at=unit.now),
                connector_id=connector,
                delivery_id=str(new_id(at=unit.now)),
                kind="webhook",
                topic="orders/create",
                digest="",
                status="done",
                received_by="",
                received_at=unit.now,
            )
            unit.session.add(delivery)
            unit.session.flush()
            refusal = ConnectorRefusal(
                id=new_id(at=unit.now),
                delivery_id=delivery.id,
                place=1,
                kind=kind,
                reference=reference,
                raw=raw,
                field="email",
                code="not_an_email",
                en=raw,
                fr=raw,
                at=unit.now,
            )
            unit.session.add(refusal)

        application.perform(run, POSTMAN)

    return refuse


def test_what_names_them_is_forgotten_and_what_names_others_is_not(
    build: Builders, refuse: Refuse, person: dict[str, Any], sql: Any
) -> None:
    theirs = [
        '{"email": "ZQ@Quill.example", "total": "12"}',
        '{"phone": "07555 01 234"}',
        '{"phone": "+33 (0)7 55.50.12.34"}',
        '{"name": "Zephyrine QUILLFEATHER", "address1": "17 Marzipan Row"}',
    ]
    others = [
        '{"email": "z@quill.example", "phone": "755501", "name": "Zephyrine Other"}',
        '{"sku": "17", "name": "Quillfeather"}',
    ]
    for raw in (*theirs, *others):
        refuse(raw)
    refuse("{}", reference="E1")
    refuse("[]", reference="E1", kind="stock")
    build.perform(erase_customer, customer_id=person["customer_id"], reason="asked")
    rows = sql("SELECT raw, en, code FROM connector_refusals ORDER BY id")
    assert [raw for raw, *_ in rows] == ["", "", "", "", *others, "", "[]"]
    assert all(said == "The record was forgotten with the customer." for raw, said, _ in rows if not raw)
    assert {code for *_, code in rows} == {"not_an_email"}
