"""What a list of alerts shows, ready to be read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AlertLine:
    """An alert: `text` and the `rule` that says it, what it is `about` (`href` opens it), for `whom`. `fresh`: this
    person has not seen it; `decision` leads to why; `done` says who sees to it since when.
    """

    id: str = ""
    severity: str = ""
    tone: str = ""
    text: str = ""
    rule: str = ""
    about: str = ""
    number: str = ""
    href: str = ""
    whom: str = ""
    at: str = ""
    exact: str = ""
    seen: str = ""
    fresh: bool = False
    decision: str = ""
    done: str = ""
    done_exact: str = ""
