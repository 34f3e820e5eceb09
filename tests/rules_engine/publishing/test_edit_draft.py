"""One rule, list or example of a draft is changed, and nothing else; and rules are tried out."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from domain.kernel.actor import Actor
from domain.kernel.errors import Denied, Invalid, NotFound, StaleVersion
from domain.kernel.permissions import Permission
from domain.work.application import Application
from rules_engine.publishing.draft_examples import draft_examples
from rules_engine.publishing.edit_draft import add_example, drop_example, drop_part, put_list, put_part
from rules_engine.publishing.parts import new_id_for
from rules_engine.publishing.queries import draft
from rules_engine.publishing.rights import right_to
from rules_engine.publishing.start_draft import start_draft
from rules_engine.publishing.try_out import try_out

RULE = {
    "name": {"en": "Élan & Co", "fr": "Élan"},
    "when": {"fact": "topic", "op": "eq", "value": "return"},
    "then": [{"effect": "queue", "queue": "returns"}],
}


@pytest.fixture
def written(application: Application, administrator: Actor) -> UUID:
    """A draft with one rule, at version 2."""
    begun = application.perform(start_draft, administrator, family="routing", title="One")
    application.perform(put_part, administrator, draft_id=begun, expected_version=1, kind="rules", part=RULE)
    return begun


@pytest.fixture
def do(application: Application, administrator: Actor, written: UUID) -> Callable[..., Any]:
    return lambda use_case, version=2, **values: application.perform(
        use_case, administrator, draft_id=written, expected_version=version, **values
    )


def test_a_new_rule_gets_an_id_and_a_changed_one_keeps_it(
    do: Callable[..., Any], ask: Callable[..., Any], written: UUID
) -> None:
    do(put_part, kind="rules", part=RULE)
    do(put_part, 3, kind="rules", part=RULE | {"id": "another", "priority": 5}, replacing="elan-co")
    rules = ask(draft, draft_id=written).document["rules"]
    assert [(each["id"], each.get("priority", 0)) for each in rules] == [("elan-co", 5), ("elan-co-2", 0)]
    do(drop_part, 4, kind="rules", id="elan-co")
    assert [each["id"] for each in ask(draft, draft_id=written).document["rules"]] == ["elan-co-2"]


def test_ids_of_names_without_letters() -> None:
    assert new_id_for({}, {"name": {"en": "…"}}) == "rule"
    assert new_id_for({"tables": [{"id": "rule"}]}, {"name": None}) == "rule-2"


def test_a_list_keeps_what_a_rule_needs(do: Callable[..., Any], ask: Callable[..., Any], written: UUID) -> None:
    do(put_list, name="queues", values=["returns", "vip"])
    with pytest.raises(Invalid) as refused:
        do(put_list, 3, name="queues", values=["vip"])
    assert refused.value.field == "rules[0].then[0].queue"
    do(put_list, 3, name="queues", values=[])
    assert "lists" not in ask(draft, draft_id=written).document


def test_examples_come_and_go(do: Callable[..., Any], ask: Callable[..., Any], written: UUID) -> None:
    do(add_example, example={"name": "A", "facts": {"topic": "delivery"}, "expect": RULE["then"]})
    (result,) = ask(draft_examples, draft_id=written)
    assert (result.passed, list(result.missing)) == (False, RULE["then"])
    do(drop_example, 3, name="A")
    assert ask(draft_examples, draft_id=written) == ()
    with pytest.raises(NotFound):
        do(drop_example, 4, name="A")


def test_what_somebody_else_changed_or_took_out_is_refused(do: Callable[..., Any]) -> None:
    with pytest.raises(StaleVersion):
        do(drop_part, 1, kind="rules", id="elan-co")
    with pytest.raises(NotFound):
        do(drop_part, kind="rules", id="nothing")


def test_trying_out_tells_what_fired_and_why_not(ask: Callable[..., Any], written: UUID) -> None:
    trial = ask(try_out, family="routing", draft_id=written, facts={"topic": "return"})
    assert [each.id for each in trial.decision.fired] == ["elan-co"]
    other = ask(try_out, family="routing", draft_id=written, facts={"topic": "delivery"})
    assert [(each.id, each.why_not.evidence.actual) for each in other.not_fired] == [("elan-co", "delivery")]
    with pytest.raises(NotFound):
        ask(try_out, family="routing", facts={})


def test_each_asks_for_its_right(application: Application, actor_with: Callable[..., Actor], written: UUID) -> None:
    reader = actor_with(Permission.RULES_READ)
    steps: list[tuple[Callable[..., Any], dict[str, Any]]] = [
        (put_part, {"kind": "rules", "part": RULE}),
        (drop_part, {"kind": "rules", "id": "elan-co"}),
        (put_list, {"name": "queues", "values": []}),
        (add_example, {"example": {}}),
        (drop_example, {"name": "A"}),
    ]
    for step, values in steps:
        with pytest.raises(Denied) as refused:
            application.perform(step, reader, draft_id=written, expected_version=2, **values)
        assert refused.value.details["missing"] == [str(right_to("draft", "routing"))]
    for query, asked in ((draft_examples, {"draft_id": written}), (try_out, {"family": "routing", "facts": {}})):
        with pytest.raises(Denied):
            application.ask(query, actor_with(), **asked)  # type: ignore[arg-type]
