"""What the identity panel shows, ready to be read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WayRow:
    """A contact that a code can be sent to. `kind` is email or phone; `label` is the contact, masked."""

    id: str
    kind: str
    label: str
