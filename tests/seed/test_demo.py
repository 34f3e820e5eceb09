"""The demo world: told once, gone on with after a break, with its named customers in the state they are known for."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from rich.console import Console

from domain.db.database import Database
from domain.work.application import Application
from rules_engine.document.parse import parse_document
from rules_engine.document.plain import as_plain
from rules_engine.starter.starter import starter_rules
from seed.demo.cases import asked
from seed.demo.run import tell_into
from seed.demo.staff import COLLEAGUES, sign_ins
from seed.demo.talks import talks
from seed.demo.taxes import tax_rates_to_start_with
from tests.conftest import NOW
from tests.seed.conftest import OwnDatabase
from tests.support.asking import ask, assert_chains_hold, one

SMALL = {"customers": 8, "orders": 20}


class PlainPasswords:
    """Hashing is slow, and not what is tested here."""

    of_nobody = ""

    def hash(self, password: str) -> str:
        return password[::-1]

    def matches(self, password: str, kept: str) -> bool:
        return password[::-1] == kept

    def is_outdated(self, kept: str) -> bool:
        return False


def tell(url: str, **size: int) -> bool:
    database = Database(url)
    try:
        return tell_into(database, out=Console(quiet=True), passwords=PlainPasswords(), now=NOW, **SMALL | size)
    finally:
        database.dispose()


@pytest.fixture(scope="module")
def world(own_database: OwnDatabase) -> Iterator[str]:
    with own_database() as url:
        assert tell(url)
        yield url


def outline(url: str) -> list[tuple[Any, ...]]:
    """What happened when, without the ids."""
    return ask(url, "SELECT occurred_at, type, stream LIKE 'order:%%' FROM events ORDER BY occurred_at, type")


def test_a_second_telling_adds_nothing(world: str) -> None:
    before = outline(world)
    assert not tell(world)
    assert outline(world) == before


def test_a_telling_that_was_broken_off_is_gone_on_with(
    world: str, own_database: OwnDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    performed = Application.perform
    left = iter(range(420))  # amid the cases; everything before is walked again

    def perform(self: Application, *args: Any, **values: Any) -> Any:
        if next(left, None) is None:
            raise KeyboardInterrupt
        return performed(self, *args, **values)

    with own_database() as url:
        # a telling holds a transaction open for longer than a server may let it idle
        with psycopg.connect(url, autocommit=True) as connection:
            database = connection.info.dbname
            connection.execute(f"ALTER DATABASE {database} SET idle_in_transaction_session_timeout = '3s'")
        with monkeypatch.context() as patch:
            patch.setattr(Application, "perform", perform)
            with pytest.raises(KeyboardInterrupt):
                tell(url)
        assert tell(url)
        assert outline(url) == outline(world)
        assert_chains_hold(url)


def test_everything_happened_within_the_year(world: str) -> None:
    first, last = ask(world, "SELECT min(occurred_at), max(occurred_at) FROM events")[0]
    assert (NOW - first).days == 365
    assert last <= NOW


def test_there_is_one_colleague_of_every_role_at_least(world: str) -> None:
    roles = {role for (role,) in ask(world, "SELECT role FROM staff_members")}
    assert roles == {role for (role,) in ask(world, "SELECT role FROM roles")}
    assert all(colleague.email in sign_ins() and colleague.password in sign_ins() for colleague in COLLEAGUES)


def test_there_is_every_kind_of_node(world: str) -> None:
    kinds = {kind for (kind,) in ask(world, "SELECT kind FROM nodes")}
    assert kinds == {"warehouse", "store", "dark_store", "third_party", "drop_ship", "marketplace"}


def states(world: str, first: str, last: str) -> list[str]:
    query = """
        SELECT o.status FROM orders o JOIN customers c ON c.id = o.customer_id
        WHERE c.first_name = %s AND c.last_name = %s ORDER BY o.placed_at
    """
    return [status for (status,) in ask(world, query, first, last)]


@pytest.mark.parametrize(
    ("first", "last", "newest", "count"),
    [
        ("Marie", "Dupont", "picking", 6),
        ("James", "Smith", "shipped", 4),
        ("Emily", "Johnson", "shipped", 4),
        ("Sophie", "Bernard", "pending", 3),
        ("Chloé", "Petit", "pending", 1),
        ("William", "Davis", "pending", 1),
        ("Oliver", "Brown", "cancelled", 5),
        ("Lucas", "Martin", "delivered", 4),
    ],
)
def test_the_named_customers_are_as_they_are_known(world: str, first: str, last: str, newest: str, count: int) -> None:
    found = states(world, first, last)
    assert (found[-1], len(found)) == (newest, count)


def test_what_the_named_customers_show(world: str) -> None:
    assert one(world, "SELECT tier FROM customers WHERE last_name = 'Dupont' AND first_name = 'Marie'") == "gold"
    flags = """
        SELECT c.last_name, f.kind FROM risk_flags f JOIN customers c ON c.id = f.customer_id
        WHERE c.external_ref LIKE 'hero%%'
    """
    assert set(ask(world, flags)) == {("Martin", "many_refunds"), ("Brown", "many_cancellations")}
    held = """
        SELECT count(*) FROM order_holds h JOIN orders o ON o.id = h.order_id JOIN customers c ON c.id = o.customer_id
        WHERE c.external_ref = 'hero-sophie-bernard' AND released_at IS NULL
    """
    assert one(world, held) == 1
    parcels = """
        SELECT s.status FROM shipments s JOIN orders o ON o.id = s.order_id JOIN customers c ON c.id = o.customer_id
        WHERE c.external_ref = 'hero-james-smith' ORDER BY s.shipped_at DESC LIMIT 2
    """
    assert [status for (status,) in ask(world, parcels)] == ["in_transit", "delivered"]
    assert one(world, "SELECT count(*) FROM order_lines WHERE sku = 'TAP-160X230' AND source_node_id IS NULL") == 1
    assert one(world, "SELECT count(*) FROM stock_levels WHERE in_transit > 0") == 2


@pytest.mark.parametrize(
    ("table", "status"),
    [("approvals", "pending"), ("disputes", "open"), ("returns", "requested"), ("exchanges", "requested")],
)
def test_something_waits_of_everything_that_people_decide(world: str, table: str, status: str) -> None:
    assert one(world, f"SELECT count(*) FROM {table} WHERE status = '{status}'") >= 1


def test_orders_are_taxed_by_the_table(world: str) -> None:
    assert dict(ask(world, "SELECT DISTINCT currency, taxation FROM orders")) == {
        "EUR": "included",
        "GBP": "included",
        "USD": "added",
    }
    new_york = """
        SELECT subtotal - discount, tax FROM orders
        WHERE shipping_address ->> 'city' = 'New York' AND subtotal > 0 AND discount = 0
    """
    found = ask(world, new_york)
    assert found
    assert all(tax == (base * 88_750 + 500_000) // 1_000_000 for base, tax in found)
    french = "SELECT subtotal + shipping, tax FROM orders WHERE currency = 'EUR' AND discount = 0"
    assert all(abs(tax * 6 - gross) <= 3 for gross, tax in ask(world, french))


def test_nothing_is_owed_but_what_is_only_authorised(world: str) -> None:
    query = """
        SELECT o.number, o.total,
            coalesce(sum(p.amount) FILTER (WHERE p.kind = 'captured'), 0)
            - coalesce(sum(p.amount) FILTER (WHERE p.kind = 'refunded'), 0) AS paid,
            coalesce(sum(p.amount) FILTER (WHERE p.kind = 'authorised'), 0)
            - coalesce(sum(p.amount) FILTER (WHERE p.kind = 'voided'), 0) AS authorised
        FROM orders o LEFT JOIN payment_entries p ON p.order_id = o.id GROUP BY o.id
    """
    rows = ask(world, query)
    assert [row for row in rows if row[1] not in (row[2], row[2] + row[3])] == []
    assert one(world, "SELECT count(*) FROM payment_intents WHERE status = 'pending'") == 0


def test_all_four_families_are_live_from_the_first_day_and_nobody_reviewed_their_own(world: str) -> None:
    query = """
        SELECT v.family, v.number, v.document, v.examples, v.written_by, v.reviewed_by, a.starts_at
        FROM rule_versions v JOIN rule_activations a ON a.version_id = v.id
    """
    found = {family: rest for family, *rest in ask(world, query)}
    assert found.keys() == {rules.family for rules in starter_rules()}
    for rules in starter_rules():
        number, document, examples, writer, reviewer, starts = found[rules.family]
        assert (number, document) == (1, as_plain(parse_document(rules.document)))
        assert examples == list(rules.examples) != []
        assert writer != reviewer and (NOW - starts).days == 365


def test_cases_wait_where_the_rules_say(world: str) -> None:
    query = """
        SELECT c.subject, d.version_name, d.version_id IS NOT NULL, d.effects -> 0, c.queue, c.customer_id, c.order_id
        FROM cases c JOIN decisions d ON d.id = c.decision_id
    """
    found = {subject: rest for subject, *rest in ask(world, query)}
    assert found.keys() == {each.subject for each in asked()} | {each.dialogue.subject for each in talks()}
    assert all((version, kept) == ("routing 1", True) for version, kept, *_ in found.values())
    for each in asked():
        customer, order = found[each.subject][-2:]
        if each.who.endswith("+"):
            continue  # there may be no gold customer yet in so small a world
        assert (customer is None) == each.who.endswith("?"), each
        assert (order is not None) or each.order == "-" or each.who.endswith("?"), each
    queues = {queue for *_, queue, _, _ in found.values()}
    assert queues == {"general", "orders", "delivery", "returns", "payments", "care", "vip", "senior"}


@pytest.mark.parametrize(
    ("subject", "queue", "priority", "mark"),
    [
        ("Sera-t-elle là avant samedi ?", "vip", 2, "french"),
        ("Says the parcel never came, bank is involved", "payments", 1, "disputes"),
        ("Demande à être remboursé sans renvoyer", "senior", 3, "check first"),
        ("Pourquoi ma commande est-elle bloquée ?", "orders", 1, "held order"),
        ("Toujours pas de date pour le tapis", "delivery", 1, "urgent"),
        ("Serviettes : une tache sur la deuxième", "returns", 4, "out of hours"),
        ("The radio came four days after the birthday", "care", 2, "complaint"),
        ("Un bougeoir à rendre, sans ticket", "returns", 1, "caller unknown"),
    ],
)
def test_the_cases_that_are_shown_are_where_they_are_known(
    world: str, subject: str, queue: str, priority: int, mark: str
) -> None:
    query = "SELECT queue, priority, skills || tags || service_level FROM cases WHERE subject = %s"
    ((found, level, marks),) = ask(world, query, subject)
    assert (found, level) == (queue, priority) and mark in marks


def test_some_cases_are_closed_some_taken_and_some_wait(world: str) -> None:
    counts = dict(ask(world, "SELECT status, count(*) FROM cases GROUP BY status"))
    assert min(counts[status] for status in ("new", "open", "closed")) >= 5


def test_there_is_a_table_of_tax_rates(world: str) -> None:
    assert len(ask(world, "SELECT 1 FROM tax_rates")) == len(tax_rates_to_start_with()) > 40
    rates = {(rate.region, rate.postal_prefix): rate.millionths for rate in tax_rates_to_start_with()}
    assert (rates["NY", "100"], rates["OR", ""], rates["CA", "941"]) == (88_750, 0, 86_250)


def test_chains_hold(world: str) -> None:
    assert_chains_hold(world)
