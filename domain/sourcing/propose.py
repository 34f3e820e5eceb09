"""Where goods should come from: the one place that whoever reserves, promises or only asks turns to.

The answer is a plain choice for now. Rules may answer in its place: what is asked and what is told stay.
"""

from collections.abc import Mapping, Sequence

from domain.sourcing.choose_node import Choice, choose_nodes
from domain.sourcing.wanted import Wanted
from domain.work.unit import Unit

TRIED = 3  # so many of the best nodes are locked; the stock of all of them moving at once is not worth waiting for


def propose(unit: Unit, wanted: Wanted) -> Mapping[str, Sequence[Choice]]:
    """For each SKU the `TRIED` best nodes, best first, with why. Nothing is locked, nothing reserved."""
    return {sku: choices[:TRIED] for sku, choices in choose_nodes(unit, wanted=wanted).items()}
