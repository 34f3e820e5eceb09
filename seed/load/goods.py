"""The catalogue of the load: 2,000 products with four variants each."""

from datetime import datetime
from random import Random
from typing import Final

from seed.history.products import PastProduct, PastVariant
from seed.load.people import SOURCE

PRODUCTS: Final = 2_000
_COLOURS: Final = ("black", "white", "blue", "green")
_KINDS: Final = (
    *("Kettle", "Lamp", "Chair", "Mug", "Notebook", "Backpack", "Headphones", "Jacket", "Blanket", "Clock"),
    *("Teapot", "Vase", "Basket", "Toaster", "Speaker", "Scarf", "Pillow", "Frame", "Stool", "Bottle"),
)
_MAKES: Final = ("Nordic", "Classic", "Compact", "Folding", "Wool", "Oak", "Steel", "Linen", "Glass", "Travel")


def title(product: int) -> str:
    """The name of product number `product`."""
    series = product // (len(_KINDS) * len(_MAKES)) + 1
    return f"{_MAKES[product // len(_KINDS) % len(_MAKES)]} {_KINDS[product % len(_KINDS)]} {series}"


def sku(product: int, variant: int) -> str:
    """The SKU of a variant, 0 to 3."""
    return f"LD-{product:05d}-{_COLOURS[variant][:3].upper()}"


def options(variant: int) -> dict[str, str]:
    return {"color": _COLOURS[variant]}


def price(product: int) -> int:
    """The price in minor units, the same in every currency."""
    return 490 + Random(product).randrange(0, 20_000, 10)


def goods(since: datetime) -> list[PastProduct]:
    """Every product of the load."""
    return [
        PastProduct(
            source=SOURCE,
            external_ref=str(product),
            name=title(product),
            variants=[
                PastVariant(sku(product, v), options(v), dict.fromkeys(("EUR", "GBP", "USD"), price(product)))
                for v in range(len(_COLOURS))
            ],
            created_at=since,
        )
        for product in range(PRODUCTS)
    ]
