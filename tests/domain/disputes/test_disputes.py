"""Disputes: opened once, answered with what the records show, closed on the books."""

import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from domain.disputes.close import close_dispute
from domain.disputes.evidence import answer_dispute
from domain.disputes.open import open_dispute
from domain.disputes.queries import dispute
from domain.documents.queries import document
from domain.fulfilment.record_scan import record_scan
from domain.kernel.clock import SetClock
from domain.kernel.errors import DomainError
from domain.kernel.money import Money
from domain.orders.cancel import CancelledPieces, cancel_order
from domain.orders.new_order import NewPayment
from domain.orders.queries import order
from domain.orders.record_payment import record_payment
from tests.support.builders import Builders


@pytest.fixture
def paid(build: Builders) -> UUID:
    """An order of 39.98 EUR, captured by card."""
    customer = build.customer()
    card = build.payment_method(customer)
    return build.order(customer, payments=[NewPayment("captured", Money(3998, "EUR"), card)])


def test_without_an_amount_it_is_about_all_that_was_paid(
    build: Builders, paid: UUID, ask: Callable[..., Any], clock: SetClock, happened: Callable[..., Any]
) -> None:
    build.perform(record_payment, order=paid, kind="refunded", amount=Money(998, "EUR"))
    opened = build.perform(open_dispute, order=paid, reason="not_received")
    card = ask(dispute, dispute_id=opened)
    assert (card.amount, card.status) == (Money(3000, "EUR"), "open")
    assert card.respond_by == clock.now() + timedelta(days=7)
    assert ask(order, order=paid).disputes[0].id == opened
    assert happened("dispute.opened")[0].data["amount"] == 3000


def test_the_same_case_is_opened_once(build: Builders, paid: UUID, refusal_of: Callable[..., DomainError]) -> None:
    opened = build.perform(open_dispute, order=paid, reason="general", external_ref="dp_1", vendor="payments")
    refused = refusal_of(open_dispute, order=paid, reason="general", external_ref="dp_1", vendor="payments")
    assert (refused.code, refused.details) == ("duplicate_dispute", {"dispute_id": str(opened)})


@pytest.mark.parametrize(
    ("values", "code", "field"),
    [
        ({"reason": "because"}, "unknown_choice", "reason"),
        ({"reason": "general", "amount": Money(3999, "EUR")}, "dispute_above_captured", "amount"),
        ({"reason": "general", "amount": Money(10, "USD")}, "currency_mismatch", "amount"),
        ({"reason": "general", "amount": Money(0, "EUR")}, "zero_amount", "amount"),
        ({"reason": "general", "payment_method": "nope"}, "not_found", None),
    ],
)
def test_what_cannot_be_disputed_is_refused(
    paid: UUID, refusal_of: Callable[..., DomainError], values: dict[str, Any], code: str, field: str | None
) -> None:
    refused = refusal_of(open_dispute, order=paid, **values)
    assert refused.code == code
    assert field is None or refused.field == field


def test_nothing_paid_is_nothing_to_dispute(build: Builders, refusal_of: Callable[..., DomainError]) -> None:
    assert refusal_of(open_dispute, order=build.order(), reason="general").code == "nothing_to_dispute"


def test_the_evidence_shows_the_delivery_and_every_hash_of_the_chain(
    build: Builders, paid: UUID, ask: Callable[..., Any], happened: Callable[..., Any]
) -> None:
    parcel = build.shipment(paid)
    build.perform(record_scan, shipment_id=parcel, status="delivered", place="Paris 11")
    opened = build.perform(open_dispute, order=paid, reason="not_received")
    pack_id = build.perform(answer_dispute, dispute_id=opened, statement="Signed for by the customer.")
    card = ask(dispute, dispute_id=opened)
    assert (card.status, card.evidence[0].id) == ("answered", pack_id)
    kept = ask(document, document_id=card.evidence[0].json_document_id).content
    assert hashlib.sha256(kept).hexdigest() == card.evidence[0].digest
    content = json.loads(kept)
    assert content["parcels"][0]["scans"][0] == {
        "at": content["parcels"][0]["delivered_at"],
        "status": "delivered",
        "place": "Paris 11",
    }
    known = {bytes(event.hash).hex() for event in happened() if event.order_id == paid}
    told = {entry["hash"] for entry in content["timeline"]}
    assert told < known | told and told <= known
    assert any(entry["what"] == "shipment.delivered" for entry in content["timeline"])


def test_a_note_between_us_is_no_evidence(build: Builders, paid: UUID, ask: Callable[..., Any]) -> None:
    owner = ask(order, order=paid).customer_id
    build.note(owner, "He always lies.", order_id=paid)
    opened = build.perform(open_dispute, order=paid, reason="general")
    build.perform(answer_dispute, dispute_id=opened)
    pack = ask(dispute, dispute_id=opened).evidence[0]
    assert b"He always lies" not in ask(document, document_id=pack.json_document_id).content


@pytest.mark.parametrize("outcome", ["lost", "accepted"])
def test_what_is_lost_is_booked_once_and_leaves_nothing_owed(
    build: Builders, paid: UUID, ask: Callable[..., Any], outcome: str
) -> None:
    opened = build.perform(open_dispute, order=paid, reason="fraudulent")
    build.perform(close_dispute, dispute_id=opened, outcome=outcome)
    build.perform(close_dispute, dispute_id=opened, outcome=outcome)
    after = ask(order, order=paid)
    assert (after.refunded, after.balance) == (Money(3998, "EUR"), Money(0, "EUR"))
    assert [entry.kind for entry in after.payments] == ["captured", "refunded"]


def test_what_is_won_moves_nothing(build: Builders, paid: UUID, ask: Callable[..., Any]) -> None:
    opened = build.perform(open_dispute, order=paid, reason="fraudulent")
    build.perform(close_dispute, dispute_id=opened, outcome="won")
    after = ask(order, order=paid)
    assert (after.refunded.minor, after.disputes[0].status) == (0, "won")


def test_only_what_was_not_given_back_meanwhile_is_lost(build: Builders, paid: UUID, ask: Callable[..., Any]) -> None:
    opened = build.perform(open_dispute, order=paid, reason="fraudulent")
    build.perform(record_payment, order=paid, kind="refunded", amount=Money(3000, "EUR"))
    build.perform(close_dispute, dispute_id=opened, outcome="lost")
    assert ask(order, order=paid).refunded == Money(3998, "EUR")


@pytest.mark.parametrize(("pieces", "costs"), [(None, 0), (1, 1999)])
def test_what_is_lost_while_a_refund_is_on_its_way_is_booked_as_well(
    build: Builders, paid: UUID, ask: Callable[..., Any], pieces: int | None, costs: int
) -> None:
    opened = build.perform(open_dispute, order=paid, reason="fraudulent", amount=Money(3998, "EUR"))
    line = ask(order, order=paid).lines[0].id
    lines = [CancelledPieces(line_id=line, quantity=pieces)] if pieces else None
    build.perform(cancel_order, order=paid, reason="fraud", lines=lines)
    assert ask(order, order=paid).total.minor == costs
    build.perform(close_dispute, dispute_id=opened, outcome="lost")
    after = ask(order, order=paid)
    assert (after.total.minor, after.refunded.minor, after.balance.minor) == (0, 3998, 0)


def test_a_closed_dispute_stays_closed(build: Builders, paid: UUID, refusal_of: Callable[..., DomainError]) -> None:
    opened = build.perform(open_dispute, order=paid, reason="fraudulent")
    build.perform(close_dispute, dispute_id=opened, outcome="won")
    assert refusal_of(close_dispute, dispute_id=opened, outcome="lost").code == "illegal_dispute_move"
    assert refusal_of(answer_dispute, dispute_id=opened).code == "illegal_dispute_move"
