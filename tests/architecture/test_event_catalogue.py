"""Whatever the domain records about a customer, the timeline can say in words."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import domain
from console.workspace.timeline.sentences import SENTENCES
from domain.models.shipment import SHIPMENT_STATES

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


def test_names_are_found() -> None:
    assert {"customer.created", "order.placed", "note.added", "customer.tier_changed"} <= set(recorded())
