"""What another system tells, as values that are checked for their form and know no format of anybody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from domain.kernel.money import Money


@dataclass(frozen=True, slots=True)
class Buyer:
    """Who ordered. `external_ref` is the sender's own name for them, None for a guest."""

    external_ref: str | None = None
    first_name: str = ""
    last_name: str = ""
    emails: Sequence[str] = ()
    phones: Sequence[str] = ()
    language: str = "en"


@dataclass(frozen=True, slots=True)
class OrderedLine:
    """`amount` is what all pieces cost before discounts; `kept` pieces are still wanted of the `quantity` ordered."""

    reference: str
    sku: str
    quantity: int
    amount: Money
    kept: int


@dataclass(frozen=True, slots=True)
class ToldOrder:
    """An order as it stands there now. `total` is what it came to when it was placed, as the sender reckons it.

    `tax_included`: the prices have the tax in them. `paid` and `refunded` are sums of all that happened there.
    """

    external_ref: str
    number: str
    placed_at: datetime
    told_at: datetime
    currency: str
    buyer: Buyer
    shipping_address: Mapping[str, str]
    lines: Sequence[OrderedLine]
    total: Money
    shipping: Money
    discount: Money
    tax: Money
    tax_included: bool = False
    paid: Money | None = None
    refunded: Money | None = None
    cancelled: bool = False
    channel: str = "web"


@dataclass(frozen=True, slots=True)
class ToldStock:
    """Pieces of a SKU at a node (a code, "" for the connector's own): on hand, or what is left to sell of them.

    `sku_code` is the sender's own code for the SKU, looked up among those that it has told.
    """

    told_at: datetime | None
    node: str = ""
    location: str = ""
    sku: str = ""
    sku_code: str = ""
    on_hand: int | None = None
    available: int | None = None


@dataclass(frozen=True, slots=True)
class SentPiece:
    sku: str
    quantity: int


@dataclass(frozen=True, slots=True)
class SentParcel:
    tracking_number: str
    carrier: str = ""


@dataclass(frozen=True, slots=True)
class ToldShipment:
    """A parcel that left with pieces of an order, which is named by its number here or there; `whole`: with all that is
    left of it. `parcels`: all that its goods travel in, where they are told. `cancelled`: it did not leave after all.
    """

    order: str
    tracking_number: str
    lines: Sequence[SentPiece] = ()
    whole: bool = False
    carrier: str = ""
    node: str = ""
    location: str = ""
    shipped_at: datetime | None = None
    told_at: datetime | None = None
    parcels: Sequence[SentParcel] = ()
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class ToldCodes:
    """The sender's own codes for SKUs."""

    skus: Mapping[str, str] = field(default_factory=dict)


Told = ToldOrder | ToldStock | ToldShipment | ToldCodes
