"""What is chosen for an order against every way there is, compared by what the goal says counts."""

from collections.abc import Sequence
from datetime import UTC, datetime, time
from itertools import product
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.models.inventory import Node
from domain.ports.built_in_decisions import BuiltInDecisions
from domain.ports.decisions import Preference, SourcingRules
from domain.sourcing.answer import answers
from domain.sourcing.promise import promise
from domain.sourcing.propose import Proposal, proposal_of
from domain.sourcing.supply import Supply
from domain.sourcing.wanted import Wanted, WantedLine
from domain.sourcing.ways import Ways
from tests.support.long import times

AT = datetime(2026, 11, 24, 10, tzinfo=UTC)
COUNTRIES = ("FR", "GB", "US")
WEIGHT = st.none() | st.integers(0, 100)
Way = tuple[Node | None, ...]


@st.composite
def rules(draw: st.DrawFn) -> SourcingRules:
    preferences = [
        Preference(draw(st.integers(0, 100)), "p", node=f"N{draw(st.integers(0, 3))}"),
        Preference(draw(st.integers(0, 100)), "q", region=draw(st.sampled_from(COUNTRIES))),
    ]
    return SourcingRules(
        allowed_kinds={},
        forbidden_kinds={"store": "s"} if draw(st.booleans()) else {},
        forbidden_nodes={},
        preferences=tuple(preferences[: draw(st.integers(0, 2))]),
        vendor_only=None,
        fastest=draw(WEIGHT),
        cheapest=draw(WEIGHT),
        fewest_parcels=draw(WEIGHT),
        max_parcels=draw(st.none() | st.integers(1, 3)),
        mind_capacity=draw(st.booleans()),
        decided=BuiltInDecisions().sourcing(facts=[{}])[0].decided,
    )


@st.composite
def proposals(draw: st.DrawFn) -> Proposal:
    nodes = [draw(node(i)) for i in range(draw(st.integers(1, 4)))]
    lines = [
        WantedLine(i, draw(st.sampled_from("AB")), draw(st.integers(1, 3))) for i in range(draw(st.integers(1, 4)))
    ]
    stock = {(each.id, sku): draw(st.integers(0, 6)) for each in nodes for sku in "AB" if draw(st.integers(0, 4))}
    wanted = Wanted(
        lines=lines,
        address={"country": draw(st.sampled_from(COUNTRIES))},
        at=AT,
        going=frozenset(each.id for each in nodes if draw(st.integers(0, 5)) == 0),
    )
    parcels = {each.id: draw(st.integers(0, 3)) for each in nodes}
    said = {sku: draw(rules()) for sku in "AB"}
    supply = Supply({each.id: each for each in nodes}, stock, {}, frozenset())
    return proposal_of(wanted, supply, [said[line.sku] for line in lines], parcels)


@st.composite
def node(draw: st.DrawFn, number: int) -> Node:
    return Node(
        id=UUID(int=number + 1),
        code=f"N{number}",
        name=f"Node {number}",
        kind=draw(st.sampled_from(("warehouse", "store", "third_party"))),
        address={},
        country=draw(st.sampled_from(COUNTRIES)),
        time_zone="Europe/Paris",
        cut_off=time(draw(st.sampled_from((9, 15)))),
        opening_hours={},
        daily_capacity=draw(st.none() | st.integers(0, 3)),
        handling_cost=draw(st.integers(0, 600)),
        handling_currency=draw(st.sampled_from(("EUR", "GBP"))),
        active=draw(st.integers(0, 9)) != 0,
    )


def ways(proposal: Proposal) -> list[Way]:
    """Every way that keeps to stock and rules, told anew."""
    supply, lines = proposal.supply, proposal.wanted.lines
    able = [
        [
            each
            for each in supply.nodes.values()
            if each.active and each.kind not in said.forbidden_kinds and (each.id, line.sku) in supply.available
        ]
        for line, said in zip(lines, proposal.rules, strict=True)
    ]
    found = []
    for way in product(*[[*nodes, None] for nodes in able]):
        taken: dict[tuple[UUID, str], int] = {}
        for line, each in zip(lines, way, strict=True):
            if each is not None:
                taken[each.id, line.sku] = taken.get((each.id, line.sku), 0) + line.pieces
        if all(pieces <= supply.available[key] for key, pieces in taken.items()):
            found.append(way)
    return found


def cost(proposal: Proposal, way: Sequence[Node | None]) -> tuple[float, ...]:
    """The goal in plain terms: lines without a source, parcels beyond the limit, full nodes, points, and ties."""
    goal, wanted = proposal.goal, proposal.wanted
    given = [each for each in way if each is not None]
    opened = {each.id: each for each in given if each.id not in wanted.going}.values()
    days = [(promise(each, country=wanted.country, at=AT) - AT.date()).days for each in given]
    liked = [
        sum(p.weight for p in said.preferences if p.node == each.code or p.region == each.country)
        for each, said in zip(way, proposal.rules, strict=True)
        if each is not None
    ]
    lines = len(way)
    points = goal.fastest * sum(days) * 100 - 100 * sum(liked)
    points += lines * sum(goal.cheapest * each.handling_cost + goal.fewest_parcels * 100 for each in opened)
    limit = max(0, (goal.max_parcels or 0) - len(wanted.going))
    full = sum(
        goal.mind_capacity
        and each.daily_capacity is not None
        and proposal.parcels.get(each.id, 0) >= each.daily_capacity
        for each in opened
    )
    return (
        lines - len(given),
        max(0, len(opened) - limit) if goal.max_parcels is not None else 0,
        full,
        points,
        len(opened),
        sum(days),
        sum(each.handling_cost for each in opened),
        *[int(each.code[1:]) if each else 99 for each in way],
    )


@settings(max_examples=times(250, long=1_000), deadline=None)
@given(proposals())
def test_no_way_serves_the_goal_better(proposal: Proposal):
    if proposal.weighed is None:
        return
    chosen = proposal.choose(proposal.supply.available)
    least = min(ways(proposal), key=lambda way: cost(proposal, way))
    assert [each and each.code for each in chosen.nodes] == [each and each.code for each in least]
    assert chosen.proven


@settings(max_examples=times(150, long=500), deadline=None)
@given(proposals())
def test_what_is_locked_is_enough_to_choose_the_same_again(proposal: Proposal):
    first = proposal.choose(proposal.supply.available)
    locked = {key: proposal.supply.available[key] for key in proposal.to_lock(first)}
    if proposal.weighed is not None:
        assert proposal.choose(locked).nodes == proposal.choose_again(first, locked).nodes == first.nodes


@settings(max_examples=times(150, long=500), deadline=None)
@given(proposals(), st.data())
def test_whatever_is_gone_by_then_nothing_is_promised_twice(proposal: Proposal, data: st.DataObject):
    first = proposal.choose(proposal.supply.available)
    locked = {key: data.draw(st.integers(0, 6)) for key in sorted(proposal.to_lock(first), key=str)}
    chosen = proposal.choose_again(first, locked)
    for line, each in zip(proposal.wanted.lines, chosen.nodes, strict=True):
        if each is not None:
            locked[each.id, line.sku] -= line.pieces
    assert all(left >= 0 for left in locked.values())
    told = answers(chosen)
    assert [answer.node for answer in told] == list(chosen.nodes)
    assert all(answer.why.code != "not_proven" for answer in told)


@settings(max_examples=times(100, long=300), deadline=None)
@given(proposals())
def test_a_way_with_one_line_from_elsewhere_costs_what_it_would_cost_from_the_start(proposal: Proposal):
    weighed = proposal.weighed
    if weighed is None:
        return
    chosen = proposal.choose(proposal.supply.available)
    ways = Ways(chosen)
    for line, own in enumerate(chosen.nodes):
        for other in proposal.able[line] if own else ():
            way = [*chosen.nodes[:line], other, *chosen.nodes[line + 1 :]]
            offers = [
                next((offer for offer in given if offer.node is node), None)
                for given, node in zip(weighed.offers, way, strict=True)
            ]
            assert ways.with_line_from(line, other)[:-1] == weighed.of_way(offers)
