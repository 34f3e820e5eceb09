"""What a request asks for, once it is known to make sense."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

KINDS = {"authorisations": "authorise", "captures": "capture", "refunds": "refund", "voids": "void"}  # path: kind
MOST = 10**13  # minor units, as in the console
_FIELDS = {"amount", "currency", "token", "reference", "original"}


class Unusable(Exception):
    """The request cannot be carried out by anybody; the text says why."""


@dataclass(frozen=True)
class PaymentOrder:
    """One movement that is asked for; `amount` in minor units. `original` is "" when it follows none."""

    kind: str
    amount: int
    currency: str
    token: str
    reference: str
    original: str
    key: str

    @property
    def fingerprint(self) -> str:
        """The same for the same request, whatever the order of its fields."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()


def payment_order(*, kind: str, key: str, body: Mapping[str, Any]) -> PaymentOrder:
    """Reads a request, or refuses it with `Unusable`."""
    if not 1 <= len(key) <= 255:
        raise Unusable("The header Idempotency-Key is missing or longer than 255 characters.")
    if set(body) - _FIELDS:
        raise Unusable(f"Unknown fields: {', '.join(sorted(set(body) - _FIELDS))}.")
    order = PaymentOrder(
        kind=kind,
        amount=amount_in(body),
        currency=currency_in(body),
        token=text_in(body, "token"),
        reference=text_in(body, "reference"),
        original=text_in(body, "original", optional=True),
        key=key,
    )
    if kind == "authorise" and order.original:
        raise Unusable("An authorisation follows no other movement.")
    return order


def amount_in(body: Mapping[str, Any]) -> int:
    """The amount: a whole number of minor units above zero."""
    value = body.get("amount")
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value <= MOST:
        raise Unusable("“amount” must be a whole number of minor units above zero.")
    return value


def currency_in(body: Mapping[str, Any]) -> str:
    """The currency: three capital letters."""
    value = body.get("currency")
    if not isinstance(value, str) or not re.fullmatch(r"[A-Z]{3}", value):
        raise Unusable("“currency” must be three capital letters.")
    return value


def text_in(body: Mapping[str, Any], name: str, *, optional: bool = False) -> str:
    """A text of at most 255 characters."""
    value = body.get(name, "" if optional else None)
    if not isinstance(value, str) or len(value) > 255 or not (value or optional):
        raise Unusable(f"“{name}” must be a text of at most 255 characters.")
    return value
