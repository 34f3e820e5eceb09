"""Import the data set: products, then customers, then orders, each in batches of their own transaction.

There are no dates in it: `dates` makes them up, the same in every run with the same `as_of`. There is no stock in it
either, so none is imported. Order numbers, SKUs (item ids), and the ids of products, people and payment methods stay.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from psycopg import Connection

from domain.kernel.actor import Actor
from domain.kernel.errors import Conflict
from domain.orders.numbers import number_key
from seed.history.batch import Batch
from seed.history.customers import PastCustomer, add_customer
from seed.history.orders import add_order
from seed.history.past_order import PastOrder
from seed.history.products import PastProduct, add_product
from seed.history.standing import set_standing
from seed.importers import standing_records
from seed.importers.intake import Intake
from seed.importers.outcome import Outcome
from seed.importers.refusals import RefusalReport
from seed.importers.run import Import, Steps
from seed.importers.tau_retail.dates import catalogue_since, customer_since
from seed.importers.tau_retail.fields import CURRENCY
from seed.importers.tau_retail.files import Record, read_records
from seed.importers.tau_retail.goods import product_of
from seed.importers.tau_retail.people import SOURCE, customer_of
from seed.importers.tau_retail.sales import Owner, order_of

ACTOR = Actor.system("import tau-retail")


def tau_retail(folder: Path, *, as_of: date) -> Import:
    """The import of `products.json`, `users.json` and `orders.json` in `folder`, for `run_import`.

    The files are read before anything is written; `UnreadableFile` when one cannot be.
    """
    products = read_records(folder / "products.json", key="product_id")
    people = read_records(folder / "users.json", key="user_id")
    orders = read_records(folder / "orders.json", key="order_id")

    def work(connection: Connection[Any], report: RefusalReport, outcome: Outcome, steps: Steps) -> None:
        intake = Intake(connection, report, outcome, ACTOR)
        _take_products(intake, products, steps, as_of)
        _take_customers(intake, people, steps, as_of)
        _take_orders(intake, orders, steps, as_of)
        at = datetime.combine(as_of, time(), UTC)
        set_standing(connection, source=SOURCE, currencies=[CURRENCY], at=at)

    return work


def _take_products(intake: Intake, records: list[Record], steps: Steps, as_of: date) -> None:
    taken_skus = standing_records.skus(intake.connection)
    created_at = catalogue_since(as_of)

    def build(record: Record) -> PastProduct:
        product = product_of(record, created_at=created_at)
        own = {variant.sku for variant in product.variants}
        if clash := sorted(own & taken_skus):
            raise _taken("variants", "duplicate_sku", f"The SKU {clash[0]} is taken.", f"Le SKU {clash[0]} est pris.")
        taken_skus.update(own)
        return product

    def add(batch: Batch, products: list[PastProduct]) -> None:
        for product in products:
            add_product(batch, product)
            intake.outcome.added["variants"] += len(product.variants)

    standing = standing_records.products_of(intake.connection, SOURCE)
    _take(intake, "products", records, "product_id", standing, build, add, steps)


def _take_customers(intake: Intake, records: list[Record], steps: Steps, as_of: date) -> None:
    def build(record: Record) -> PastCustomer:
        return customer_of(record, created_at=customer_since(record.key, as_of=as_of))

    def add(batch: Batch, customers: list[PastCustomer]) -> None:
        numbers = standing_records.customer_numbers(intake.connection, len(customers))
        for customer, number in zip(customers, numbers, strict=True):
            customer.number = number
            add_customer(batch, customer)

    standing = standing_records.customers_of(intake.connection, SOURCE)
    _take(intake, "customers", records, "user_id", standing, build, add, steps)


def _take_orders(intake: Intake, records: list[Record], steps: Steps, as_of: date) -> None:
    owners = _owners(intake.connection)
    keys = [number_key(record.key) for record in records]
    taken = standing_records.numbers_of_others(intake.connection, SOURCE, keys)

    def build(record: Record) -> PastOrder:
        order = order_of(record, owners, as_of=as_of)
        if (key := number_key(order.number)) in taken:
            raise _taken(
                "order_id",
                "duplicate_order_number",
                f"There is already an order “{order.number}”.",
                f"Il existe déjà une commande « {order.number} ».",
            )
        taken.add(key)
        return order

    def add(batch: Batch, orders: list[PastOrder]) -> None:
        for order in orders:
            add_order(batch, order)
            intake.outcome.added["lines"] += len(order.lines)

    standing = standing_records.orders_of(intake.connection, SOURCE)
    _take(intake, "orders", records, "order_id", standing, build, add, steps)


def _take(
    intake: Intake,
    kind: str,
    records: list[Record],
    key_field: str,
    standing: Any,
    build: Callable[[Record], Any],
    add: Callable[[Batch, list[Any]], None],
    steps: Steps,
) -> None:
    intake.take(
        kind,
        records,
        key_field=key_field,
        standing=standing,
        build=build,
        add=add,
        advance=steps.begin(kind, len(records)),
    )


def _owners(connection: Connection[Any]) -> dict[str, Owner]:
    methods: dict[Any, dict[str, Any]] = {}
    for (customer, reference), id in standing_records.methods_of(connection, SOURCE).items():
        methods.setdefault(customer, {})[reference] = id
    customers = standing_records.customers_of(connection, SOURCE)
    return {reference: Owner(id, methods.get(id, {})) for reference, id in customers.items()}


def _taken(field: str, code: str, en: str, fr: str) -> Conflict:
    return Conflict(field=field, code=code, en=en, fr=fr)
