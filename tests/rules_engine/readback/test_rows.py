"""Rows of tables are called by what they say."""

from typing import Any

from rules_engine.document.clauses import clauses_of
from rules_engine.document.parse import parse_document
from rules_engine.readback.rows import MOST_CHARACTERS

ROLES = [["limits", "agent", ["discount"]], ["limits", "agent", ["goodwill", "refund"]], ["limits", "supervisor", None]]


def names(rows: list[list[Any]], *, policy: str = "first", op: str = "eq") -> list[tuple[str, str]]:
    table = {
        "id": "t",
        "name": {"en": "Who", "fr": "Qui"},
        "hit_policy": policy,
        "inputs": [{"fact": "question", "op": "eq"}, {"fact": "role", "op": op}, {"fact": "kind", "op": "in"}],
        "outputs": [{"effect": "limit_per_action", "parameter": "amount"}],
        "rows": [{"when": row, "then": [{"*": 1}]} for row in rows],
    }
    clauses = clauses_of(parse_document({"format": 1, "family": "policy", "tables": [table]}))
    return [(each.name.en, each.name.fr) for each in clauses]


def test_a_row_says_what_tells_it_from_the_others() -> None:
    assert names(ROLES) == [
        ("Who: agent, discount", "Qui : agent, remise"),
        ("Who: agent, goodwill or refund", "Qui : agent, geste commercial ou remboursement"),
        ("Who: supervisor", "Qui : superviseur"),
    ]
    assert names(ROLES[:1])[0][0] == "Who: what may be given alone, agent, discount"


def test_a_row_without_conditions_is_for_the_rest_or_for_everything() -> None:
    empty: list[Any] = [None, None, None]
    assert names([ROLES[2], empty])[1] == ("Who: otherwise", "Qui : sinon")
    assert names([ROLES[2], empty], policy="collect")[1] == ("Who: always", "Qui : toujours")


def test_a_long_row_is_cut_and_another_comparison_is_said_whole() -> None:
    long, short = names([["limits", "x" * 200, None], ["limits", "agent", None]], op="ne")
    assert len(long[0]) == len("Who: …") + MOST_CHARACTERS and long[0].endswith("…")
    assert short[0] == "Who: role is not agent"
