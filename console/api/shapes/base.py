"""What every shape shares: how answers are read from the domain's rows, and how strictly requests are."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Annotated, Any, Generic, TypeVar
from uuid import UUID

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    WithJsonSchema,
)

from domain.kernel.money import Money

S = TypeVar("S")

LARGEST_NUMBER = 2**53 - 1  # what every JSON reader can hold


class Shape(BaseModel):
    """An answer, read from the attributes of a frozen row of the domain."""

    model_config = ConfigDict(from_attributes=True, frozen=True)


class Body(BaseModel):
    """A request: unknown fields are refused, and nothing is turned from one type into another."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class PageShape(Shape, Generic[S]):
    """A page of a list. Ask for the next with `?cursor=`; `next_cursor` is null on the last."""

    items: list[S]
    next_cursor: str | None = Field(examples=["WyIyMDI2LTExLTI0Il0"])


class MoneyBody(Body):
    """An amount as text, with a dot and no more decimals than the currency has."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"amount": "12.34", "currency": "EUR"}]})

    amount: str = Field(max_length=40)
    currency: str = Field(max_length=10)


class AddressBody(Body):
    """A postal address; `country` is ISO 3166-1 alpha-2."""

    line1: str = Field(examples=["12 rue des Lilas"])
    line2: str = ""
    city: str = Field(examples=["Paris"])
    region: str = ""
    postal_code: str = Field("", examples=["75011"])
    country: str = Field(examples=["FR"])


class AddressShape(Shape):
    line1: str
    line2: str
    city: str
    region: str
    postal_code: str
    country: str


class PiecesShape(Shape):
    """So many pieces of an order line."""

    line_id: UUID
    quantity: int


def utc_text(moment: datetime) -> str:
    """RFC 3339 in UTC, ending in Z."""
    text = moment.isoformat()
    if not text.endswith("+00:00"):
        text = moment.astimezone(UTC).isoformat()
    return f"{text[:-6]}Z"


def money_json(money: Money) -> dict[str, str]:
    """An amount as the API writes it; not to be changed, for answers share it."""
    return _amount(money.minor, money.currency)


@lru_cache(maxsize=10_000)
def _amount(minor: int, currency: str) -> dict[str, str]:
    return {"amount": Money(minor, currency).decimal_text, "currency": currency}


def _pieces(lines: Any) -> Any:
    if isinstance(lines, Mapping):
        return [{"line_id": line_id, "quantity": quantity} for line_id, quantity in lines.items()]
    return lines


_MONEY_SCHEMA = {
    "type": "object",
    "title": "Money",
    "description": "An amount as text, and its currency (ISO 4217).",
    "properties": {"amount": {"type": "string"}, "currency": {"type": "string"}},
    "required": ["amount", "currency"],
    "examples": [{"amount": "12.34", "currency": "EUR"}],
}

Amount = Annotated[Any, PlainSerializer(money_json, return_type=dict[str, str]), WithJsonSchema(_MONEY_SCHEMA)]
OptionalAmount = Annotated[
    Any,
    PlainSerializer(lambda money: None if money is None else money_json(money)),
    WithJsonSchema({"anyOf": [_MONEY_SCHEMA, {"type": "null"}]}),
]
Instant = Annotated[datetime, PlainSerializer(utc_text, return_type=str)]
Pieces = Annotated[list[PiecesShape], BeforeValidator(_pieces)]

GivenInstant = Annotated[AwareDatetime, Field(strict=False), AfterValidator(lambda at: at.astimezone(UTC))]
GivenId = Annotated[UUID, Field(strict=False)]
GivenDay = Annotated[date, Field(strict=False)]
GivenCount = Annotated[int, Field(ge=-LARGEST_NUMBER, le=LARGEST_NUMBER)]
