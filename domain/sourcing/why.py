"""Why goods come from where they come from, in a sentence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from domain.sourcing.goal import Goal
from domain.sourcing.weigh import ORDER, POINTS


@dataclass(frozen=True, slots=True)
class Why:
    """`code` is stable, the sentences are for people."""

    code: str
    en: str
    fr: str


ONLY: Final = Why("only_one", "No other node has it.", "Aucun autre site ne l’a.")
ONLY_PASSES: Final = Why("only_one_passes", "No other node may give it.", "Aucun autre site ne peut le fournir.")
NOWHERE: Final = Why("nowhere", "No node has all of it now.", "Aucun site n’en a assez actuellement.")
NONE_PASSES: Final = Why(
    "none_passes", "The rules leave no node that has all of it.", "Les règles ne laissent aucun site qui en ait assez."
)
PICKED_UP: Final = Why("picked_up_here", "It is picked up there.", "Le client le retire là.")
NEAREST: Final = Why("nearest_country", "It is in the country the goods go to.", "Il est dans le pays de destination.")
CHEAPEST: Final = Why("lowest_cost", "Handling costs least there.", "Le traitement y coûte le moins.")
BY_CODE: Final = Why(
    "first_by_code", "Others are as good; the first by its code.", "D’autres se valent ; le premier par son code."
)
SOONEST: Final = Why("soonest", "It arrives soonest from there.", "C’est de là qu’il arrive le plus tôt.")
FEWEST: Final = Why("fewest_parcels", "The order needs fewer parcels so.", "La commande demande ainsi moins de colis.")
PREFERRED: Final = Why("preferred", "The rules prefer it.", "Les règles le préfèrent.")
NOT_FULL: Final = Why(
    "has_capacity", "Others have had their parcels for today.", "D’autres ont déjà leurs colis du jour."
)
TOGETHER: Final = Why(
    "within_parcels", "The order is not to be split further.", "La commande ne doit pas être divisée davantage."
)
NOT_PROVEN: Final = Why(
    "not_proven",
    "A good choice; the order is too large to look at all of them.",
    "Un bon choix ; la commande est trop grande pour les examiner tous.",
)
# In the order in which nodes are compared where rules weigh nothing.
_PLAIN: Final = (
    PICKED_UP,
    Why("has_everything", "It has everything.", "Il a tout."),
    NEAREST,
    Why("has_most", "It has more of the lines than the others.", "Il a plus de lignes que les autres."),
    CHEAPEST,
    BY_CODE,
)
_WEIGHED: Final[Mapping[str, Why]] = {
    "unsourced": NOWHERE,
    "elsewhere": PICKED_UP,
    "beyond": TOGETHER,
    "full": NOT_FULL,
    "parcels": FEWEST,
    "days": SOONEST,
    "cost": CHEAPEST,
}


def why_before(rank: Sequence[object], next_rank: Sequence[object] | None) -> Why:
    """What puts a node before the next: the first thing in which they differ."""
    if next_rank is None:
        return ONLY
    return next((why for why, own, other in zip(_PLAIN, rank, next_rank, strict=True) if own != other), BY_CODE)


def why_weighed(chosen: Sequence[int], other: Sequence[int], goal: Goal, lines: int) -> Why:
    """What puts a way before another, both as `Weighed.of_way` tells them; of the points, what most of them are for."""
    if tuple(other) < tuple(chosen):
        return NOT_PROVEN
    differs = next((part for place, part in enumerate(ORDER) if chosen[place] != other[place]), "")
    if differs != "points":
        return _WEIGHED.get(differs, BY_CODE)
    parts = dict(zip(ORDER, zip(chosen, other, strict=False), strict=False))
    gains = {part: parts[part][1] - parts[part][0] for part in ("points", "parcels", "days", "cost")}
    earned = {
        SOONEST: gains["days"] * goal.fastest * POINTS,
        CHEAPEST: gains["cost"] * goal.cheapest * lines,
        FEWEST: gains["parcels"] * goal.fewest_parcels * POINTS * lines,
    }
    earned[PREFERRED] = gains["points"] - sum(earned.values())
    return max(earned, key=lambda each: earned[each])
