"""What lies where at the start, and what comes in during the year."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Final

from domain.inventory.put_stock import StockEntry, put_stock
from seed.demo.actors import PURCHASING
from seed.demo.catalogue import SOLD_OUT, Good, catalogue
from seed.demo.teller import Story, Teller

_DROP_SHIPPED: Final = ("ASS", "TAS", "SAL")  # porcelain that only the maker in Limoges sends
_PLACES: Final = {  # node: fewest, most pieces of a variant, share of the variants it has
    "FR-LIL": (60, 140, 1.0),
    "FR-LYO": (30, 80, 0.8),
    "GB-DAV": (60, 130, 1.0),
    "US-CMH": (60, 130, 1.0),
    "PAR-RIV": (2, 12, 0.5),
    "LON-COV": (2, 12, 0.5),
    "NYC-SOH": (2, 10, 0.4),
    "PAR-DRK": (4, 20, 0.3),
    "NL-VEN": (20, 60, 0.4),
    "US-MKT": (10, 40, 0.3),
}


def fill_stock(teller: Teller) -> None:
    """Every node gets what it holds at the start of the year."""
    for node in (*_PLACES, "LIM-POR"):
        teller.do(PURCHASING, put_stock, entries=list(_entries(node)), reason="opening stock")


def deliveries(teller: Teller) -> Story:
    """Two and a half weeks ago the next delivery of what is sold out was put on its way."""
    yield teller.now - timedelta(days=17)
    entries = [StockEntry("FR-LIL", sku, 0, in_transit=40) for sku in SOLD_OUT]
    teller.do(PURCHASING, put_stock, entries=entries, reason="ordered from the maker")


def _entries(node: str) -> Iterator[StockEntry]:
    rng = Random(f"stock:{node}")
    for good in (good for range in catalogue() for good in range.goods):
        pieces = _pieces(node, good, rng)
        if pieces:
            yield StockEntry(node, good.sku, pieces, safety=pieces // 20)


def _pieces(node: str, good: Good, rng: Random) -> int:
    if node == "LIM-POR":
        return 90 if good.stem in _DROP_SHIPPED else 0
    fewest, most, share = _PLACES[node]
    drawn, held = rng.randint(fewest, most), rng.random() < share
    return drawn if held and good.stem not in _DROP_SHIPPED and good.sku not in SOLD_OUT else 0
