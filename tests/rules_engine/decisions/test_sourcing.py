"""Sourcing rules that are published decide where the lines of real orders come from, and say why."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from domain.approvals.act import act
from domain.edits.change_address import change_address
from domain.edits.edit_lines import Added, edit_lines
from domain.fulfilment.record_scan import record_scan
from domain.kernel.actor import Actor
from domain.kernel.clock import SetClock
from domain.kernel.errors import Denied
from domain.kernel.money import Money
from domain.kernel.permissions import Permission
from domain.models.inventory import Reservation
from domain.models.rules import DecisionRow
from domain.models.sourcing import LineSourcing
from domain.orders.new_order import NewLine
from domain.orders.queries import order as read_order
from domain.ports.ports import Ports
from domain.privacy.erase import erase_customer
from domain.sourcing.queries import order_sourcing
from domain.sourcing.sourcing_quote import AskedLine, sourcing_quote
from domain.sourcing.what_if import sourcing_what_if
from domain.work.application import Application
from rules_engine.decisions import live_rules
from rules_engine.decisions.live_rules import LiveRules
from rules_engine.decisions.rules_decisions import RulesDecisions
from rules_engine.decisions.sourcing_why import sourcing_why
from rules_engine.publishing.publish_draft import publish_draft
from rules_engine.publishing.review_draft import review_draft
from rules_engine.publishing.save_draft import save_draft
from rules_engine.publishing.start_draft import start_draft
from rules_engine.publishing.submit_draft import submit_draft
from tests.support.builders import PARIS, Builders
from tests.support.team import Team
from tests.support.together import errors_of, together

LONDON = {"line1": "1 Long Acre", "city": "London", "postal_code": "WC2E 9LD", "country": "GB"}


def rule(id: str, *then: dict[str, Any], **values: Any) -> dict[str, Any]:
    return {"id": id, "name": {"en": f"Rule {id}", "fr": f"Règle {id}"}, "then": list(then), **values}


NO_STORES = rule(
    "no-stores",
    {"effect": "forbid_kind", "kind": "store"},
    when={"fact": "country", "op": "eq", "value": "FR"},
)
CHEAPEST = rule("cheapest", {"effect": "weigh_cheapest", "weight": 100})
FASTEST = rule("fastest", {"effect": "weigh_fastest", "weight": 100})
FEWEST = rule("fewest", {"effect": "weigh_fewest_parcels", "weight": 100})
VENDOR = rule("vendor", {"effect": "vendor_only"}, when={"fact": "vendor_sku", "op": "is", "value": True})


@pytest.fixture
def live(application: Application, clock: SetClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[LiveRules]:
    monkeypatch.setattr(live_rules, "LOOK_EVERY", 0.0)
    rules = LiveRules(application.database, clock)
    yield rules
    rules.close()


@pytest.fixture
def shop(application: Application, live: LiveRules, administrator: Actor) -> Builders:
    """Three nodes with ten cups and ten lamps each: PAR, a warehouse; BOU, a store nearby that costs less; LON."""
    ruled = Application(application.database, clock=application.clock, ports=Ports(decisions=RulesDecisions(live)))
    build = Builders(ruled, administrator)
    build.goods("CUP", "LAMP", on_hand=10, category="table")
    build.node("BOU", kind="store", handling_cost=Money(90, "EUR"))
    build.node("LON", address=LONDON, time_zone="Europe/London", handling_cost=Money(60, "GBP"), daily_capacity=2)
    for node in ("BOU", "LON"):
        for sku in ("CUP", "LAMP"):
            build.stock(sku, 10, node=node)
    return build


@pytest.fixture
def publish(application: Application, team: Team) -> Callable[..., None]:
    writer, reviewer = team.hire("administrator"), team.hire("administrator")

    def publish(*rules: dict[str, Any]) -> None:
        lists = {"nodes": ["PAR", "BOU", "LON"], "countries": ["FR", "GB"]}
        document = {"format": 1, "family": "sourcing", "rules": list(rules), "lists": lists}
        begun = application.perform(start_draft, writer, family="sourcing", title="T")
        application.perform(save_draft, writer, draft_id=begun, expected_version=1, document=document, examples=[])
        application.perform(submit_draft, writer, draft_id=begun, expected_version=2)
        application.perform(review_draft, reviewer, draft_id=begun, expected_version=3, approve=True)
        application.perform(publish_draft, reviewer, draft_id=begun, expected_version=4)

    return publish


@pytest.fixture
def sources(ask: Callable[..., Any]) -> Callable[[UUID], list[str | None]]:
    return lambda order: [line.source_node for line in ask(read_order, order=order).lines]


@pytest.fixture
def kept(application: Application) -> Callable[..., Any]:
    """The rows of a model."""

    def read(model: Any) -> Any:
        system = Actor.system("test")
        return application.ask(lambda unit: unit.session.execute(select(model)).scalars().all(), system)

    return read


def cups(*pieces: int) -> list[NewLine]:
    return [NewLine("CUP", count) for count in pieces or (1,)]


def test_before_the_first_version_and_with_silent_rules_the_choice_is_plain(
    shop: Builders, publish: Callable[..., None], sources: Any, kept: Any
) -> None:
    before = shop.order(lines=cups())
    publish(
        rule("never", {"effect": "forbid_node", "node": "BOU"}, when={"fact": "country", "op": "eq", "value": "GB"})
    )
    after = shop.order(lines=cups())
    assert (sources(before), sources(after)) == (["BOU"], ["BOU"])
    first, second = kept(LineSourcing)
    assert (first.decision_id, first.answer["by"], first.answer["why"]["code"]) == (None, "plain", "lowest_cost")
    assert second.decision_id is not None
    assert second.answer == first.answer | {"candidates": second.answer["candidates"]}


def test_a_forbidden_kind_sends_the_order_elsewhere_and_the_answer_says_by_which_rule(
    shop: Builders, publish: Callable[..., None], sources: Any, kept: Any
) -> None:
    publish(NO_STORES)
    order = shop.order(lines=cups())
    assert sources(order) == ["PAR"]
    (why,) = kept(LineSourcing)
    (barred,) = why.answer["barred"]
    assert (barred["node"], barred["because"], barred["rule"]) == ("BOU", "forbid_kind", "no-stores")
    assert barred["rule_name"] == {"en": "Rule no-stores", "fr": "Règle no-stores"}
    (decision,) = kept(DecisionRow)
    assert (decision.id, decision.order_id, decision.subject_kind) == (why.decision_id, order, "order")
    assert decision.fired[0]["because"][0]["actual"] == "FR"
    assert (decision.facts["sku"], decision.facts["category"], decision.answered_by) == ("CUP", "table", "engine")
    (reservation,) = kept(Reservation)
    assert reservation.sourcing_id == why.id


@pytest.mark.parametrize(
    ("rules", "node", "code"),
    [
        ([CHEAPEST], "LON", "lowest_cost"),  # 60 pence count as less than 90 cents
        ([FASTEST], "BOU", "lowest_cost"),  # PAR would be as soon
        ([FASTEST, rule("out", {"effect": "forbid_node", "node": "PAR"})], "BOU", "soonest"),
        ([FASTEST, rule("par", {"effect": "prefer_node", "node": "PAR", "weight": 50})], "PAR", "preferred"),
        ([CHEAPEST, rule("fr", {"effect": "prefer_region", "region": "FR", "weight": 100})], "BOU", "lowest_cost"),
        ([CHEAPEST, rule("out", {"effect": "forbid_node", "node": "LON"})], "BOU", "lowest_cost"),
        ([CHEAPEST, rule("own", {"effect": "allow_kind", "kind": "store"})], "BOU", "only_one_passes"),
        ([FEWEST], "BOU", "lowest_cost"),  # all send one parcel: then the day counts, then the cost
    ],
)
def test_what_the_rules_weigh_decides(
    rules: list[Any], node: str, code: str, shop: Builders, publish: Callable[..., None], sources: Any, kept: Any
) -> None:
    publish(*rules)
    assert sources(shop.order(lines=cups())) == [node]
    (why,) = kept(LineSourcing)
    assert (why.answer["by"], why.answer["why"]["code"]) == ("weighed", code)


def test_fewer_parcels_are_worth_more_than_a_cheaper_node(
    shop: Builders, publish: Callable[..., None], sources: Any, kept: Any
) -> None:
    publish(CHEAPEST, FEWEST)
    shop.stock("CUP", 0, node="LON")
    order = shop.order(lines=[NewLine("CUP", 1), NewLine("LAMP", 1)])
    assert sources(order) == ["BOU", "BOU"]
    cup, lamp = (row.answer for row in kept(LineSourcing))
    assert (cup["chosen"]["parcels"], cup["next"]["node"], cup["next"]["parcels"]) == (1, "PAR", 2)
    assert (lamp["why"]["code"], lamp["next"]["node"]) == ("fewest_parcels", "LON")
    assert lamp["next"]["cost"] == [{"minor": 90, "currency": "EUR"}, {"minor": 60, "currency": "GBP"}]


def test_an_order_is_not_split_further_than_it_has_to_be(
    shop: Builders, publish: Callable[..., None], sources: Any, kept: Any
) -> None:
    publish(CHEAPEST, rule("one", {"effect": "max_parcels", "parcels": 1}))
    shop.stock("CUP", 0, node="LON")
    assert sources(shop.order(lines=[NewLine("CUP", 1), NewLine("LAMP", 1)])) == ["BOU", "BOU"]
    assert kept(LineSourcing)[1].answer["why"]["code"] == "within_parcels"
    shop.stock("CUP", 20, node="PAR")
    shop.stock("LAMP", 0, node="PAR")
    assert sources(shop.order(lines=[NewLine("CUP", 15), NewLine("LAMP", 9)])) == ["PAR", "LON"]  # or one stays here


def test_a_full_node_comes_last_and_tomorrow_it_does_not(
    shop: Builders, publish: Callable[..., None], sources: Any, kept: Any, clock: SetClock
) -> None:
    publish(CHEAPEST, rule("mind", {"effect": "use_capacity", "use": True}))
    assert [sources(shop.order(lines=cups(1, 1))) for _ in range(3)] == [["LON"] * 2, ["LON"] * 2, ["BOU"] * 2]
    shop.stock("CUP", 0, node="PAR")
    assert sources(shop.order(lines=cups())) == ["BOU"]
    assert kept(LineSourcing)[-1].answer["why"]["code"] == "has_capacity"
    assert {each["node"]: each["full"] for each in kept(LineSourcing)[-1].answer["candidates"]} == {
        "BOU": False,
        "LON": True,
    }
    clock.advance(timedelta(days=1))
    assert sources(shop.order(lines=cups())) == ["LON"]


def test_what_only_a_vendor_has_comes_from_the_vendor(
    shop: Builders, publish: Callable[..., None], sources: Any, kept: Any
) -> None:
    publish(VENDOR, CHEAPEST)
    shop.node("LIM", kind="drop_ship", handling_cost=Money(900, "EUR"))
    shop.product("PLATE")
    shop.stock("PLATE", 5, node="LIM")
    shop.stock("CUP", 5, node="LIM")
    order = shop.order(lines=[NewLine("PLATE", 1), NewLine("CUP", 1)])
    assert sources(order) == ["LIM", "LIM"]  # the cup goes along
    assert sources(shop.order(lines=cups())) == ["LON"]
    facts = {row.facts["sku"]: row.facts["vendor_sku"] for row in kept(DecisionRow)}
    assert facts == {"PLATE": True, "CUP": False}


def test_where_rules_leave_no_node_the_line_waits_and_says_why(
    shop: Builders, publish: Callable[..., None], sources: Any, kept: Any
) -> None:
    publish(rule("third", {"effect": "allow_kind", "kind": "third_party"}))
    assert sources(shop.order(lines=cups())) == [None]
    (why,) = kept(LineSourcing)
    assert (why.node_id, why.answer["why"]["code"]) == (None, "none_passes")
    assert {each["because"] for each in why.answer["barred"]} == {"allow_kind"}


def test_an_address_that_nobody_has_a_rule_for_is_sourced_all_the_same(
    shop: Builders, publish: Callable[..., None], sources: Any
) -> None:
    publish(NO_STORES, FASTEST)
    nowhere = {"line1": "1", "city": "Alofi", "country": "NU", "region": "—"}
    assert sources(shop.order(lines=cups(), shipping_address=nowhere)) == ["LON"]


def test_a_line_that_is_added_goes_along_with_what_leaves_anyway(
    shop: Builders, publish: Callable[..., None], sources: Any
) -> None:
    publish(CHEAPEST, FEWEST)
    shop.stock("LAMP", 0, node="LON")
    shop.stock("LAMP", 0, node="BOU")
    order = shop.order(lines=[NewLine("LAMP", 1)])
    shop.perform(edit_lines, order=order, add=[Added("CUP", 1)])
    assert sources(order) == ["PAR", "PAR"]


def test_another_address_asks_anew_and_a_preview_keeps_nothing(
    shop: Builders, publish: Callable[..., None], sources: Any, kept: Any, administrator: Actor
) -> None:
    publish(NO_STORES, FASTEST)
    order = shop.order(lines=cups())
    args = {"order": str(order), "address": LONDON}
    seen = shop.application.preview(act, administrator, action="change_address", args=args).result.preview
    assert (sources(order), len(kept(DecisionRow)), len(kept(LineSourcing))) == (["PAR"], 1, 1)
    assert [remark.code for remark in seen.rules] == ["sourcing.fastest"]
    shop.perform(change_address, order=order, address=LONDON)
    assert sources(order) == ["LON"]
    then, now = kept(LineSourcing)
    assert (then.answer["chosen"]["node"], now.answer["chosen"]["node"]) == ("PAR", "LON")
    assert now.answer["next"]["arrives"] > now.answer["chosen"]["arrives"]


def test_a_quote_asks_the_same_rules_and_keeps_nothing(
    shop: Builders, publish: Callable[..., None], administrator: Actor, kept: Any
) -> None:
    publish(NO_STORES, FASTEST)
    asked = [AskedLine("CUP", 1), AskedLine("LAMP", 20)]
    found = shop.application.ask(sourcing_quote, administrator, lines=asked, address=PARIS)
    assert [(line.node, line.why.code) for line in found.lines] == [("PAR", "soonest"), (None, "nowhere")]
    assert found.lines[0].answer["barred"][0]["rule"] == "no-stores"
    assert (kept(DecisionRow), kept(LineSourcing)) == ([], [])


def test_ten_who_want_the_last_pieces_get_what_there_is(
    shop: Builders, publish: Callable[..., None], sources: Any
) -> None:
    publish(CHEAPEST)
    for node in ("PAR", "BOU"):
        shop.stock("LAMP", 2, node=node)
    shop.stock("LAMP", 3, node="LON")
    customers = [shop.customer() for _ in range(10)]
    orders = together(*[lambda who=who: shop.order(who, lines=[NewLine("LAMP", 1)]) for who in customers])  # type: ignore[misc]
    assert errors_of(orders) == []
    found = sorted(str(source) for order in orders for source in sources(order))
    assert found == ["BOU"] * 2 + ["LON"] * 3 + ["None"] * 3 + ["PAR"] * 2


def test_with_the_engine_down_the_reference_answers_and_the_record_says_so(
    shop: Builders, publish: Callable[..., None], sources: Any, kept: Any, live: LiveRules
) -> None:
    publish(NO_STORES, CHEAPEST)
    assert sources(shop.order(lines=cups())) == ["LON"]
    live.close()
    assert sources(shop.order(lines=cups())) == ["LON"]
    assert {row.answered_by for row in kept(DecisionRow)} == {"engine", "reference"}


def test_statements_do_not_grow_with_lines_and_nodes(
    shop: Builders, publish: Callable[..., None], count_queries: Callable[..., Any]
) -> None:
    publish(CHEAPEST, rule("mind", {"effect": "use_capacity", "use": True}))
    shop.order(lines=cups())
    counts = []
    for pieces in ((1, 1), (1, 1, 1, 1, 1)):
        customer = shop.customer()
        with count_queries() as sent:
            shop.order(customer, lines=cups(*pieces))
        counts.append(sent.count)
        shop.node(f"N{len(pieces)}")
        shop.stock("CUP", 3, node=f"N{len(pieces)}")
    assert counts[0] == counts[1]


PARISIANS = rule(
    "parisians",
    {"effect": "forbid_kind", "kind": "store"},
    when={"fact": "postcode", "op": "starts_with", "value": "75"},
)
GOLD = rule(
    "gold", {"effect": "max_parcels", "parcels": 1}, when={"fact": "customer_tier", "op": "eq", "value": "gold"}
)


def test_who_may_not_see_the_address_is_not_told_its_facts(
    shop: Builders, publish: Callable[..., None], application: Application, actor_with: Callable[..., Actor]
) -> None:
    publish(PARISIANS, GOLD)
    order = shop.order(lines=cups())
    rights = (Permission.ORDERS_READ, Permission.RULES_READ)
    for attested, seen in ((True, ["75011"]), (False, [])):
        (line,) = application.ask(sourcing_why, actor_with(*rights, session=True, attested=attested), order=order)
        assert [each["actual"] for each in line.fired[0]["because"]] == seen
        assert ("postcode" in line.line.decision.facts) == attested  # type: ignore[union-attr]
        (missed,) = line.not_fired
        assert (missed["rule"], missed["failed"]["actual"]) == ("gold", "standard")
    (line,) = application.ask(sourcing_why, actor_with(Permission.ORDERS_READ), order=order)
    assert (line.line.node, line.fired, line.not_fired) == ("PAR", (), ())


def test_who_may_not_read_orders_is_refused(application: Application, powerless: Actor) -> None:
    for query in (sourcing_why, order_sourcing, sourcing_what_if):
        with pytest.raises(Denied):
            application.ask(query, powerless, order="#W1")


def test_an_erased_person_leaves_where_it_came_from_and_no_facts(
    shop: Builders, publish: Callable[..., None], ask: Callable[..., Any]
) -> None:
    publish(PARISIANS)
    customer = shop.customer()
    order = shop.order(customer, lines=cups())
    shop.perform(
        record_scan, shipment_id=shop.shipment(order), status="delivered", place="", at=shop.application.clock.now()
    )
    shop.perform(erase_customer, customer_id=customer, reason="asked for it")
    (line,) = ask(sourcing_why, order=order)
    assert (line.line.node, line.fired, line.not_fired) == ("PAR", (), ())
    assert "75011" not in str(line)
