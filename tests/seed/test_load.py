"""The generated load: the same every time, whole, and chained."""

from datetime import UTC, datetime

from rich.console import Console

from seed.load.people import person
from seed.load.plan import make_plan
from seed.load.run import generate_load
from tests.support.asking import ask, assert_chains_hold, one

UNTIL = datetime(2026, 11, 24, tzinfo=UTC)


def test_a_plan_has_exactly_what_was_asked_for() -> None:
    plan = make_plan(customers=300, orders=1500, until=UNTIL)
    again = make_plan(customers=300, orders=1500, until=UNTIL)
    assert plan.buyers == again.buyers
    assert len(plan.buyers) == sum(plan.counts) == 1500
    assert min(plan.counts) >= 1
    assert max(plan.counts) <= 20
    assert plan.placed_at(0) < plan.placed_at(1) < UNTIL


def test_a_person_is_always_the_same() -> None:
    one_time, another = (person(7, since=UNTIL, order_count=1, last_order_at=None) for _ in range(2))
    assert (one_time.name, one_time.emails, one_time.id) == (another.name, another.emails, another.id)


def test_a_small_load(database_url: str) -> None:
    generate_load(database_url, customers=60, orders=300, processes=1, out=Console(quiet=True), until=UNTIL)
    generate_load(database_url, customers=10, orders=20, processes=1, out=Console(quiet=True), until=UNTIL)
    assert one(database_url, "SELECT count(*) FROM customers") == 70
    assert one(database_url, "SELECT count(*) FROM orders") == 320
    real = "SELECT count(*), max(placed_at) FROM orders WHERE customer_id = %s"
    for id, count, last in ask(database_url, "SELECT id, order_count, last_order_at FROM customers LIMIT 20"):
        assert ask(database_url, real, id) == [(count, last)]
    assert one(database_url, "SELECT count(*) FROM events WHERE order_id IS NOT NULL") >= 4 * 300
    orphans = "SELECT count(*) FROM order_lines l LEFT JOIN variants v USING (sku) WHERE v.id IS NULL"
    assert one(database_url, orphans) == 0
    assert_chains_hold(database_url)
