"""Statements asked in a pipeline answer as they would one by one, and fail as SQLAlchemy's do."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from domain.customers.queries import customer
from domain.db.pipeline import pipeline
from domain.db.prepared import Prepared
from domain.kernel.actor import Actor
from domain.overview.queries import customer_overview
from domain.work.application import Application
from domain.work.unit import Unit
from tests.support.builders import Builders

ME = Actor.system("test")
NUMBERS = Prepared(lambda: text("SELECT n, n * 2 AS twice FROM generate_series(1, :most) AS n"))
WRONG = Prepared(lambda: text("SELECT 1 / (n - 1) FROM generate_series(1, :most) AS n"))


def test_answers_are_those_of_their_statements(application: Application):
    def several(unit: Unit) -> list[list[tuple[int, int]]]:
        with pipeline(unit.session) as asked:
            answers = [asked.ask(NUMBERS, most=most) for most in (3, 0, 2000)]
            return [[(row.n, row.twice) for row in answer.all()] for answer in answers]

    few, none, many = application.ask(several, ME)
    assert (few, none) == ([(1, 2), (2, 4), (3, 6)], [])
    assert many == [(n, 2 * n) for n in range(1, 2001)]


def test_a_statement_that_fails_leaves_the_connection_usable(application: Application):
    def fails(unit: Unit) -> Any:
        with pipeline(unit.session) as asked:
            asked.ask(NUMBERS, most=1)
            return asked.ask(WRONG, most=3).all()

    for _ in range(3):
        with pytest.raises(DBAPIError, match="division by zero"):
            application.ask(fails, ME)
    assert application.ask(lambda unit: NUMBERS.run(unit.session, most=1).all(), ME) == [(1, 2)]


def test_a_lost_connection_is_replaced(application: Application, build: Builders, sql: Callable[..., list[Any]]):
    customer_id = build.customer()
    application.ask(customer_overview, ME, customer_id=customer_id)
    sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
        " AND pid <> pg_backend_pid() AND application_name = 'comptoir'")  # fmt: skip
    assert application.ask(customer_overview, ME, customer_id=customer_id).customer.id == customer_id


def test_in_a_transaction_it_reads_what_the_transaction_wrote(application: Application, build: Builders):
    customer_id = build.customer(first_name="Ada")

    def renamed(unit: Unit) -> str:
        unit.session.execute(text("UPDATE customers SET first_name = 'Bea' WHERE id = :id"), {"id": customer_id})
        return customer_overview(unit, customer_id=customer_id).customer.first_name

    assert application.preview(renamed, ME).result == "Bea"
    assert application.ask(customer, ME, customer_id=customer_id).first_name == "Ada"
