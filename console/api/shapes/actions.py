"""Actions on orders as requests."""

from pydantic import Field

from console.api.shapes.base import AddressBody, Body, GivenCount, GivenDay, GivenId, GivenInstant, MoneyBody


class NamedLineBody(Body):
    """A line by its id, or by a SKU that stands on one line only."""

    line_id: GivenId | None = None
    sku: str | None = Field(None, examples=["9612497925"])


class EditedLineBody(NamedLineBody):
    """`new_sku` swaps the goods, `quantity` is the new number of pieces, `remove` takes the line away."""

    new_sku: str | None = None
    quantity: GivenCount | None = None
    remove: bool = False


class AddedLineBody(Body):
    """So many pieces of a SKU, at its list price."""

    sku: str
    quantity: GivenCount = Field(examples=[1])


class EditBody(Body):
    """Changes of lines. `settle_with` pays the difference or gets it: a payment method, by id or external reference."""

    lines: list[EditedLineBody] = Field(default_factory=list)
    add: list[AddedLineBody] = Field(default_factory=list)
    settle_with: str | None = None
    reason: str = ""


class AddressChangeBody(Body):
    """Where the order is to go instead."""

    address: AddressBody
    save_to_customer: bool = False


class PaymentChangeBody(Body):
    """The payment method that pays instead, by id or external reference."""

    payment_method: str


class CancelledLineBody(NamedLineBody):
    """So many pieces of a line; all that can be without `quantity`."""

    quantity: GivenCount | None = None


class CancellationBody(Body):
    """The whole order without `lines`."""

    lines: list[CancelledLineBody] | None = None
    reason: str = Field(examples=["no longer needed"])


class ReturnedLineBody(NamedLineBody):
    """Pieces that come back, and why."""

    quantity: GivenCount = Field(examples=[1])
    reason: str = Field("", examples=["not_needed"])


class ReturnBody(Body):
    """`channel` is store, mail, drop_off or digital. `refund_to`: a payment method, gift_card or store_credit; where
    the money came from if left out."""

    lines: list[ReturnedLineBody]
    channel: str = Field("mail", examples=["mail"])
    refund_to: str | None = None
    reason: str = ""
    drop_off: str = ""
    node: str | None = None


class ReceivedLineBody(Body):
    """What arrived of a line, and how: sellable, damaged, missing or wrong."""

    line_id: GivenId
    quantity: GivenCount
    condition: str = Field("sellable", examples=["sellable"])
    accept: bool | None = Field(None, description="Against what the condition and the reason would say.")


class ReceiptBody(Body):
    """What arrived at `node`: everything in good order without `lines`. `settle_with` takes the place of the payment
    method that an exchange named."""

    lines: list[ReceivedLineBody] | None = None
    node: str | None = None
    settle_with: str | None = None


class ReasonBody(Body):
    """Why."""

    reason: str


class ExchangedLineBody(NamedLineBody):
    """Pieces of a line for as many of another SKU of the same product."""

    new_sku: str
    quantity: GivenCount = Field(1, examples=[1])


class ExchangeBody(Body):
    """`settle_with` pays the difference, or gets it, once the old goods are back."""

    lines: list[ExchangedLineBody]
    channel: str = Field("mail", examples=["mail"])
    settle_with: str | None = None
    node: str | None = None


class RefundBody(Body):
    """All that is owed to the customer without `amount`; `refund_to` as for returns."""

    amount: MoneyBody | None = None
    refund_to: str | None = None
    reason: str = Field(examples=["late_delivery"])
    note: str = ""


class DiscountBody(Body):
    """`kind` is discount (`amount` or `percent`), price_match (`price` seen at `where` for one line) or goodwill."""

    kind: str = Field("discount", examples=["discount"])
    amount: MoneyBody | None = None
    percent: str | None = Field(None, examples=["10"])
    line_id: GivenId | None = None
    sku: str | None = None
    price: MoneyBody | None = None
    where: str | None = None
    reason: str | None = Field(None, examples=["late_delivery"])
    note: str | None = None
    give_as: str | None = None
    settle_with: str | None = None


class HoldBody(Body):
    """Why the order is kept back."""

    reason: str


class ReplacedLineBody(NamedLineBody):
    """Pieces that are sent again, free of charge."""

    quantity: GivenCount = Field(1, examples=[1])


class ReplacementBody(Body):
    """`reason` is lost, damaged, wrong_item or missing."""

    lines: list[ReplacedLineBody]
    reason: str = Field(examples=["lost"])


class FulfilmentChangeBody(Body):
    """`fulfilment` is ship, pickup, curbside or locker (`node` or `locker` says where); `promise` is another day."""

    fulfilment: str | None = None
    node: str | None = None
    locker: str = ""
    promise: GivenDay | None = None
    reason: str = ""


class ReorderBody(Body):
    """The same goods once more, at today's prices."""

    payment_method: str | None = None
    address: AddressBody | None = None


class DisputeBody(Body):
    """The whole of what was captured without `amount`; `external_ref` is the bank's case."""

    reason: str = Field(examples=["not_received"])
    amount: MoneyBody | None = None
    payment_method: str | None = None
    external_ref: str | None = None
    respond_by: GivenInstant | None = None
    note: str = ""


class EvidenceBody(Body):
    """What is said beside the assembled evidence."""

    statement: str = ""


class OutcomeBody(Body):
    """How it ended: won, lost or accepted."""

    outcome: str = Field(examples=["won"])
    note: str = ""


class DecisionBody(Body):
    """Why somebody agrees, or does not."""

    reason: str = ""
