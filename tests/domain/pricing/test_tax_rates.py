"""The table of tax rates: who keeps it, and which row wins."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from domain.kernel.actor import Actor
from domain.kernel.errors import Conflict, Denied, DomainError, Invalid, NotFound
from domain.kernel.ids import new_id
from domain.kernel.permissions import Permission
from domain.models.event import EventRow
from domain.pricing.end_tax_rate import end_tax_rate
from domain.pricing.queries import tax_rates
from domain.pricing.rates import rates_for
from domain.pricing.set_tax_rate import MOST_RATES, NewRate, set_tax_rate, set_tax_rates
from domain.work.application import Application
from domain.work.unit import Unit
from tests.support.builders import Builders
from tests.support.together import errors_of, together

FROM = date(2026, 1, 1)
DAY = date(2026, 6, 1)
FRANCE: dict[str, Any] = {
    "country": "FR",
    "label": "TVA",
    "millionths": 200_000,
    "included": True,
    "effective_from": FROM,
}
NEW_YORK: dict[str, Any] = FRANCE | {"country": "US", "label": "New York", "millionths": 40_000, "included": False}


def _labels(unit: Unit, *, address: dict[str, str], categories: list[str], day: date) -> list[str | None]:
    unit.actor.require(Permission.CATALOGUE_READ)
    found = rates_for(unit, address, categories, day)
    return [rate.label if (rate := found[category]) else None for category in categories]


@pytest.fixture
def label(ask: Callable[..., Any]) -> Callable[..., str | None]:
    """The label of the row that wins for a place, a category and a day."""

    def label(country: str, region: str = "", postal: str = "", category: str = "", day: date = DAY) -> str | None:
        address = {"country": country, "region": region, "postal_code": postal}
        (found,) = ask(_labels, address=address, categories=[category], day=day)
        return found

    return label


def test_who_may_not_write_prices_keeps_no_rates(application: Application, actor_with: Callable[..., Actor]):
    other = actor_with(*(right for right in Permission if right is not Permission.PRICING_WRITE))
    for use_case, values in (
        (set_tax_rate, FRANCE),
        (set_tax_rates, {"rates": [NewRate(**FRANCE)]}),
        (end_tax_rate, {"tax_rate_id": new_id(), "effective_to": DAY}),
    ):
        with pytest.raises(Denied):
            application.perform(use_case, other, **values)
    assert application.ask(tax_rates, other) == ()


def test_a_rate_is_kept_as_it_is_compared(build: Builders, ask: Callable[..., Any]):
    build.perform(
        set_tax_rate,
        **NEW_YORK | {"region": " new  york ", "postal_prefix": "100-", "category": "Clothing", "country": "us"},
    )
    (row,) = ask(tax_rates)
    assert (row.country, row.region, row.postal_prefix, row.category) == ("US", "NY", "100", "clothing")
    assert (row.label, row.millionths, row.included, row.effective_to) == ("New York", 40_000, False, None)


def test_the_row_of_the_same_place_and_day_is_replaced(
    build: Builders, ask: Callable[..., Any], happened: Callable[..., list[EventRow]]
):
    first = build.perform(set_tax_rate, **FRANCE)
    assert build.perform(set_tax_rate, **FRANCE) == first
    assert build.perform(set_tax_rate, **FRANCE | {"millionths": 210_000, "included": False}) == first
    (row,) = ask(tax_rates)
    assert (row.id, row.millionths, row.included) == (first, 210_000, False)
    set_, changed = happened("tax_rate.set")
    assert (set_.data["tax_rate_id"], set_.data["millionths"]) == (str(first), 200_000)
    assert (changed.data["millionths"], changed.data["effective_from"]) == (210_000, "2026-01-01")


def test_the_same_row_by_many_at_once_is_one_row(build: Builders, ask: Callable[..., Any]):
    results = together(*[lambda: build.perform(set_tax_rate, **FRANCE)] * 8)
    assert errors_of(results) == []
    assert len(ask(tax_rates)) == 1


REFUSED: list[tuple[dict[str, Any], str, str]] = [
    ({"country": "XX"}, "country", "unknown_country"),
    ({"country": ""}, "country", "unknown_country"),
    ({"label": " "}, "label", "missing"),
    ({"label": "x" * 101}, "label", "too_long"),
    ({"millionths": -1}, "millionths", "rate_out_of_range"),
    ({"millionths": 1_000_000}, "millionths", "rate_out_of_range"),
    ({"millionths": 10**30}, "millionths", "rate_out_of_range"),
    ({"effective_to": FROM}, "effective_to", "ends_before_it_begins"),
    ({"region": "\x00"}, "region", "control_characters"),
    ({"postal_prefix": "1" * 21}, "postal_prefix", "too_long"),
    ({"category": "\ud800"}, "category", "control_characters"),
]


@pytest.mark.parametrize(("change", "field", "code"), REFUSED)
def test_a_wrong_rate_is_refused_and_the_field_named(
    change: dict[str, Any],
    field: str,
    code: str,
    ask: Callable[..., Any],
    refusal_of: Callable[..., DomainError],
):
    alone = refusal_of(set_tax_rate, **FRANCE | change)
    assert (type(alone), alone.field, alone.code) == (Invalid, field, code)
    among = refusal_of(set_tax_rates, rates=[NewRate(**NEW_YORK), NewRate(**FRANCE | change)])
    assert (type(among), among.field, among.code) == (Invalid, f"rates[1].{field}", code)
    assert ask(tax_rates) == ()


@pytest.mark.parametrize(("count", "code"), [(0, "missing"), (MOST_RATES + 1, "too_many")])
def test_no_rates_or_too_many_are_refused(count: int, code: str, refusal_of: Callable[..., DomainError]):
    refusal = refusal_of(set_tax_rates, rates=[NewRate(**FRANCE)] * count)
    assert (refusal.field, refusal.code) == ("rates", code)


def test_several_rates_are_set_at_once_and_counted(build: Builders, ask: Callable[..., Any]):
    rows = [NewRate(**FRANCE), NewRate(**NEW_YORK)]
    assert build.perform(set_tax_rates, rates=rows) == 2
    assert build.perform(set_tax_rates, rates=[*rows, NewRate(**FRANCE | {"category": "books"})]) == 1
    assert [row.country for row in ask(tax_rates)] == ["FR", "FR", "US"]


def test_a_country_has_the_tax_inside_its_prices_or_not(build: Builders, refusal_of: Callable[..., DomainError]):
    build.perform(set_tax_rate, **FRANCE)
    refusal = refusal_of(set_tax_rate, **FRANCE | {"included": False, "category": "books"})
    assert (type(refusal), refusal.code, refusal.field) == (Conflict, "mixed_inclusion", "included")
    later = FRANCE | {"included": False, "effective_from": date(2027, 1, 1)}
    assert refusal_of(set_tax_rate, **later).code == "mixed_inclusion"
    before = FRANCE | {"included": False, "effective_from": date(2025, 1, 1), "effective_to": FROM}
    build.perform(set_tax_rate, **before)


def test_a_country_may_change_over_on_a_day(build: Builders, label: Callable[..., str | None]):
    old = build.perform(set_tax_rate, **FRANCE)
    build.perform(end_tax_rate, tax_rate_id=old, effective_to=date(2027, 1, 1))
    build.perform(set_tax_rate, **FRANCE | {"label": "New", "included": False, "effective_from": date(2027, 1, 1)})
    assert [label("FR", day=date(2026, 12, 31)), label("FR", day=date(2027, 1, 1))] == ["TVA", "New"]


def test_a_rate_ends_on_a_day(
    build: Builders,
    label: Callable[..., str | None],
    happened: Callable[..., list[EventRow]],
    refusal_of: Callable[..., DomainError],
):
    id = build.perform(set_tax_rate, **FRANCE)
    for _ in range(2):
        build.perform(end_tax_rate, tax_rate_id=id, effective_to=date(2026, 7, 1))
    assert [label("FR", day=date(2026, 6, 30)), label("FR", day=date(2026, 7, 1))] == ["TVA", None]
    (ended,) = happened("tax_rate.ended")
    assert ended.data == {"tax_rate_id": str(id), "label": "TVA", "effective_to": "2026-07-01"}
    refusal = refusal_of(end_tax_rate, tax_rate_id=id, effective_to=FROM)
    assert (refusal.field, refusal.code) == ("effective_to", "ends_before_it_begins")
    assert isinstance(refusal_of(end_tax_rate, tax_rate_id=new_id(), effective_to=DAY), NotFound)


@pytest.fixture
def table(build: Builders) -> None:
    rows = [
        ("country", {}),
        ("country clothing", {"category": "clothing"}),
        ("state", {"region": "NY"}),
        ("state clothing", {"region": "NY", "category": "clothing"}),
        ("prefix 1", {"postal_prefix": "1"}),
        ("prefix 100", {"postal_prefix": "100", "region": "NY"}),
        ("prefix 100 books", {"postal_prefix": "100", "region": "NY", "category": "books"}),
    ]
    build.perform(set_tax_rates, rates=[NewRate(**NEW_YORK | {"label": name} | more) for name, more in rows])


@pytest.mark.parametrize(
    ("region", "postal", "category", "wins"),
    [
        ("TX", "73301", "", "country"),
        ("", "", "", "country"),
        ("TX", "73301", "clothing", "country clothing"),
        ("TX", "73301", "shoes", "country"),
        ("NY", "", "", "state"),
        ("New York", "", "", "state"),
        ("n.y.", "", "", "state"),
        ("NY", "", "Clothing", "state clothing"),
        ("NY", "12207", "", "prefix 1"),
        ("NY", "12207", "clothing", "prefix 1"),  # a longer prefix says more than a region with a category
        ("NY", "10001", "", "prefix 100"),
        ("NY", "10001-1234", "books", "prefix 100 books"),
        ("NY", "10001", "clothing", "prefix 100"),
        ("NJ", "10001", "", "prefix 1"),
    ],
)
def test_the_row_that_says_most_about_the_place_wins(
    region: str, postal: str, category: str, wins: str, table: None, label: Callable[..., str | None]
):
    assert label("US", region, postal, category) == wins


@pytest.mark.usefixtures("table")
def test_where_no_row_is_there_is_no_rate(label: Callable[..., str | None]):
    assert label("DE") is None
    assert label("US", "NY", day=date(2025, 12, 31)) is None


def test_the_row_that_became_effective_last_takes_over(build: Builders, label: Callable[..., str | None]):
    build.perform(set_tax_rate, **FRANCE | {"label": "Newer", "effective_from": date(2026, 7, 1)})
    build.perform(set_tax_rate, **FRANCE)
    assert [label("FR", day=date(2026, 6, 30)), label("FR", day=date(2026, 7, 1))] == ["TVA", "Newer"]


def test_british_postal_codes_begin_with_letters(build: Builders, label: Callable[..., str | None]):
    build.perform(set_tax_rate, **FRANCE | {"country": "GB", "label": "Isles", "postal_prefix": "je"})
    assert [label("GB", postal="JE2 3AB"), label("GB", postal="SW1A 1AA")] == ["Isles", None]


def test_the_table_is_read_by_country_and_day(build: Builders, ask: Callable[..., Any]):
    build.perform(set_tax_rate, **FRANCE | {"effective_to": DAY})
    build.perform(set_tax_rate, **NEW_YORK)
    assert [row.country for row in ask(tax_rates, country=" us")] == ["US"]
    assert [row.country for row in ask(tax_rates, on=DAY)] == ["US"]
    assert [row.country for row in ask(tax_rates, on=FROM)] == ["FR", "US"]
    assert ask(tax_rates, country="\x00") == ()
