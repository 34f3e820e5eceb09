"""Who orders when: the same for the same counts, whatever the number of processes."""

from array import array
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate
from random import Random

MOST_ORDERS = 20  # of one customer, unless the counts ask for more
_YEARS = timedelta(days=3 * 365)


@dataclass(frozen=True)
class Plan:
    """`buyers[j]` is the customer of order j; `counts[i]` and `last[i]` how many orders customer i has, and the last.

       Orders are numbered in order of time, over three years up to `until`.
    `first_customer` and `first_order`
       continue the numbers of an earlier load.
    """

    customers: int
    buyers: "array[int]"
    counts: "array[int]"
    last: "array[int]"
    until: datetime
    first_customer: int
    first_order: int

    @property
    def since(self) -> datetime:
        return self.until - _YEARS

    def placed_at(self, order: int) -> datetime:
        """When order `order` was placed; later orders later."""
        return self.since + _YEARS * (order / len(self.buyers))


def make_plan(*, customers: int, orders: int, until: datetime, first_customer: int = 0, first_order: int = 0) -> Plan:
    """Few customers order often, most order seldom (a Pareto distribution), each at least once where orders suffice."""
    rng = Random(f"{customers}:{orders}:{first_customer}")
    counts = _counts(rng, customers, orders)
    buyers = array("L", [i for i, count in enumerate(counts) for _ in range(count)])
    rng.shuffle(buyers)
    last = array("l", [-1]) * customers
    for j, i in enumerate(buyers):
        last[i] = j
    return Plan(customers, buyers, array("L", counts), last, until, first_customer, first_order)


def _counts(rng: Random, customers: int, orders: int) -> list[int]:
    most = max(MOST_ORDERS, -(-orders // customers))
    each = 1 if orders >= customers else 0
    counts = [each] * customers
    weights = list(accumulate(rng.paretovariate(1.2) for _ in range(customers)))
    for i in rng.choices(range(customers), cum_weights=weights, k=orders - each * customers):
        while counts[i] >= most:
            i = rng.randrange(customers)  # noqa: PLW2901  # this one has enough: somebody else orders
        counts[i] += 1
    return counts
