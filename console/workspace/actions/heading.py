"""What an open panel is headed with."""

from dataclasses import dataclass
from typing import Any

from console.workspace.actions.case import AnyCase
from console.workspace.actions.panel import ActionPanel
from console.workspace.actions.registry import CUSTOMER_PANELS


@dataclass(frozen=True, slots=True)
class Heading:
    """What the panel is headed with; `key` is another for every panel of every order. `danger` colours the button.
    `of_customer`: it is about none of the orders. `says` tells it from its neighbours.
    """

    key: str = ""
    action: str = ""
    opener: str = ""
    title: str = ""
    says: str = ""
    danger: bool = False
    of_customer: bool = False


def heading_of(
    panel: ActionPanel[Any], case: AnyCase, *, name: str, about: str, subject: str, possible: bool
) -> Heading:
    """That of `panel`, which the address calls `name`; `about` is the order or customer, `subject` a part of it.

    What is not `possible` need not be told from its neighbours.
    """
    return Heading(
        key=f"{about}:{name}:{subject}",
        action=name,
        opener=f"{name}:{subject}",
        title=panel.title(case),
        says=panel.about(case) if possible else "",
        danger=panel.danger,
        of_customer=name in CUSTOMER_PANELS,
    )
