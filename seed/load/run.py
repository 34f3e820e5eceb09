"""Write the load: several processes, each with its own connection, in batches of one transaction."""

import gc
import multiprocessing
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import psycopg
from rich.console import Console
from rich.progress import track

from domain.kernel.actor import Actor
from seed.history.batch import Batch
from seed.history.customers import add_customer
from seed.history.orders import add_order
from seed.history.products import add_product
from seed.history.writing import write_batch
from seed.load.goods import goods
from seed.load.people import SOURCE, home_of, person
from seed.load.plan import Plan, make_plan
from seed.load.sales import order

ACTOR = Actor.system("load generator")
_CUSTOMERS, _ORDERS = 2_000, 4_000  # to a batch
Chunk = tuple[str, int, int]
_plan: Plan | None = None  # given to the processes by fork, because it is large
_connection: psycopg.Connection[Any] | None = None


def generate_load(
    url: str,
    *,
    customers: int,
    orders: int,
    processes: int | None = None,
    out: Console | None = None,
    until: datetime | None = None,
) -> int:
    """Add `customers` with `orders` over the three years up to `until` (now), and tell how many rows were written.

    The same counts give the same customers and orders. A second load adds others: its numbers go on from the first.
    """
    global _plan  # noqa: PLW0603
    console = out or Console()
    started = time.monotonic()
    end = (until or datetime.now(UTC)).replace(microsecond=0)
    with psycopg.connect(url, autocommit=True) as connection:
        first_customer, first_order = _standing(connection)
        _plan = make_plan(
            customers=customers, orders=orders, until=end, first_customer=first_customer, first_order=first_order
        )
        rows = _write_goods(connection, _plan)
    rows += _in_parallel(url, list(_chunks(customers, _CUSTOMERS, "customers")), processes, console)
    rows += _in_parallel(url, list(_chunks(orders, _ORDERS, "orders")), processes, console)
    _finish(url)
    seconds = time.monotonic() - started
    console.print(f"{rows:,} rows in {seconds:.0f} s: {rows / seconds:,.0f} rows per second.")
    return rows


def _standing(connection: psycopg.Connection[Any]) -> tuple[int, int]:
    query = """
        SELECT (SELECT coalesce(max(external_ref::bigint) + 1, 0) FROM customers WHERE source = %s),
               (SELECT coalesce(max(substr(number, 3)::bigint), 0) FROM orders WHERE source = %s)
    """
    found = connection.execute(query, [SOURCE, SOURCE]).fetchone()
    assert found is not None
    return found[0], found[1]


def _write_goods(connection: psycopg.Connection[Any], plan: Plan) -> int:
    if plan.first_customer or plan.first_order:
        return 0
    batch = Batch(ACTOR)
    for product in goods(plan.since):
        add_product(batch, product)
    write_batch(connection, batch)
    return len(batch)


def _chunks(count: int, size: int, kind: str) -> Iterator[Chunk]:
    return ((kind, start, min(start + size, count)) for start in range(0, count, size))


def _in_parallel(url: str, chunks: list[Chunk], processes: int | None, console: Console) -> int:
    count = min(processes or os.cpu_count() or 1, len(chunks))
    context = multiprocessing.get_context("fork")
    with context.Pool(count, initializer=_connect, initargs=(url,)) as pool:
        written = pool.imap(_write, chunks)
        return sum(track(written, description=f"{chunks[0][0]:<12}", total=len(chunks), console=console))


def _connect(url: str) -> None:
    """One connection for each process. The rows are right by construction: where allowed, nobody checks references."""
    global _connection  # noqa: PLW0603
    _connection = psycopg.connect(url, autocommit=True, application_name="comptoir-load")
    _connection.execute("SET synchronous_commit = off")
    with suppress(psycopg.errors.InsufficientPrivilege):
        _connection.execute("SET session_replication_role = replica")


def _write(chunk: Chunk) -> int:
    assert _connection is not None and _plan is not None
    kind, start, end = chunk
    gc.disable()  # nothing in a batch refers in circles; looking for it takes a tenth of the time
    batch = Batch(ACTOR)
    add = _add_customer if kind == "customers" else _add_order
    for index in range(start, end):
        add(batch, _plan, index)
    write_batch(_connection, batch)
    return len(batch)


def _add_customer(batch: Batch, plan: Plan, i: int) -> None:
    last = plan.placed_at(plan.last[i]) if plan.counts[i] else None
    add_customer(
        batch, person(plan.first_customer + i, since=plan.since, order_count=plan.counts[i], last_order_at=last)
    )


def _add_order(batch: Batch, plan: Plan, j: int) -> None:
    home = home_of(plan.first_customer + plan.buyers[j])
    add_order(batch, order(plan.first_order + j, home, placed_at=plan.placed_at(j), until=plan.until))


def _finish(url: str) -> None:
    """Let the planner know what is there now."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET statement_timeout = 0")
        connection.execute("VACUUM (ANALYZE)")
