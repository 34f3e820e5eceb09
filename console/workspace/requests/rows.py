"""What a request for an approval shows, ready to be read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RequestRow:
    """`status`: "pending", "refused" or "changed" (its result is another now: `href` leads to asking anew). `own`: the
    reader asked and may take it back. `order`, where it does not stand with it, opens at `opens`. `who` asked, and
    `decider` answered with `reason`; `at` is when, of the last of these.
    """

    id: str
    status: str
    tone: str
    what: str
    amount: str
    who: str
    note: str
    decider: str
    reason: str
    at: str
    exact: str
    own: bool
    order: str
    opens: str
    href: str
