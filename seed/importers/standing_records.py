"""What an earlier run, or somebody else, has put in the database already."""

from typing import Any
from uuid import UUID

from psycopg import Connection


def customers_of(connection: Connection[Any], source: str) -> dict[str, UUID]:
    """External reference to id of every customer of `source`."""
    query = "SELECT external_ref, id FROM customers WHERE source = %s"
    return dict(connection.execute(query, [source]).fetchall())


def methods_of(connection: Connection[Any], source: str) -> dict[tuple[UUID, str], UUID]:
    """(customer, external reference) to id of every payment method of the customers of `source`."""
    query = """
        SELECT m.customer_id, m.external_ref, m.id FROM payment_methods m JOIN customers c ON c.id = m.customer_id
        WHERE c.source = %s AND m.external_ref IS NOT NULL
    """
    return {(customer, ref): id for customer, ref, id in connection.execute(query, [source])}


def orders_of(connection: Connection[Any], source: str) -> set[str]:
    """The external references of the orders of `source`."""
    query = "SELECT external_ref FROM orders WHERE source = %s"
    return {ref for (ref,) in connection.execute(query, [source])}


def numbers_of_others(connection: Connection[Any], source: str, numbers: list[str]) -> set[str]:
    """Which of `numbers` (as keys) belong to orders that are not of `source`."""
    query = "SELECT number_key FROM orders WHERE number_key = ANY(%s) AND source IS DISTINCT FROM %s"
    return {key for (key,) in connection.execute(query, [numbers, source])}


def products_of(connection: Connection[Any], source: str) -> dict[str, UUID]:
    """External reference to id of every product of `source`."""
    query = "SELECT external_ref, id FROM products WHERE source = %s"
    return dict(connection.execute(query, [source]).fetchall())


def skus(connection: Connection[Any]) -> set[str]:
    """Every SKU of the catalogue, whoever put it there."""
    return {sku for (sku,) in connection.execute("SELECT sku FROM variants")}


def customer_numbers(connection: Connection[Any], count: int) -> list[str]:
    """`count` fresh customer numbers."""
    query = "SELECT nextval('customer_numbers') FROM generate_series(1, %s)"
    return [f"K{number}" for (number,) in connection.execute(query, [count])]


def given_back_on(connection: Connection[Any], source: str) -> set[tuple[str, str]]:
    """(order, reference) of everything that was given back on the orders of `source`, by their external references."""
    query = """
        SELECT o.external_ref, r.external_ref FROM returns r JOIN orders o ON o.id = r.order_id WHERE o.source = %s
        UNION
        SELECT o.external_ref, p.external_ref FROM payment_entries p JOIN orders o ON o.id = p.order_id
        WHERE o.source = %s AND p.kind = 'refunded'
    """
    return set(connection.execute(query, [source, source]).fetchall())
