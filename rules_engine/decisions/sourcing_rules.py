"""What a decision of the sourcing family says, as the domain asks for it."""

from collections.abc import Iterator
from typing import Any, Final

from domain.ports.decisions import Decided, Preference, SourcingRules
from rules_engine.decision import Decision

_PREFERRED: Final = {"prefer_node": "node", "prefer_region": "region"}


def sourcing_rules(decision: Decision, decided: Decided) -> SourcingRules:
    """Everything with the rule that says it; of several that say the same, the first."""
    return SourcingRules(
        allowed_kinds=_by_rule(decision, "allow_kind", "kind"),
        forbidden_kinds=_by_rule(decision, "forbid_kind", "kind"),
        forbidden_nodes={node.upper(): rule for node, rule in _by_rule(decision, "forbid_node", "node").items()},
        preferences=tuple(_preferences(decision)),
        vendor_only=next((said.by for said in decision.effects if said.effect.key == "vendor_only"), None),
        fastest=_whole(decision, "weigh_fastest", "weight"),
        cheapest=_whole(decision, "weigh_cheapest", "weight"),
        fewest_parcels=_whole(decision, "weigh_fewest_parcels", "weight"),
        max_parcels=_whole(decision, "max_parcels", "parcels"),
        mind_capacity=_value(decision, "use_capacity", "use") is True,
        decided=decided,
    )


def _by_rule(decision: Decision, key: str, parameter: str) -> dict[str, str]:
    said = [each for each in decision.effects if each.effect.key == key]
    return {str(each.effect[parameter]): each.by for each in reversed(said)}


def _preferences(decision: Decision) -> Iterator[Preference]:
    for said in decision.effects:
        parameter, weight = _PREFERRED.get(said.effect.key), said.effect["weight"]
        if parameter is not None and isinstance(weight, int):
            yield Preference(weight, said.by, **{parameter: str(said.effect[parameter]).upper()})


def _whole(decision: Decision, key: str, parameter: str) -> int | None:
    value = _value(decision, key, parameter)
    return value if isinstance(value, int) else None


def _value(decision: Decision, key: str, parameter: str) -> Any:
    effect = decision.first(key)
    return effect[parameter] if effect else None
