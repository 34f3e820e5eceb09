"""Identifiers: UUIDv7, so that they sort by the time they were made."""

from datetime import UTC, datetime, timedelta
from itertools import count
from uuid import UUID

import uuid_utils

from domain.kernel.errors import Invalid

_ticks = count()
_TICK_BITS = 0xFFF << 64 | 0xFFF << 50  # those after the milliseconds and the version, and after the variant
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def new_id(*, at: datetime | None = None) -> UUID:
    """A fresh UUIDv7; `at` dates it (imported history sorts where it belongs), now by default.

    Dated ids of one moment sort in the order they were made in. UUIDv7 counts from 1970: whatever was before is dated
    with its first moment.
    """
    if at is None:
        return UUID(int=uuid_utils.uuid7().int)
    microseconds = max(0, (at - _EPOCH) // timedelta(microseconds=1))
    tick = next(_ticks)
    made = uuid_utils.uuid7(nanoseconds=microseconds * 1000).int & ~_TICK_BITS
    return UUID(int=made | (tick >> 12 & 0xFFF) << 64 | (tick & 0xFFF) << 50)


def parse_id(value: str, *, field: str) -> UUID:
    """The UUID written in `value`, or `Invalid` naming `field`."""
    try:
        return UUID(value)
    except (ValueError, AttributeError, TypeError) as error:
        raise Invalid(
            field=field,
            code="invalid_id",
            en=f"“{field}” is not an identifier.",
            fr=f"« {field} » n’est pas un identifiant.",
        ) from error
