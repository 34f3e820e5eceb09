"""A postal address as inputs."""

from collections.abc import Mapping
from typing import Final

from console.ui.figures import Reader
from console.workspace.actions.form import Field, Typed

_PARTS: Final = ("line1", "line2", "postal_code", "city", "region", "country")


def address_fields(reader: Reader, now: Mapping[str, str], *, only: str = "") -> list[Field]:
    """One input for each part, named as the domain names it, filled with what the address is `now`."""
    speak = reader.say
    labels = (
        speak("Address"),
        speak("Address, second line"),
        speak("Postal code"),
        speak("City"),
        speak("State or county"),
        speak("Country, two letters"),
    )
    return [
        Field(part, "text", label, value=now.get(part, ""), half=part not in ("line1", "line2"), only=only)
        for part, label in zip(_PARTS, labels, strict=True)
    ]


def typed_address(typed: Typed) -> dict[str, str]:
    """What was typed into them."""
    return {part: typed.get(part, "").strip() for part in _PARTS}
