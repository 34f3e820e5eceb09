"""When money that was given back is there.

The days are what payment providers and banks tell their own customers, not a promise of ours:
- a card, or a wallet that pays with one: 5 to 10 business days, as Stripe, Solidgate and Razorpay say of refunds; the
  bank that issued the card decides;
- a bank transfer: 1 to 3. In SEPA the payee's bank has it by the end of the next business day (directive 2015/2366,
  article 83); a day on either side is for sending it and for showing it;
- gift cards, credits and an invoice that is made smaller are our own books: at once.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from domain.payments.methods import SETTLED_AT_ONCE

_DAYS: Final = {"card": (5, 10), "wallet": (5, 10), "bank_transfer": (1, 3)}
_SATURDAY: Final = 5


@dataclass(frozen=True, slots=True)
class Arrival:
    """So many business days after the money has left, at the least and at the most; none: at once."""

    least: int
    most: int

    def between(self, left_on: date) -> tuple[date, date]:
        """The first and the last day for money that leaves on `left_on`."""
        return _after(left_on, self.least), _after(left_on, self.most)


def arrival_of(kind: str) -> Arrival | None:
    """How long money takes to a means of payment of this kind; None where nobody can say."""
    if kind in SETTLED_AT_ONCE:
        return Arrival(0, 0)
    return Arrival(*_DAYS[kind]) if kind in _DAYS else None


def _after(day: date, business_days: int) -> date:
    """So many days on, Saturdays and Sundays not counted."""
    for _ in range(business_days):
        day += timedelta(days=1)
        while day.weekday() >= _SATURDAY:
            day += timedelta(days=1)
    return day
