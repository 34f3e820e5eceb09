"""A backtest of sourcing says what whole orders would come to: cost, parcels, and who gives how much."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from domain.kernel.actor import Actor
from domain.kernel.clock import SetClock
from domain.kernel.money import Money
from domain.orders.new_order import NewLine
from domain.ports.ports import Ports
from domain.work.application import Application
from rules_engine.decisions import live_rules
from rules_engine.decisions.live_rules import LiveRules
from rules_engine.decisions.rules_decisions import RulesDecisions
from rules_engine.simulation import past
from rules_engine.simulation.queries import backtest
from rules_engine.simulation.start_backtest import start_backtest
from tests.rules_engine.simulation.conftest import Worker, rule
from tests.support.builders import Builders

Measures = dict[str, dict[str, list[int]]]


def sourcing(*then: dict[str, Any]) -> dict[str, Any]:
    rules = [rule(f"says-{place}", None, said) for place, said in enumerate(then)]
    return {"format": 1, "family": "sourcing", "rules": rules, "lists": {"nodes": ["PAR", "BOU"]}}


CHEAPEST = sourcing({"effect": "weigh_cheapest", "weight": 100})
FEWEST = sourcing({"effect": "weigh_fewest_parcels", "weight": 100})
NO_STORE = sourcing({"effect": "forbid_kind", "kind": "store"}, {"effect": "weigh_cheapest", "weight": 100})


@pytest.fixture
def shop(
    application: Application, administrator: Actor, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Builders]:
    """PAR, a warehouse at 1.50 a parcel, has cups and lamps; BOU, a store at 0.90, has cups only."""
    monkeypatch.setattr(live_rules, "LOOK_EVERY", 0.0)
    live = LiveRules(application.database, clock)
    ruled = Application(
        application.database, clock=clock, jobs=application.jobs, ports=Ports(decisions=RulesDecisions(live))
    )
    build = Builders(ruled, administrator)
    build.goods("CUP", "LAMP", on_hand=100)
    build.node("BOU", kind="store", handling_cost=Money(90, "EUR"))
    build.stock("CUP", 100, node="BOU")
    yield build
    live.close()


@pytest.fixture
def replay(
    application: Application, administrator: Actor, drafted: Any, worker: Worker, clock: SetClock
) -> Callable[..., Measures]:
    """Replays a draft that says this, and tells the measures of whole orders."""

    def replay(document: dict[str, Any], **how: str) -> Measures:
        clock.advance(timedelta(minutes=1))
        draft = drafted(document)
        run = application.perform(start_backtest, administrator, family="sourcing", draft_id=draft, **how)
        worker.work()
        found = application.ask(backtest, administrator, family="sourcing", backtest_id=run)
        assert found.status == "done"
        return {name: found.sums["measures"][name] for name in ("together", "handling_cost", "given_by")}

    return replay


@pytest.fixture
def three_orders(shop: Builders, published: Any, clock: SetClock, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two orders of a cup, one of a cup and a lamp, sourced by cost while BOU is live; chunks of two split orders."""
    monkeypatch.setattr(past, "CHUNK", 2)
    monkeypatch.setattr(past, "REBUILT_CHUNK", 2)
    published(CHEAPEST)
    for skus in (["CUP"], ["CUP"], ["CUP", "LAMP"]):
        clock.advance(timedelta(minutes=1))
        shop.order(lines=[NewLine(sku, 1) for sku in skus])


def test_what_was_chosen_is_compared_with_what_would_be(
    shop: Builders, three_orders: None, replay: Callable[..., Measures]
) -> None:
    """By hand: two parcels of BOU and one of PAR, then three of PAR, though its cups have gone since."""
    shop.stock("CUP", 0)
    assert replay(NO_STORE) == {
        "together": {"orders": [3, 3], "parcels": [3, 3]},
        "handling_cost": {"EUR": [2 * 90 + 150, 3 * 150]},
        "given_by": {"BOU": [2, 0], "PAR": [2, 4]},
    }


def test_both_sides_are_chosen_anew_for_past_orders(
    three_orders: None, published: Any, replay: Callable[..., Measures]
) -> None:
    published(NO_STORE)
    assert replay(FEWEST, source="rebuilt")["together"] == {"orders": [3, 3], "parcels": [3, 3]}
    assert replay(CHEAPEST, source="rebuilt") == {
        "together": {"orders": [3, 3], "parcels": [3, 3]},
        "handling_cost": {"EUR": [3 * 150, 2 * 90 + 150]},
        "given_by": {"BOU": [0, 2], "PAR": [4, 2]},
    }


def test_what_no_node_may_give_is_counted_as_such(three_orders: None, replay: Callable[..., Measures]) -> None:
    stores = sourcing({"effect": "allow_kind", "kind": "store"})
    assert replay(stores)["given_by"] == {"BOU": [2, 3], "PAR": [2, 0], "": [0, 1]}
