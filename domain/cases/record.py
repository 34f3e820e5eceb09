"""What is noted of a case."""

from typing import Any

from domain.events.event import Stream
from domain.models.case import Case
from domain.work.unit import Unit


def record_case(unit: Unit, type: str, case: Case, data: dict[str, Any] | None = None, **texts: str) -> None:
    """Record an event on the case's chain and the timelines of its customer and order."""
    unit.record(
        type,
        stream=Stream.named(f"case:{case.id}"),
        customer_id=case.customer_id,
        order_id=case.order_id,
        data={"case_id": str(case.id), "number": case.number, **(data or {})},
        texts=texts,
    )
