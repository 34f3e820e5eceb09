"""What the list of messages shows, ready to be read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MessageLine:
    """A message to a customer. `problem` is why it failed, waits or was not sent; `until` when it goes. `can_again`,
    `in_doubt` and `waits` say which buttons there are; `first` leads to the message that this one stands in for.
    """

    id: str = ""
    href: str = ""
    what: str = ""
    subject: str = ""
    body: str = ""
    channel: str = ""
    address: str = ""
    customer: str = ""
    customer_href: str = ""
    number: str = ""
    state: str = ""
    tone: str = ""
    problem: str = ""
    attempts: str = ""
    until: str = ""
    at: str = ""
    exact: str = ""
    sent: str = ""
    sent_exact: str = ""
    first: str = ""
    in_doubt: bool = False
    can_again: bool = False
    waits: bool = False
