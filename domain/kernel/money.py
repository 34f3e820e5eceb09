"""Money: integer minor units of an ISO 4217 currency. Never a float."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache

from babel.numbers import get_currency_precision, list_currencies

from domain.kernel.errors import Invalid

LARGEST_AMOUNT = 10**13  # minor units; keeps every sum of sums inside a 64-bit column


@cache
def minor_digits(currency: str) -> int:
    """How many digits the minor unit of `currency` has: 2 for EUR, 0 for JPY (CLDR)."""
    return get_currency_precision(currency)


@cache
def _known_currencies() -> frozenset[str]:
    return frozenset(list_currencies())


def check_currency(value: object, *, field: str = "currency") -> str:
    """`value` as an upper-case ISO 4217 code, or `Invalid` naming `field`."""
    code = value.strip().upper() if isinstance(value, str) else ""
    if code not in _known_currencies():
        raise Invalid(
            field=field,
            code="unknown_currency",
            en=f"“{field}” is not a currency code such as EUR, GBP or USD.",
            fr=f"« {field} » n’est pas un code de devise comme EUR, GBP ou USD.",
        )
    return code


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """`minor` units of `currency`. Amounts of different currencies never mix."""

    minor: int
    currency: str

    @classmethod
    def zero(cls, currency: str) -> "Money":
        return cls(0, currency)

    @classmethod
    def parse(cls, amount: object, currency: str, *, field: str = "amount") -> "Money":
        """The amount written in `amount` (text, int or Decimal, dot as decimal sign) in `currency`.

        Refuses with `Invalid` naming `field`: anything not a finite number, more digits than the currency has,
        and amounts beyond `LARGEST_AMOUNT`. Floats are refused as well.
        """
        digits = minor_digits(currency)
        scaled = _as_decimal(amount, field=field).scaleb(digits)
        if scaled != scaled.to_integral_value():
            raise Invalid(
                field=field,
                code="amount_too_fine",
                en=f"“{field}” has more than {digits} decimals, the most that {currency} has.",
                fr=f"« {field} » a plus de {digits} décimales, le maximum pour {currency}.",
            )
        if abs(scaled) > LARGEST_AMOUNT:
            raise Invalid(
                field=field,
                code="amount_too_large",
                en=f"“{field}” is too large.",
                fr=f"« {field} » est trop grand.",
            )
        return cls(int(scaled), currency)

    @property
    def decimal(self) -> Decimal:
        """The amount in major units, with exactly the digits of the currency."""
        return Decimal(self.minor).scaleb(-minor_digits(self.currency))

    @property
    def decimal_text(self) -> str:
        """`decimal` written out, without an exponent."""
        digits = minor_digits(self.currency)
        text = str(self.minor) if self.minor >= 0 else str(-self.minor)
        if digits:
            text = text.zfill(digits + 1)
            text = f"{text[:-digits]}.{text[-digits:]}"
        return text if self.minor >= 0 else f"-{text}"

    def __add__(self, other: "Money") -> "Money":
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.minor - self._same(other), self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.minor, self.currency)

    def __abs__(self) -> "Money":
        return Money(abs(self.minor), self.currency)

    def __mul__(self, quantity: int) -> "Money":
        return Money(self.minor * quantity, self.currency)

    def __bool__(self) -> bool:
        return self.minor != 0

    def __str__(self) -> str:
        return f"{self.decimal_text} {self.currency}"

    def split(self, weights: Sequence[int]) -> list["Money"]:
        """Shares in proportion to `weights` (not negative, not all zero) that sum exactly to this amount.

        Largest remainder (Hamilton): each share is rounded towards zero, the units left over go to the largest
        remainders, earlier positions first.
        """
        total = sum(weights)
        if total <= 0 or min(weights) < 0:
            raise ValueError("weights must not be negative and must not all be zero")
        sign = -1 if self.minor < 0 else 1
        shares = [divmod(abs(self.minor) * weight, total) for weight in weights]
        left = abs(self.minor) - sum(share for share, _ in shares)
        lucky = set(sorted(range(len(weights)), key=lambda i: (-shares[i][1], i))[:left])
        return [Money(sign * (share + (i in lucky)), self.currency) for i, (share, _) in enumerate(shares)]

    def _same(self, other: "Money") -> int:
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not mix")
        return other.minor


def check_money(amount: Money, *, field: str) -> Money:
    """`amount` if its currency is known and it is from zero to `LARGEST_AMOUNT`, or `Invalid` naming `field`."""
    check_currency(amount.currency, field=field)
    if 0 <= amount.minor <= LARGEST_AMOUNT:
        return amount
    negative = amount.minor < 0
    raise Invalid(
        field=field,
        code="negative_amount" if negative else "amount_too_large",
        en=f"“{field}” must not be negative." if negative else f"“{field}” is too large.",
        fr=f"« {field} » ne peut pas être négatif." if negative else f"« {field} » est trop grand.",
    )


def total_of(amounts: Iterable[Money], currency: str) -> Money:
    """The sum of `amounts`, zero of `currency` if there are none."""
    return sum(amounts, Money.zero(currency))


def _as_decimal(amount: object, *, field: str) -> Decimal:
    if isinstance(amount, (str, int, Decimal)) and not isinstance(amount, bool) and len(str(amount)) <= 40:
        try:
            number = Decimal(amount)
        except InvalidOperation:
            number = Decimal("NaN")
        if number.is_finite() and number.adjusted() < 30:
            return number
    raise Invalid(
        field=field,
        code="not_an_amount",
        en=f"“{field}” is not an amount such as 12.34.",
        fr=f"« {field} » n’est pas un montant comme 12.34.",
    )
