"""What the block of cases shows, ready to be read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case. `waits` says where and how urgently; `mine`: it is this person's; `closed`: it is done.
    `decision` put it where it is; `rules` is the version that it goes by; `href` opens
    its conversation.
    """

    id: str
    number: str
    subject: str
    status: str
    tone: str
    waits: str
    at: str
    exact: str
    owner: str
    mine: bool
    closed: bool
    decision: str = ""
    rules: str = ""
    href: str = ""
