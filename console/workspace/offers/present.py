"""Offers as the strip shows them. Pure."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from console.ui.figures import Reader
from console.ui.words import word
from console.workspace.offers.rows import OfferLine
from domain.assignment.queries import OfferRow

SIGNS: Final = {"chat": "message-circle", "phone": "phone", "sms": "smartphone", "email": "mail", "store": "store"}


def offer_lines(
    rows: Iterable[OfferRow], reader: Reader, *, now: datetime, labels: Mapping[str, str]
) -> list[OfferLine]:
    """One line each; `labels` are what queues are called."""
    return [
        OfferLine(
            id=str(row.id),
            number=row.number,
            subject=row.subject,
            who=row.customer_name or reader.say("Somebody not known yet"),
            channel=word(row.channel, reader),
            sign=SIGNS.get(row.channel, "inbox"),
            queue=labels.get(row.queue, row.queue),
            language=row.language.upper(),
            urgent=row.priority == 1,
            left=max(int((row.expires_at - now).total_seconds()), 0),
            total=int((row.expires_at - row.offered_at).total_seconds()),
            waits=max(int((now - row.waits_since).total_seconds()), 0),
        )
        for row in rows
    ]
