"""A draft runs beside the live version: every decision is compared once, and nothing else happens."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from domain.decisions.record import record_decision
from domain.kernel.actor import Actor
from domain.kernel.clock import SetClock
from domain.kernel.errors import Conflict, Denied, Invalid
from domain.kernel.permissions import Permission
from domain.work.application import Application
from domain.work.unit import Unit
from rules_engine.publishing.discard_draft import discard_draft
from rules_engine.publishing.save_draft import save_draft
from rules_engine.simulation import follow_shadows as following
from rules_engine.simulation.follow_shadows import TESTER, compare_batch, follow_shadows
from rules_engine.simulation.rows import ShadowRow
from rules_engine.simulation.shadow_queries import compared, last_shadow
from rules_engine.simulation.start_shadow import start_shadow
from rules_engine.simulation.stop_shadow import stop_shadow
from tests.rules_engine.simulation.conftest import OLD, decided


@pytest.fixture
def shadowed(application: Application, administrator: Actor, drafted: Any) -> UUID:
    """A draft that runs beside the live version for three days."""
    draft: UUID = drafted()
    application.perform(start_shadow, administrator, draft_id=draft, days=3)
    return draft


@pytest.fixture
def read(application: Application, administrator: Actor) -> Callable[[UUID], ShadowRow]:
    def read(draft: UUID) -> ShadowRow:
        found = application.ask(last_shadow, administrator, draft_id=draft)
        assert found is not None
        return found

    return read


def counts(shadow: ShadowRow) -> tuple[int, int]:
    return shadow.sums["replayed"] - shadow.sums["differ"], shadow.sums["differ"]


def upset(facts: list[dict[str, Any]]) -> int:
    return sum(each["topic"] == "complaint" for each in facts)


def test_only_what_is_decided_from_now_on_is_compared(
    application: Application, administrator: Actor, recorded: Any, drafted: Any, read: Any
) -> None:
    recorded(9, seed=2)
    draft = drafted()
    application.perform(start_shadow, administrator, draft_id=draft, days=3)
    facts = recorded(25)
    follow_shadows(application)
    assert counts(read(draft)) == (25 - upset(facts), upset(facts))
    page = application.ask(compared, administrator, shadow_id=read(draft).id, limit=2)
    rest = application.ask(compared, administrator, shadow_id=read(draft).id, cursor=page.next_cursor, limit=200)
    found = [*page.items, *rest.items]
    assert len({each.subject_id for each in found}) == len(found) == upset(facts)
    assert [each.at for each in found] == sorted((each.at for each in found), reverse=True)
    assert {each.after[0]["queue"] for each in found} == {"care"}


def test_nothing_of_what_is_decided_changes(
    application: Application, recorded: Any, shadowed: UUID, sql: Any, jobs: Any
) -> None:
    """The record of a decision is as it was, and recording one asks for no job and no event."""
    jobs.noted.clear()
    recorded(12)
    assert jobs.noted == []
    tables = ("decisions", "cases", "rule_activations", "rule_versions", "rule_drafts", "events")
    before = {table: sql(f"SELECT to_jsonb(t) FROM {table} AS t ORDER BY 1") for table in tables}
    follow_shadows(application)
    assert {table: sql(f"SELECT to_jsonb(t) FROM {table} AS t ORDER BY 1") for table in tables} == before
    assert sql("SELECT count(*) FROM rule_comparisons")[0][0] == 12


def test_a_decision_is_compared_once_however_often_one_looks(
    application: Application, recorded: Any, shadowed: UUID, read: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "BATCH", 4)
    recorded(11)
    for _ in range(3):
        follow_shadows(application)
    assert sum(counts(read(shadowed))) == 11


def test_a_decision_that_is_committed_late_is_not_missed(
    application: Application, administrator: Actor, recorded: Any, shadowed: UUID, read: Any, clock: SetClock
) -> None:
    """It carries the moment of its beginning, which is before those that were compared already."""
    early = clock.at + timedelta(seconds=30)
    recorded(3)
    follow_shadows(application)

    def late(unit: Unit) -> None:
        now, clock.at = clock.at, early
        record_decision(unit, decided(OLD, {"topic": "order"}, at=early), subject_kind="case")
        clock.at = now

    application.perform(late, administrator)
    follow_shadows(application)
    assert sum(counts(read(shadowed))) == 4


def test_two_who_compare_at_once_do_not_count_twice(
    application: Application, recorded: Any, shadowed: UUID, read: Any
) -> None:
    recorded(40)
    threads = [threading.Thread(target=follow_shadows, args=(application,)) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    follow_shadows(application)
    assert sum(counts(read(shadowed))) == 40


def test_what_cannot_be_compared_is_counted_with_its_reason(
    application: Application, administrator: Actor, recorded: Any, shadowed: UUID, read: Any, sql: Any
) -> None:
    recorded(5)
    sql('UPDATE decisions SET facts = \'{"mood": "bad"}\' WHERE id = (SELECT max(id::text)::uuid FROM decisions)')
    follow_shadows(application)
    assert (read(shadowed).sums["replayed"], read(shadowed).sums["unreplayable"]) == (4, 1)
    (lost,) = application.ask(compared, administrator, shadow_id=read(shadowed).id, kind="unreplayable").items
    assert lost.reason["code"] == "unknown_fact"


def test_it_is_stopped(
    application: Application, administrator: Actor, recorded: Any, shadowed: UUID, read: Any
) -> None:
    recorded(3)
    follow_shadows(application)
    application.perform(stop_shadow, administrator, draft_id=shadowed)
    recorded(3)
    follow_shadows(application)
    assert (read(shadowed).ended_because, sum(counts(read(shadowed)))) == ("stopped", 3)
    with pytest.raises(Conflict, match="does not run"):
        application.perform(stop_shadow, administrator, draft_id=shadowed)
    application.perform(start_shadow, administrator, draft_id=shadowed)
    assert read(shadowed).status == "running"


def test_it_ends_by_itself_when_its_days_are_over(
    application: Application, recorded: Any, shadowed: UUID, read: Any, clock: SetClock
) -> None:
    recorded(3)
    clock.advance(timedelta(days=4))
    recorded(2)
    follow_shadows(application)
    assert (read(shadowed).ended_because, sum(counts(read(shadowed)))) == ("expired", 3)
    assert read(shadowed).ended_at == read(shadowed).ends_at


def test_it_ends_when_the_draft_is_given_up_and_compares_what_came_before(
    application: Application, administrator: Actor, recorded: Any, shadowed: UUID, read: Any, clock: SetClock
) -> None:
    recorded(3)
    application.perform(discard_draft, administrator, draft_id=shadowed, expected_version=2)
    at = clock.at
    recorded(2)
    application.perform(compare_batch, TESTER, draft_id=shadowed, ended_at=at)
    assert (read(shadowed).ended_because, sum(counts(read(shadowed)))) == ("discarded", 3)
    with pytest.raises(Conflict, match="published or discarded"):
        application.perform(start_shadow, administrator, draft_id=shadowed)


def test_a_changed_draft_goes_on_as_it_was_and_says_so(
    application: Application, administrator: Actor, recorded: Any, shadowed: UUID, read: Any
) -> None:
    application.perform(
        save_draft, administrator, draft_id=shadowed, expected_version=2, document=OLD, examples=[], title="Other"
    )
    facts = recorded(20)
    follow_shadows(application)
    assert read(shadowed).outdated
    assert counts(read(shadowed))[1] == upset(facts) > 0


def test_who_and_how_long_is_checked(
    application: Application, administrator: Actor, actor_with: Callable[..., Actor], drafted: Any
) -> None:
    draft = drafted()
    reader = actor_with(Permission.RULES_READ)
    for use_case in (start_shadow, stop_shadow):
        with pytest.raises(Denied):
            application.perform(use_case, reader, draft_id=draft)
    assert application.ask(last_shadow, reader, draft_id=draft) is None
    for days in (0, -1, 91):
        with pytest.raises(Invalid) as refused:
            application.perform(start_shadow, administrator, draft_id=draft, days=days)
        assert refused.value.field == "days"
    application.perform(start_shadow, administrator, draft_id=draft)
    with pytest.raises(Conflict) as second:
        application.perform(start_shadow, administrator, draft_id=draft)
    assert second.value.code == "already_running"


def test_its_steps_are_recorded(
    application: Application, administrator: Actor, recorded: Any, shadowed: UUID, sql: Any
) -> None:
    recorded(4)
    follow_shadows(application)
    application.perform(stop_shadow, administrator, draft_id=shadowed)
    steps = sql("SELECT type, data FROM events WHERE type LIKE 'rules.shadow%' ORDER BY sequence")
    assert [row[0] for row in steps] == ["rules.shadow_started", "rules.shadow_ended"]
    assert (steps[1][1]["because"], steps[1][1]["replayed"]) == ("stopped", 4)
