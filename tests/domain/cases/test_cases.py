"""Cases: opened and routed with the answer kept, taken, given back, closed."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

import pytest

from domain.cases.assign_case import assign_case
from domain.cases.close_case import close_case, reopen_case
from domain.cases.open_case import open_case
from domain.cases.queries import case, cases
from domain.customers.merge import merge_customers
from domain.customers.tag import tag_customer
from domain.decisions.queries import decision, decisions_about
from domain.kernel.actor import Actor
from domain.kernel.errors import DomainError, NotFound
from domain.kernel.ids import new_id
from domain.kernel.money import Money
from domain.orders.new_order import NewPayment
from domain.orders.record_payment import record_payment
from domain.overview.queries import customer_overview
from domain.ports.built_in_decisions import BuiltInDecisions
from domain.ports.decisions import Routing
from domain.ports.ports import Ports
from domain.work.application import Application
from tests.support.builders import Builders
from tests.support.team import Team

ASKED = {"subject": "Where is my lamp?", "topic": "delivery", "channel": "phone"}


@dataclass
class AskedRules(BuiltInDecisions):
    """Rules that answer as the built-in ones do, and keep what they were asked."""

    facts: list[dict[str, Any]] = field(default_factory=list)

    def routing(self, *, facts: Any) -> Routing:
        self.facts.append(dict(facts))
        return replace(super().routing(facts=facts), priority=2, skills=("french",), tags=("late",))


def test_it_waits_where_the_rules_say_and_their_answer_is_kept(
    application: Application, administrator: Actor, build: Builders, ask: Callable[..., Any]
) -> None:
    rules = AskedRules()
    routed = Application(application.database, clock=application.clock, ports=Ports(decisions=rules))
    customer = build.customer(language="fr")
    opened = routed.perform(open_case, administrator, customer_id=customer, **ASKED)
    row = ask(case, case_id=opened)
    assert (row.queue, row.priority, row.skills, row.tags) == ("delivery", 2, ("french",), ("late",))
    assert (row.status, row.language, row.number[:2], row.owner) == ("new", "fr", "#S", "")
    kept = ask(decision, decision_id=row.decision_id)
    assert (kept.family, kept.facts, kept.subject_id) == ("routing", rules.facts[0], opened)
    assert [each.id for each in ask(decisions_about, subject_kind="case", subject_id=opened)] == [kept.id]
    assert ask(customer_overview, customer_id=customer).timeline.items[0].type == "case.opened"


def test_the_rules_are_told_what_is_known(application: Application, administrator: Actor, build: Builders) -> None:
    rules = AskedRules()
    routed = Application(application.database, clock=application.clock, ports=Ports(decisions=rules))
    customer = build.customer()
    build.perform(tag_customer, customer_id=customer, tag="vip")
    card = build.payment_method(customer)
    order = build.order(customer, payments=[NewPayment("captured", Money(3998, "EUR"), card)])
    build.perform(record_payment, order=order, kind="refunded", amount=Money(500, "EUR"))
    routed.perform(open_case, administrator, order_id=order, **ASKED)
    told = rules.facts[0]
    assert told["customer_tags"] == ["vip"] and told["customer_known"] is True
    assert (told["orders_30d"], told["refunds_30d"], told["open_disputes"]) == (1, 1, 0)
    assert (told["order_total"], told["order_currency"], told["order_held"]) == (3998, "EUR", False)
    routed.perform(open_case, administrator, **ASKED)
    assert (rules.facts[1]["customer_known"], rules.facts[1]["order_total"]) == (False, None)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"subject": " "}, "subject"),
        ({"topic": "weather"}, "topic"),
        ({"channel": "pigeon"}, "channel"),
        ({"language": "de"}, "language"),
    ],
)
def test_what_says_nothing_is_refused(
    refusal_of: Callable[..., DomainError], values: dict[str, Any], field: str
) -> None:
    assert refusal_of(open_case, **(ASKED | values)).field == field


def test_an_order_of_somebody_else_is_not_found(build: Builders, refusal_of: Callable[..., DomainError]) -> None:
    refused = refusal_of(open_case, customer_id=build.customer(), order_id=build.order(), **ASKED)
    assert isinstance(refused, NotFound)
    assert isinstance(refusal_of(open_case, customer_id=new_id(), **ASKED), NotFound)


@pytest.fixture
def staff_id(team: Team) -> UUID:
    member = team.hire(name="Ana")
    assert member.id
    return member.id


@pytest.fixture
def opened(build: Builders) -> UUID:
    return build.perform(open_case, customer_id=build.customer(), **ASKED)


def test_it_is_taken_and_given_back(
    build: Builders, opened: UUID, staff_id: UUID, ask: Callable[..., Any], happened: Callable[..., Any]
) -> None:
    build.perform(assign_case, case_id=opened, owner_id=staff_id)
    build.perform(assign_case, case_id=opened, owner_id=staff_id)
    assert (ask(case, case_id=opened).owner_id, ask(case, case_id=opened).status) == (staff_id, "open")
    build.perform(assign_case, case_id=opened, owner_id=None)
    assert ask(case, case_id=opened).status == "new"
    assert [event.type for event in happened("case.assigned", "case.released")] == ["case.assigned", "case.released"]


def test_nobody_of_staff_has_a_case(opened: UUID, refusal_of: Callable[..., DomainError]) -> None:
    assert refusal_of(assign_case, case_id=opened, owner_id=new_id()).code == "not_staff"


def test_it_is_closed_once_and_opened_again(
    build: Builders, opened: UUID, ask: Callable[..., Any], refusal_of: Callable[..., DomainError], staff_id: UUID
) -> None:
    build.perform(close_case, case_id=opened)
    build.perform(close_case, case_id=opened)
    assert ask(case, case_id=opened).closed_at is not None
    assert refusal_of(assign_case, case_id=opened, owner_id=staff_id).code == "case_closed"
    build.perform(reopen_case, case_id=opened)
    after = ask(case, case_id=opened)
    assert (after.status, after.closed_at, after.version) == ("new", None, 3)


def test_a_stale_change_is_refused(build: Builders, opened: UUID, refusal_of: Callable[..., DomainError]) -> None:
    build.perform(close_case, case_id=opened, expected_version=1)
    assert refusal_of(reopen_case, case_id=opened, expected_version=1).code == "stale_version"


def test_the_most_urgent_come_first_and_pages_go_on(build: Builders, ask: Callable[..., Any]) -> None:
    customer, other = build.customer(), build.customer()
    all_of_them = [build.perform(open_case, customer_id=customer, **ASKED) for _ in range(3)]
    elsewhere = build.perform(open_case, customer_id=other, **(ASKED | {"topic": "product"}))
    first = ask(cases, queue="delivery", limit=2)
    rest = ask(cases, queue="delivery", limit=2, cursor=first.next_cursor)
    assert [row.id for row in (*first.items, *rest.items)] == all_of_them
    build.perform(merge_customers, kept_id=customer, merged_id=other, reason="same person")
    assert {row.id for row in ask(cases, customer_id=customer).items} == {*all_of_them, elsewhere}
