"""A customer of the past, with contacts and means of payment."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from domain.customers.words import words_for_customer
from domain.events.event import Stream
from domain.kernel.address import Address
from domain.kernel.ids import new_id
from domain.kernel.text import fold
from seed.history.batch import Batch


@dataclass(slots=True)
class PastMethod:
    """A means of payment; `balance` in minor units of `currency` for gift cards and credits."""

    kind: str
    external_ref: str | None = None
    brand: str = ""
    last_four: str = ""
    balance: int | None = None
    currency: str | None = None
    id: UUID = field(default_factory=new_id)


@dataclass(slots=True)
class PastCustomer:
    """Values that are checked already; phones are E.164."""

    number: str
    source: str
    external_ref: str
    first_name: str
    last_name: str
    created_at: datetime
    language: str = "en"
    time_zone: str = "UTC"
    emails: list[str] = field(default_factory=list)
    phones: list[str] = field(default_factory=list)
    addresses: list[Address] = field(default_factory=list)
    methods: list[PastMethod] = field(default_factory=list)
    order_count: int = 0
    last_order_at: datetime | None = None
    id: UUID = field(default_factory=new_id)

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


def add_customer(batch: Batch, customer: PastCustomer) -> None:
    """Keep the customer, what belongs to them, the words that find them, and `customer.created`."""
    batch.add(
        "customers",
        *(customer.id, customer.number, customer.source, customer.external_ref, customer.first_name),
        *(customer.last_name, fold(f"{customer.last_name} {customer.first_name}".strip()), customer.language),
        *(customer.time_zone, customer.order_count, customer.last_order_at, customer.created_at),
    )
    _add_contacts(batch, customer)
    _add_methods(batch, customer)
    words = words_for_customer(customer.first_name, customer.last_name, customer.emails)
    batch.words |= words
    for word in words:
        batch.add("customer_words", word, customer.id)
    _add_event(batch, customer)


def _add_contacts(batch: Batch, customer: PastCustomer) -> None:
    for i, email in enumerate(customer.emails):
        batch.add("customer_emails", new_id(), customer.id, email, email.casefold(), i)
    for i, phone in enumerate(customer.phones):
        batch.add("customer_phones", new_id(), customer.id, phone, phone.lstrip("+")[::-1], i)
    for i, address in enumerate(customer.addresses):
        batch.add(
            "customer_addresses",
            *(new_id(), customer.id, "", address.line1, address.line2, address.city, address.region),
            *(address.postal_code, address.country, i),
        )


def _add_methods(batch: Batch, customer: PastCustomer) -> None:
    for i, method in enumerate(customer.methods):
        batch.add(
            "payment_methods",
            *(method.id, customer.id, method.external_ref, method.kind, method.brand, method.last_four),
            *(method.balance, method.currency, i),
        )
        if method.balance:
            opening = (new_id(), method.id, method.balance, method.currency, "opening", customer.created_at)
            batch.add("credit_entries", *opening)


def _add_event(batch: Batch, customer: PastCustomer) -> None:
    stream = Stream.of_customer(customer.id)
    data = {"number": customer.number, "language": customer.language, "source": customer.source}
    texts = {"name": customer.name}
    created = batch.event(
        "customer.created", customer.created_at, stream, customer_id=customer.id, data=data, texts=texts
    )
    batch.add_events(stream, [created])
