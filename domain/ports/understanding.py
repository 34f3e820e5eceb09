"""The port to whatever reads what customers write: what they want, in which language, about what."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, Protocol

from domain.kernel.money import Money

INTENTS: Final = (
    "where_is_my_order",
    "cancel_order",
    "change_order",
    "change_address",
    "return_item",
    "exchange_item",
    "refund_status",
    "request_refund",
    "damaged_or_missing",
    "wrong_item",
    "price_match_or_discount",
    "payment_problem",
    "dispute_charge",
    "invoice",
    "product_question",
    "account_contact_change",
    "delivery_options",
    "complaint",
    "thanks_or_goodbye",
    "talk_to_human",
    "other",
)
ENTITY_KINDS: Final = ("order_number", "sku", "amount", "date", "quantity")


@dataclass(frozen=True, slots=True)
class Entity:
    """Something named in the text at `start` to `end`. `value`: a key as compared, an amount, a day or a count."""

    kind: str
    start: int
    end: int
    value: str | Money | date | int


@dataclass(frozen=True, slots=True)
class Intent:
    """What is wanted, one of `INTENTS`; `confidence` from 0 to 1; said in the words at `start` to `end`."""

    name: str
    confidence: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Understanding:
    """What was read in one message. `intents` has the surest first, none where nothing is sure and never "other"."""

    text: str
    language: str
    intents: tuple[Intent, ...] = ()
    entities: tuple[Entity, ...] = ()
    model_version: str = ""

    def of_kind(self, kind: str) -> tuple[Entity, ...]:
        return tuple(each for each in self.entities if each.kind == kind)


class Understands(Protocol):
    """Reads messages. `language` is what is known of the customer; a short text alone may not tell."""

    def understand(self, text: str, *, now: datetime, language: str = "en") -> Understanding: ...


@dataclass(frozen=True, slots=True)
class UnderstandsNothing:
    """Stands where there is no model: every message is left to people."""

    model_version: str = field(default="none")

    def understand(self, text: str, *, now: datetime, language: str = "en") -> Understanding:
        return Understanding(text=text, language=language, model_version=self.model_version)
