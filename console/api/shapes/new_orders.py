"""Orders and shipments as requests."""

from pydantic import Field

from console.api.shapes.base import AddressBody, Body, GivenCount, GivenId, GivenInstant, MoneyBody


class NewLineBody(Body):
    """So many pieces of a SKU; without `unit_price`, at its list price."""

    sku: str
    quantity: GivenCount = Field(examples=[2])
    unit_price: MoneyBody | None = None


class NewPaymentBody(Body):
    """What has been authorised or captured. `payment_method` is an id or external reference of the customer's."""

    kind: str = Field(examples=["captured"])
    amount: MoneyBody
    payment_method: str | None = None
    external_ref: str | None = None


class NewOrderBody(Body):
    """An order. Without `number`, it gets one of our own; `placed_at` is now if left out."""

    customer_id: GivenId
    currency: str = Field(examples=["EUR"])
    lines: list[NewLineBody]
    shipping_address: AddressBody
    number: str | None = Field(None, examples=["#W5918442"])
    source: str | None = Field(None, examples=["webshop"])
    external_ref: str | None = None
    channel: str = "web"
    fulfilment: str = "ship"
    placed_at: GivenInstant | None = None
    shipping: MoneyBody | None = None
    discount: MoneyBody | None = None
    tax: MoneyBody | None = None
    payments: list[NewPaymentBody] = Field(default_factory=list)


class ShippedLineBody(Body):
    """Pieces of a line, named by its id, or by a SKU that stands on one line only."""

    line_id: GivenId | None = None
    sku: str | None = None
    quantity: GivenCount


class NewShipmentBody(Body):
    """A parcel that has left: all that is left without `lines`, from each line's own node without `node`."""

    order: str = Field(examples=["#W5918442"])
    lines: list[ShippedLineBody] | None = None
    node: str | None = None
    carrier: str = ""
    tracking_number: str = ""
    shipped_at: GivenInstant | None = None


class ShipmentEventBody(Body):
    """What the carrier says: shipped, in_transit, out_for_delivery, delivered, exception or returned; or a store or
    locker where it waited: fetched."""

    status: str = Field(examples=["in_transit"])
    place: str = ""
    at: GivenInstant | None = None


class ShipmentCancelBody(Body):
    """Why a parcel that was told of does not leave."""

    reason: str = Field("", examples=["Typed twice"])
