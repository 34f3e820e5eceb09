"""The same rules in CLIPS and in zen-engine. Both answer with the ids of the rules that fire, in the rules' order."""

import importlib
import json
from collections.abc import Callable, Sequence
from typing import Any, Protocol


class Ruled(Protocol):
    """See `benchmarks.rules.Ruled`."""

    @property
    def id(self) -> str: ...
    @property
    def topic(self) -> str: ...
    @property
    def channel(self) -> str: ...
    @property
    def country(self) -> str: ...
    @property
    def total(self) -> int: ...
    @property
    def refunds(self) -> int: ...


Decider = Callable[[dict[str, Any]], list[str]]


def clips_decider(ruled: Sequence[Ruled]) -> Decider:
    """One environment; the fact is asserted, the agenda run, the fact taken back."""
    environment = importlib.import_module("clips").Environment()
    hits: list[int] = []
    environment.define_function(hits.append, name="hit")
    slots = "(slot topic) (slot channel) (slot country) (slot total) (slot refunds)"
    environment.build(f"(deftemplate case {slots})")
    for i, each in enumerate(ruled):
        equal = f"(topic {each.topic}) (channel {each.channel}) (country {each.country})"
        either = f"(test (or (>= ?t {each.total}) (> ?r {each.refunds})))"
        environment.build(f"(defrule {each.id} (case {equal} (total ?t) (refunds ?r)) {either} => (hit {i}))")
    template = environment.find_template("case")
    symbol = importlib.import_module("clips").Symbol

    def decide(facts: dict[str, Any]) -> list[str]:
        hits.clear()
        fact = template.assert_fact(
            topic=symbol(facts["topic"]),
            channel=symbol(facts["channel"]),
            country=symbol(facts["customer_country"]),
            total=facts["order_total"],
            refunds=facts["refunds_30d"],
        )
        environment.run()
        fact.retract()
        return [ruled[i].id for i in sorted(hits)]

    return decide


def zen_decider(ruled: Sequence[Ruled]) -> Decider:
    """One decision table that collects every row that holds."""
    fields = ("topic", "channel", "customer_country")
    inputs = [{"id": each, "name": each, "type": "expression", "field": each} for each in fields]
    rows = [
        {
            "_id": each.id,
            "topic": f"'{each.topic}'",
            "channel": f"'{each.channel}'",
            "customer_country": f"'{each.country}'",
            "either": f"order_total >= {each.total} or refunds_30d > {each.refunds}",
            "rule": f"'{each.id}'",
        }
        for each in ruled
    ]
    table = {
        "hitPolicy": "collect",
        "inputs": [*inputs, {"id": "either", "name": "either", "type": "expression"}],
        "outputs": [{"id": "rule", "name": "rule", "type": "expression", "field": "rule"}],
        "rules": rows,
    }
    nodes = [
        {"id": "in", "name": "in", "type": "inputNode"},
        {"id": "table", "name": "table", "type": "decisionTableNode", "content": table},
        {"id": "out", "name": "out", "type": "outputNode"},
    ]
    edges = [
        {"id": "a", "type": "edge", "sourceId": "in", "targetId": "table"},
        {"id": "b", "type": "edge", "sourceId": "table", "targetId": "out"},
    ]
    decision = importlib.import_module("zen").ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))
    return lambda facts: [each["rule"] for each in decision.evaluate(facts)["result"]]
