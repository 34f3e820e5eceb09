"""A draft is replayed over what was decided: chunk by chunk, each counted once, with sums that anybody can recount."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from domain.kernel.actor import Actor
from domain.kernel.clock import SetClock
from domain.kernel.errors import Conflict, Denied, Invalid, NotFound
from domain.kernel.permissions import Permission
from domain.work.application import Application
from rules_engine.publishing.save_draft import save_draft
from rules_engine.simulation.end_backtest import cancel_backtest
from rules_engine.simulation.queries import backtest, backtests, differences
from rules_engine.simulation.run_chunk import chunk_task, run_chunk
from rules_engine.simulation.start_backtest import LANES, start_backtest
from tests.rules_engine.simulation.conftest import NEW, OLD, Worker, routing, rule, topic

pytestmark = pytest.mark.usefixtures("small_chunks")


@pytest.fixture
def start(application: Application, administrator: Actor) -> Callable[..., UUID]:
    def start(draft: UUID | None, **said: Any) -> UUID:
        return application.perform(start_backtest, administrator, **{"family": "routing", "draft_id": draft} | said)

    return start


@pytest.fixture
def read(application: Application, administrator: Actor) -> Callable[[UUID], Any]:
    return lambda run: application.ask(backtest, administrator, family="routing", backtest_id=run)


def pages(application: Application, actor: Actor, run: UUID, **said: Any) -> list[Any]:
    found, cursor = [], None
    while True:
        page = application.ask(differences, actor, family="routing", backtest_id=run, cursor=cursor, limit=7, **said)
        found += page.items
        cursor = page.next_cursor
        if cursor is None:
            return found


def test_the_sums_are_those_of_a_plain_recount(
    application: Application, administrator: Actor, recorded: Any, drafted: Any, start: Any, read: Any, worker: Worker
) -> None:
    facts = recorded(64)
    run = start(drafted())
    worker.work()
    row = read(run)
    topics = Counter(each["topic"] for each in facts)
    calm = topics["return"] + topics["order"]
    assert (row.status, row.total, row.done) == ("done", 64, 64)
    assert {key: row.sums[key] for key in ("replayed", "differ", "unreplayable")} == {
        "replayed": 64,
        "differ": topics["complaint"],
        "unreplayable": 0,
    }
    assert row.sums["measures"]["queue"] == {
        "returns": [topics["return"], topics["return"]],
        "general": [topics["order"] + topics["complaint"], topics["order"]],
        "care": [0, topics["complaint"]],
    }
    assert row.sums["measures"]["priority"] == {"3": [64, calm], "1": [0, topics["complaint"]]}
    assert row.sums["fired"] == {
        "returns": [topics["return"]] * 2,
        "rest": [64, 64],
        "upset": [0, topics["complaint"]],
    }
    found = pages(application, administrator, run)
    assert len(found) == topics["complaint"]
    assert [each.at for each in found] == sorted(each.at for each in found)
    assert {tuple(effect["queue"] for effect in each.before if effect["effect"] == "queue") for each in found} == {
        ("general",)
    }
    assert {tuple(effect["rule"] for effect in each.after) for each in found} == {("upset", "upset")}
    by = {
        rule: len(pages(application, administrator, run, rule=rule)) for rule in ("upset", "rest", "returns", "nobody")
    }
    complaints = topics["complaint"]
    assert by == {"upset": complaints, "rest": complaints, "returns": 0, "nobody": 0}  # the rest counts no more


def test_jobs_come_in_lanes_and_each_asks_for_the_next(recorded: Any, drafted: Any, start: Any, jobs: Any) -> None:
    recorded(64)
    start(drafted())
    assert [job.args["number"] for job in jobs.noted] == list(range(LANES))


def test_a_chunk_that_runs_twice_counts_once(
    application: Application, recorded: Any, drafted: Any, start: Any, read: Any, worker: Worker, jobs: Any
) -> None:
    recorded(35)
    run = start(drafted())
    for _ in range(2):
        run_chunk(application, backtest_id=run, number=0)
    assert read(run).done == 10
    assert [job.args["number"] for job in jobs.noted] == [0, 1, 2, 3]
    worker.work()
    assert (read(run).status, read(run).done) == ("done", 35)


def test_a_worker_that_dies_in_the_middle_loses_nothing(
    application: Application,
    administrator: Actor,
    recorded: Any,
    drafted: Any,
    start: Any,
    read: Any,
    worker: Worker,
    jobs: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It dies after it has replayed and before it has counted: its job is done again, from the start."""
    recorded(35)
    run = start(drafted())
    worker.work(1)
    died = jobs.noted[0]
    with monkeypatch.context() as patch, pytest.raises(SystemExit):
        patch.setattr("rules_engine.simulation.run_chunk.keep_chunk", _die)
        worker.work(1)
    assert read(run).done == 10
    jobs.noted.append(died)
    worker.work()
    assert (read(run).status, read(run).done, read(run).sums["replayed"]) == ("done", 35, 35)
    assert len(pages(application, administrator, run)) == read(run).sums["differ"]


def _die(*_args: Any, **_said: Any) -> None:
    raise SystemExit


def test_it_is_cancelled_in_the_middle(
    application: Application, administrator: Actor, recorded: Any, drafted: Any, start: Any, read: Any, worker: Worker
) -> None:
    recorded(64)
    run = start(drafted())
    worker.work(2)
    application.perform(cancel_backtest, administrator, family="routing", backtest_id=run)
    assert worker.work() > 0  # those that wait find that there is nothing to do
    assert (read(run).status, read(run).done, read(run).ended_by) == ("cancelled", 20, administrator.name)
    assert read(run).sums["replayed"] == 20
    with pytest.raises(Conflict, match="ended already"):
        application.perform(cancel_backtest, administrator, family="routing", backtest_id=run)


def test_a_chunk_that_is_replayed_while_it_is_cancelled_does_not_count(
    application: Application, administrator: Actor, recorded: Any, drafted: Any, start: Any, read: Any
) -> None:
    recorded(20)
    run = start(drafted())

    class Slow(Application):
        def ask(self, query: Any, /, actor: Any, *args: Any, **said: Any) -> Any:
            found = super().ask(query, actor, *args, **said)
            if query is chunk_task:
                self.perform(cancel_backtest, administrator, family="routing", backtest_id=run)
            return found

    run_chunk(Slow(application.database, clock=application.clock, jobs=application.jobs), backtest_id=run, number=0)
    assert (read(run).status, read(run).done) == ("cancelled", 0)


def test_a_draft_that_is_changed_meanwhile_ends_it(
    application: Application, administrator: Actor, recorded: Any, drafted: Any, start: Any, read: Any, worker: Worker
) -> None:
    recorded(64)
    draft = drafted()
    run = start(draft)
    worker.work(2)
    assert not read(run).outdated
    application.perform(
        save_draft, administrator, draft_id=draft, expected_version=2, document=OLD, examples=[], title="Other"
    )
    worker.work()
    assert (read(run).status, read(run).done, read(run).outdated) == ("outdated", 20, True)
    assert start(draft) != run  # it may begin anew


def test_a_new_title_or_a_review_is_no_change_of_the_rules(
    application: Application, administrator: Actor, recorded: Any, drafted: Any, start: Any, read: Any, worker: Worker
) -> None:
    recorded(25)
    draft = drafted()
    run = start(draft)
    application.perform(
        save_draft, administrator, draft_id=draft, expected_version=2, document=NEW, examples=[], title="Other"
    )
    worker.work()
    assert read(run).status == "done"


def test_what_does_not_fit_the_vocabulary_any_more_is_counted_with_its_reason(
    application: Application,
    administrator: Actor,
    recorded: Any,
    drafted: Any,
    start: Any,
    read: Any,
    worker: Worker,
    sql: Any,
) -> None:
    recorded(12)
    sql(
        'UPDATE decisions SET facts = facts || \'{"mood": "bad"}\' WHERE id = (SELECT max(id::text)::uuid FROM decisions)'
    )
    sql("UPDATE decisions SET facts = '{}', fired = '[]' WHERE id = (SELECT min(id::text)::uuid FROM decisions)")
    run = start(drafted())
    worker.work()
    sums = read(run).sums
    assert (sums["replayed"], sums["unreplayable"]) == (10, 2)
    assert {key: reason["count"] for key, reason in sums["reasons"].items()} == {"unknown_fact mood": 1, "erased": 1}
    lost = pages(application, administrator, run, kind="unreplayable")
    assert [each.reason["code"] for each in lost] == ["erased", "unknown_fact"]
    assert "mood" in lost[1].reason["fr"]


def test_it_is_compared_with_what_is_live_if_that_is_wanted(
    application: Application, recorded: Any, drafted: Any, start: Any, read: Any, worker: Worker, published: Any
) -> None:
    recorded(30)
    published(NEW)
    run = start(drafted(), against="live")
    worker.work()
    assert (read(run).against, read(run).baseline) == ("live", "routing 1")
    assert read(run).sums["differ"] == 0


def test_an_older_version_is_replayed_as_a_draft_is(
    application: Application,
    administrator: Actor,
    recorded: Any,
    start: Any,
    read: Any,
    worker: Worker,
    published: Any,
) -> None:
    facts = recorded(30)
    published(OLD)
    published(NEW)
    run = start(None, number=1, against="live")
    worker.work()
    assert read(run).number == 1
    assert read(run).sums["differ"] == sum(each["topic"] == "complaint" for each in facts)
    assert [each.id for each in application.ask(backtests, administrator, family="routing", number=1)] == [run]


def test_only_the_period_is_replayed(
    recorded: Any, drafted: Any, start: Any, read: Any, worker: Worker, clock: SetClock
) -> None:
    recorded(20)
    middle = clock.at - timedelta(minutes=10, seconds=30)
    run = start(drafted(), since=middle)
    worker.work()
    assert read(run).total == 10
    assert read(start(drafted(), until=middle)).total == 10


def test_what_makes_no_sense_is_refused(
    application: Application, administrator: Actor, recorded: Any, drafted: Any, start: Any, clock: SetClock
) -> None:
    draft = drafted()
    with pytest.raises(Conflict) as nothing:
        start(draft)
    assert nothing.value.code == "nothing_to_replay"
    recorded(5)
    for said, field in (
        ({"since": clock.at + timedelta(days=1)}, "since"),
        ({"source": "guessed"}, "source"),
        ({"against": "hope"}, "against"),
    ):
        with pytest.raises(Invalid) as refused:
            start(draft, **said)
        assert refused.value.field == field
    with pytest.raises(Conflict) as none:
        start(draft, against="live")
    assert none.value.code == "no_live_version"
    with pytest.raises(NotFound):
        start(draft, family="policy")
    start(draft)
    with pytest.raises(Conflict) as second:
        start(draft)
    assert second.value.code == "already_running"


def test_whoever_may_not_draft_the_family_may_only_look(
    application: Application, actor_with: Callable[..., Actor], recorded: Any, drafted: Any, start: Any
) -> None:
    recorded(5)
    draft = drafted()
    reader = actor_with(Permission.RULES_READ, Permission.POLICY_DRAFT)
    with pytest.raises(Denied):
        application.perform(start_backtest, reader, family="routing", draft_id=draft)
    run = start(draft)
    with pytest.raises(Denied):
        application.perform(cancel_backtest, reader, family="routing", backtest_id=run)
    assert application.ask(backtest, reader, family="routing", backtest_id=run).total == 5
    with pytest.raises(NotFound):
        application.ask(backtest, reader, family="policy", backtest_id=run)


def test_each_step_is_recorded(
    application: Application, administrator: Actor, recorded: Any, drafted: Any, start: Any, worker: Worker, sql: Any
) -> None:
    recorded(5)
    draft = drafted()
    run = start(draft)
    worker.work()
    start(draft)
    steps = sql("SELECT type, data FROM events WHERE type LIKE 'rules.backtest%' ORDER BY sequence")
    assert [row[0] for row in steps] == ["rules.backtest_started", "rules.backtest_finished", "rules.backtest_started"]
    assert {row[1]["draft_id"] for row in steps} == {str(draft)}
    assert steps[1][1]["backtest_id"] == str(run)


def test_what_rules_only_conclude_for_each_other_makes_no_difference(
    recorded: Any, drafted: Any, start: Any, read: Any, worker: Worker
) -> None:
    recorded(12)
    concluding = routing(
        rule("urgent", topic("complaint"), {"effect": "derive", "fact": "urgent", "value": True}), *OLD["rules"]
    )
    run = start(drafted(concluding))
    worker.work()
    assert read(run).sums["differ"] == 0
