"""Disputes as answers."""

from uuid import UUID

from pydantic import Field

from console.api.shapes.base import Amount, Instant, Shape


class EvidenceShape(Shape):
    """An evidence pack: its SHA-256, and the documents to fetch at `/documents/{id}`."""

    id: UUID
    dispute_id: UUID
    digest: str = Field(description="SHA-256 of the pack's content, in hexadecimal.")
    statement: str
    pdf_document_id: UUID | None
    json_document_id: UUID | None
    made_by: str
    made_at: Instant


class DisputeCardShape(Shape):
    """A dispute whole. `respond_by` is the bank's deadline."""

    id: UUID
    order_id: UUID
    order_number: str = Field(examples=["#W5918442"])
    customer_id: UUID
    external_ref: str | None
    reason: str = Field(examples=["not_received"])
    status: str = Field(examples=["open"])
    amount: Amount
    note: str
    opened_at: Instant
    opened_by: str
    respond_by: Instant | None
    answered_at: Instant | None
    closed_at: Instant | None
    version: int
    evidence: list[EvidenceShape]
