"""Why a line comes from there, in words."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from console.ui.figures import Reader
from console.workspace.sourcing.present import explanation, what_if
from domain.decisions.queries import DecisionView
from domain.kernel.money import Money
from domain.sourcing.queries import LineWhy
from domain.sourcing.sourcing_quote import SourcedLine, SourcedParcel, SourcingQuote
from domain.sourcing.why import CHEAPEST, NOWHERE
from rules_engine.decisions.sourcing_why import Explained

AT = datetime(2026, 11, 24, 10, tzinfo=UTC)
NAME = {"en": "No stores", "fr": "Pas de magasins"}


def place(node: str, **said: Any) -> dict[str, Any]:
    return {"node": node, "name": f"Place {node}", "kind": "store", "country": "FR"} | said


def way(node: str, minor: int, parcels: int) -> dict[str, Any]:
    cost = [{"minor": minor, "currency": "EUR"}, {"minor": 200, "currency": "GBP"}]
    return {"node": node, "name": f"Place {node}", "arrives": "2026-11-26", "parcels": parcels, "cost": cost}


def candidate(node: str, **said: Any) -> dict[str, Any]:
    cost = {"minor": 150, "currency": "EUR"}
    known = {"available": 3, "arrives": "2026-11-27", "cost": cost, "full": False, "preferred": 0, "preferred_by": []}
    return place(node) | known | said


ANSWER = {
    "why": {"code": "lowest_cost", "en": CHEAPEST.en, "fr": CHEAPEST.fr},
    "by": "weighed",
    "proven": True,
    "goal": {"fastest": 20, "cheapest": 50, "fewest_parcels": 30, "max_parcels": 1, "mind_capacity": True},
    "chosen": way("A", 90, 1),
    "next": way("B", 240, 2),
    "candidates": [candidate("A"), candidate("B"), candidate("C", full=True, preferred=40)],
    "barred": [
        place("D", because="forbid_kind", available=4, rule="no-stores", rule_name=NAME),
        place("E", because="stock", available=1, rule=None, rule_name=None),
        place("F", because="closed", available=9, rule=None, rule_name=None),
    ],
    "more": 0,
}
NOT_FIRED = (
    {
        "rule": "gb",
        "name": {"en": "Channel", "fr": "Manche"},
        "cause": "condition",
        "failed": {"fact": "country", "held": False, "actual": "FR"},
        "condition": {"en": "country of delivery is GB", "fr": "pays de livraison est GB"},
    },
    {
        "rule": "x",
        "name": {"en": "Not gold", "fr": "Sauf or"},
        "cause": "condition",
        "failed": {"fact": "customer_tier", "held": True, "actual": "gold"},
        "condition": {"en": "tier is gold", "fr": "niveau est or"},
    },
    {"rule": "t#2", "name": {"en": "Row 2", "fr": "Ligne 2"}, "cause": "hit_policy", "instead": "t#1"},
    {"rule": "d", "name": {"en": "Sale", "fr": "Soldes"}, "cause": "dates"},
)


def explained(**values: Any) -> Explained:
    fired = [{"rule": "no-stores", "name": NAME, "because": [{"fact": "country", "actual": "FR"}]}]
    decision = DecisionView(
        id=uuid4(),
        family="sourcing",
        version_id=uuid4(),
        version="sourcing 3",
        subject_kind="order",
        subject_id=uuid4(),
        facts={"country": "FR"},
        fired=fired,
        effects=[],
        answered_by="engine",
        microseconds=90,
        at=AT,
    )
    known = {"node": "A", "promised_on": date(2026, 11, 26), "answer": ANSWER, "decision": decision}
    line = LineWhy(line_id=uuid4(), sku="S", sourced_at=AT, why=CHEAPEST, **known | values)
    return Explained(line, "sourcing 3", "engine", tuple(fired), NOT_FIRED)


@pytest.fixture(params=["en", "fr"])
def reader(request: pytest.FixtureRequest) -> Reader:
    return Reader(language=request.param, zone=ZoneInfo("Europe/Paris"), now=AT)


def test_everything_about_a_line_is_said(reader: Reader) -> None:
    told = explanation(explained(), reader)
    french = reader.language == "fr"
    assert told.because == (CHEAPEST.fr if french else CHEAPEST.en)
    assert ("« Approvisionnement », version 3" if french else "“Sourcing”, version 3") in told.source
    assert [(row.node, row.parcels, row.chosen) for row in told.ways] == [
        ("Place A", "1", True),
        ("Place B", "2", False),
    ]
    assert told.ways[1].cost == ("2,40\xa0€ + 2,00\xa0£GB" if french else "€2.40 + £2.00")
    (other,) = told.others
    assert (other.node, "40" in other.said, ("plein" if french else "full") in other.said) == ("Place C", True, True)
    assert [row.said for row in told.barred] == [
        "Pas de magasins" if french else "No stores",
        "seulement 1 sur place" if french else "only 1 there",
        "hors service" if french else "not in use",
    ]
    assert [row.rule for row in told.fired] == ["Pas de magasins" if french else "No stores"]


def test_what_did_not_apply_says_the_first_condition_with_the_actual_value() -> None:
    english = Reader(language="en", zone=ZoneInfo("Europe/Paris"), now=AT)
    assert [row.facts for row in explanation(explained(), english).not_fired] == [
        "only when country of delivery is GB; it was: FR",
        "not when tier is gold; it was: gold",
        "an earlier row came first",
        "not in force then",
    ]


def test_a_line_from_nowhere_has_no_way() -> None:
    english = Reader(language="en", zone=ZoneInfo("Europe/Paris"), now=AT)
    why = {"code": NOWHERE.code, "en": NOWHERE.en, "fr": NOWHERE.fr}
    answer = ANSWER | {"chosen": None, "next": None, "candidates": [], "goal": None, "why": why}
    told = explanation(explained(node=None, promised_on=None, answer=answer, decision=None), english)
    assert (told.because, told.ways, told.goal, told.fired) == (NOWHERE.en, [], "", [])


def test_a_question_is_answered_in_sums_and_by_line(reader: Reader) -> None:
    lines = tuple(
        SourcedLine(sku, 1, node, node and f"Place {node}", node and date(2026, 11, 26), why, {}, "", ())  # type: ignore[arg-type]
        for sku, node, why in (("S", "A", CHEAPEST), ("T", None, NOWHERE))
    )
    parcels = (SourcedParcel("A", (0,), Money(90, "EUR")),)
    told = what_if(SourcingQuote(lines, parcels, date(2026, 11, 26), (Money(90, "EUR"),)), {"S": "Shirt"}, reader)
    assert told.sums.startswith("1 colis · 0,90\xa0€" if reader.language == "fr" else "1 parcel · €0.90")
    assert [row.node for row in told.lines] == ["Shirt", "T"]
    assert told.lines[1].said.startswith("de nulle part" if reader.language == "fr" else "from nowhere")
