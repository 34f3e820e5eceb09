"""What can be done with one part of an order, as its row asks for it."""

from typing import Protocol

from console.workspace.orders.rows import ActionLink


class Beside(Protocol):
    """Links into the panels for the part that `subject` names, of `actions` those that the person may."""

    def __call__(self, subject: str, *actions: str) -> list[ActionLink]: ...


def nothing_beside(subject: str, *actions: str) -> list[ActionLink]:
    """For a look at an order that nothing is done with."""
    return []
