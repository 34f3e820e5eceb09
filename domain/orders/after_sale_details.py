"""Returns, exchanges and disputes of an order, from what one statement gathered."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from domain.db.gather import instant_of
from domain.kernel.money import Money
from domain.orders.after_sale_rows import DisputeRow, ExchangedLineRow, ExchangeRow, ReturnLineRow, ReturnRow
from domain.orders.payment_details import payment_method


def return_row(values: list[Any], currency: str) -> ReturnRow:
    id, number, external_ref, status, channel, reason, amount, fee, refund_at, carrier, tracking, drop_off, *more = (
        values
    )
    exchange_id, requested_at, requested_by, expires_at, received_at, credited_at, contents, *method = more
    return ReturnRow(
        id=UUID(id),
        number=number,
        external_ref=external_ref,
        status=status,
        channel=channel,
        reason=reason,
        amount=Money(amount, currency),
        fee=Money(fee, currency),
        refund_to=payment_method(*method),
        refund_at=refund_at,
        carrier=carrier,
        tracking_number=tracking,
        drop_off=drop_off,
        exchange_id=UUID(exchange_id) if exchange_id else None,
        requested_at=datetime.fromisoformat(requested_at),
        requested_by=requested_by,
        expires_at=instant_of(expires_at),
        received_at=instant_of(received_at),
        credited_at=instant_of(credited_at),
        items=tuple(_returned(each, currency) for each in contents),
    )


def _returned(values: list[Any], currency: str) -> ReturnLineRow:
    line_id, quantity, reason, amount, received, accepted, condition = values
    return ReturnLineRow(UUID(line_id), quantity, reason, Money(amount, currency), received, accepted, condition)


def exchange_row(values: list[Any], currency: str, returns: Sequence[ReturnRow]) -> ExchangeRow:
    id, status, channel, amount, requested_at, requested_by, lines, *method = values
    return ExchangeRow(
        id=UUID(id),
        return_id=next((back.id for back in returns if back.exchange_id == UUID(id)), None),
        status=status,
        channel=channel,
        amount=Money(amount, currency),
        settle_with=payment_method(*method),
        requested_at=datetime.fromisoformat(requested_at),
        requested_by=requested_by,
        lines=tuple(_exchanged(line) for line in lines),
    )


def _exchanged(line: dict[str, Any]) -> ExchangedLineRow:
    new_line = line.get("new_line_id")
    return ExchangedLineRow(
        UUID(line["line_id"]), line["quantity"], line["sku"], line["new_sku"], UUID(new_line) if new_line else None
    )


def dispute_row(values: list[Any], currency: str) -> DisputeRow:
    id, external_ref, reason, status, amount, opened_at, respond_by, closed_at, version = values
    return DisputeRow(
        id=UUID(id),
        external_ref=external_ref,
        reason=reason,
        status=status,
        amount=Money(amount, currency),
        opened_at=datetime.fromisoformat(opened_at),
        respond_by=instant_of(respond_by),
        closed_at=instant_of(closed_at),
        version=version,
    )
