"""What is needed to place an order, and its checks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from domain.catalogue.add_product import check_sku
from domain.kernel.errors import Invalid
from domain.kernel.money import Money, check_money
from domain.models.catalogue import Product, Variant, VariantPrice
from domain.work.unit import Unit

MOST_LINES = 200
MOST_PIECES = 100_000
CHANNELS = ("web", "phone", "store", "marketplace", "social", "import")
FULFILMENTS = ("ship", "pickup", "curbside", "locker")
PAYMENT_KINDS = ("authorised", "captured")


@dataclass(frozen=True)
class NewLine:
    """`unit_price` None means the list price in the order's currency."""

    sku: str
    quantity: int
    unit_price: Money | None = None


@dataclass(frozen=True)
class NewPayment:
    """`kind` is authorised or captured; `payment_method_id` one of the customer's."""

    kind: str
    amount: Money
    payment_method_id: UUID | None = None
    external_ref: str | None = None


@dataclass(frozen=True)
class CheckedLine:
    """A line with what the catalogue knows of it."""

    sku: str
    product_external_ref: str | None
    title: str
    options: dict[str, str]
    quantity: int
    unit_price: Money

    @property
    def total(self) -> Money:
        return self.unit_price * self.quantity


def check_lines(unit: Unit, lines: Sequence[NewLine], currency: str) -> list[CheckedLine]:
    """Every line with its variant and price; `Invalid` names `lines[0].sku`, `.quantity` or `.unit_price`."""
    if not 1 <= len(lines) <= MOST_LINES:
        raise Invalid(
            field="lines",
            code="too_many" if lines else "missing",
            en=f"An order has from 1 to {MOST_LINES} lines.",
            fr=f"Une commande a de 1 à {MOST_LINES} lignes.",
        )
    skus = [check_sku(line.sku, field=f"lines[{i}].sku") for i, line in enumerate(lines)]
    query = (
        select(Variant, Product, VariantPrice.amount)
        .join(Product, Product.id == Variant.product_id)
        .outerjoin(VariantPrice, (VariantPrice.variant_id == Variant.id) & (VariantPrice.currency == currency))
        .where(Variant.sku.in_(skus))
    )
    known = {variant.sku: (variant, product, price) for variant, product, price in unit.session.execute(query)}
    return [_check_line(line, known.get(skus[i]), currency, f"lines[{i}]") for i, line in enumerate(lines)]


def check_choice(value: str, choices: Sequence[str], *, field: str) -> str:
    """`value` if it is one of `choices`, or `Invalid` naming `field`."""
    if value not in choices:
        raise Invalid(
            field=field,
            code="unknown_choice",
            en=f"“{field}” must be one of: {', '.join(choices)}.",
            fr=f"« {field} » doit être l’une de ces valeurs : {', '.join(choices)}.",
        )
    return value


def check_amount(amount: Money | None, currency: str, *, field: str) -> Money:
    """`amount` if it is in `currency`, not negative and not above `LARGEST_AMOUNT`; zero for None."""
    if amount is None:
        return Money.zero(currency)
    if amount.currency != currency:
        raise Invalid(
            field=field,
            code="currency_mismatch",
            en=f"“{field}” must be in {currency}, the currency of the order.",
            fr=f"« {field} » doit être en {currency}, la devise de la commande.",
        )
    return check_money(amount, field=field)


def check_past(at: datetime, now: datetime, *, field: str) -> datetime:
    """`at` if it has a zone and is not after `now`, or `Invalid` naming `field`."""
    if at.tzinfo is None or at > now:
        raise Invalid(
            field=field,
            code="in_the_future",
            en=f"“{field}” must be a time with its zone, not in the future.",
            fr=f"« {field} » doit être une heure avec son fuseau, pas dans le futur.",
        )
    return at


def _check_line(
    line: NewLine, known: tuple[Variant, Product, int | None] | None, currency: str, field: str
) -> CheckedLine:
    if known is None:
        raise Invalid(
            field=f"{field}.sku",
            code="unknown_sku",
            en=f"There is no SKU “{line.sku}”.",
            fr=f"Il n’y a pas de SKU « {line.sku} ».",
        )
    if not 1 <= line.quantity <= MOST_PIECES:
        raise Invalid(
            field=f"{field}.quantity",
            code="quantity_out_of_range",
            en=f"“{field}.quantity” must be from 1 to {MOST_PIECES}.",
            fr=f"« {field}.quantity » doit être compris entre 1 et {MOST_PIECES}.",
        )
    variant, product, listed = known
    if line.unit_price is None and listed is None:
        raise Invalid(
            field=f"{field}.unit_price",
            code="no_price",
            en=f"{line.sku} has no price in {currency}; give one.",
            fr=f"{line.sku} n’a pas de prix en {currency} ; donnez-en un.",
        )
    price = Money(listed or 0, currency) if line.unit_price is None else line.unit_price
    return CheckedLine(
        sku=variant.sku,
        product_external_ref=product.external_ref,
        title=product.name,
        options=variant.options,
        quantity=line.quantity,
        unit_price=check_amount(price, currency, field=f"{field}.unit_price"),
    )
