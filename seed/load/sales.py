"""The orders of the load: order j is the same in every process and every run."""

import json
from datetime import datetime, timedelta
from functools import cache
from random import Random
from typing import Final

from seed.history.past_order import PastAdjustment, PastLine, PastOrder, PastParcel, PastPayment, PastStep
from seed.load import goods
from seed.load.people import SOURCE, Home
from seed.load.places import digits

_CARRIERS: Final = ("Colissimo", "Royal Mail", "UPS", "DHL")
_FREE_FROM: Final = 10_000  # minor units
_SHIPPING: Final = 490


def order(j: int, home: Home, *, placed_at: datetime, until: datetime) -> PastOrder:
    """Order j of the customer at `home`: delivered, unless it is too fresh or was cancelled (one in 30)."""
    rng = Random(-1 - j)
    lines = [_line(rng) for _ in range(rng.choices((1, 2, 3, 4), (45, 30, 15, 10))[0])]
    made = PastOrder(
        number=f"#L{j + 1:08d}",
        source=SOURCE,
        customer_id=home.customer_id,
        status="pending",
        currency=home.country.currency,
        placed_at=placed_at,
        shipping_address=home.address_json,
        lines=lines,
    )
    if made.subtotal < _FREE_FROM:
        made.adjustments.append(PastAdjustment("shipping", "shipping", _SHIPPING, placed_at))
    made.payments.append(PastPayment("captured", made.total, placed_at, home.method_id))
    if rng.random() < 1 / 30:
        _cancel(made, home, placed_at + timedelta(hours=rng.randint(1, 20)))
    elif until - placed_at > timedelta(days=1):
        _send(made, rng, placed_at + timedelta(hours=rng.randint(3, 22)), until)
    return made


def _line(rng: Random) -> PastLine:
    product = min(int(rng.expovariate(1 / 300)), goods.PRODUCTS - 1)
    variant = rng.randrange(4)
    sku, title, options, price = _good(product, variant)
    return PastLine(sku, title, rng.choice((1, 1, 1, 2)), price, options, str(product))


@cache
def _good(product: int, variant: int) -> tuple[str, str, str, int]:
    options = json.dumps(goods.options(variant))
    return goods.sku(product, variant), goods.title(product), options, goods.price(product)


def _cancel(made: PastOrder, home: Home, at: datetime) -> None:
    made.payments.append(PastPayment("refunded", made.total, at, home.method_id))
    made.status, made.cancelled_at, made.cancel_reason = "cancelled", at, "customer changed their mind"
    made.steps.append(PastStep("order.cancelled", at, {"reason": made.cancel_reason}))
    if shipping := made.adjusted("shipping"):
        made.adjustments.append(PastAdjustment("shipping", "shipping", -shipping, at, later=True))


def _send(made: PastOrder, rng: Random, at: datetime, until: datetime) -> None:
    arrives = at + timedelta(hours=rng.randint(20, 120))
    parcel = PastParcel(
        digits(rng, "LD##########"),
        [(line.id, line.quantity) for line in made.lines],
        carrier=rng.choice(_CARRIERS),
        shipped_at=at,
    )
    made.parcels.append(parcel)
    made.status = "shipped"
    if (hub := at + (arrives - at) / 2) < until and (rng.random() < 0.25 or arrives > until):
        parcel.status = "in_transit"
        parcel.scans.append(("in_transit", "sorting centre", hub))
    if arrives < until:
        made.status = parcel.status = "delivered"
        parcel.delivered_at = arrives
        parcel.scans.append(("delivered", "", arrives))
        made.steps.append(PastStep("order.delivered", arrives))
