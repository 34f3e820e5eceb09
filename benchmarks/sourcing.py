"""Sourcing: one order through the starter rules, the exact choice and its answer. Needs no database."""

import random
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime, time
from time import perf_counter
from typing import Any, cast
from uuid import UUID

from rich.table import Table

from benchmarks.rules import Timed
from domain.models.inventory import Node
from domain.ports.decisions import SourcingRules
from domain.sourcing.answer import answers
from domain.sourcing.propose import Proposal, proposal_of
from domain.sourcing.supply import Supply
from domain.sourcing.wanted import Wanted, WantedLine
from rules_engine.decision import Decision
from rules_engine.decisions.live_rules import LiveRules
from rules_engine.decisions.rules_decisions import RulesDecisions
from rules_engine.document.parse import parse_document
from rules_engine.evaluate import Evaluator
from rules_engine.starter.starter import starter_rules
from rules_engine.version import version_of

NOW = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)
COUNTRIES = ("FR", "GB", "US", "NL")
KINDS = ("warehouse", "store", "dark_store", "third_party")


def sourcing_table(*, calls: int) -> Table:
    """Orders of 5 lines over 12 nodes as they come, and one that is too large to prove."""
    table = Table("measured", "lines × nodes", "p50 ms", "p95 ms", "p99 ms", "calls", "proven", "wanted")
    table.title = "Sourcing"
    for column in table.columns[1:]:
        column.justify = "right"
    with closing(_Starter()) as rules:
        ask = RulesDecisions(cast(LiveRules, rules)).sourcing
        for lines, nodes, count, wanted in ((5, 12, calls, ""), (20, 10, calls // 4, ""), (200, 20, 10, "< 100")):
            whole, choice = Timed("an order: rules, choice, answer", lines), Timed("its choice alone", lines, wanted)
            proven = 0
            for number in range(count):
                order = _order(random.Random(f"{lines} {number}"), lines, nodes)
                proposal = _spent(whole, lambda order=order: _sourced(*order, ask))
                chosen = _spent(choice, lambda proposal=proposal: proposal.choose(proposal.supply.available))
                proven += chosen.proven
            for each in (whole, choice):
                times = [f"{float(each.percentile(share).replace(',', '')) / 1000:.2f}" for share in (0.5, 0.95, 0.99)]
                table.add_row(each.name, f"{lines} × {nodes}", *times, str(count), str(proven), each.wanted)
    return table


class _Starter:
    """The starter rules, live with their engine."""

    def __init__(self) -> None:
        document = next(each.document for each in starter_rules() if each.family == "sourcing")
        self._version = version_of("sourcing 1", parse_document(document))
        self._evaluator = Evaluator()
        self._evaluator.publish(self._version)

    def decide(self, family: str, facts: dict[str, Any]) -> tuple[UUID, Decision]:
        return UUID(int=1), self._evaluator.evaluate(self._version, facts, now=NOW)

    def close(self) -> None:
        self._evaluator.close()


def _sourced(wanted: Wanted, supply: Supply, ask: Callable[..., Sequence[SourcingRules]]) -> Proposal:
    shared = {"country": wanted.country, "service": wanted.service, "lines": len(wanted.lines), "order_channel": "web"}
    shared |= {"order_total": 12_000, "order_currency": "EUR", "order_fulfilment": "ship", "customer_tier": "standard"}
    rules = ask(facts=[{**shared, "sku": line.sku, "quantity": line.pieces} for line in wanted.lines])
    proposal = proposal_of(wanted, supply, rules, {})
    answers(proposal.choose(supply.available))
    return proposal


def _spent(timed: Timed, call: Callable[[], Any]) -> Any:
    started = perf_counter()
    result = call()
    timed.microseconds.append((perf_counter() - started) * 1e6)
    return result


def _order(chance: random.Random, lines: int, nodes: int) -> tuple[Wanted, Supply]:
    places = {UUID(int=i + 1): _node(i, chance) for i in range(nodes)}
    wanted = [WantedLine(i, f"SKU-{i}", chance.randint(1, 2)) for i in range(lines)]
    stock = {(id, line.sku): chance.randint(0, 9) for id in places for line in wanted if chance.random() < 0.6}
    return Wanted(wanted, {"country": chance.choice(COUNTRIES)}, NOW), Supply(places, stock, {}, frozenset())


def _node(number: int, chance: random.Random) -> Node:
    return Node(
        id=UUID(int=number + 1),
        code=f"N{number:02}",
        name=f"Node {number}",
        kind=chance.choice(KINDS),
        address={},
        country=chance.choice(COUNTRIES),
        time_zone="Europe/Paris",
        cut_off=time(15),
        opening_hours={},
        daily_capacity=None,
        handling_cost=chance.randint(150, 600),
        handling_currency="EUR",
        active=True,
    )
