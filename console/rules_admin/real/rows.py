"""What the list of real decisions shows, ready to be read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RealLine:
    """`number` is that of the case or order; `what` says which it is and by which version it was decided."""

    id: str = ""
    number: str = ""
    what: str = ""
    at: str = ""
    exact: str = ""
