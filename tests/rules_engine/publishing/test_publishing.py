"""From a draft to a live version: written by some, reviewed by others, gated by examples, rolled back."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from domain.kernel.actor import Actor
from domain.kernel.clock import SetClock
from domain.kernel.errors import Conflict, Denied, DomainError, Invalid, NotFound, StaleVersion
from domain.kernel.permissions import Permission
from domain.work.application import Application
from rules_engine.publishing.discard_draft import discard_draft
from rules_engine.publishing.publish_draft import publish_draft
from rules_engine.publishing.queries import draft, drafts, families, history, version, versions
from rules_engine.publishing.review_draft import review_draft
from rules_engine.publishing.rights import right_to
from rules_engine.publishing.roll_back import roll_back
from rules_engine.publishing.save_draft import save_draft
from rules_engine.publishing.start_draft import start_draft
from rules_engine.publishing.submit_draft import submit_draft
from tests.support.team import Team


def queue(name: str, topic: str) -> dict[str, Any]:
    return {
        "id": f"{topic}-cases",
        "name": {"en": f"{topic} cases", "fr": f"dossiers {topic}"},
        "when": {"fact": "topic", "op": "eq", "value": topic},
        "then": [{"effect": "queue", "queue": name}],
    }


def document(*rules: dict[str, Any]) -> dict[str, Any]:
    return {"format": 1, "family": "routing", "rules": list(rules), "lists": {"queues": ["returns", "delivery"]}}


RETURNS = document(queue("returns", "return"))
BOTH = document(queue("returns", "return"), queue("delivery", "delivery"))
EXAMPLE = {
    "name": "A return goes to returns",
    "facts": {"topic": "return"},
    "expect": [{"effect": "queue", "queue": "returns"}],
}


@pytest.fixture
def writer(team: Team) -> Actor:
    return team.hire("supervisor", "Wren")


@pytest.fixture
def reviewer(team: Team) -> Actor:
    return team.hire("supervisor", "Rhea")


@pytest.fixture
def do(application: Application) -> Callable[..., Any]:
    return application.perform


@pytest.fixture
def written(do: Callable[..., Any], writer: Actor) -> UUID:
    """A draft with one rule and an example that holds."""
    begun: UUID = do(start_draft, writer, family="routing", title="Returns apart")
    do(save_draft, writer, draft_id=begun, expected_version=1, document=RETURNS, examples=[EXAMPLE])
    return begun


def publish(do: Callable[..., Any], writer: Actor, reviewer: Actor, draft_id: UUID, **more: Any) -> int:
    do(submit_draft, writer, draft_id=draft_id, expected_version=2)
    do(review_draft, reviewer, draft_id=draft_id, expected_version=3, approve=True)
    number: int = do(publish_draft, reviewer, draft_id=draft_id, expected_version=4, **more)
    return number


def test_a_draft_becomes_the_live_version(
    do: Callable[..., Any],
    ask: Callable[..., Any],
    happened: Callable[..., Any],
    writer: Actor,
    reviewer: Actor,
    written: UUID,
) -> None:
    assert publish(do, writer, reviewer, written) == 1
    live = ask(version, family="routing")
    assert (live.number, live.live, live.written_by, live.reviewed_by) == (1, True, "Wren", "Rhea")
    assert live.document["rules"] == RETURNS["rules"] and list(live.examples) == [EXAMPLE]
    steps = ["draft_started", "draft_changed", "submitted", "approved", "published"]
    assert [event.type for event in happened()][-5:] == [f"rules.{step}" for step in steps]
    assert ask(draft, draft_id=written).status == "published"
    row = next(each for each in ask(families) if each.family == "routing")
    assert (row.live, row.drafts) == (1, 0)


def test_whoever_wrote_a_part_cannot_review_it(
    do: Callable[..., Any], writer: Actor, reviewer: Actor, written: UUID, team: Team
) -> None:
    do(save_draft, reviewer, draft_id=written, expected_version=2, document=BOTH, examples=[EXAMPLE])
    do(submit_draft, writer, draft_id=written, expected_version=3)
    for one in (writer, reviewer):
        with pytest.raises(Denied) as refused:
            do(review_draft, one, draft_id=written, expected_version=4, approve=True)
        assert refused.value.code == "own_work"
    do(review_draft, team.hire("supervisor"), draft_id=written, expected_version=4, approve=True)


def test_nothing_is_published_without_a_review(do: Callable[..., Any], reviewer: Actor, written: UUID) -> None:
    with pytest.raises(Conflict) as refused:
        do(publish_draft, reviewer, draft_id=written, expected_version=2)
    assert refused.value.code == "illegal_draft_step"


def test_a_change_voids_the_review(
    do: Callable[..., Any], ask: Callable[..., Any], writer: Actor, reviewer: Actor, written: UUID
) -> None:
    do(submit_draft, writer, draft_id=written, expected_version=2)
    do(review_draft, reviewer, draft_id=written, expected_version=3, approve=True)
    do(save_draft, writer, draft_id=written, expected_version=4, document=BOTH, examples=[EXAMPLE])
    assert (ask(draft, draft_id=written).status, ask(draft, draft_id=written).reviewed_by) == ("open", "")
    with pytest.raises(Conflict):
        do(publish_draft, reviewer, draft_id=written, expected_version=5)


def test_what_is_sent_back_says_why(
    do: Callable[..., Any], ask: Callable[..., Any], writer: Actor, reviewer: Actor, written: UUID
) -> None:
    do(submit_draft, writer, draft_id=written, expected_version=2)
    with pytest.raises(Invalid) as refused:
        do(review_draft, reviewer, draft_id=written, expected_version=3, approve=False)
    assert refused.value.field == "note"
    do(review_draft, reviewer, draft_id=written, expected_version=3, approve=False, note="Refunds are missing.")
    back = ask(draft, draft_id=written)
    assert (back.status, back.review_note, back.reviewed_by) == ("open", "Refunds are missing.", "Rhea")


def test_a_failing_example_gates_and_says_what_came_instead(
    do: Callable[..., Any], writer: Actor, written: UUID
) -> None:
    wrong = EXAMPLE | {"expect": [{"effect": "queue", "queue": "delivery"}]}
    do(save_draft, writer, draft_id=written, expected_version=2, document=RETURNS, examples=[EXAMPLE, wrong])
    with pytest.raises(Invalid) as refused:
        do(submit_draft, writer, draft_id=written, expected_version=3)
    assert (refused.value.field, refused.value.code) == ("examples[1]", "example_fails")
    assert refused.value.details["got"] == [{"effect": "queue", "queue": "returns"}]
    assert refused.value.details["missing"] == wrong["expect"]


@pytest.mark.parametrize(
    ("document", "examples", "field"),
    [
        (
            RETURNS | {"rules": [RETURNS["rules"][0] | {"when": {"fact": "mood", "op": "eq", "value": "x"}}]},
            [],
            "rules[0].when.fact",
        ),
        (RETURNS | {"family": "policy", "rules": [], "lists": {}}, [], "family"),
        (RETURNS, [{"name": "x", "facts": {"mood": "bad"}}], "examples[0].facts.mood"),
        (RETURNS, [{"name": " ", "facts": {}}], "examples[0].name"),
    ],
)
def test_what_cannot_be_read_is_not_kept(
    do: Callable[..., Any],
    ask: Callable[..., Any],
    writer: Actor,
    written: UUID,
    document: dict[str, Any],
    examples: list[dict[str, Any]],
    field: str,
) -> None:
    with pytest.raises(Invalid) as refused:
        do(save_draft, writer, draft_id=written, expected_version=2, document=document, examples=examples)
    assert refused.value.field == field
    assert ask(draft, draft_id=written).version == 2


def test_two_who_edit_lose_nothing(do: Callable[..., Any], writer: Actor, reviewer: Actor, written: UUID) -> None:
    do(save_draft, writer, draft_id=written, expected_version=2, document=BOTH, examples=[])
    with pytest.raises(StaleVersion):
        do(save_draft, reviewer, draft_id=written, expected_version=2, document=RETURNS, examples=[])


def test_a_version_starts_when_it_is_to(
    do: Callable[..., Any],
    ask: Callable[..., Any],
    clock: SetClock,
    writer: Actor,
    reviewer: Actor,
    written: UUID,
) -> None:
    with pytest.raises(Invalid) as refused:
        publish(do, writer, reviewer, written, starts_at=clock.now() - timedelta(hours=1))
    assert refused.value.field == "starts_at"
    start = clock.now() + timedelta(days=2)
    assert do(publish_draft, reviewer, draft_id=written, expected_version=4, starts_at=start) == 1
    row = next(each for each in ask(families) if each.family == "routing")
    assert (row.live, row.next_version, row.next_at) == (None, 1, start)
    with pytest.raises(NotFound):
        ask(version, family="routing")
    clock.advance(timedelta(days=2))
    assert ask(version, family="routing").number == 1


def test_rolling_back_makes_an_earlier_version_live_again(
    do: Callable[..., Any],
    ask: Callable[..., Any],
    clock: SetClock,
    writer: Actor,
    reviewer: Actor,
    written: UUID,
) -> None:
    publish(do, writer, reviewer, written)
    clock.advance(timedelta(hours=1))
    begun = do(start_draft, writer, family="routing", title="Delivery apart")
    assert ask(draft, draft_id=begun).base == 1
    do(save_draft, writer, draft_id=begun, expected_version=1, document=BOTH, examples=[EXAMPLE])
    assert publish(do, writer, reviewer, begun) == 2
    clock.advance(timedelta(hours=1))
    do(roll_back, reviewer, family="routing", version=1, reason="Delivery was not ready.")
    assert [(each.number, each.live) for each in ask(versions, family="routing")] == [(2, False), (1, True)]
    told = ask(history, family="routing")
    assert [(each.version, each.kind) for each in told] == [(1, "rollback"), (2, "publish"), (1, "publish")]
    with pytest.raises(Conflict):
        do(roll_back, reviewer, family="routing", version=1, reason="again")
    with pytest.raises(NotFound):
        do(roll_back, reviewer, family="routing", version=9, reason="what")


def test_a_published_version_never_changes(
    do: Callable[..., Any], sql: Callable[..., Any], writer: Actor, reviewer: Actor, written: UUID
) -> None:
    publish(do, writer, reviewer, written)
    for statement in ("UPDATE rule_versions SET title = 'x'", "DELETE FROM rule_activations"):
        with pytest.raises(Exception, match="never changed"):
            sql(statement)


def test_a_discarded_draft_is_no_longer_worked_on(
    do: Callable[..., Any], ask: Callable[..., Any], writer: Actor, written: UUID
) -> None:
    do(discard_draft, writer, draft_id=written, expected_version=2)
    assert ask(drafts, family="routing") == ()
    assert [each.id for each in ask(drafts, family="routing", also_ended=True)] == [written]
    with pytest.raises(Conflict):
        do(save_draft, writer, draft_id=written, expected_version=3, document=BOTH, examples=[])


@pytest.mark.parametrize("family", ["routing", "alerting", "policy", "sourcing"])
def test_each_step_needs_the_right_of_the_family(
    application: Application,
    actor_with: Callable[..., Actor],
    do: Callable[..., Any],
    administrator: Actor,
    family: str,
) -> None:
    begun = do(start_draft, administrator, family=family, title="One")
    steps: dict[Callable[..., Any], tuple[Permission, dict[str, Any]]] = {
        start_draft: (right_to("draft", family), {"family": family, "title": "x"}),
        save_draft: (
            right_to("draft", family),
            {"draft_id": begun, "expected_version": 1, "document": {}, "examples": []},
        ),
        submit_draft: (right_to("draft", family), {"draft_id": begun, "expected_version": 1}),
        discard_draft: (right_to("draft", family), {"draft_id": begun, "expected_version": 1}),
        review_draft: (right_to("review", family), {"draft_id": begun, "expected_version": 1, "approve": True}),
        publish_draft: (right_to("publish", family), {"draft_id": begun, "expected_version": 1}),
        roll_back: (right_to("publish", family), {"family": family, "version": 1, "reason": "x"}),
    }
    for step, (needed, values) in steps.items():
        with pytest.raises(Denied) as refused:
            application.perform(step, actor_with(*(set(Permission) - {needed})), **values)
        assert refused.value.details["missing"] == [str(needed)], step


def test_what_is_no_family_is_refused(refusal_of: Callable[..., DomainError]) -> None:
    assert refusal_of(start_draft, family="weather", title="x").field == "family"
