"""Orders of the version before follow the rule of what is kept, and pricing them again changes no figure."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import URL, Connection, text

from domain.db.database import Database
from domain.db.migrate import migrate
from domain.kernel.actor import Actor
from domain.kernel.clock import SetClock
from domain.kernel.permissions import Permission
from domain.orders.load import load_order
from domain.pricing.reprice import reprice
from domain.work.application import Application
from domain.work.unit import Unit
from tests.conftest import NOW
from tests.support.databases import empty_database

BEFORE = "8b1f0c6f2d34"
PLAIN, CANCELLED, RETURNED, ALL_BACK = (UUID(int=number) for number in range(1, 5))
# id, status, subtotal, discount, shipping, tax, total, lines (quantity, price, cancelled, returned), adjustments
ORDERS: list[tuple[UUID, str, int, int, int, int, int, list[tuple[int, int, int, int]], dict[str, int]]] = [
    *[
        (PLAIN, "pending", 4000, 401, 500, 333, 4432, [(3, 1000, 0, 0), (1, 1000, 0, 0)],
         {"shipping": 500, "discount": -401, "tax": 333}),
        (CANCELLED, "cancelled", 3000, 100, 500, 90, 3490, [(3, 1000, 3, 0)],
         {"shipping": 500, "discount": -100, "tax": 90}),
        (RETURNED, "delivered", 3000, 300, 500, 0, 2210, [(3, 1000, 0, 1)],
         {"shipping": 500, "discount": -300, "manual": -990}),
        (ALL_BACK, "delivered", 2000, 200, 0, 0, 0, [(1, 1000, 0, 1), (1, 1000, 0, 1)],
         {"discount": -200, "manual": -1800}),
    ]
]  # fmt: skip


@pytest.fixture(scope="module")
def upgraded(postgres: URL) -> Iterator[Database]:
    with empty_database(postgres) as url:
        database = Database(url)
        migrate(database, to=BEFORE)
        with database.engine.begin() as connection:
            write_as_it_was(connection)
        migrate(database)
        yield database
        database.dispose()


def write_as_it_was(connection: Connection) -> None:
    customer = UUID(int=99)
    connection.execute(
        text(
            "INSERT INTO customers (id, number, first_name, last_name, sort_key, language, time_zone, created_at)"
            " VALUES (:id, 'C1', 'A', 'B', 'b a', 'en', 'Europe/Paris', now())"
        ),
        {"id": customer},
    )
    for id, status, *sums, lines, adjustments in ORDERS:
        values = dict(zip(("subtotal", "discount", "shipping", "tax", "total"), sums, strict=True))
        connection.execute(
            text(
                "INSERT INTO orders (id, number, number_key, customer_id, status, channel, currency, subtotal, discount,"
                " shipping, tax, total, shipping_address, placed_at, cancelled_at) VALUES (:id, :number, :number,"
                " :customer, :status, 'web', 'EUR', :subtotal, :discount, :shipping, :tax, :total, '{}', now(), now())"
            ),
            values | {"id": id, "number": str(id), "customer": customer, "status": status},
        )
        for position, (quantity, price, cancelled, returned) in enumerate(lines):
            connection.execute(
                text(
                    "INSERT INTO order_lines (id, order_id, position, sku, title, options, quantity, unit_price, total,"
                    " cancelled, returned, status) VALUES (gen_random_uuid(), :order, :position, 'S', 'S', '{}',"
                    " :quantity, :price, :quantity * :price, :cancelled, :returned, 'open')"
                ),
                {
                    "order": id,
                    "position": position,
                    "quantity": quantity,
                    "price": price,
                    "cancelled": cancelled,
                    "returned": returned,
                },
            )
        for kind, amount in adjustments.items():
            connection.execute(
                text(
                    "INSERT INTO order_adjustments (id, order_id, kind, label, amount, at)"
                    " VALUES (gen_random_uuid(), :order, :kind, :kind, :amount, now())"
                ),
                {"order": id, "kind": kind, "amount": amount},
            )


def figures(database: Database, id: UUID) -> tuple[Any, ...]:
    query = "SELECT subtotal, discount, shipping, fees, tax, total, placed_total FROM orders WHERE id = :id"
    lines = "SELECT total, discount, tax FROM order_lines WHERE order_id = :id ORDER BY position"
    with database.engine.connect() as connection:
        sums = tuple(connection.execute(text(query), {"id": id}).one())
        return sums, [tuple(row) for row in connection.execute(text(lines), {"id": id})]


@pytest.mark.parametrize(
    ("id", "sums", "lines"),
    [
        (PLAIN, (4000, 401, 500, 0, 333, 4432, 4432), [(3000, 301, 250), (1000, 100, 83)]),
        (CANCELLED, (0, 0, 0, 0, 0, 0, 3490), [(0, 0, 0)]),
        (RETURNED, (2000, 300, 500, 10, 0, 2210, 2210), [(2000, 300, 0)]),
        (ALL_BACK, (0, 0, 0, 0, 0, 0, 0), [(0, 0, 0), (0, 0, 0)]),
    ],
)
def test_what_was_kept_counts_and_stays(
    id: UUID, sums: tuple[int, ...], lines: list[tuple[int, ...]], upgraded: Database
) -> None:
    assert figures(upgraded, id) == (sums, lines)
    application = Application(upgraded, clock=SetClock(NOW))
    application.perform(_price_again, Actor.system("test"), order=id)
    assert figures(upgraded, id) == (sums, lines)


def _price_again(unit: Unit, *, order: UUID) -> None:
    unit.actor.require(Permission.ORDERS_WRITE)
    reprice(unit, load_order(unit, order))
