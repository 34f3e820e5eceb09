"""The ways into the panels: the buttons above an order, and those beside one part of it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from console.ui.figures import Reader
from console.workspace.actions.panel import Panel
from console.workspace.actions.registry import PANELS, offered
from console.workspace.orders.rows import ActionLink
from domain.kernel.actor import Actor
from domain.orders.rows import OrderDetail

FIRST: Final = 4
# What stands beside "More" in a pane of 440 pixels, and about how much of it a button takes.
_ROOM: Final = 325
_LETTER: Final = 7.1
_EDGES: Final = 22


@dataclass(frozen=True, slots=True)
class Ways:
    """Makes links for one order and one person. `base` is the address of the order."""

    order: OrderDetail
    actor: Actor
    reader: Reader
    base: str

    def buttons(self) -> tuple[list[ActionLink], list[ActionLink]]:
        """The first few, and the others."""
        links = [self._link(panel, "") for panel in offered(self.order, self.actor)]
        first = next((count for count in range(FIRST, 0, -1) if _width(links[:count]) <= _ROOM), 1)
        return links[:first], links[first:]

    def beside(self, subject: str, *actions: str) -> list[ActionLink]:
        """Links for the part of the order that `subject` names, as far as the person may."""
        panels = [PANELS[action] for action in actions if action in PANELS]
        return [self._link(panel, subject) for panel in panels if self.actor.can(panel.right)]

    def _link(self, panel: Panel, subject: str) -> ActionLink:
        of = f"&of={subject}" if subject else ""
        return ActionLink(
            action=panel.action,
            opener=f"{panel.action}:{subject}",
            label=panel.name(self.reader),
            href=f"{self.base}&do={panel.action}{of}",
            key=panel.key,
        )


def _width(links: Sequence[ActionLink]) -> float:
    return sum(_LETTER * len(link.label) + _EDGES for link in links)
