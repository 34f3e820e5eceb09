"""The customer and everything that identifies them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from domain.db.base import Base, Key


class Customer(Base):
    """A person who buys. `number` is what people say, `sort_key` the folded name; `tier` follows from purchases.

    `merged_into_id` points at the record that stands for the same person; taking the pointer away undoes the merge.
    `erased_at`: their personal data are gone.
    """

    __tablename__ = "customers"
    __table_args__ = (
        UniqueConstraint("source", "external_ref"),
        Index("ix_customers_sort", "sort_key", "id"),
        Index("ix_customers_last_order", "last_order_at", "id"),
        Index("ix_customers_merged_into", "merged_into_id", postgresql_where="merged_into_id IS NOT NULL"),
        CheckConstraint("language IN ('en', 'fr')", name="language"),
    )

    id: Mapped[Key]
    number: Mapped[str] = mapped_column(unique=True)
    source: Mapped[str | None]
    external_ref: Mapped[str | None]
    first_name: Mapped[str]
    last_name: Mapped[str]
    sort_key: Mapped[str]
    language: Mapped[str]
    time_zone: Mapped[str]
    tier: Mapped[str] = mapped_column(Text, server_default="standard")
    order_count: Mapped[int] = mapped_column(server_default="0")
    last_order_at: Mapped[datetime | None]
    merged_into_id: Mapped[UUID | None] = mapped_column(ForeignKey("customers.id"))
    erased_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(server_default="1")

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


class CustomerEmail(Base):
    """An address as written, and folded for look-up. Two customers may share one (a household)."""

    __tablename__ = "customer_emails"
    __table_args__ = (
        UniqueConstraint("customer_id", "folded"),
        Index("ix_customer_emails_folded", "folded", postgresql_ops={"folded": "text_pattern_ops"}),
    )

    id: Mapped[Key]
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id"))
    address: Mapped[str]
    folded: Mapped[str]
    position: Mapped[int] = mapped_column(server_default="0")


class CustomerPhone(Base):
    """A number in E.164. `reversed` holds its digits backwards, so that the end of a number finds it."""

    __tablename__ = "customer_phones"
    __table_args__ = (
        UniqueConstraint("customer_id", "e164"),
        Index("ix_customer_phones_e164", "e164"),
        Index("ix_customer_phones_reversed", "reversed", postgresql_ops={"reversed": "text_pattern_ops"}),
    )

    id: Mapped[Key]
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id"))
    e164: Mapped[str]
    reversed: Mapped[str]
    position: Mapped[int] = mapped_column(server_default="0")


class CustomerAddress(Base):
    """A postal address; the one at position 0 is the default."""

    __tablename__ = "customer_addresses"
    __table_args__ = (
        Index("ix_customer_addresses_customer", "customer_id", "position"),
        Index("ix_customer_addresses_postal_code", "postal_code"),
    )

    id: Mapped[Key]
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id"))
    label: Mapped[str] = mapped_column(Text, server_default="")
    line1: Mapped[str]
    line2: Mapped[str] = mapped_column(Text, server_default="")
    city: Mapped[str]
    region: Mapped[str] = mapped_column(Text, server_default="")
    postal_code: Mapped[str] = mapped_column(Text, server_default="")
    country: Mapped[str]
    position: Mapped[int] = mapped_column(server_default="0")


class Consent(Base):
    """Whether a customer may be written to on a channel for a purpose: the last word; the events keep the rest."""

    __tablename__ = "consents"
    __table_args__ = (
        CheckConstraint("channel IN ('email', 'sms', 'phone', 'post')", name="channel"),
        CheckConstraint("purpose IN ('service', 'survey', 'marketing')", name="purpose"),
    )

    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id"), primary_key=True)
    channel: Mapped[str] = mapped_column(Text, primary_key=True)
    purpose: Mapped[str] = mapped_column(Text, primary_key=True)
    granted: Mapped[bool]
    changed_at: Mapped[datetime]


class PaymentMethod(Base):
    """A token of a means of payment; never a card number. Gift cards and credits hold a balance in minor units."""

    __tablename__ = "payment_methods"
    __table_args__ = (
        UniqueConstraint("customer_id", "external_ref"),
        CheckConstraint(
            "kind IN ('card', 'wallet', 'gift_card', 'store_credit', 'goodwill_credit', 'bank_transfer', 'invoice')",
            name="kind",
        ),
        CheckConstraint("balance IS NULL OR (balance >= 0 AND balance_currency IS NOT NULL)", name="balance"),
    )

    id: Mapped[Key]
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id"))
    external_ref: Mapped[str | None]
    kind: Mapped[str]
    brand: Mapped[str] = mapped_column(Text, server_default="")
    last_four: Mapped[str] = mapped_column(Text, server_default="")
    balance: Mapped[int | None]
    balance_currency: Mapped[str | None]
    position: Mapped[int] = mapped_column(server_default="0")


class CustomerTag(Base):
    """A word that people put on a customer."""

    __tablename__ = "customer_tags"
    __table_args__ = (Index("ix_customer_tags_tag", "tag"),)

    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id"), primary_key=True)
    tag: Mapped[str] = mapped_column(Text, primary_key=True)


class RiskFlag(Base):
    """A warning about a customer, set by the standing job from what happened; `facts` says on what."""

    __tablename__ = "risk_flags"

    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(Text, primary_key=True)
    facts: Mapped[dict[str, str]]
    raised_at: Mapped[datetime]


class Note(Base):
    """What staff wrote down about a customer, or one of their orders."""

    __tablename__ = "notes"
    __table_args__ = (
        Index("ix_notes_customer", "customer_id", "created_at"),
        Index("ix_notes_order", "order_id"),
    )

    id: Mapped[Key]
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id"))
    order_id: Mapped[UUID | None] = mapped_column(ForeignKey("orders.id"))
    body: Mapped[str]
    pinned: Mapped[bool]
    author_id: Mapped[UUID | None]
    author_name: Mapped[str]
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(server_default="1")


class SearchWord(Base):
    """Every distinct word of names and e-mail addresses: small enough to be searched with typing errors forgiven."""

    __tablename__ = "search_words"
    __table_args__ = (
        Index(
            "ix_search_words_trigrams",
            "word",
            postgresql_using="gin",
            postgresql_ops={"word": "gin_trgm_ops"},
        ),
        Index("ix_search_words_prefix", "word", postgresql_ops={"word": "text_pattern_ops"}),
    )

    word: Mapped[str] = mapped_column(Text, primary_key=True)


class CustomerWord(Base):
    """Which customers have a word."""

    __tablename__ = "customer_words"

    word: Mapped[str] = mapped_column(Text, primary_key=True)
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id"), primary_key=True, index=True)


class RecentView(Base):
    """The last time a person of staff opened a customer; the oldest are forgotten."""

    __tablename__ = "recent_views"
    __table_args__ = (Index("ix_recent_views_opened", "staff_id", "opened_at"),)

    staff_id: Mapped[UUID] = mapped_column(primary_key=True)
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id"), primary_key=True)
    opened_at: Mapped[datetime]


class Presence(Base):
    """Who looks at what just now; renewed while the screen is open, forgotten soon after."""

    __tablename__ = "presences"
    __table_args__ = (Index("ix_presences_subject", "subject_kind", "subject_id"),)

    session_id: Mapped[UUID] = mapped_column(primary_key=True)
    subject_kind: Mapped[str] = mapped_column(Text, primary_key=True)
    subject_id: Mapped[UUID] = mapped_column(primary_key=True)
    staff_id: Mapped[UUID]
    staff_name: Mapped[str]
    seen_at: Mapped[datetime]
