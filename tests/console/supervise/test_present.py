"""A request in words, in both languages."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from console.supervise.approvals.present import approval_card
from console.supervise.approvals.rows import ApprovalCard
from domain.approvals.queries import approval
from domain.kernel.actor import Actor
from domain.kernel.approval import Need
from domain.work.application import Application
from tests.console.workspace.test_present import READERS
from tests.support.team import Team, eur


@pytest.fixture
def card_of(application: Application, supervisor: Actor) -> Callable[..., ApprovalCard]:
    def card_of(id: UUID | None, language: str = "en") -> ApprovalCard:
        assert id is not None
        return approval_card(application.ask(approval, supervisor, approval_id=id), READERS[language])

    return card_of


def plain(text: str) -> str:
    return text.replace("\xa0", " ").replace("\u202f", " ")


def test_amounts_limits_and_what_changes(card_of: Any, asked: Callable[..., UUID]) -> None:
    card = card_of(asked("180.00", note="Third time"))
    assert (card.line.what, card.line.amount, card.line.who, card.line.role) == (
        "Goodwill",
        "€180.00",
        "Léa Moreau",
        "Agent",
    )
    assert (card.line.asked, card.line.allowed, card.line.more) == ("€180.00", "limit €50.00", "+1")
    assert (card.because, card.line.note) == ("Late delivery", "Third time")
    assert [(row.name, row.asked, row.allowed) for row in card.limits] == [
        ("Goodwill at once", "€180.00", "€50.00"),
        ("Goodwill to this customer lately", "€180.00", "€120.00"),
    ]
    assert [(row.name, row.before, row.after, row.changed) for row in card.figures] == [
        ("Goods", "€1,000.00", "€1,000.00", False),
        ("Discount", "€0.00", "−€180.00", True),
        ("Total", "€1,000.00", "€820.00", True),
    ]
    assert card.moves == ["€180.00 goes back to Visa ···· 4242"]
    assert card.grant == "goodwill €180.00"


def test_in_french(card_of: Any, asked: Callable[..., UUID]) -> None:
    card = card_of(asked("180.00"), "fr")
    assert (card.line.what, plain(card.line.amount), card.line.state) == ("Geste commercial", "180,00 €", "en attente")
    assert plain(card.line.allowed) == "limite 50,00 €"
    assert card.because == "Livraison en retard"


def test_a_request_without_an_order(card_of: Any, team: Team, agent: Actor) -> None:
    customer_id = team.build.customer(first_name="Kees", last_name="Van Dorp")
    acted = team.act(
        agent, "credit", customer_id=str(customer_id), amount=eur("75.00"), reason="other", note="Won a bet"
    )
    card = card_of(acted.approval_id)
    assert (card.line.what, card.line.customer, card.line.order) == ("Credit", "Kees Van Dorp", "")
    assert (card.figures, card.moves, card.goods) == ([], [], [])
    assert card.because == "Other: Won a bet"
    assert card.opens == f"/?customer={customer_id}"


def test_a_limit_that_is_no_amount_stands_as_its_sentence(
    application: Application, supervisor: Actor, asked: Callable[..., UUID]
) -> None:
    row = application.ask(approval, supervisor, approval_id=asked())
    late = Need("return.window", 3998, 0, "EUR", en="Delivered 40 days ago.", fr="Livré il y a 40 jours.")
    for language, sentence in (("en", late.en), ("fr", late.fr)):
        card = approval_card(replace(row, needs=(late,)), READERS[language])
        assert [(limit.name, limit.sentence) for limit in card.limits] == [("", sentence)]
        assert card.line.allowed == ""
    assert approval_card(replace(row, needs=()), READERS["en"]).limits == []


def test_a_percentage_shows_what_it_comes_to(card_of: Any, team: Team, agent: Actor) -> None:
    placed = team.paid_order(100000)
    acted = team.act(agent, "discount", order=str(placed), percent="10", reason="loyalty")
    assert card_of(acted.approval_id).line.amount == "€100.00"
