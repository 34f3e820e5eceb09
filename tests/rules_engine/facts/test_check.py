"""Facts from whoever asks: checked, kept as said, and ready to compare."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.kernel.errors import Invalid
from domain.kernel.money import Money
from rules_engine.document.limits import LARGEST
from rules_engine.facts.check import check_facts
from rules_engine.vocabulary.families import FAMILIES
from tests.rules_engine.writing import NOW

ROUTING = FAMILIES["routing"]
NOW_SECONDS = int(NOW.timestamp())


def test_every_kind_is_made_ready() -> None:
    facts = check_facts(
        ROUTING,
        {
            "topic": "return",
            "subject": "  Où est\nmon Colis ? ",
            "orders_30d": 3,
            "order_total": Money(1_250, "EUR"),
            "order_currency": "EUR",
            "customer_known": True,
            "since_last_answer": timedelta(hours=2, milliseconds=1),
            "order_placed_at": datetime(2026, 11, 25, 12, tzinfo=UTC),
            "customer_tags": ["VIP", "Été"],
            "customer_tier": None,
            "intent": "",
        },
        now=NOW,
    )
    assert facts.ground == {
        "now": NOW_SECONDS,
        "topic": "return",
        "subject": "ou est mon colis ?",
        "orders_30d": 3,
        "order_total": (1_250, "EUR"),
        "order_currency": "eur",
        "customer_known": True,
        "since_last_answer": 7_200,
        "order_placed_at": int(datetime(2026, 11, 25, 12, tzinfo=UTC).timestamp()),
        "customer_tags": frozenset({"vip", "ete"}),
    }
    assert facts.plain["subject"] == "Où est mon Colis ?"
    assert facts.plain["order_placed_at"] == "2026-11-25T12:00:00Z"
    assert check_facts(ROUTING, facts.plain, now=datetime.now(UTC)) == facts


REFUSED: dict[str, tuple[dict[str, Any], str, str]] = {
    "unknown": ({"shoe_size": 5}, "shoe_size", "unknown_fact"),
    "derived": ({"risk": "high"}, "risk", "unknown_fact"),
    "a number as text": ({"orders_30d": "9"}, "orders_30d", "not_a_whole_number"),
    "a flag as a number": ({"orders_30d": True}, "orders_30d", "not_a_whole_number"),
    "a fraction": ({"orders_30d": 1.0}, "orders_30d", "not_a_whole_number"),
    "beyond the exact": ({"orders_30d": LARGEST + 1}, "orders_30d", "out_of_range"),
    "a number as a flag": ({"customer_known": 1}, "customer_known", "not_a_flag"),
    "text as a number": ({"subject": 5}, "subject", "not_text"),
    "text too long": ({"subject": "x" * 10_001}, "subject", "too_long"),
    "ten megabytes": ({"message": "x" * 10_000_000}, "message", "too_long"),
    "a list as text": ({"customer_tags": "vip"}, "customer_tags", "not_a_list"),
    "a list too long": ({"customer_tags": ["x"] * 1_001}, "customer_tags", "too_many"),
    "a list of numbers": ({"customer_tags": [5]}, "customer_tags", "not_text"),
    "no zone": ({"order_placed_at": datetime(2026, 1, 1)}, "order_placed_at", "not_a_time"),  # noqa: DTZ001
    "no time": ({"order_placed_at": "yesterday"}, "order_placed_at", "not_a_time"),
    "no currency": ({"order_total": 5}, "order_total", "missing_currency"),
    "an empty currency": ({"order_total": 5, "order_currency": ""}, "order_total", "missing_currency"),
    "no such currency": ({"order_total": 5, "order_currency": "EUX"}, "order_currency", "unknown_currency"),
    "another currency": (
        {"order_total": Money(5, "USD"), "order_currency": "EUR"},
        "order_total",
        "currency_mismatch",
    ),
    "a name that cannot be shown": ({"\ud800\x00": 1}, "\ufffd\ufffd", "unknown_fact"),
    "a set of everything": ({"customer_tags": {1, "a"}}, "customer_tags", "not_text"),
    "an object": ({"topic": {"$ne": 1}}, "topic", "not_text"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_wrong_facts_are_refused(name: str) -> None:
    facts, field, code = REFUSED[name]
    with pytest.raises(Invalid) as refused:
        check_facts(ROUTING, facts, now=NOW)
    assert (refused.value.field, refused.value.code) == (field, code)


def test_an_unknown_choice_is_refused_only_strictly() -> None:
    assert check_facts(ROUTING, {"customer_tier": "platinum"}, now=NOW).ground["customer_tier"] == "platinum"
    with pytest.raises(Invalid) as refused:
        check_facts(ROUTING, {"customer_tier": "platinum"}, now=NOW, strict=True)
    assert refused.value.field == "customer_tier"


def test_now_is_always_known() -> None:
    for said in ({}, {"now": None}, {"now": ""}):
        assert check_facts(ROUTING, said, now=NOW).ground["now"] == NOW_SECONDS
    assert check_facts(ROUTING, {"now": "2026-11-26T09:30:01Z"}, now=NOW).ground["now"] == NOW_SECONDS + 1


def test_what_cannot_be_kept_is_replaced() -> None:
    assert check_facts(ROUTING, {"subject": "a\x00b\ud800"}, now=NOW).plain["subject"] == "a�b�"
