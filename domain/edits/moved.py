"""How an event tells where an order went and where it goes: the places for good, the addresses as erasable texts."""

from collections.abc import Mapping


def places(old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    """The town and the country of both: the event's data."""
    return {"place": _joined(new, "city", "country"), "old_place": _joined(old, "city", "country")}


def addresses(old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    """Both on one line each: the event's texts."""
    parts = ("line1", "line2", "postal_code", "city", "region", "country")
    return {"address": _joined(new, *parts), "old_address": _joined(old, *parts)}


def _joined(address: Mapping[str, str], *parts: str) -> str:
    return ", ".join(address[part] for part in parts if address.get(part))
