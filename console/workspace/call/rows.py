"""What the bar shows, ready to be read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CallLine:
    """A call. `who` is the customer or the number; `since` a moment in ISO 8601, from which the browser counts. `href`
    opens customer and conversation; `reason` is why we call, "" where they called.
    """

    id: str = ""
    who: str = ""
    number: str = ""
    stage: str = ""
    since: str = ""
    talked: str = ""
    held: bool = False
    muted: bool = False
    reason: str = ""
    href: str = ""
    case: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """Whom or where a call may be put through to."""

    value: str
    label: str
