"""From words to action cards: which panel, for which order, filled with what."""

from datetime import UTC, datetime
from typing import Any

import pytest

from domain.conversations.entities import entities_in
from domain.conversations.suggest import ActionCard, suggest_actions
from domain.ports.understanding import Intent, Understanding
from tests.support.order_rows import line_row, order_row, payment_row

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)


def said(text: str, intent: str = "", confidence: float = 0.9, language: str = "en") -> Understanding:
    intents = (Intent(intent, confidence, 0, len(text)),) if intent else ()
    entities = entities_in(text, now=NOW, language=language)
    return Understanding(text=text, language=language, intents=intents, entities=entities)


def only(cards: tuple[ActionCard, ...]) -> ActionCard:
    assert len(cards) == 1
    return cards[0]


def test_nothing_sure_suggests_nothing() -> None:
    order = order_row(line_row("Lamp"))
    assert suggest_actions(said("hello there"), [order]) == ()
    assert suggest_actions(said("cancel?", "cancel_order", 0.3), [order]) == ()
    assert suggest_actions(said("thanks", "thanks_or_goodbye"), [order]) == ()
    assert suggest_actions(said("cancel it", "cancel_order"), []) == ()


def test_a_pending_order_is_cancelled_a_delivered_one_comes_back() -> None:
    text = "Cancel order W5918442, ordered by mistake"
    card = only(suggest_actions(said(text, "cancel_order"), [order_row(line_row("Lamp"))]))
    assert (card.action, card.order_number, card.values) == ("cancel", "#W5918442", {"reason": "Ordered by mistake"})
    assert (card.confidence, text[card.start : card.end]) == (0.9, text)
    delivered = order_row(line_row("Lamp"), status="delivered")
    assert only(suggest_actions(said(text, "cancel_order"), [delivered])).action == "return"
    gone = order_row(line_row("Lamp", cancelled=1), status="cancelled", captured=delivered.refunded)
    assert suggest_actions(said(text, "cancel_order"), [gone]) == ()


def test_somebody_elses_order_suggests_nothing() -> None:
    own = order_row(line_row("Lamp"))
    assert suggest_actions(said("cancel W1111111", "cancel_order"), [own]) == ()
    assert suggest_actions(said("cancel order 5918442", "cancel_order"), [own])


def test_of_several_orders_the_one_with_the_item_else_the_newest_less_sure() -> None:
    newest = order_row(line_row("Desk"), number="#W2000000")
    older = order_row(line_row("Lampe de chevet"), number="#W1000000")
    orders = [newest, older]
    found = only(suggest_actions(said("annuler la lampe", "cancel_order", language="fr"), orders))
    assert (found.order_number, found.confidence) == ("#W1000000", 0.9)
    guessed = only(suggest_actions(said("annuler svp", "cancel_order", language="fr"), orders))
    assert guessed.order_number == "#W2000000" and guessed.confidence < 0.7


def test_a_return_is_filled_with_lines_pieces_reason_and_channel() -> None:
    mug, shirt = line_row("Mug", quantity=4), line_row("Cotton Shirt")
    order = order_row(mug, shirt, status="delivered")
    text = "I want to return two mugs in your store, they don't work"
    card = only(suggest_actions(said(text, "return_item"), [order]))
    assert card.values == {f"pieces.{mug.id}": "2", f"why.{mug.id}": "defective", "channel": "store"}
    named = only(suggest_actions(said("return sku COTTON-SHIRT", "return_item"), [order]))
    assert named.values == {f"pieces.{shirt.id}": "1"}
    everything = only(suggest_actions(said("je renvoie tout", "return_item", language="fr"), [order]))
    assert everything.values == {f"pieces.{mug.id}": "4", f"pieces.{shirt.id}": "1"}


def test_never_more_pieces_than_there_are() -> None:
    mug = line_row("Mug", quantity=2)
    card = only(suggest_actions(said("return 9 mugs", "return_item"), [order_row(mug, status="delivered")]))
    assert card.values[f"pieces.{mug.id}"] == "2"


def test_of_variants_the_one_whose_options_are_named() -> None:
    red, blue = (line_row("Shirt", sku=each, options={"color": each}) for each in ("red", "blue"))
    card = only(
        suggest_actions(said("swap the blue shirt", "exchange_item"), [order_row(red, blue, status="delivered")])
    )
    assert card.values == {f"pieces.{blue.id}": "1"}


def test_damage_gives_three_ways_the_usual_first() -> None:
    lamp = line_row("Lamp")
    cards = suggest_actions(
        said("the lamp arrived broken", "damaged_or_missing"), [order_row(lamp, status="delivered")]
    )
    assert [card.action for card in cards] == ["replace", "return", "refund"]
    assert [card.confidence for card in cards] == sorted((card.confidence for card in cards), reverse=True)
    assert cards[0].values == {f"pieces.{lamp.id}": "1", "reason": "damaged"}


@pytest.mark.parametrize(
    ("text", "amount"), [("refund me 12,50 €", "12.50"), ("refund me £5", ""), ("refund me 900 €", "")]
)
def test_an_amount_counts_in_the_currency_of_the_order_and_within_what_was_paid(text: str, amount: str) -> None:
    cards = suggest_actions(said(text, "request_refund"), [order_row(line_row("Lamp"))])
    assert cards[0].action == "refund" and cards[0].values.get("amount", "") == amount


def test_a_refused_payment_is_tried_again() -> None:
    refused = payment_row("refused")
    waiting = order_row(line_row("Lamp"), payments=(refused,))
    card = only(suggest_actions(said("my payment failed", "payment_problem"), [waiting]))
    assert (card.action, card.subject) == ("retry_payment", str(refused.id))
    other = only(suggest_actions(said("pay by another card", "payment_problem"), [order_row(line_row("Lamp"))]))
    assert other.action == "change_payment"


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("seen for 15,00 € elsewhere", {"price": "15.00"}),
        ("it is 15,00 € less elsewhere", {}),
        ("seen for 99 € elsewhere", {}),
    ],
)
def test_a_price_is_matched_only_below_ours(text: str, values: dict[str, str]) -> None:
    cards = suggest_actions(said(text, "price_match_or_discount"), [order_row(line_row("Lamp"))])
    assert [card.action for card in cards] == ["price_match", "discount"]
    assert cards[0].values == values


def test_at_most_three_and_each_once() -> None:
    order = order_row(line_row("Lamp"), status="delivered")
    text = "broken, wrong, refund"
    names = ("damaged_or_missing", "wrong_item", "request_refund", "complaint")
    several: Any = tuple(Intent(name, 0.9, 0, 6) for name in names)
    cards = suggest_actions(Understanding(text=text, language="en", intents=several), [order])
    assert len(cards) == 3 == len({card.action for card in cards})
