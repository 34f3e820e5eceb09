"""What an action has made, with its order, as answers."""

from uuid import UUID

from pydantic import Field

from console.api.shapes.base import Instant, Shape
from console.api.shapes.orders import DisputeShape, ExchangeShape, HoldShape, OrderShape, ReturnShape


class HoldMadeShape(HoldShape):
    """A hold, and its order as it is now."""

    order: OrderShape


class ReturnMadeShape(ReturnShape):
    """A return, and its order as it is now."""

    order: OrderShape


class ExchangeMadeShape(ExchangeShape):
    """An exchange, and its order as it is now."""

    order: OrderShape


class DisputeMadeShape(DisputeShape):
    """A dispute, and its order as it is now."""

    order: OrderShape


class EvidenceShape(Shape):
    """An evidence pack: its SHA-256, and the documents to fetch."""

    id: UUID
    dispute_id: UUID
    digest: str = Field(description="SHA-256 of the pack's content, in hexadecimal.")
    statement: str
    pdf_document_id: UUID | None
    json_document_id: UUID | None
    made_by: str
    made_at: Instant
