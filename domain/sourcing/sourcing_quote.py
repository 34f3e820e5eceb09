"""Tell where goods would come from, when they would arrive and what handling them would cost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.kernel.address import Address
from domain.kernel.errors import Invalid
from domain.kernel.money import Money
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text
from domain.models.inventory import Node
from domain.ports.decisions import Decided
from domain.sourcing.answer import Answer, answers
from domain.sourcing.propose import Proposal, propose
from domain.sourcing.wanted import SERVICES, Wanted, WantedLine
from domain.sourcing.ways import sums_of
from domain.sourcing.why import Why
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
    """`node` is the code of the node that has all of it; None: no node has. `answer`: see `answer.Answer.plain`.

    `version` is that of the rules, `fired` those that fired with the facts that made them.
    """

    sku: str
    quantity: int
    node: str | None
    node_name: str | None
    promised_on: date | None
    why: Why
    answer: Mapping[str, Any]
    version: str
    fired: Sequence[Mapping[str, Any]]


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
    check_service(service)
    wanted = [WantedLine(i, line.sku, line.quantity) for i, line in enumerate(asked)]
    proposal = propose(unit, Wanted(wanted, to.as_dict(), unit.now, service, about={"order_fulfilment": "ship"}))
    return quote_of(proposal)


def quote_of(proposal: Proposal) -> SourcingQuote:
    """What is chosen now, told."""
    found = answers(proposal.choose(proposal.supply.available))
    lines = zip(proposal.wanted.lines, found, proposal.rules, strict=True)
    told = tuple(_told(line, each, said.decided) for line, each, said in lines)
    parcels = _parcels(found)
    return SourcingQuote(
        lines=told,
        parcels=parcels,
        promised_on=max((line.promised_on for line in told if line.promised_on), default=None),
        cost=tuple(sums_of([parcel.cost for parcel in parcels])),
    )


def _told(line: WantedLine, answer: Answer, decided: Decided) -> SourcedLine:
    code, name = (answer.node.code, answer.node.name) if answer.node else (None, None)
    return SourcedLine(
        sku=line.sku,
        quantity=line.pieces,
        node=code,
        node_name=name,
        promised_on=answer.arrives,
        why=answer.why,
        answer=answer.plain,
        version=decided.version,
        fired=decided.fired,
    )


def _parcels(found: Sequence[Answer]) -> tuple[SourcedParcel, ...]:
    nodes: dict[str, tuple[Node, list[int]]] = {}
    for i, answer in enumerate(found):
        if answer.node is not None:
            nodes.setdefault(answer.node.code, (answer.node, []))[1].append(i)
    return tuple(
        SourcedParcel(code, tuple(lines), Money(node.handling_cost, node.handling_currency))
        for code, (node, lines) in nodes.items()
    )


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


def check_service(service: str) -> None:
    """Refuse with `Invalid` a service that there is not."""
    if service not in SERVICES:
        raise Invalid(
            field="service",
            code="unknown_choice",
            en=f"“service” must be one of: {', '.join(SERVICES)}.",
            fr=f"« service » doit être l’une de ces valeurs : {', '.join(SERVICES)}.",
        )
