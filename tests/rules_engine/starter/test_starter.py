"""The rules to start with: readable, tried by their examples, without a dead rule, in both languages, as limits were."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any

import pytest

from console.workspace.timeline.sentences import SENTENCES
from domain.kernel.permissions import Role
from domain.models.returns import RETURN_CHANNELS, RETURN_REASONS
from domain.ports.built_in_decisions import BuiltInDecisions
from domain.ports.decisions import Limits, ReturnPolicy
from rules_engine.analysis.analyse import analyse
from rules_engine.decision import Decision
from rules_engine.decisions.rules_decisions import RulesDecisions
from rules_engine.document.model import Document
from rules_engine.document.parse import parse_document
from rules_engine.document.plain import as_plain
from rules_engine.evaluate import evaluate
from rules_engine.publishing.check import check_examples
from rules_engine.publishing.examples import example_name
from rules_engine.starter.starter import starter_of, starter_rules
from rules_engine.version import Version, version_of
from rules_engine.vocabulary.events import EVENTS
from rules_engine.vocabulary.families import FAMILIES

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
ROLES = (*map(str, Role), "system", "", "intern")
KINDS = ("discount", "price_match", "goodwill", "refund")
CURRENCIES = ("EUR", "GBP", "USD", "JPY")
CATEGORIES = ("furniture", "electronics", "Electronics", "FURNITURE", "kitchen", "")
REASONS = (*RETURN_REASONS, "", "It does not fit under the stairs")


def version(family: str) -> Version:
    return version_of(f"{family} 1", parse_document(starter_of(family).document))


def names(document: Document) -> Iterator[tuple[str, str]]:
    """Every text that people read, in both languages."""
    yield from ((part.name.en, part.name.fr) for part in (*document.rules, *document.tables))
    effects = [effect for rule in document.rules for effect in rule.then]
    effects += [effect for table in document.tables for row in table.rows for effect in row.effects]
    for effect in effects:
        yield from ((value.en, value.fr) for _, value in effect.parameters if hasattr(value, "fr"))


def test_every_family_has_rules_and_together_they_are_some_sixty() -> None:
    assert [starter.family for starter in starter_rules()] == list(FAMILIES)
    counts = {family: len(version(family).reference.clauses) for family in FAMILIES}
    assert 40 <= sum(counts.values()) <= 75 and min(counts.values()) >= 10, counts


@pytest.mark.parametrize("family", FAMILIES)
def test_what_is_kept_reads_back_to_the_same(family: str) -> None:
    document = parse_document(starter_of(family).document)
    assert parse_document(as_plain(document)) == document


@pytest.mark.parametrize("family", FAMILIES)
def test_the_examples_hold_whenever_they_are_tried(family: str) -> None:
    starter = starter_of(family)
    assert len(starter.examples) >= 6
    for at in (NOW, NOW + timedelta(days=5, hours=13), datetime(2031, 5, 1, tzinfo=UTC)):
        failed = [r for r in check_examples(family, starter.document, starter.examples, at=at) if not r.passed]
        assert failed == []


@pytest.mark.parametrize("family", FAMILIES)
def test_every_rule_and_row_fires_for_an_example_and_none_for_all(family: str) -> None:
    ready = version(family)
    fired = [ids(evaluate(ready, example["facts"], now=NOW)) for example in starter_of(family).examples]
    assert {clause.id for clause in ready.reference.clauses} - set().union(*fired) == set()
    assert set.intersection(*fired) == set()


@pytest.mark.parametrize("family", FAMILIES)
def test_nothing_in_them_is_idle_there_twice_or_contradicts(family: str) -> None:
    found = analyse(parse_document(starter_of(family).document))
    assert [each for each in found.findings if not each.note] == []
    assert (found.undecided, found.left_out) == (0, 0)


def ids(decision: Decision) -> set[str]:
    return {each.id for each in decision.fired}


@pytest.mark.parametrize("family", FAMILIES)
def test_texts_are_there_in_both_languages(family: str) -> None:
    starter = starter_of(family)
    texts = [*names(parse_document(starter.document)), (starter.title.en, starter.title.fr)]
    texts += [(example_name(each, "en"), example_name(each, "fr")) for each in starter.examples]
    for en, fr in texts:
        assert en.strip() and fr.strip() and en != fr
    assert len({en for en, _ in texts}) == len({fr for _, fr in texts}) == len(set(texts))


def test_alerts_wait_for_events_that_are_recorded() -> None:
    document = parse_document(starter_of("alerting").document)
    asked = {c.value for clause in version("alerting").reference.clauses for c in comparisons(clause) if c.op == "eq"}
    assert asked | set(document.lists["events"]) <= {each.key for each in EVENTS} <= {*SENTENCES}


def comparisons(clause: Any) -> Iterator[Any]:
    from rules_engine.document.model import comparisons_of

    return (each for each in comparisons_of(clause.condition) if each.fact == "event")


class Starting:
    """The starter policy as if it were live."""

    def __init__(self) -> None:
        self.version = version("policy")

    def decide(self, family: str, facts: Mapping[str, Any]) -> Any:
        known = self.version.family.facts
        asked = {name: value for name, value in facts.items() if name in known}
        return None, evaluate(self.version, asked, now=NOW)


@pytest.fixture(scope="module")
def policy() -> RulesDecisions:
    return RulesDecisions(Starting())  # type: ignore[arg-type]


def test_limits_are_what_they_were_for_every_role_kind_and_currency(policy: RulesDecisions) -> None:
    for role, kind, currency in product(ROLES, KINDS, CURRENCIES):
        facts = {"amount": 1234, "reason": "apology", "customer_tier": "gold"}
        asked: dict[str, Any] = {"role": role, "kind": kind, "currency": currency, "facts": facts}
        assert numbers(policy.limits(**asked)) == numbers(BuiltInDecisions().limits(**asked)), asked


def numbers(limits: Limits) -> tuple[Any, ...]:
    return (
        *(limits.per_action, limits.per_actor, limits.actor_window),
        *(limits.per_customer, limits.customer_window),
    )


def test_returns_are_taken_as_they_were(policy: RulesDecisions) -> None:
    for channel, category, reason in product(RETURN_CHANNELS, CATEGORIES, REASONS):
        facts = {"reason": reason, "sku": "X", "quantity": 1, "days_since_delivery": 3, "country": "FR"}
        asked: dict[str, Any] = {"channel": channel, "category": category, "facts": facts}
        assert terms(policy.return_policy(**asked)) == terms(BuiltInDecisions().return_policy(**asked)), asked


def terms(policy: ReturnPolicy) -> tuple[Any, ...]:
    return policy.window, policy.fee_millionths, policy.refund_at


def test_a_limit_and_a_return_each_have_the_reason_they_need_and_no_other(policy: RulesDecisions) -> None:
    limits = policy.limits(role="administrator", kind="discount", currency="EUR", facts={"amount": 1})
    assert limits.decided and [each["rule"] for each in limits.decided.fired] == ["no-limit"]
    limits = policy.limits(role="agent", kind="refund", currency="EUR", facts={"amount": 1})
    assert limits.decided and [each["rule"] for each in limits.decided.fired] == ["limits-by-role#3"]
    returned = policy.return_policy(channel="mail", category="electronics", facts={"reason": "not_needed"})
    assert returned.decided
    assert [each["rule"] for each in returned.decided.fired] == ["returns-by-channel#2", "restocking-fees#3"]
