"""A person's data go for good; the books and the chain of events stay whole."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from domain.customers.add_note import add_note
from domain.customers.change import change_customer
from domain.customers.merge import undo_merge
from domain.customers.queries import customer as customer_of
from domain.customers.queries import find_customers
from domain.customers.tag import tag_customer
from domain.identity.check_facts import check_facts
from domain.kernel.actor import Actor
from domain.kernel.errors import Conflict, Denied, DomainError, NotFound
from domain.kernel.ids import new_id
from domain.kernel.money import Money
from domain.kernel.permissions import DEFAULT_RIGHTS, Role
from domain.orders.new_order import NewLine, NewPayment
from domain.orders.place import place_order
from domain.overview.queries import customer_overview
from domain.privacy.erase import REMOVE_FILES, erase_customer, remove_files
from domain.search.search import search
from domain.work.application import Application
from tests.domain.privacy.conftest import PERSONAL
from tests.support.asking import assert_chains_hold
from tests.support.builders import PARIS, Builders
from tests.support.jobs import NotedJobs

Everything = Callable[[], dict[str, list[str]]]
REASON = "asked by letter"
BOOKS = ("order_lines", "order_adjustments", "payment_entries", "credit_entries", "stock_movements", "stock_levels")


@pytest.fixture
def erased(person: dict[str, Any], build: Builders) -> dict[str, Any]:
    build.perform(erase_customer, customer_id=person["customer_id"], reason=REASON)
    return person


def test_who_may_not_erase_does_not(application: Application, actor_with: Callable[..., Actor], person: Any, sql: Any):
    supervisor = actor_with(*DEFAULT_RIGHTS[Role.SUPERVISOR], attested=True)
    with pytest.raises(Denied):
        application.perform(erase_customer, supervisor, customer_id=person["customer_id"], reason=REASON)
    with pytest.raises(Denied):
        application.perform(remove_files, supervisor, sha256=["00"])
    assert sql("SELECT count(*) FROM customers WHERE erased_at IS NOT NULL") == [(0,)]


def test_no_row_of_any_table_holds_a_personal_word_any_longer(
    person: dict[str, Any], build: Builders, everything: Everything
):
    before = everything()
    holding = {name for name, rows in before.items() if any(word in row for word in PERSONAL for row in rows)}
    assert {"customers", "orders", "notes", "event_texts", "outbound_messages", "payment_methods"} <= holding
    build.perform(erase_customer, customer_id=person["customer_id"], reason=REASON)
    words = {word.casefold() for word in (*PERSONAL, "SW1A2AA", "432105557")}
    left = [
        (name, word, row)
        for name, rows in everything().items()
        for row in rows
        for word in words
        if word in row.casefold()
    ]
    assert left == []


def test_the_books_stay_as_they_are(person: dict[str, Any], build: Builders, everything: Everything, sql: Any):
    figures = (
        "SELECT number, status, subtotal, discount, shipping, tax, total, placed_at, customer_id FROM orders ORDER BY 1"
    )
    before, orders = everything(), sql(figures)
    build.perform(erase_customer, customer_id=person["customer_id"], reason=REASON)
    after = everything()
    assert {name: after[name] for name in BOOKS} == {name: before[name] for name in BOOKS}
    assert sql(figures) == orders
    assert {row for (row,) in sql("SELECT shipping_address::text FROM orders")} == {
        '{"city": "", "line1": "", "line2": "", "region": "LND", "country": "GB", "postal_code": "SW"}'
    }


def test_the_chain_still_holds_and_texts_cannot_be_found_out(erased: dict[str, Any], database_url: str, sql: Any):
    assert_chains_hold(database_url)
    assert sql("SELECT count(*) FROM event_texts WHERE value IS NOT NULL OR salt IS NOT NULL") == [(0,)]


def test_others_keep_their_texts_and_words(person: dict[str, Any], build: Builders, ask: Callable[..., Any], sql: Any):
    namesake = build.customer(first_name="Otto", last_name="Quillfeather")
    build.note(namesake, "Keeps everything.")
    build.perform(erase_customer, customer_id=person["customer_id"], reason=REASON)
    assert [row.id for row in ask(search, text="quillfeather").customers] == [namesake]
    assert ask(customer_overview, customer_id=namesake).notes[0].body == "Keeps everything."
    assert sql("SELECT count(*) FROM search_words WHERE word = 'zephyrine'") == [(0,)]


def test_what_is_left_is_an_erased_customer_whom_nobody_finds(erased: dict[str, Any], ask: Callable[..., Any]):
    seen = ask(customer_overview, customer_id=erased["customer_id"])
    card = seen.customer
    assert card.erased_at is not None
    assert (card.name, card.emails, card.phones, card.addresses, card.tags) == ("Erased customer", (), (), (), ())
    assert [(m.kind, m.external_ref, m.last_four) for m in card.payment_methods] == [("card", None, "")]
    assert (seen.notes, len(seen.orders), seen.lifetime_value[0].kept) == ((), 2, Money(4000, "EUR"))
    assert {text for entry in seen.timeline.items for text in entry.texts.values()} == {None}
    for text in ("Zephyrine", "zq@quill.example", "0755501234"):
        assert ask(search, text=text).customers == ()
    assert ask(find_customers).items == ()


def test_nothing_can_be_added_to_them(erased: dict[str, Any], build: Builders, application: Application, agent: Actor):
    id = erased["customer_id"]
    attempts: list[tuple[Callable[..., Any], Mapping[str, Any]]] = [
        (add_note, {"body": "x"}),
        (change_customer, {"first_name": "Zephyrine"}),
        (tag_customer, {"tag": "x"}),
        (place_order, {"currency": "EUR", "lines": [NewLine("SHIRT", 1)], "shipping_address": PARIS}),
        (check_facts, {"facts": {"order_number": "#E1", "postal_code": "SW1A2AA"}}),
    ]
    for customer_id in (id, erased["other"]):
        for use_case, values in attempts:
            with pytest.raises(Conflict) as refusal:
                build.perform(use_case, customer_id=customer_id, **values)
            assert refusal.value.code == "customer_erased"
    with pytest.raises(Conflict):
        build.perform(undo_merge, merged_id=erased["other"])
    assert application.ask(customer_overview, agent, customer_id=id).customer.identity_level == 0


def test_it_is_recorded_once_on_each_record(erased: dict[str, Any], build: Builders, happened: Callable[..., Any]):
    build.perform(erase_customer, customer_id=erased["other"], reason="again")
    events = happened("customer.erased")
    assert {event.customer_id for event in events} == {erased["customer_id"], erased["other"]}
    assert [event.data["reason"] for event in events] == [REASON, REASON]


def test_files_are_removed_after_the_commit_unless_another_has_them(
    erased: dict[str, Any], build: Builders, application: Application, jobs: NotedJobs
):
    (job,) = [job for job in jobs.noted if job.task == REMOVE_FILES]
    (sha256,) = job.args["sha256"]
    storage = application.ports.storage
    assert storage.read(sha256)
    assert build.perform(remove_files, sha256=[sha256]) == 1
    with pytest.raises(FileNotFoundError):
        storage.read(sha256)


@pytest.mark.parametrize(
    ("code", "open_it"),
    [
        ("orders_open", "UPDATE orders SET status = 'shipped' WHERE id = %(order)s"),
        (
            "returns_open",
            "INSERT INTO returns (id, order_id, customer_id, status, channel, amount, currency, requested_at)"
            " VALUES (gen_random_uuid(), %(order)s, %(customer_id)s, 'requested', 'mail', 1, 'EUR', now())",
        ),
        (
            "money_on_its_way",
            "INSERT INTO payment_intents (id, order_id, customer_id, payment_method_id, kind, amount, currency,"
            " created_at) SELECT gen_random_uuid(), %(order)s, %(customer_id)s, id, 'refunded', 1, 'EUR', now()"
            " FROM payment_methods",
        ),
        (
            "disputes_open",
            "INSERT INTO disputes (id, order_id, customer_id, reason, status, amount, currency, opened_at)"
            " VALUES (gen_random_uuid(), %(order)s, %(customer_id)s, 'general', 'open', 1, 'EUR', now())",
        ),
        (
            "approvals_open",
            "INSERT INTO approvals (id, action, args, digest, preview, needs, order_id, customer_id, asked_by_kind,"
            " asked_by_name, asked_by_role, asked_at) VALUES (gen_random_uuid(), 'refund', '{}', '', '{}', '[]',"
            " %(order)s, %(customer_id)s, 'staff', 'A', 'agent', now())",
        ),
    ],
)
def test_while_something_is_open_it_is_refused_and_nothing_changes(
    code: str,
    open_it: str,
    person: dict[str, Any],
    refusal_of: Callable[..., DomainError],
    everything: Everything,
    database: Any,
):
    with database.engine.begin() as connection:
        connection.exec_driver_sql(open_it, {"order": person["order"], "customer_id": person["customer_id"]})
    before = everything()
    refused = refusal_of(erase_customer, customer_id=person["other"], reason=REASON)
    assert (refused.code, refused.details) == (code, {"orders": ["#E1"]})
    assert "#E1" in refused.en
    assert everything() == before


def test_nobody_and_no_reason_are_refused(person: dict[str, Any], refusal_of: Callable[..., DomainError]):
    assert isinstance(refusal_of(erase_customer, customer_id=new_id(), reason=REASON), NotFound)
    assert refusal_of(erase_customer, customer_id=person["customer_id"], reason="").field == "reason"


def test_a_refund_for_another_customer_is_not_in_the_way(person: dict[str, Any], build: Builders):
    other = build.customer()
    build.order(other, payments=[NewPayment("captured", Money(100, "EUR"))])
    build.perform(erase_customer, customer_id=person["customer_id"], reason=REASON)
    assert build.perform(customer_of, customer_id=person["customer_id"]).erased_at is not None
    assert build.perform(customer_of, customer_id=other).erased_at is None


def test_a_preview_erases_nothing(
    person: dict[str, Any], application: Application, administrator: Actor, everything: Everything
):
    before = everything()
    application.preview(erase_customer, administrator, customer_id=person["customer_id"], reason=REASON)
    assert everything() == before
