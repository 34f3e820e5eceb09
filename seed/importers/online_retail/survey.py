"""The first reading of the file: what it holds of customers, goods and invoices, before anything is written."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from domain.kernel.errors import Conflict
from seed.importers.online_retail.lines import Line


@dataclass(slots=True)
class Buyer:
    """A customer: their countries in order of appearance, and their first and last invoice."""

    since: datetime
    countries: dict[str, None] = field(default_factory=dict)


@dataclass(slots=True)
class Good:
    """A stock code: how often each description was used, since when it sells, its newest price in pence."""

    since: datetime
    titles: Counter[str] = field(default_factory=Counter)
    price: int = 0

    def title(self, sku: str) -> str:
        """The most frequent description (the first of equals); the code where there is none."""
        return self.titles.most_common(1)[0][0] if self.titles else sku


@dataclass(slots=True)
class Invoice:
    """A sale: whose it is, when, its last line in the file, and how much of its money was not given back."""

    customer: str
    at: datetime
    last_line: int
    money: int = 0


@dataclass(slots=True)
class Sold:
    """A line of a sale, or a charge: `left` counts pieces, or pence for a charge, that were not given back."""

    line: int
    invoice: str
    at: datetime
    left: int


@dataclass
class Survey:
    """Everything that must be known before the first order is written. Grows with the lines of named customers."""

    buyers: dict[str, Buyer] = field(default_factory=dict)
    goods: dict[str, Good] = field(default_factory=dict)
    invoices: dict[str, Invoice] = field(default_factory=dict)
    sold: dict[tuple[str, str], list[Sold]] = field(default_factory=dict)
    returns: list[Line] = field(default_factory=list)
    refused: set[int] = field(default_factory=set)

    def note(self, line: Line) -> None:
        """Take a checked line in. Refuses with `Conflict` a line whose invoice is another customer's."""
        if line.is_return:
            self.returns.append(line)
            return
        self._note_invoice(line)
        buyer = self.buyers.get(line.customer)
        if buyer is None:
            buyer = self.buyers[line.customer] = Buyer(line.at)
        buyer.since = min(buyer.since, line.at)
        buyer.countries[line.country] = None
        left = line.quantity
        if line.charge:
            left = line.amount
        else:
            self._note_good(line)
        entry = Sold(line.number, line.invoice, line.at, left)
        self.sold.setdefault((line.customer, line.sku.upper()), []).append(entry)

    def leave_out(self, invoices: set[str]) -> None:
        """Forget invoices whose number another order has: nothing can be given back on them."""
        for number in invoices:
            self.invoices.pop(number, None)
        if invoices:
            for key, purchases in self.sold.items():
                self.sold[key] = [purchase for purchase in purchases if purchase.invoice not in invoices]

    def _note_invoice(self, line: Line) -> None:
        invoice = self.invoices.get(line.invoice)
        if invoice is None:
            invoice = self.invoices[line.invoice] = Invoice(line.customer, line.at, line.number)
        elif invoice.customer != line.customer:
            raise duplicate_number(line.invoice)
        invoice.last_line = line.number
        invoice.money += line.amount

    def _note_good(self, line: Line) -> None:
        good = self.goods.get(line.sku)
        if good is None:
            good = self.goods[line.sku] = Good(line.at)
        if line.title:
            good.titles[line.title] += 1
        if line.price:
            good.price = line.price


def duplicate_number(invoice: str) -> Conflict:
    """The refusal of a line whose order number belongs to another order."""
    return Conflict(
        field="InvoiceNo",
        code="duplicate_order_number",
        en=f"There is already an order “{invoice}” of someone else.",
        fr=f"Il existe déjà une commande « {invoice} » de quelqu’un d’autre.",
    )
