"""The parcels of an order. Only those of delivered orders have left; the others have a label and no more."""

from collections import deque
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from domain.kernel.errors import Conflict, NotFound
from domain.kernel.text import clean_text
from seed.history.past_order import PastLine, PastParcel
from seed.importers.tau_retail.dates import Dates
from seed.importers.tau_retail.fields import mapping, sequence


def parcels_of(value: Mapping[str, Any], lines: Sequence[PastLine], status: str, dates: Dates) -> list[PastParcel]:
    """One parcel per tracking number. A SKU that is named twice stands for two lines of the order.

    A fulfilment with several numbers does not tell what is in which: its lines go with the first.
    """
    parcels: dict[str, PastParcel] = {}
    waiting = {line.sku: deque(own for own in lines if own.sku == line.sku) for line in lines}
    for i, entry in enumerate(sequence(value.get("fulfillments", []), field="fulfillments")):
        field = f"fulfillments[{i}]"
        fulfilment = mapping(entry, field=field)
        skus = sequence(fulfilment.get("item_ids"), field=f"{field}.item_ids")
        packed = _packed(skus, waiting, f"{field}.item_ids")
        for tracking in sequence(fulfilment.get("tracking_id"), field=f"{field}.tracking_id"):
            number = clean_text(tracking, field=f"{field}.tracking_id", most=60)
            if number in parcels:
                raise _twice(number, f"{field}.tracking_id")
            parcels[number] = _parcel(number, packed, status, dates)
            packed = []
    return list(parcels.values())


def _packed(skus: Sequence[Any], waiting: dict[str, deque[PastLine]], field: str) -> list[tuple[UUID, int]]:
    packed = []
    for sku in skus:
        if not isinstance(sku, str) or not waiting.get(sku):
            raise NotFound(
                field=field,
                code="unknown_line",
                en=f"The order has no line left with “{sku}”.",
                fr=f"La commande n’a plus de ligne avec « {sku} ».",
            )
        line = waiting[sku].popleft()
        packed.append((line.id, line.quantity))
    return packed


def _parcel(tracking: str, lines: list[tuple[UUID, int]], status: str, dates: Dates) -> PastParcel:
    if status != "delivered":
        return PastParcel(tracking, lines, status="shipped")
    return PastParcel(
        tracking,
        lines,
        status="delivered",
        shipped_at=dates.shipped,
        delivered_at=dates.delivered,
        scans=[("delivered", "", dates.delivered)],
    )


def _twice(number: str, field: str) -> Conflict:
    return Conflict(
        field=field,
        code="duplicate_shipment",
        en=f"The parcel {number} is named twice.",
        fr=f"Le colis {number} est cité deux fois.",
    )
