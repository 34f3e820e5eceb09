"""What the history of a family shows, ready to be read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """A version became live, or will: `what` happened, by whom, when it starts, and why; `back`: a way back."""

    key: str = ""
    version: str = ""
    href: str = ""
    changes_href: str = ""
    what: str = ""
    title: str = ""
    who: str = ""
    starts: str = ""
    starts_exact: str = ""
    reason: str = ""
    state: str = ""
    tone: str = ""
    back: bool = False
