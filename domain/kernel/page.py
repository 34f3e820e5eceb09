"""Pages of long lists, and the opaque cursors between them."""

import base64
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from domain.kernel.errors import Invalid

T = TypeVar("T")
R = TypeVar("R")

MOST_ROWS = 200
_LARGEST_NUMBER = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some items in order; `next_cursor` asks for those after them, None at the end."""

    items: tuple[T, ...]
    next_cursor: str | None


def check_limit(limit: int, *, most: int = MOST_ROWS) -> int:
    """`limit` if it is from 1 to `most`, or `Invalid`."""
    if not 1 <= limit <= most:
        raise Invalid(
            field="limit",
            code="limit_out_of_range",
            en=f"“limit” must be from 1 to {most}.",
            fr=f"« limit » doit être compris entre 1 et {most}.",
        )
    return limit


def encode_cursor(*values: object) -> str:
    """An opaque cursor holding `values` (text, numbers, times, ids)."""
    plain = [v.isoformat() if isinstance(v, datetime) else str(v) if isinstance(v, UUID) else v for v in values]
    return base64.urlsafe_b64encode(json.dumps(plain).encode()).decode().rstrip("=")


def decode_cursor(cursor: str, *kinds: Callable[[Any], Any]) -> tuple[Any, ...]:
    """The values in `cursor`, each made by its kind (`datetime.fromisoformat`, `UUID`, `str`), or `Invalid`."""
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if isinstance(values, list) and len(values) == len(kinds):
            return tuple(_read(kind, value) for kind, value in zip(kinds, values, strict=True))
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        pass
    raise Invalid(
        field="cursor",
        code="invalid_cursor",
        en="“cursor” is not one that this list gave.",
        fr="« cursor » ne vient pas de cette liste.",
    )


def _read(kind: Callable[[Any], Any], value: object) -> Any:
    """`value` made by `kind`; `ValueError` for what no column can hold, so that PostgreSQL is never asked."""
    if kind is int and (type(value) is not int or abs(value) > _LARGEST_NUMBER):
        raise ValueError("not a number")
    if kind is str and (not isinstance(value, str) or b"\0" in value.encode()):
        raise ValueError("not a text")
    return kind(value)


def page_of(
    rows: Sequence[R], *, limit: int, item: Callable[[R], T], cursor: Callable[[R], Sequence[object]]
) -> Page[T]:
    """A page from `rows` read with a limit of `limit` + 1: the one too many says that there is more."""
    kept = rows[:limit]
    more = len(rows) > limit
    return Page(
        items=tuple(item(row) for row in kept),
        next_cursor=encode_cursor(*cursor(kept[-1])) if more and kept else None,
    )
