"""Before and after in words; what moved between two looks is marked."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from console.ui.figures import Reader
from console.workspace.actions.messages import message_rows
from console.workspace.actions.preview_present import marked, preview_rows, with_money
from console.workspace.actions.preview_rows import DeltaRow, MessageRow, MovementRow
from domain.approvals.act import act
from domain.approvals.preview import ActionPreview
from domain.kernel.actor import Actor
from domain.kernel.approval import Remark
from domain.kernel.money import Money
from domain.orders.new_order import NewLine, NewPayment
from domain.work.application import Application
from notifications.foresee import PlannedMessage
from tests.support.builders import Builders

READERS = {
    language: Reader(language=language, zone=ZoneInfo("Europe/Paris"), now=datetime(2026, 11, 24, 10, tzinfo=UTC))
    for language in ("en", "fr")
}


@pytest.fixture
def order(build: Builders) -> UUID:
    build.goods("MUG", price=1490, name="Ceramic mug")
    customer_id = build.customer()
    paid = [NewPayment("captured", Money(2980, "EUR"), build.payment_method(customer_id))]
    return build.order(customer_id, number="#W1", lines=[NewLine(sku="MUG", quantity=2)], payments=paid)


@pytest.fixture
def cancelled(application: Application, administrator: Actor, order: UUID) -> ActionPreview:
    """What it would come to to cancel the order."""
    args = {"order": str(order), "reason": "Changed their mind"}
    return application.preview(act, administrator, action="cancel", args=args).result.preview


@pytest.fixture
def held(application: Application, administrator: Actor, order: UUID) -> ActionPreview:
    args = {"order": str(order), "reason": "Address to be checked"}
    return application.preview(act, administrator, action="hold", args=args).result.preview


@pytest.mark.parametrize(
    ("language", "money", "movement"),
    [
        (
            "en",
            "Customer gets back €29.80 to Visa ···· 4242",
            MovementRow("Refunded", "€29.80", "Visa ···· 4242", "there between 1 Dec and 8 Dec"),
        ),
        (
            "fr",
            "Le client récupère 29,80\xa0€ sur Visa ···· 4242",
            MovementRow("Remboursé", "29,80\xa0€", "Visa ···· 4242", "sur le compte entre le 1 déc. et le 8 déc."),
        ),
    ],
)
def test_who_gets_what_back_stands_in_one_line(
    cancelled: ActionPreview, language: str, money: str, movement: MovementRow
) -> None:
    rows = preview_rows(cancelled, READERS[language])
    assert (rows.money, rows.movements) == (money, [movement])


def test_figures_goods_and_state_are_shown_before_and_after(cancelled: ActionPreview) -> None:
    rows = preview_rows(cancelled, READERS["en"])
    assert rows.sums[-1] == DeltaRow("Total", "€29.80", "€0.00")
    assert [(goods.kind, goods.text, goods.amount) for goods in rows.goods] == [
        ("gone", "2 × Ceramic mug (0)", "€29.80")
    ]
    assert DeltaRow("State", "pending", "cancelled") in rows.facts


def test_what_moves_no_money_speaks_of_none(held: ActionPreview) -> None:
    rows = preview_rows(held, READERS["en"])
    assert (rows.money, rows.sums, rows.movements) == ("", [], [])
    assert rows.facts == [DeltaRow("Held", "no", "yes")]


def test_rules_are_named_once_and_apart_from_what_is_worth_knowing(held: ActionPreview) -> None:
    rule, other = (
        Remark("returns.a", "Rule A", "Règle A", rule=True),
        Remark("sourcing.b", "Rule B", "Règle B", rule=True),
    )
    known = Remark("returns.credited_at_once", "Credited at once.", "Remboursé tout de suite.")
    rows = preview_rows(replace(held, rules=(rule, known, other, rule)), READERS["fr"])
    assert (rows.rules, rows.remarks) == (["Règle A", "Règle B"], ["Remboursé tout de suite."])


@pytest.mark.parametrize(
    ("kind", "when", "said"),
    [
        ("card", "on_receipt", "when the goods are back, then 5 to 10 business days"),
        ("gift_card", "now", "there at once"),
        ("bank_transfer", "soon", "there between 25 Nov and 27 Nov"),
    ],
)
def test_when_the_money_is_there_is_said_in_words_and_days(
    cancelled: ActionPreview, kind: str, when: str, said: str
) -> None:
    (moved,) = cancelled.settlements
    assert moved.method is not None
    moved = replace(moved, when=when, method=replace(moved.method, kind=kind))
    assert [row.when for row in preview_rows(replace(cancelled, settlements=(moved,)), READERS["en"]).movements] == [
        said
    ]


def test_only_what_was_not_shown_before_is_marked(cancelled: ActionPreview) -> None:
    shown = preview_rows(cancelled, READERS["en"])
    assert marked(shown, shown) == shown
    other = replace(shown, money="Nothing to pay", sums=[DeltaRow("Total", "€14.90", "€0.00")])
    again = marked(other, shown)
    assert again.money_moved
    assert [row.moved for row in again.sums] == [True] * len(shown.sums)
    assert [row.moved for row in again.movements] == [False]


def test_messages_say_what_by_which_way_to_whom_or_why_not() -> None:
    sent = PlannedMessage("order_cancelled", "email", "m•••@e•••.com", "fr", subject="Annulée", text="Bonjour,")
    short = PlannedMessage("order_cancelled", "sms", "+33 6", "fr", text="Annulée", segments=1)
    skipped = PlannedMessage("refunded", "sms", "", "fr", "no_consent", text="Remboursé", segments=1)
    assert message_rows([sent, short, skipped], READERS["en"]) == [
        MessageRow("E-mail “Order cancelled” to m•••@e•••.com", "Annulée", "Bonjour,"),
        MessageRow("SMS “Order cancelled” to +33 6", "", "Annulée", "1 SMS"),
        MessageRow("No message about “Refunded”: not wanted by the customer"),
    ]


def test_an_authorisation_that_is_let_go_gives_nothing_back(
    build: Builders, application: Application, administrator: Actor
) -> None:
    build.goods("PEN", price=1000)
    customer_id = build.customer()
    ready = [NewPayment("authorised", Money(1000, "EUR"), build.payment_method(customer_id))]
    order = build.order(customer_id, number="#W2", lines=[NewLine(sku="PEN", quantity=1)], payments=ready)
    args = {"order": str(order), "reason": "Changed their mind"}
    preview = application.preview(act, administrator, action="cancel", args=args).result.preview
    assert preview_rows(preview, READERS["en"]).money == "€10.00 is released and not charged"
    assert with_money("Cancel #W2", preview, READERS["en"]) == "Cancel #W2, €10.00 released"
