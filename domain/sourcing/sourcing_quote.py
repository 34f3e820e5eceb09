"""Tell where goods would come from, when they would arrive and what handling them would cost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from domain.kernel.address import Address
from domain.kernel.errors import Invalid
from domain.kernel.money import Money, total_of
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text
from domain.models.inventory import Node
from domain.sourcing.allocate import allocate
from domain.sourcing.choose_node import Choice
from domain.sourcing.promise import promise
from domain.sourcing.propose import propose
from domain.sourcing.wanted import SERVICES, Wanted
from domain.sourcing.why import NOWHERE, Why
from domain.work.unit import Unit

MOST_LINES = 200
MOST_PIECES = 100_000
LONGEST_SKU = 64


@dataclass(frozen=True, slots=True)
class AskedLine:
    """So many pieces of a SKU."""

    sku: str
    quantity: int


@dataclass(frozen=True, slots=True)
class SourcedLine:
    """`node` is the code of the node that has all of it; None: no node has."""

    sku: str
    quantity: int
    node: str | None
    node_name: str | None
    promised_on: date | None
    why: Why


@dataclass(frozen=True, slots=True)
class SourcedParcel:
    """What leaves one node together; `lines` are positions in what was asked."""

    node: str
    lines: tuple[int, ...]
    cost: Money


@dataclass(frozen=True, slots=True)
class SourcingQuote:
    """`promised_on`: when the last line that has a source arrives. `cost`: of all parcels, one amount per currency."""

    lines: tuple[SourcedLine, ...]
    parcels: tuple[SourcedParcel, ...]
    promised_on: date | None
    cost: tuple[Money, ...]


def sourcing_quote(
    unit: Unit, *, lines: Sequence[AskedLine], address: Address | Mapping[str, object], service: str = "standard"
) -> SourcingQuote:
    """What sourcing would answer now for `lines` to `address`; nothing is reserved.

    Refuses with `Invalid` naming the field. A SKU that nobody has, or that is not known, has no node.
    """
    unit.actor.require(Permission.STOCK_READ)
    asked = _checked(lines)
    to = address if isinstance(address, Address) else Address.parse(address)
    _check_service(service)
    wanted: dict[str, list[int]] = {}
    for line in asked:
        wanted.setdefault(line.sku, []).append(line.quantity)
    choices = propose(unit, Wanted(wanted, to.country, service))
    there = {(each.node.id, sku): each.available for sku, nodes in choices.items() for each in nodes}
    found = allocate([(i, line.sku, line.quantity) for i, line in enumerate(asked)], choices, there)
    told = tuple(_told(unit, line, found.get(i), to.country, service) for i, line in enumerate(asked))
    parcels = _parcels(found)
    return SourcingQuote(
        lines=told,
        parcels=parcels,
        promised_on=max((line.promised_on for line in told if line.promised_on), default=None),
        cost=_sums([parcel.cost for parcel in parcels]),
    )


def _told(unit: Unit, line: AskedLine, choice: Choice | None, country: str, service: str) -> SourcedLine:
    if choice is None:
        return SourcedLine(line.sku, line.quantity, None, None, None, NOWHERE)
    node = choice.node
    arrives = promise(node, country=country, at=unit.now, service=service)
    return SourcedLine(line.sku, line.quantity, node.code, node.name, arrives, choice.why)


def _parcels(found: Mapping[int, Choice]) -> tuple[SourcedParcel, ...]:
    nodes: dict[str, tuple[Node, list[int]]] = {}
    for i, choice in found.items():
        nodes.setdefault(choice.node.code, (choice.node, []))[1].append(i)
    return tuple(
        SourcedParcel(code, tuple(lines), Money(node.handling_cost, node.handling_currency))
        for code, (node, lines) in nodes.items()
    )


def _sums(amounts: Sequence[Money]) -> tuple[Money, ...]:
    by_currency = groupby(sorted(amounts, key=lambda each: each.currency), key=lambda each: each.currency)
    return tuple(total_of(group, currency) for currency, group in by_currency)


def _checked(lines: Sequence[AskedLine]) -> list[AskedLine]:
    if not 1 <= len(lines) <= MOST_LINES:
        raise Invalid(
            field="lines",
            code="too_many" if lines else "missing",
            en=f"“lines” must hold from 1 to {MOST_LINES} lines.",
            fr=f"« lines » doit contenir de 1 à {MOST_LINES} lignes.",
        )
    return [_check(line, f"lines[{i}]") for i, line in enumerate(lines)]


def _check(line: AskedLine, field: str) -> AskedLine:
    if not 1 <= line.quantity <= MOST_PIECES:
        raise Invalid(
            field=f"{field}.quantity",
            code="quantity_out_of_range",
            en=f"“{field}.quantity” must be from 1 to {MOST_PIECES}.",
            fr=f"« {field}.quantity » doit être compris entre 1 et {MOST_PIECES}.",
        )
    return AskedLine(clean_text(line.sku, field=f"{field}.sku", most=LONGEST_SKU), line.quantity)


def _check_service(service: str) -> None:
    if service not in SERVICES:
        raise Invalid(
            field="service",
            code="unknown_choice",
            en=f"“service” must be one of: {', '.join(SERVICES)}.",
            fr=f"« service » doit être l’une de ces valeurs : {', '.join(SERVICES)}.",
        )
