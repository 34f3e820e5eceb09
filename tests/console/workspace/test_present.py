"""Rows of the domain become words and figures."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from console.ui.figures import Reader
from console.workspace.customer.present import customer_record, phone_number, score
from console.workspace.identity.present import standing
from console.workspace.orders.present import order_detail, order_rows
from console.workspace.timeline.present import moments, sentence
from domain.approvals.act import act
from domain.customers.tag import tag_customer
from domain.edits.change_address import change_address
from domain.exchanges.chosen import ExchangedPieces
from domain.exchanges.request import request_exchange
from domain.fulfilment.record_scan import record_scan
from domain.identity.check_facts import check_facts
from domain.kernel.actor import Actor
from domain.kernel.approval import Need
from domain.kernel.money import Money
from domain.kernel.permissions import DEFAULT_RIGHTS, Role
from domain.orders.new_order import NewLine, NewPayment
from domain.orders.queries import order as read_order
from domain.orders.record_payment import record_payment
from domain.overview.queries import customer_overview
from domain.overview.timeline import timeline
from domain.privacy.erase import erase_customer
from domain.returns.chosen import ReturnedPieces
from domain.returns.request import request_return
from domain.surveys.queries import Satisfaction
from domain.work.application import Application
from domain.work.unit import Unit
from tests.support.builders import LYON, Builders

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
READERS = {
    language: Reader(language=language, zone=ZoneInfo("Europe/Paris"), now=datetime(2026, 11, 24, 10, tzinfo=UTC))
    for language in ("en", "fr")
}


@pytest.fixture
def overview(build: Builders, application: Application, administrator: Actor) -> Callable[[], object]:
    customer = build.customer(first_name="Marie", last_name="Dupont", phones=["+33612345678"])
    build.perform(tag_customer, customer_id=customer, tag="vip")
    build.order(customer, number="#W1")
    build.note(customer, "Call after six", pinned=True)
    return lambda: application.ask(customer_overview, administrator, customer_id=customer)


def test_the_header_says_who_this_is(overview: Callable[[], object]) -> None:
    record = customer_record(overview(), READERS["fr"])  # type: ignore[arg-type]
    assert (record.name, record.initials, record.tags) == ("Marie Dupont", "MD", ["vip"])
    assert [contact.value for contact in record.contacts][-1] == "+33 6 12 34 56 78"
    assert [fact.label for fact in record.addresses] == ["12 rue des Lilas, 75011 Paris, France"]
    assert [note.body for note in record.pinned] == ["Call after six"]


@pytest.mark.parametrize(
    ("data", "tells", "says"),
    [
        (
            {"owner": "Léa", "reason": "unanswered"},
            "Dossier #S1 repris à Léa",
            "Léa n’a pas répondu à ce qui était proposé et était absent",
        ),
        ({"owner": "Léa", "reason": "away"}, "Dossier #S1 repris à Léa", "Léa était absent"),
        ({}, "Dossier #S1 remis dans sa file", ""),
    ],
)
def test_a_case_that_goes_back_says_why(
    overview: Callable[[], object], data: dict[str, str], tells: str, says: str
) -> None:
    entry = replace(overview().timeline.items[0], type="case.released", data={"number": "#S1"} | data)  # type: ignore[attr-defined]
    (row,) = moments([entry], READERS["fr"], customer="C", of_order=False)
    assert (row.text, row.why) == (tells, says)


def test_an_address_that_was_changed_says_where_it_went_before(
    build: Builders, application: Application, actor_with: Callable[..., Actor]
) -> None:
    agent = actor_with(*DEFAULT_RIGHTS[Role.AGENT], session=True)
    customer_id = build.customer(last_name="Dupont")
    order = build.order(customer_id)
    build.perform(change_address, order=order, address=LYON)

    def note() -> str:
        page = application.ask(timeline, agent, customer_id=customer_id)
        assert page == application.ask(customer_overview, agent, customer_id=customer_id).timeline
        rows = moments(page.items, READERS["fr"], customer="C", of_order=False)
        return next(row.note for row in rows if "Lyon" in row.text)

    assert note() == "Avant : Paris, FR\nDésormais : Lyon, FR"  # nobody knows yet whom they speak with
    facts = {"last_name": "Dupont", "postal_code": "75011"}
    assert application.perform(check_facts, agent, customer_id=customer_id, facts=facts).passed
    assert note() == "Avant : 12 rue des Lilas, 75011, Paris, FR\nDésormais : 8 quai Rambaud, 69002, Lyon, FR"


def test_a_request_to_send_an_order_elsewhere_says_where_from_and_where_to(
    build: Builders, application: Application, actor_with: Callable[..., Actor]
) -> None:
    agent = actor_with(*DEFAULT_RIGHTS[Role.AGENT], session=True)
    customer_id = build.customer(last_name="Dupont")
    order = build.order(customer_id)

    def ask_for_it(unit: Unit) -> None:
        unit.need_approval(Need("orders.address", 1, 0, "EUR", "Too far.", "Trop loin."))
        act(unit, action="change_address", args={"order": str(order), "address": dict(LYON)})

    build.perform(ask_for_it)

    def note() -> str:
        page = application.ask(timeline, agent, customer_id=customer_id)
        rows = moments(page.items, READERS["fr"], customer="C", of_order=False)
        return next(row.note for row in rows if "Accord demandé" in row.text)

    assert note() == "Avant : Paris, FR\nAprès : Lyon, FR"  # nobody knows yet whom they speak with
    facts = {"last_name": "Dupont", "postal_code": "75011"}
    assert application.perform(check_facts, agent, customer_id=customer_id, facts=facts).passed
    assert note() == "Avant : 12 rue des Lilas, 75011, Paris, FR\nAprès : 8 quai Rambaud, 69002, Lyon, FR"


@pytest.mark.parametrize(("decision", "said"), [(None, "Alerte : Accords"), ("D", "Alerte de la règle « Accords »")])
def test_an_alert_names_a_rule_only_where_one_wanted_it(decision: str | None, said: str) -> None:
    data = {"name": {"en": "Approvals", "fr": "Accords"}, "decision_id": decision}
    assert sentence("alert.raised", data, READERS["fr"]) == said


def test_an_order_says_what_is_owed(overview: Callable[[], object]) -> None:
    order = overview().orders[0]  # type: ignore[attr-defined]
    detail = order_detail(order, READERS["en"])
    assert [(row.label, row.amount) for row in detail.sums] == [
        ("Subtotal", "€39.98"),
        ("Total", "€39.98"),
        ("Still to pay", "€39.98"),
    ]


@pytest.mark.parametrize(
    ("lines", "goods", "more"),
    [
        ([("TEA-G", 1)], "Teapot (0)", ""),
        ([("TEA-G", 2)], "Teapot (0)", "2 pieces"),
        ([("TEA-G", 2), ("TEA-B", 1)], "Teapot (0)", "+1 more · 3 pieces"),
    ],
)
def test_the_list_says_what_was_ordered(
    build: Builders, application: Application, administrator: Actor, lines: list[tuple[str, int]], goods: str, more: str
) -> None:
    build.goods("TEA-G", "TEA-B", name="Teapot")
    order = build.order(number="#W4", lines=[NewLine(sku=sku, quantity=count) for sku, count in lines])
    found = application.ask(read_order, administrator, order=order)
    [row] = order_rows([found], READERS["en"], customer="C", open_key="")
    assert (row.goods, row.more) == (goods, more)


def test_money_that_the_bank_keeps_ready_is_not_still_to_pay(
    build: Builders, application: Application, administrator: Actor
) -> None:
    customer = build.customer()
    ready = [NewPayment("authorised", Money(3998, "EUR"), build.payment_method(customer))]
    order = application.ask(read_order, administrator, order=build.order(customer, number="#W2", payments=ready))
    sums = {row.label: row.amount for row in order_detail(order, READERS["en"]).sums}
    assert sums["Authorised, charged when it ships"] == "€39.98"
    assert "Still to pay" not in sums


def test_goods_that_are_to_come_back_or_be_exchanged_are_marked(
    build: Builders, application: Application, administrator: Actor
) -> None:
    build.goods("TEA-G", "TEA-B", name="Teapot")
    order = build.order(number="#W3", lines=[NewLine(sku="TEA-G", quantity=3)])
    build.perform(record_scan, shipment_id=build.shipment(order), status="delivered", place="Lyon")
    build.perform(request_return, order=order, lines=[ReturnedPieces(sku="TEA-G", quantity=1)], channel="mail")
    swapped = ExchangedPieces(sku="TEA-G", quantity=1, new_sku="TEA-B")
    build.perform(request_exchange, order=order, lines=[swapped], channel="mail")
    found = application.ask(read_order, administrator, order=order)
    detail = order_detail(found, READERS["en"])
    assert detail.lines[0].notes == ["1 to come back", "1 to be exchanged"]
    assert detail.exchanges[0].notes == [
        "1 × Teapot (0) → Teapot (1)",
        "the new goods leave once the old ones are back",
    ]
    (row,) = order_rows([found], READERS["en"], customer="C", open_key="")
    assert row.under_way == "exchange under way"


def test_what_is_kept_for_an_exchange_is_not_promised() -> None:
    data = {"nodes": {"a": "FR-LIL"}, "promised_on": "2026-11-29", "for_exchange": True}
    assert "promised" not in sentence("order.sourced", data, READERS["en"])
    assert sentence("order.sourced", data | {"for_exchange": False}, READERS["en"]).endswith("promised for 29 Nov")


def test_the_open_order_links_to_closing_it(overview: Callable[[], object]) -> None:
    orders = overview().orders  # type: ignore[attr-defined]
    closed = order_rows(orders, READERS["en"], customer="C", open_key="")
    opened = order_rows(orders, READERS["en"], customer="C", open_key="W1")
    assert [(row.open, row.href) for row in closed] == [(False, "/?customer=C&order=W1")]
    assert [(row.open, row.href) for row in opened] == [(True, "/?customer=C")]


@pytest.mark.parametrize(
    ("language", "sentence"), [("en", "Order placed, €39.98, Web"), ("fr", "Commande passée, 39,98\xa0€, Web")]
)
def test_events_are_sentences(overview: Callable[[], object], language: str, sentence: str) -> None:
    entries = overview().timeline.items  # type: ignore[attr-defined]
    rows = moments(entries, READERS[language], customer="C", of_order=False)
    placed = next(row for row in rows if row.mark == "order")
    assert (placed.text, placed.order, placed.href) == (sentence, "#W1", "/?customer=C&order=W1")
    assert [row.note for row in rows if row.mark == "note"] == ["Call after six"]
    assert [bool(row.day) for row in rows] == [True] + [False] * (len(rows) - 1)


@pytest.mark.parametrize(
    ("found", "language", "shown"),
    [
        (Satisfaction(0, None, 0, None, None, "", None), "en", ("", "", "", "")),
        (
            Satisfaction(1, 4.0, 1, 4.0, 4, "Kind", NOON),
            "en",
            ("4/5", "", "green", "Rated the last contact 4 of 5, today 13:00."),
        ),
        (
            Satisfaction(9, 2.1, 5, 3.25, 2, "", NOON),
            "fr",
            (
                *("2/5", "3,2", "red"),
                "A noté le dernier contact 2 sur 5, aujourd’hui 13:00. Moyenne des 5 dernières notes : 3,2.",
            ),
        ),
    ],
)
def test_what_a_customer_thought_is_said_in_figures_and_words(
    found: Satisfaction, language: str, shown: tuple[str, ...]
) -> None:
    said = score(found, replace(READERS[language], now=NOON))
    assert (said.last, said.mean, said.tone, said.said) == shown
    assert said.words == found.last_words


def test_a_phone_is_grouped_and_nonsense_stays() -> None:
    assert phone_number("+442079460000") == "+44 20 7946 0000"
    assert phone_number("12") == "12"


def test_money_of_other_currencies_is_not_mixed(overview: Callable[[], object]) -> None:
    assert READERS["en"].money(Money(100, "USD")) == "US$1.00"


def test_an_erased_customer_says_so_in_the_readers_language(
    build: Builders, application: Application, administrator: Actor
) -> None:
    customer = build.customer()
    build.perform(erase_customer, customer_id=customer, reason="asked by letter")
    seen = application.ask(customer_overview, administrator, customer_id=customer)
    record = customer_record(seen, READERS["fr"])
    assert (record.name, record.erased, record.contacts, record.masked) == ("Client effacé", True, [], False)


def test_contacts_that_are_masked_say_so_and_for_how_long_they_are_not(
    build: Builders, application: Application, actor_with: Callable[..., Actor]
) -> None:
    agent = actor_with(*DEFAULT_RIGHTS[Role.AGENT], session=True)
    customer = build.customer(last_name="Roy", phones=["+33612345678"])
    record = customer_record(application.ask(customer_overview, agent, customer_id=customer), READERS["en"])
    assert [(row.value, row.masked) for row in record.contacts][-1] == ("+33 6 •• •• •• 78", True)
    assert (record.masked, record.identity) == (True, "")
    application.perform(check_facts, agent, customer_id=customer, facts={"last_name": "Roy", "postal_code": "75011"})
    record = customer_record(application.ask(customer_overview, agent, customer_id=customer), READERS["en"])
    assert [(row.value, row.masked) for row in record.contacts][-1] == ("+33 6 12 34 56 78", False)
    assert (record.masked, record.identity) == (False, "verified by facts, 30 min left")


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (1800, "vérifié par code, encore 30 min"),
        (61, "vérifié par code, encore 2 min"),
        (60, "vérifié par code, encore 1 min"),
        (0, ""),
    ],
)
def test_the_minutes_that_are_left_count_down(seconds: int, text: str) -> None:
    reader = READERS["fr"]
    assert standing(2, reader.now + timedelta(seconds=seconds), reader) == text


@pytest.mark.parametrize(("minor", "said"), [(0, ""), (1000, "partly refunded"), (3998, "all refunded")])
def test_an_order_whose_money_went_back_says_so(
    build: Builders, application: Application, administrator: Actor, minor: int, said: str
) -> None:
    customer = build.customer()
    order = build.order(customer, payments=[NewPayment("captured", Money(3998, "EUR"), build.payment_method(customer))])
    if minor:
        build.perform(record_payment, order=order, kind="refunded", amount=Money(minor, "EUR"))
    orders = application.ask(customer_overview, administrator, customer_id=customer).orders
    assert [row.back for row in order_rows(orders, READERS["en"], customer="C", open_key="")] == [said]
