"""What the timeline shows, ready to be read."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Letter:
    """A message to the customer as it was written; `states` are how far it came and when. Not `open`: there is none."""

    open: bool = False
    recipient: str = ""
    subject: str = ""
    body: str = ""
    states: str = ""


@dataclass(frozen=True, slots=True)
class MomentRow:
    """One thing that happened. `day` is a heading where a new day begins; `mark` chooses the sign; `note` is a text
    that somebody wrote; `who` and `why` are small; `order` and `href` lead to the order it is about;
    `decided` is the decision behind it, or what was decided about, as `decided_kind` says; `message` is one that can be
    sent again, `in_doubt` where nobody knows whether it arrived; `letter` what the customer was sent."""

    id: str
    day: str
    time: str
    exact: str
    mark: str
    tone: str
    text: str
    note: str
    who: str
    why: str
    order: str
    href: str
    fresh: bool
    decided_kind: str = ""
    decided: str = ""
    message: str = ""
    in_doubt: bool = False
    letter: Letter = field(default_factory=Letter)
