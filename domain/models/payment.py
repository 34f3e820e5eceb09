"""Money of an order: the ledger, what was asked of the gateway, and what stands in own credits."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from domain.db.base import Base, Key

INTENT_STATES = ("pending", "settled", "refused", "dropped")


class PaymentEntry(Base):
    """One entry of an order's payment ledger; `amount` is positive minor units. Never changed once written.

    The order's balance is total - captured + refunded; authorised and voided entries move nothing. `follows_id` is the
    entry that this one uses up: the authorisation of a capture or void, the capture of a refund, where it is known.
    """

    __tablename__ = "payment_entries"
    __table_args__ = (
        Index("ix_payment_entries_order", "order_id", "at"),
        CheckConstraint("kind IN ('authorised', 'captured', 'refunded', 'voided')", name="kind"),
        CheckConstraint("amount > 0", name="amount"),
    )

    id: Mapped[Key]
    order_id: Mapped[UUID] = mapped_column(ForeignKey("orders.id"))
    payment_method_id: Mapped[UUID | None] = mapped_column(ForeignKey("payment_methods.id"))
    kind: Mapped[str]
    amount: Mapped[int]
    currency: Mapped[str]
    status: Mapped[str] = mapped_column(Text, server_default="settled")
    external_ref: Mapped[str | None]
    follows_id: Mapped[UUID | None] = mapped_column(ForeignKey("payment_entries.id"))
    at: Mapped[datetime]


class PaymentIntent(Base):
    """Money that is to move through the gateway: written first, called by a job, settled once.

    `kind` is what the ledger will say. `id` is the idempotency key at the gateway and becomes the ledger entry's id.
    `status`: pending until the vendor has answered; settled (the entry stands on the ledger), refused for good, or
    dropped by a person. `vendor_ref` is the vendor's id; `problem` the last trouble, in the vendor's words.
    `follows_id` is the ledger entry that it uses up, `original` the vendor's id of that entry: "" where the vendor
    does not know it.
    """

    __tablename__ = "payment_intents"
    __table_args__ = (
        Index("ix_payment_intents_order", "order_id", "created_at"),
        Index(
            "ix_payment_intents_open",
            "created_at",
            postgresql_where="status IN ('pending', 'refused') OR problem <> ''",
        ),
        Index("ix_payment_intents_vendor_ref", "vendor_ref"),
        CheckConstraint("kind IN ('authorised', 'captured', 'refunded', 'voided')", name="kind"),
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("status IN ('pending', 'settled', 'refused', 'dropped')", name="status"),
    )

    id: Mapped[Key]
    order_id: Mapped[UUID] = mapped_column(ForeignKey("orders.id"))
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.id"))
    payment_method_id: Mapped[UUID] = mapped_column(ForeignKey("payment_methods.id"))
    kind: Mapped[str]
    amount: Mapped[int]
    currency: Mapped[str]
    status: Mapped[str] = mapped_column(Text, server_default="pending")
    follows_id: Mapped[UUID | None] = mapped_column(ForeignKey("payment_entries.id"))
    original: Mapped[str] = mapped_column(Text, server_default="")
    reason: Mapped[str] = mapped_column(Text, server_default="")
    subject_kind: Mapped[str] = mapped_column(Text, server_default="")
    subject_id: Mapped[UUID | None]
    asked_by: Mapped[str] = mapped_column(Text, server_default="")
    attempts: Mapped[int] = mapped_column(server_default="0")
    problem: Mapped[str] = mapped_column(Text, server_default="")
    vendor_ref: Mapped[str | None]
    created_at: Mapped[datetime]
    tried_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]


class CreditEntry(Base):
    """One movement of a gift card or credit: signed minor units; their sum is the balance of the payment method."""

    __tablename__ = "credit_entries"
    __table_args__ = (Index("ix_credit_entries_method", "payment_method_id", "at"),)

    id: Mapped[Key]
    payment_method_id: Mapped[UUID] = mapped_column(ForeignKey("payment_methods.id"))
    order_id: Mapped[UUID | None] = mapped_column(ForeignKey("orders.id"))
    amount: Mapped[int]
    currency: Mapped[str]
    reason: Mapped[str] = mapped_column(Text, server_default="")
    at: Mapped[datetime]


class WebhookDelivery(Base):
    """What a vendor told, stored once by its delivery id before it is worked off."""

    __tablename__ = "webhook_deliveries"
    __table_args__ = (Index("ix_webhook_deliveries_received", "received_at"),)

    vendor: Mapped[str] = mapped_column(Text, primary_key=True)
    delivery_id: Mapped[str] = mapped_column(Text, primary_key=True)
    type: Mapped[str]
    body: Mapped[str]
    received_at: Mapped[datetime]
    worked_off_at: Mapped[datetime | None]
    problem: Mapped[str] = mapped_column(Text, server_default="")
