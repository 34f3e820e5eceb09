"""What a decision of the sourcing family says, as the domain asks for it."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from domain.ports.decisions import Decided, Preference, SourcingRules

_PREFERRED: Final = {"prefer_node": "node", "prefer_region": "region"}


def sourcing_rules(decided: Decided) -> SourcingRules:
    """Everything with the rule that says it; of several that say the same, the first."""
    return SourcingRules(
        allowed_kinds=_by_rule(decided, "allow_kind", "kind"),
        forbidden_kinds=_by_rule(decided, "forbid_kind", "kind"),
        forbidden_nodes={node.upper(): rule for node, rule in _by_rule(decided, "forbid_node", "node").items()},
        preferences=tuple(_preferences(decided)),
        vendor_only=next((str(each["rule"]) for each in _each(decided, "vendor_only")), None),
        fastest=_whole(decided, "weigh_fastest", "weight"),
        cheapest=_whole(decided, "weigh_cheapest", "weight"),
        fewest_parcels=_whole(decided, "weigh_fewest_parcels", "weight"),
        max_parcels=_whole(decided, "max_parcels", "parcels"),
        mind_capacity=_value(decided, "use_capacity", "use") is True,
        decided=decided,
    )


def _each(decided: Decided, key: str) -> Iterator[Mapping[str, Any]]:
    return (effect for effect in decided.effects if effect["effect"] == key)


def _by_rule(decided: Decided, key: str, parameter: str) -> dict[str, str]:
    said = list(_each(decided, key))
    return {str(effect[parameter]): str(effect["rule"]) for effect in reversed(said)}


def _preferences(decided: Decided) -> Iterator[Preference]:
    for effect in decided.effects:
        parameter, weight = _PREFERRED.get(effect["effect"]), effect.get("weight")
        if parameter is not None and isinstance(weight, int):
            yield Preference(weight, str(effect["rule"]), **{parameter: str(effect[parameter]).upper()})


def _whole(decided: Decided, key: str, parameter: str) -> int | None:
    value = _value(decided, key, parameter)
    return value if isinstance(value, int) else None


def _value(decided: Decided, key: str, parameter: str) -> Any:
    effect = next(_each(decided, key), None)
    return effect[parameter] if effect else None
