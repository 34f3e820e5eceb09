"""How customers are read: plain frozen rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domain.kernel.money import Money


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """A customer in a list; `email` and `phone` are the first of each, empty if there is none."""

    id: UUID
    number: str
    external_ref: str | None
    first_name: str
    last_name: str
    tier: str
    language: str
    email: str
    phone: str
    city: str
    country: str
    order_count: int
    last_order_at: datetime | None

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(frozen=True, slots=True)
class AddressRow:
    id: UUID
    label: str
    line1: str
    line2: str
    city: str
    region: str
    postal_code: str
    country: str


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """Whether writing on `channel` for `purpose` is allowed."""

    channel: str
    purpose: str
    granted: bool
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class MethodRow:
    """A means of payment; `balance` for gift cards and credits."""

    id: UUID
    external_ref: str | None
    kind: str
    brand: str
    last_four: str
    balance: Money | None


@dataclass(frozen=True, slots=True)
class FlagRow:
    """A warning; `facts` say on what it rests."""

    kind: str
    facts: Mapping[str, str]
    raised_at: datetime


@dataclass(frozen=True, slots=True)
class NoteRow:
    id: UUID
    order_id: UUID | None
    body: str
    pinned: bool
    author_name: str
    created_at: datetime
    version: int


@dataclass(frozen=True, slots=True)
class CustomerCard:
    """A customer with everything that identifies them. The first of emails, phones and addresses is the main one.

    `members` are the ids of all records of the person, this one first; `merged_numbers` the numbers of the others.
    `masked`: contacts, streets and tokens are not shown as they are. `identity_level` is how sure the session of who
    reads is of the customer, until `identity_until`.
    """

    id: UUID
    number: str
    source: str | None
    external_ref: str | None
    first_name: str
    last_name: str
    language: str
    time_zone: str
    tier: str
    order_count: int
    last_order_at: datetime | None
    created_at: datetime
    version: int
    emails: tuple[str, ...]
    phones: tuple[str, ...]
    addresses: tuple[AddressRow, ...]
    consents: tuple[ConsentRow, ...]
    payment_methods: tuple[MethodRow, ...]
    tags: tuple[str, ...]
    risk_flags: tuple[FlagRow, ...]
    members: tuple[UUID, ...] = ()
    merged_numbers: tuple[str, ...] = ()
    masked: bool = False
    identity_level: int = 0
    identity_until: datetime | None = None
    erased_at: datetime | None = None

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()
