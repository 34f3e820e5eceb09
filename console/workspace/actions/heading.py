"""What an open panel is headed with."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """What the panel is headed with; `key` is another for every panel of every order. `danger` colours the button.
    `of_customer`: it is about none of the orders.
    """

    key: str = ""
    action: str = ""
    opener: str = ""
    title: str = ""
    danger: bool = False
    of_customer: bool = False
