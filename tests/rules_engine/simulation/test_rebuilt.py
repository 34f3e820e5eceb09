"""Where little was recorded, facts of past cases, gifts and order lines are put together anew."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from domain.allowances.count import count_allowance
from domain.cases.open_case import open_case
from domain.fulfilment.record_scan import record_scan
from domain.fulfilment.ship import ship
from domain.kernel.actor import Actor
from domain.kernel.clock import SetClock
from domain.kernel.errors import Conflict, Invalid
from domain.kernel.money import Money
from domain.orders.new_order import NewLine
from domain.returns.chosen import ReturnedPieces
from domain.returns.request import request_return
from domain.work.application import Application
from rules_engine.simulation import past
from rules_engine.simulation.one_case import replayed_case
from rules_engine.simulation.queries import backtest, differences
from rules_engine.simulation.rows import BacktestRow, DifferenceRow
from rules_engine.simulation.start_backtest import start_backtest
from tests.rules_engine.simulation.conftest import NEW, OLD, Worker, rule
from tests.support.builders import Builders
from tests.support.team import Team

Replayed = Callable[[dict[str, Any]], tuple[BacktestRow, tuple[DifferenceRow, ...]]]


@pytest.fixture
def replay(
    application: Application,
    administrator: Actor,
    drafted: Any,
    worker: Worker,
    clock: SetClock,
    monkeypatch: pytest.MonkeyPatch,
) -> Replayed:
    """Replays a draft that says this over facts rebuilt, two to a chunk; tells the run and its differences."""
    monkeypatch.setattr(past, "REBUILT_CHUNK", 2)

    def replay(document: dict[str, Any]) -> tuple[BacktestRow, tuple[DifferenceRow, ...]]:
        clock.advance(timedelta(minutes=1))
        family, draft = document["family"], drafted(document)
        run = application.perform(start_backtest, administrator, family=family, draft_id=draft, source="rebuilt")
        worker.work()
        row = application.ask(backtest, administrator, family=family, backtest_id=run)
        return row, application.ask(differences, administrator, family=family, backtest_id=run).items

    return replay


def family(name: str, *rules: dict[str, Any]) -> dict[str, Any]:
    return {"format": 1, "family": name, "rules": list(rules)}


def goodwill(most: int) -> dict[str, Any]:
    then = {"effect": "limit_per_action", "amount": {"EUR": most}}
    return family("policy", rule("goodwill", {"fact": "kind", "op": "eq", "value": "goodwill"}, then))


def test_cases_are_routed_once_more_with_what_was_so_then(
    application: Application,
    administrator: Actor,
    build: Builders,
    replay: Replayed,
    published: Any,
    clock: SetClock,
) -> None:
    customer_id = build.customer()
    for topic in ("complaint", "return", "order"):
        build.perform(open_case, subject="x", topic=topic, channel="phone", customer_id=customer_id)
        clock.advance(timedelta(minutes=1))
    published(OLD)
    build.order(customer_id)  # after the cases: none of their thirty days
    row, (found,) = replay(NEW)
    assert (row.status, row.total, row.against, row.baseline) == ("done", 3, "live", "routing 1")
    assert (found.subject_kind, found.case_number, found.customer_id) == ("case", "#S1001", customer_id)
    assert {each["rule"] for each in found.after} == {"upset"}
    case = application.ask(replayed_case, administrator, family="routing", backtest_id=row.id, number=found.number)
    assert (case.facts["topic"], case.facts["orders_30d"]) == ("complaint", 0)
    assert case.before is not None
    assert case.after is not None
    assert [each.id for each in case.after.fired] == ["upset", "rest"]
    assert [each.id for each in case.before.fired] == ["rest"]


def test_gifts_are_measured_against_other_limits(
    application: Application, team: Team, build: Builders, replay: Replayed, published: Any, clock: SetClock
) -> None:
    """Recounted by hand: 15, 30 and 80 euros, of which at most 50, and then 20, may be given alone."""
    customer_id, agent = build.customer(), team.hire("agent", "Léa Moreau")
    for euros in (15, 30, 80):
        clock.advance(timedelta(minutes=1))
        amount = Money(euros * 100, "EUR")

        def give(unit: Any, amount: Money = amount) -> None:
            count_allowance(unit, customer_id, kind="goodwill", amount=amount, reason="late")
            unit.needs.clear()

        application.perform(give, agent)
    published(goodwill(5_000))
    row, found = replay(goodwill(2_000))
    assert row.sums["measures"] == {
        "answer": {"alone": [2, 1], "approval": [1, 2]},
        "given_alone": {"EUR": [1_500 + 3_000, 1_500]},
    }
    assert len(found) == 3  # the limit itself is another in each
    assert found[0].subject_kind == "gift"


def test_returns_are_asked_for_once_more_beside_gifts(
    application: Application, team: Team, build: Builders, replay: Replayed, published: Any, clock: SetClock
) -> None:
    """Of two pieces of a parcel, one came back after four days and one after twenty; ten are allowed, then thirty."""
    build.goods("CUP", on_hand=10)
    order = build.order(lines=[NewLine("CUP", 2)])
    parcel = build.perform(ship, order=order)
    build.perform(record_scan, shipment_id=parcel, status="delivered", place="Paris", at=clock.at)
    for days in (4, 16):
        clock.advance(timedelta(days=days))

        def take_back(unit: Any) -> None:
            request_return(unit, order=order, lines=[ReturnedPieces(1, sku="CUP")], channel="mail")
            unit.needs.clear()

        application.perform(take_back, build.actor)
    window = {"effect": "return_window", "days": 10}
    published(family("policy", rule("window", None, window)))
    row, found = replay(family("policy", rule("window", None, window | {"days": 30})))
    assert row.sums["measures"]["answer"] == {"alone": [1, 2], "approval": [1, 0]}
    assert row.sums["measures"]["return_window"] == {"10": [2, 0], "30": [0, 2]}
    assert [(each.subject_kind, each.order_number != "") for each in found] == [("return", True)] * 2


def test_order_lines_are_sourced_once_more(build: Builders, replay: Replayed, published: Any) -> None:
    for _ in range(3):
        build.order()
    abroad = family(
        "sourcing", rule("de", {"fact": "country", "op": "eq", "value": "DE"}, {"effect": "weigh_fastest", "weight": 9})
    )
    at_home = family(
        "sourcing", rule("fr", {"fact": "country", "op": "eq", "value": "FR"}, {"effect": "weigh_fastest", "weight": 9})
    )
    published(abroad)
    row, found = replay(at_home)
    assert row.sums["measures"]["weight"] == {"fastest": [0, 27]}
    assert [each.order_number != "" for each in found] == [True] * 3


def test_what_cannot_be_rebuilt_or_compared_is_refused(
    application: Application, administrator: Actor, build: Builders, drafted: Any, clock: SetClock
) -> None:
    build.perform(open_case, subject="x", topic="order", channel="phone")
    clock.advance(timedelta(minutes=1))
    with pytest.raises(Conflict) as none:
        application.perform(start_backtest, administrator, family="routing", draft_id=drafted(NEW), source="rebuilt")
    assert none.value.code == "no_live_version"


def test_alerts_are_replayed_from_records_only(
    application: Application, administrator: Actor, drafted: Any, published: Any, clock: SetClock
) -> None:
    told = {"effect": "stay_silent"}
    published(family("alerting", rule("quiet", None, told)))
    clock.advance(timedelta(minutes=1))
    draft = drafted(family("alerting", rule("quiet", None, told)))
    with pytest.raises(Invalid) as refused:
        application.perform(start_backtest, administrator, family="alerting", draft_id=draft, source="rebuilt")
    assert refused.value.field == "source"
