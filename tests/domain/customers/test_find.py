"""Looking customers up by what is known of them."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from domain.customers.queries import customer, find_customers
from domain.kernel.actor import Actor
from domain.kernel.errors import Denied, Invalid, NotFound
from domain.kernel.ids import new_id
from domain.work.application import Application
from tests.support.builders import LYON, PARIS, Builders


@pytest.fixture
def people(build: Builders) -> dict[str, UUID]:
    leeds = {"line1": "1 High Street", "city": "Leeds", "postal_code": "LS1 4DY", "country": "GB"}
    return {
        "ana": build.customer(first_name="Ana", last_name="Li", emails=["Ana@Example.org"], phones=["0612345678"]),
        "eloise": build.customer(first_name="Éloïse", last_name="Lefèvre-Martin", emails=[], addresses=[LYON, PARIS]),
        "martin": build.customer(first_name="Martin", last_name="Roux", emails=["ana@other.example"]),
        "zoe": build.customer(
            first_name="",
            last_name="Zoë",
            emails=[],
            addresses=[leeds],
            phones=["020 7946 0958"],
            source="shop",
            external_ref="47",
        ),
    }


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ({"email": " ana@example.ORG "}, {"ana"}),
        ({"email": "ana@"}, set()),
        ({"phone": "06 12 34 56 78"}, {"ana"}),
        ({"phone": "+33 (0)6 12 34 56 78"}, {"ana"}),
        ({"phone": "0033612345678"}, {"ana"}),
        ({"phone": "+442079460958"}, {"zoe"}),
        ({"phone": "020 7946 0958"}, {"zoe"}),
        ({"q": "martin"}, {"eloise", "martin"}),
        ({"q": "LEFEVRE eloise"}, {"eloise"}),
        ({"q": "ana"}, {"ana", "martin"}),
        ({"q": "an"}, set()),
        ({"q": "x"}, set()),
        ({"q": "%"}, set()),
        ({"q": "?!"}, set()),
        ({"q": "\x00"}, set()),
        ({"q": "' OR 1=1 --"}, set()),
        ({"q": "x" * 10_000}, set()),
        ({"first_name": "eloise"}, {"eloise"}),
        ({"first_name": "ELOÏSE", "last_name": "lefevre-martin"}, {"eloise"}),
        ({"first_name": "Martin"}, {"martin"}),
        ({"last_name": "martin"}, set()),
        ({"last_name": "Roux "}, {"martin"}),
        ({"last_name": "zoe"}, {"zoe"}),
        ({"first_name": "%"}, set()),
        ({"last_name": "_____"}, set()),
        ({"postal_code": "69002"}, {"eloise"}),
        ({"postal_code": "75011"}, {"ana", "eloise", "martin"}),
        ({"postal_code": "75011", "first_name": "ana", "last_name": "li"}, {"ana"}),
        ({"postal_code": " ls1 4dy"}, {"zoe"}),
        ({"email": "ana@example.org", "phone": "+442079460958"}, set()),
        ({"source": "shop", "external_ref": "47"}, {"zoe"}),
        ({"external_ref": "47"}, {"zoe"}),
        ({"source": "till", "external_ref": "47"}, set()),
        ({"source": "shop", "external_ref": "4"}, set()),
        ({"external_ref": "4\x007"}, set()),
        ({"email": "a\x00"}, set()),
        ({"postal_code": "\x00"}, set()),
        ({"first_name": "\x00"}, set()),
        ({"email": "\ud800"}, set()),
        ({}, {"ana", "eloise", "martin", "zoe"}),
    ],
)
def test_customers_are_found(asked: dict[str, str], wanted: set[str], people: dict[str, UUID], ask: Callable[..., Any]):
    names = {id: name for name, id in people.items()}
    assert {names[row.id] for row in ask(find_customers, **asked).items} == wanted


@pytest.mark.parametrize(
    ("asked", "field"),
    [({"q": "  "}, "q"), ({"first_name": " "}, "first_name"), ({"phone": "12"}, "phone"), ({"phone": "\x00"}, "phone"),
     ({"cursor": "x"}, "cursor"), ({"limit": 0}, "limit"), ({"limit": 201}, "limit")],
)  # fmt: skip
def test_what_cannot_be_looked_for_is_refused(asked: dict[str, Any], field: str, ask: Callable[..., Any]):
    with pytest.raises(Invalid) as refusal:
        ask(find_customers, **asked)
    assert refusal.value.field == field


def test_pages_cover_everybody_once_by_name_also_with_equal_names(
    build: Builders, ask: Callable[..., Any], count_queries: Callable[..., Any]
):
    names = ["Étienne", "Zola", "Adam", "zola", "ÉTIENNE", "Zola", "Adam", "\u202eAdam"]
    ids = {build.customer(first_name="A", last_name=name) for name in names}
    for limit in (1, 2, 3, 8):
        rows, cursor = [], None
        while True:
            with count_queries() as sent:
                page = ask(find_customers, cursor=cursor, limit=limit)
            assert sent.count == 1
            rows += page.items
            if (cursor := page.next_cursor) is None:
                break
        assert len(rows) == len(ids)
        assert {row.id for row in rows} == ids
    assert [row.last_name.casefold() for row in rows][:5] == ["adam", "adam", "étienne", "étienne", "zola"]


def test_denied_and_unknown(application: Application, powerless: Actor, build: Builders, ask: Callable[..., Any]):
    id = build.customer()
    for query, values in ((customer, {"customer_id": id}), (find_customers, {})):
        with pytest.raises(Denied):
            application.ask(query, powerless, **values)
    with pytest.raises(NotFound):
        ask(customer, customer_id=new_id())
