"""Find what each cancellation gives back: an invoice starting with `C` does not say which purchase it is about.

Goods are matched to the customer's latest earlier purchases of the same stock code with pieces not yet given back
(last in, first out; one line may spread over several orders). Postage, carriage and manual charges are matched to the
latest earlier order with such a charge that large. A discount goes to the latest earlier order with that much paid.
Nothing is given back beyond what was paid on an order.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from seed.importers.online_retail.lines import Line
from seed.importers.online_retail.survey import Sold, Survey


@dataclass(frozen=True, slots=True)
class GivenBack:
    """A part of a cancellation's line: `sold_line` is the line of the sale, None for a discount; amounts in pence."""

    line: Line
    sold_line: int | None
    quantity: int

    @property
    def amount(self) -> int:
        return self.quantity * self.line.price


@dataclass
class Matching:
    """What was given back on each invoice; by a cancellation's line number, where it went and what is left over."""

    by_invoice: dict[str, list[GivenBack]] = field(default_factory=dict)
    invoices_of: dict[int, list[str]] = field(default_factory=dict)
    unmatched: dict[int, int] = field(default_factory=dict)


def match_returns(survey: Survey) -> Matching:
    """Match every cancellation of the survey, in order of time; uses up `survey`'s pieces and money."""
    matching = Matching()
    for purchases in survey.sold.values():
        purchases.sort(key=attrgetter("at"))
    latest = _by_customer(survey)
    for line in sorted(survey.returns, key=attrgetter("at")):
        left = line.quantity
        if line.charge:
            left -= _match_charge(survey, matching, line, latest)
        else:
            left -= _match_goods(survey, matching, line)
        if left:
            matching.unmatched[line.number] = left
    return matching


def _match_goods(survey: Survey, matching: Matching, line: Line) -> int:
    found = 0
    for purchase in _earlier(survey.sold.get((line.customer, line.sku.upper()), ()), line):
        pieces = min(purchase.left, line.quantity - found)
        if line.price:
            pieces = min(pieces, survey.invoices[purchase.invoice].money // line.price)
        if pieces > 0:
            _give(survey, matching, line, purchase.invoice, purchase.line, pieces)
            purchase.left -= pieces
            found += pieces
        if found == line.quantity:
            break
    return found


def _match_charge(survey: Survey, matching: Matching, line: Line, latest: dict[str, list[str]]) -> int:
    assert line.charge
    if line.charge[0] == "discount":
        return _match_discount(survey, matching, line, latest.get(line.customer, []))
    for charge in _earlier(survey.sold.get((line.customer, line.sku), ()), line):
        if charge.left >= line.amount and survey.invoices[charge.invoice].money >= line.amount:
            charge.left -= line.amount
            _give(survey, matching, line, charge.invoice, charge.line, line.quantity)
            return line.quantity
    return 0


def _match_discount(survey: Survey, matching: Matching, line: Line, invoices: Sequence[str]) -> int:
    for number in reversed(invoices):
        invoice = survey.invoices[number]
        if invoice.at <= line.at and invoice.money >= line.amount:
            _give(survey, matching, line, number, None, line.quantity)
            return line.quantity
    return 0


def _earlier(purchases: Sequence[Sold], line: Line) -> Iterator[Sold]:
    return (purchase for purchase in reversed(purchases) if purchase.left and purchase.at <= line.at)


def _give(survey: Survey, matching: Matching, line: Line, invoice: str, sold_line: int | None, quantity: int) -> None:
    given = GivenBack(line, sold_line, quantity)
    survey.invoices[invoice].money -= given.amount
    matching.by_invoice.setdefault(invoice, []).append(given)
    matching.invoices_of.setdefault(line.number, []).append(invoice)


def _by_customer(survey: Survey) -> dict[str, list[str]]:
    invoices: dict[str, list[str]] = {}
    for number, invoice in sorted(survey.invoices.items(), key=lambda item: item[1].at):
        invoices.setdefault(invoice.customer, []).append(number)
    return invoices
