"""One line of the file, checked: what is sold or given back, to whom, when and for how much."""

import re
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from domain.kernel.errors import Invalid
from domain.kernel.money import LARGEST_AMOUNT, Money
from domain.kernel.text import clean_text
from seed.importers.online_retail.codes import CHARGES, NOT_SALES
from seed.importers.online_retail.countries import CODES
from seed.importers.online_retail.file import COLUMNS, RawLine, broken

CURRENCY: Final = "GBP"
ZONE: Final = ZoneInfo("Europe/London")
MOST_PIECES: Final = 100_000
_WHOLE = re.compile(r"-?\d{1,12}(?:\.0+)?")
_INVOICE = re.compile(r"[A-Z]?[0-9]{1,15}")
_CUSTOMER = re.compile(r"(\d{1,12})(?:\.0+)?")
_SPOILT = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


class Line(NamedTuple):
    """`quantity` is positive, also on a return; `price` in pence; `charge` when the code is not goods."""

    number: int
    invoice: str
    sku: str
    title: str
    quantity: int
    at: datetime
    price: int
    customer: str
    country: str
    charge: tuple[str, str] | None

    @property
    def is_return(self) -> bool:
        return self.invoice[0] == "C"

    @property
    def amount(self) -> int:
        return self.quantity * self.price


def check_line(raw: RawLine) -> Line:
    """The line that `raw` tells of. Refuses with `Invalid` naming the column.

    A price of zero is kept: the piece left with the order, as a gift. Times are British local time and become UTC.
    """
    if raw.cells is None or len(raw.cells) != len(COLUMNS):
        raise broken()
    invoice, sku, title, quantity, at, price, customer, country = _readable(raw)
    if not invoice:
        raise _refusal("InvoiceNo", "missing", "There is no invoice number.", "Le numéro de facture manque.")
    if not customer:
        raise _refusal("CustomerID", "no_customer", "The line names no customer.", "La ligne ne nomme aucun client.")
    if not sku:
        raise _refusal("StockCode", "missing", "There is no stock code.", "Le code article manque.")
    code = sku.upper()
    if code in NOT_SALES:
        raise _not_a_sale(code)
    line = Line(
        number=raw.number,
        invoice=_invoice(invoice),
        sku=code if code in CHARGES else _text(sku, "StockCode", 64),
        title=_text(title, "Description", 200),
        quantity=_quantity(quantity, gives_back=invoice[0] in "Cc"),
        at=_instant(at),
        price=_price(price),
        customer=_customer(customer),
        country=_country(country),
        charge=CHARGES.get(code),
    )
    if line.amount > LARGEST_AMOUNT:
        raise _refusal("UnitPrice", "amount_too_large", "The amount is too large.", "Le montant est trop grand.")
    return line


def _readable(raw: RawLine) -> list[str]:
    assert raw.cells is not None
    if _SPOILT.search(raw.text):
        for column, cell in zip(COLUMNS, raw.cells, strict=True):
            if any("\ud800" <= letter <= "\udfff" for letter in cell):
                raise _refusal(column, "not_utf8", f"“{column}” is not UTF-8.", f"« {column} » n’est pas en UTF-8.")
            clean_text(cell, field=column, most=len(cell), required=False)
    return [cell.strip() for cell in raw.cells]


@lru_cache(maxsize=8192)
def _invoice(value: str) -> str:
    number = value.upper()
    if not _INVOICE.fullmatch(number):
        raise _refusal(
            "InvoiceNo",
            "not_an_invoice_number",
            "“InvoiceNo” is not a number such as 536365 or C536379.",
            "« InvoiceNo » n’est pas un numéro comme 536365 ou C536379.",
        )
    return number


@lru_cache(maxsize=16_384)
def _text(value: str, column: str, most: int) -> str:
    return clean_text(value, field=column, most=most, required=False)


@lru_cache(maxsize=4096)
def _quantity(value: str, *, gives_back: bool) -> int:
    if not _WHOLE.fullmatch(value):
        raise _refusal("Quantity", "not_a_quantity", "“Quantity” is no number.", "« Quantity » n’est pas un nombre.")
    pieces = int(value.partition(".")[0])
    if gives_back and pieces > 0:
        raise _refusal(
            "Quantity",
            "positive_quantity",
            "A cancellation must have a negative quantity.",
            "Une annulation doit avoir une quantité négative.",
        )
    if not gives_back and pieces < 0:
        raise _refusal(
            "Quantity",
            "negative_quantity",
            "A sale must not have a negative quantity.",
            "Une vente ne peut pas avoir une quantité négative.",
        )
    if not 1 <= abs(pieces) <= MOST_PIECES:
        raise _refusal(
            "Quantity",
            "quantity_out_of_range",
            f"“Quantity” must be from 1 to {MOST_PIECES}.",
            f"« Quantity » doit être compris entre 1 et {MOST_PIECES}.",
        )
    return abs(pieces)


@lru_cache(maxsize=8192)
def _instant(value: str) -> datetime:
    try:
        local = datetime.strptime(value, "%Y-%m-%d %H:%M:%S")  # noqa: DTZ007  # the zone is set below
        if not 1970 < local.year < 2100:
            raise ValueError
    except ValueError:
        raise _refusal(
            "InvoiceDate",
            "not_a_time",
            "“InvoiceDate” is not a time such as 2010-12-01 08:26:00.",
            "« InvoiceDate » n’est pas une heure comme 2010-12-01 08:26:00.",
        ) from None
    return local.replace(tzinfo=ZONE).astimezone(UTC)


@lru_cache(maxsize=8192)
def _price(value: str) -> int:
    minor = Money.parse(value, CURRENCY, field="UnitPrice").minor
    if minor < 0:
        raise _refusal("UnitPrice", "negative_price", "A price is negative.", "Un prix est négatif.")
    return minor


@lru_cache(maxsize=8192)
def _customer(value: str) -> str:
    found = _CUSTOMER.fullmatch(value)
    if not found:
        raise _refusal(
            "CustomerID", "not_a_customer_id", "“CustomerID” is no number.", "« CustomerID » n’est pas un numéro."
        )
    return found[1]


def _country(value: str) -> str:
    code = CODES.get(value)
    if code is None:
        raise _refusal(
            "Country",
            "unknown_country",
            f"“{value[:60]}” is not a country that is known: the address would have none.",
            f"« {value[:60]} » n’est pas un pays connu : l’adresse n’en aurait pas.",
        )
    return code


def _not_a_sale(code: str) -> Invalid:
    return _refusal(
        "StockCode",
        "not_a_sale",
        f"“{code}” is {NOT_SALES[code]}, not a sale to a customer.",
        f"« {code} » n’est pas une vente à un client.",
    )


def _refusal(column: str, code: str, en: str, fr: str) -> Invalid:
    return Invalid(field=column, code=code, en=en, fr=fr)
