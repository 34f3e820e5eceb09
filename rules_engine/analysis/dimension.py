"""What the analysis asks of a fact."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

from rules_engine.analysis.boxes import Box, Var
from rules_engine.document.model import Comparison


class Dimension(Protocol):
    """One fact: which boxes its comparisons make, and facts that lie in a box."""

    def boxes(self, comparison: Comparison, holds: bool) -> list[Box]:
        """Boxes that together are exactly the facts on which `comparison` holds, or does not."""
        ...

    def full(self, var: Var) -> int:
        """Every cell of a variable of this fact."""
        ...

    def picks(self, box: Box, chosen: Mapping[str, Any], near: Sequence[Any]) -> Iterator[Any]:
        """Plain values in the box: None, which is absent, then the plainest. `chosen`: the facts that it goes by, such
        as its currency; `near`: values worth trying, because another fact is compared with this one.
        """
        ...

    def sure(self, box: Box) -> bool:
        """Whether there is nothing in the box when no pick fits."""
        ...


def single(var: Var, mask: int) -> list[Box]:
    """The box of these cells of one variable; none if there are no cells."""
    return [{var: mask}] if mask else []
