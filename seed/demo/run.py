"""Tell the demo world, once."""

import gc
import time
from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Final

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
from sqlalchemy import event, text

from console.auth.argon2 import Argon2Passwords
from console.settings import Settings
from domain.catalogue.add_product import NewVariant, add_product
from domain.db.database import Database
from domain.events.event import Stream
from domain.inventory.add_node import add_node
from domain.kernel.clock import SetClock
from domain.kernel.permissions import Permission
from domain.ports.passwords import Passwords
from domain.ports.ports import Ports
from domain.pricing.set_tax_rate import set_tax_rates
from domain.work import Application, Unit
from rules_engine.decisions.live_rules import LiveRules
from rules_engine.decisions.rules_decisions import RulesDecisions
from seed.demo.actors import SHOPKEEPER
from seed.demo.cases import asked, case
from seed.demo.catalogue import catalogue
from seed.demo.clocks import keep_time
from seed.demo.kit import keep_kit
from seed.demo.life import life
from seed.demo.nodes import NODES
from seed.demo.people import SOURCE
from seed.demo.rules import publish_rules
from seed.demo.staff import hire, sign_ins
from seed.demo.stock import deliveries, fill_stock
from seed.demo.talks import talk, talks
from seed.demo.taxes import tax_rates_to_start_with
from seed.demo.teller import MADE, YEAR, Teller, Told
from seed.stories import STORIES

SIGN_INS: Final = "demo-sign-ins.txt"
CUSTOMERS, ORDERS = 292, 1_475  # beside those of the stories
_LOCK: Final = 7_340_023  # one telling at a time on one database
_END: Final = "demo.told"
_TOLD: Final = """
    SELECT DISTINCT ON (cause) substr(cause, 6)::int AS step, type, customer_id, order_id, data, occurred_at
    FROM events WHERE cause LIKE 'demo:%' ORDER BY cause, (type = ANY(:made)) DESC, position
"""


def tell_demo(settings: Settings, *, out: Console) -> None:
    """Make the demo world in the database of `settings`, or say that it is there, and write the sign-ins to `var`.

    A telling that was broken off is gone on with where it stopped.
    """
    assert settings.database_url is not None
    database = Database(settings.sqlalchemy_url)
    try:
        tell_into(database, out=out, passwords=Argon2Passwords())
    finally:
        database.dispose()
    path: Path = settings.var / SIGN_INS
    path.write_text(sign_ins(), encoding="utf-8")
    path.chmod(0o600)


def tell_into(
    database: Database,
    *,
    out: Console,
    passwords: Passwords,
    now: datetime | None = None,
    customers: int = CUSTOMERS,
    orders: int = ORDERS,
) -> bool:
    """Tell the world of a year up to `now` into `database`; False when it was told before."""
    event.listen(database.engine, "connect", _do_not_wait_for_the_disk)
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as lock:  # idle for minutes
        lock.execute(text("SET statement_timeout = 0"))
        lock.execute(text("SELECT pg_advisory_lock(:lock)"), {"lock": _LOCK})
        told = _told_before(database)
        if any(step.type == _END for step in told.values()):
            out.print("The demo world is there already; nothing was added.")
            return False
        started = time.monotonic()
        end = _end_of_the_year(told, now)
        clock = SetClock(end - YEAR)
        with closing(LiveRules(database, clock)) as rules:
            ports = Ports(decisions=RulesDecisions(rules))
            teller = Teller(Application(database, clock=clock, ports=ports), now=end, told=told)
            _open_shop(teller, passwords)
            gc.freeze()  # what is loaded by now stays: looking through it again and again takes a tenth of the time
            _begin_stories(teller, customers, orders)
            _tell(teller, out)
            keep_time(teller.application)
            teller.do(SHOPKEEPER, close_demo)
        out.print(f"The demo world is told: {time.monotonic() - started:.0f} s.")
        return True


def close_demo(unit: Unit) -> None:
    """Note that the demo world is whole. Records `demo.told`."""
    unit.actor.require(Permission.OPERATIONS_READ)
    unit.record(_END, stream=Stream.named("demo"))


def _told_before(database: Database) -> Mapping[int, Told]:
    with database.engine.connect() as connection:
        rows = connection.execute(text(_TOLD), {"made": list(MADE)}).all()
    return {row.step: Told(row.type, row.customer_id, row.order_id, row.data, row.occurred_at) for row in rows}


def _end_of_the_year(told: Mapping[int, Told], now: datetime | None) -> datetime:
    """Of the year that was begun, if one was."""
    begun = told[min(told)].occurred_at + YEAR if told else None
    return begun or (now or datetime.now(UTC)).replace(second=0, microsecond=0)


def _open_shop(teller: Teller, passwords: Passwords) -> None:
    hire(teller, passwords)
    publish_rules(teller)
    keep_kit(teller)
    teller.do(SHOPKEEPER, set_tax_rates, rates=tax_rates_to_start_with())
    for range_ in catalogue():
        variants = [NewVariant(good.sku, good.options, good.prices) for good in range_.goods]
        teller.do(
            SHOPKEEPER,
            add_product,
            name=range_.name,
            variants=variants,
            category=range_.category,
            source=SOURCE,
            external_ref=range_.stem,
        )
    for node in NODES:
        teller.do(SHOPKEEPER, add_node, **node)
    fill_stock(teller)
    teller.begin(deliveries(teller))


def _begin_stories(teller: Teller, customers: int, orders: int) -> None:
    for story in STORIES:
        teller.begin(story(teller))
    for number, count in enumerate(_orders_of_each(customers, orders)):
        teller.begin(life(teller, number, count))
    for each in asked():
        teller.begin(case(teller, each))
    for told in talks():
        teller.begin(talk(teller, told))


def _orders_of_each(customers: int, orders: int) -> list[int]:
    """Everybody orders once; of the other orders few customers place many."""
    rng = Random(f"orders:{customers}:{orders}")
    weights = [rng.paretovariate(1.3) for _ in range(customers)]
    more = Counter(rng.choices(range(customers), weights, k=max(0, orders - customers)))
    return [1 + min(more[i], 40) for i in range(customers)]


def _tell(teller: Teller, out: Console) -> None:
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=out) as progress:
        task = progress.add_task("a year in the shop", total=YEAR.total_seconds())

        def passed(time_passed: timedelta) -> None:
            progress.update(task, advance=time_passed.total_seconds())

        teller.tell(passed)
        progress.update(task, completed=YEAR.total_seconds())


def _do_not_wait_for_the_disk(connection: object, _record: object) -> None:
    """The demo can be told again: its many small transactions need not each reach the disk before the next."""
    cursor = connection.cursor()  # type: ignore[attr-defined]
    cursor.execute("SET synchronous_commit = off")
    cursor.close()
    connection.commit()  # type: ignore[attr-defined]  # or it ends with the transaction
