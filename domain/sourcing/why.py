"""Why goods come from where they come from, in a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Why:
    """`code` is stable, the sentences are for people."""

    code: str
    en: str
    fr: str


ONLY: Final = Why("only_one", "No other node has it.", "Aucun autre site ne l’a.")
NOWHERE: Final = Why("nowhere", "No node has all of it now.", "Aucun site n’en a assez actuellement.")
# In the order in which nodes are compared.
_REASONS: Final = (
    Why("picked_up_here", "It is picked up there.", "Le client le retire là."),
    Why("has_everything", "It has everything.", "Il a tout."),
    Why("nearest_country", "It is in the country the goods go to.", "Il est dans le pays de destination."),
    Why("has_most", "It has more of the lines than the others.", "Il a plus de lignes que les autres."),
    Why("lowest_cost", "Handling costs least there.", "Le traitement y coûte le moins."),
    Why("first_by_code", "Others are as good; the first by its code.", "D’autres se valent ; le premier par son code."),
)


def why_before(rank: Sequence[object], next_rank: Sequence[object] | None) -> Why:
    """What puts a node before the next: the first thing in which they differ."""
    if next_rank is None:
        return ONLY
    return next(why for why, own, other in zip(_REASONS, rank, next_rank, strict=True) if own != other)
