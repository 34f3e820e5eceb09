"""The overview of one customer with twenty orders, in the process."""

from random import Random
from uuid import UUID

from sqlalchemy import select

from benchmarks.timing import Measure, count_statements, timed
from domain.db.database import Database
from domain.kernel.actor import Actor
from domain.models.customer import Customer
from domain.overview.queries import customer_overview
from domain.work import Application

ACTOR = Actor.system("benchmark")
ORDERS = 20


def regulars(database: Database, *, most: int, seed: int) -> list[UUID]:
    """Customers of the load with `ORDERS` orders, in an order drawn by lot."""
    query = select(Customer.id).where(Customer.source == "load", Customer.order_count >= ORDERS)
    with database.session() as session:
        found = list(session.execute(query.order_by(Customer.id)).scalars())
    Random(seed).shuffle(found)
    return found[:most]


def measure_overview(database: Database, *, calls: int) -> list[Measure]:
    """Each customer asked for twice over: at first their pages may not be in PostgreSQL's memory, then they are."""
    application = Application(database)

    def call(customer_id: UUID) -> None:
        application.ask(customer_overview, ACTOR, customer_id=customer_id)

    warming, *customers = regulars(database, most=calls + 1, seed=1)
    timed(Measure(""), call, [warming] * 20)
    first = timed(Measure("overview, in the process, at first"), call, customers)
    again = timed(Measure("overview, in the process", wanted="p95 under 15 ms"), call, customers)
    again.statements = count_statements(database.reader, call, customers[:20])
    return [first, again]
