"""What is told, and kept, about where a line comes from: the candidates, what each would come to, and why this one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

from domain.kernel.money import Money, total_of
from domain.models.inventory import Node
from domain.sourcing.arrival import arrival
from domain.sourcing.passing import places_of, rule_names
from domain.sourcing.propose import Chosen
from domain.sourcing.weigh import Offer
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
    return [_answer(chosen, line) for line in range(len(chosen.nodes))]


def _answer(chosen: Chosen, line: int) -> Answer:
    node, proposal = chosen.nodes[line], chosen.proposal
    other = _other(chosen, line) if node is not None else None
    why = _why(chosen, line, other)
    arrives = arrival(proposal.wanted, node) if node is not None else None
    able, barred = proposal.able[line], proposal.barred[line]
    plain = {
        "why": asdict(why),
        "by": "plain" if proposal.weighed is None else "weighed",
        "proven": chosen.proven,
        "goal": None if proposal.weighed is None else _goal(chosen),
        "chosen": _way(chosen, line, chosen.nodes) if node is not None else None,
        "next": _way(chosen, line, other) if other is not None else None,
        "candidates": [_candidate(chosen, line, each) for each in _first(node, able)[:MOST_TOLD]],
        "barred": _barred(chosen, line)[:MOST_TOLD],
        "more": max(0, len(able) - MOST_TOLD) + max(0, len(barred) - MOST_TOLD),
    }
    return Answer(node, arrives, why, plain)


def _why(chosen: Chosen, line: int, other: Sequence[Node | None] | None) -> Why:
    proposal, node = chosen.proposal, chosen.nodes[line]
    pieces = proposal.wanted.lines[line].pieces
    forbidden = any(barred.rule is not None and barred.available >= pieces for barred in proposal.barred[line])
    if node is None:
        return NONE_PASSES if forbidden and not proposal.able[line] else NOWHERE
    if other is None:
        return ONLY_PASSES if forbidden else ONLY
    if proposal.weighed is None:
        ranks = dict((each.id, rank) for each, rank in proposal.plain[line])
        following = other[line]
        return why_before(ranks[node.id], ranks[following.id] if following else None)
    own, instead = (proposal.weighed.of_way(_offers(chosen, nodes)) for nodes in (chosen.nodes, other))
    return why_weighed(own, instead, proposal.goal, len(chosen.nodes))


def _other(chosen: Chosen, line: int) -> Sequence[Node | None] | None:
    """The best way with this line from another node and all others where they are; None where there is none."""
    left = _left(chosen)
    wanted, node = chosen.proposal.wanted.lines[line], chosen.nodes[line]
    ways = []
    for place, (each, _) in enumerate(chosen.proposal.plain[line]):
        if each is node or left.get((each.id, wanted.sku), 0) < wanted.pieces:
            continue
        way = [*chosen.nodes[:line], each, *chosen.nodes[line + 1 :]]
        weighed = chosen.proposal.weighed
        ways.append((weighed.of_way(_offers(chosen, way)) if weighed else (place,), way))
    return min(ways, key=lambda each: each[0])[1] if ways else None


def _left(chosen: Chosen) -> dict[tuple[Any, str], int]:
    """What the nodes have beyond what was chosen; of nodes that were not locked, what was seen."""
    left = {**chosen.proposal.supply.available, **chosen.available}
    for wanted, node in zip(chosen.proposal.wanted.lines, chosen.nodes, strict=True):
        if node is not None:
            left[node.id, wanted.sku] -= wanted.pieces
    return left


def _offers(chosen: Chosen, nodes: Sequence[Node | None]) -> list[Offer | None]:
    weighed = chosen.proposal.weighed
    assert weighed is not None
    return [
        next((offer for offer in offers if offer.node is node), None)
        for offers, node in zip(weighed.offers, nodes, strict=True)
    ]


def _way(chosen: Chosen, line: int, nodes: Sequence[Node | None]) -> dict[str, Any]:
    """What the order comes to that way, and this line."""
    node = nodes[line]
    assert node is not None
    used = {each.id: each for each in nodes if each is not None and each.id not in chosen.proposal.wanted.going}
    return {
        "node": node.code,
        "name": node.name,
        "arrives": arrival(chosen.proposal.wanted, node).isoformat(),
        "parcels": len(used) + len(chosen.proposal.wanted.going),
        "cost": [_money(amount) for amount in _costs(used.values())],
    }


def _costs(nodes: Iterable[Node]) -> list[Money]:
    """What handling a parcel of each comes to."""
    return sums_of([Money(node.handling_cost, node.handling_currency) for node in nodes])


def sums_of(amounts: Sequence[Money]) -> list[Money]:
    """One amount for each currency, in the order of their codes."""
    currencies = sorted({amount.currency for amount in amounts})
    return [total_of([each for each in amounts if each.currency == currency], currency) for currency in currencies]


def _candidate(chosen: Chosen, line: int, node: Node) -> dict[str, Any]:
    proposal = chosen.proposal
    weighed, rules = proposal.weighed, proposal.rules[line]
    offer = next((each for each in weighed.offers[line] if each.node is node), None) if weighed else None
    preferred = [each.rule for each in rules.preferences if each.prefers(node.code, places_of(node))]
    return {
        **_node(node),
        "available": proposal.supply.available[node.id, proposal.wanted.lines[line].sku],
        "arrives": arrival(proposal.wanted, node).isoformat(),
        "cost": _money(Money(node.handling_cost, node.handling_currency)),
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


def _money(amount: Money) -> dict[str, Any]:
    return {"minor": amount.minor, "currency": amount.currency}


def _first(node: Node | None, nodes: Sequence[Node]) -> list[Node]:
    return sorted(nodes, key=lambda each: each is not node)
