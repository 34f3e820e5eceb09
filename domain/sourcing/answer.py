"""What is told, and kept, about where a line comes from: the candidates, what each would come to, and why this one."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

from domain.kernel.money import Money
from domain.models.inventory import Node
from domain.sourcing.passing import places_of, rule_names
from domain.sourcing.propose import Chosen
from domain.sourcing.ways import Ways, money
from domain.sourcing.why import NONE_PASSES, NOWHERE, ONLY, ONLY_PASSES, Why, why_before, why_weighed

MOST_TOLD: Final = 12  # candidates of each sort; the rest are counted


@dataclass(frozen=True, slots=True)
class Answer:
    """Of one line. `plain` is JSON: what `LineSourcing.answer` keeps and screens and API show."""

    node: Node | None
    arrives: date | None
    why: Why
    plain: Mapping[str, Any]


def answers(chosen: Chosen) -> list[Answer]:
    """One for each line, in their order."""
    ways = Ways(chosen)
    return [_answer(ways, line) for line in range(len(chosen.nodes))]


def _answer(ways: Ways, line: int) -> Answer:
    chosen, proposal = ways.chosen, ways.chosen.proposal
    node = chosen.nodes[line]
    other = ways.next_best(line) if node is not None else None
    why = _why(ways, line, other)
    able, barred = proposal.able[line], proposal.barred[line]
    plain = {
        "why": asdict(why),
        "by": "plain" if proposal.weighed is None else "weighed",
        "proven": chosen.proven,
        "goal": None if proposal.weighed is None else _goal(chosen),
        "chosen": ways.told(line, node) if node is not None else None,
        "next": ways.told(line, other) if other is not None else None,
        "candidates": [_candidate(chosen, line, each) for each in _first(node, able)[:MOST_TOLD]],
        "barred": _barred(chosen, line)[:MOST_TOLD],
        "more": max(0, len(able) - MOST_TOLD) + max(0, len(barred) - MOST_TOLD),
    }
    return Answer(node, proposal.arrives[node.id] if node is not None else None, why, plain)


def _why(ways: Ways, line: int, other: Node | None) -> Why:
    proposal, node = ways.chosen.proposal, ways.chosen.nodes[line]
    pieces = proposal.wanted.lines[line].pieces
    forbidden = any(barred.rule is not None and barred.available >= pieces for barred in proposal.barred[line])
    if node is None:
        return NONE_PASSES if forbidden and not proposal.able[line] else NOWHERE
    if other is None:
        return ONLY_PASSES if forbidden else ONLY
    if proposal.weighed is None:
        ranks = {each.id: rank for each, rank in proposal.plain[line]}
        return why_before(ranks[node.id], ranks[other.id])
    own, instead = (ways.with_line_from(line, each) for each in (node, other))
    return why_weighed(own, instead, proposal.goal, len(ways.chosen.nodes))


def _candidate(chosen: Chosen, line: int, node: Node) -> dict[str, Any]:
    proposal = chosen.proposal
    weighed, rules = proposal.weighed, proposal.rules[line]
    offer = next((each for each in weighed.offers[line] if each.node is node), None) if weighed else None
    preferred = [each.rule for each in rules.preferences if each.prefers(node.code, places_of(node))]
    return {
        **_node(node),
        "available": proposal.supply.available[node.id, proposal.wanted.lines[line].sku],
        "arrives": proposal.arrives[node.id].isoformat(),
        "cost": money(Money(node.handling_cost, node.handling_currency)),
        "full": bool(weighed and node.id in weighed.full),
        "preferred": offer.preferred if offer else 0,
        "preferred_by": preferred,
    }


def _barred(chosen: Chosen, line: int) -> list[dict[str, Any]]:
    names = rule_names(chosen.proposal.rules[line])
    return [
        {
            **_node(each.node),
            "because": each.because,
            "available": each.available,
            "rule": each.rule,
            "rule_name": names.get(each.rule) if each.rule else None,
        }
        for each in chosen.proposal.barred[line]
    ]


def _node(node: Node) -> dict[str, Any]:
    return {"node": node.code, "name": node.name, "kind": node.kind, "country": node.country}


def _goal(chosen: Chosen) -> dict[str, Any]:
    return {name: value for name, value in asdict(chosen.proposal.goal).items() if name != "weighed"}


def _first(node: Node | None, nodes: Sequence[Node]) -> list[Node]:
    return sorted(nodes, key=lambda each: each is not node)
