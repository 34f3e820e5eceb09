"""Whatever the domain records about a customer, the timeline can say in words."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import console
import domain
import rules_engine
from console.workspace.timeline.sentences import SENTENCES
from domain.kernel.permissions import Permission
from domain.models.shipment import SHIPMENT_STATES
from notifications.catalogue import CATALOGUE

PAYMENT_KINDS = ("authorised", "captured", "refunded", "voided")
_TYPE = re.compile(r"(customer|order|note|payment|shipment|return|case)\.[a-z_]+")
_NOT_EVENTS = {"payment.at", "return.window"}  # the name of an input, and of a limit


def recorded() -> Iterator[str]:
    """Every text in the domain that names an event of a timeline; what is put together is listed by hand."""
    for path in Path(domain.__path__[0]).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and _TYPE.fullmatch(node.value):
                yield node.value
    yield from (f"shipment.{state}" for state in SHIPMENT_STATES)
    yield from (f"payment.{kind}" for kind in PAYMENT_KINDS)


@pytest.mark.parametrize("type", sorted(set(recorded()) - _NOT_EVENTS))
def test_the_timeline_has_words_for(type: str) -> None:
    assert type in SENTENCES


_NAMED = re.compile(r"([a-z_]+)\.[a-z_]+")
# What is written like an event and is none: inputs, limits, remarks, tasks, columns, deliveries of vendors, channels.
_NO_EVENTS = {
    *_NOT_EVENTS,
    *("dispute.partly_refunded", "exchange.difference_stays_open", "exchange.on_receipt", "exchange.waits_for_stock"),
    *("assignment.expire", "engine.down", "engine.disagreed", "rules.backtest_chunk", "rules.simulation_progress"),
    "rules.presence",
    *("rules.backtest_", "rules.engine_", "service_level.clocks"),  # put together; listed below
}
_PUT_TOGETHER = {
    *(f"rules.engine_{what}" for what in ("down", "back", "disagreed")),
    *(f"rules.backtest_{what}" for what in ("cancelled", "failed", "outdated")),
    *(f"approval.{what}" for what in ("granted", "refused", "changed", "withdrawn")),
    *(f"dispute.{what}" for what in ("won", "lost", "accepted")),
    *(f"message.{what}" for what in ("queued", "sent", "failed", "skipped", "waiting", "fell_back")),
    *(f"message.{what}" for what in ("arrived", "sent_again")),
    *(f"order.{what}" for what in ("released", "picking", "shipped", "delivered")),
}


def all_recorded() -> set[str]:
    """Every text in the domain and the rules engine that names an event: of a subject of which something is recorded.

    The subjects are those that calls of `record` and the like name, and those of the catalogue.
    """
    texts: set[str] = set()
    subjects = {type.split(".")[0] for type in CATALOGUE}
    for package in (domain, rules_engine):
        for path in Path(package.__path__[0]).rglob("*.py"):
            if "migrations" not in path.parts:
                tree = ast.parse(path.read_text(encoding="utf-8"))
                texts |= set(_named_in(tree))
                subjects |= {name.split(".")[0] for call in _record_calls(tree) for name in _named_in(call)}
    for path in Path(console.__path__[0]).rglob("*.py"):
        calls = _record_calls(ast.parse(path.read_text(encoding="utf-8")))
        texts |= {name for call in calls for name in _named_in(call)}
    found = {text for text in texts if text.split(".")[0] in subjects}
    return (found | set(recorded()) | _PUT_TOGETHER) - _NO_EVENTS - {str(right) for right in Permission}


def _named_in(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _NAMED.fullmatch(node.value):
            yield node.value


def _record_calls(tree: ast.AST) -> Iterator[ast.expr]:
    """What calls of `record`, `_record`, `record_case` and the like are given by position."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name.lstrip("_").startswith("record"):
                yield from node.args


def test_the_catalogue_says_of_every_event_who_is_told() -> None:
    assert all_recorded() - CATALOGUE.keys() == set(), "say in notifications/events who is told of these"


def test_the_catalogue_names_no_event_that_nobody_records() -> None:
    assert CATALOGUE.keys() - all_recorded() - {"return.completed"} == set()


def test_names_are_found() -> None:
    assert {"customer.created", "order.placed", "note.added", "customer.tier_changed"} <= set(recorded())
