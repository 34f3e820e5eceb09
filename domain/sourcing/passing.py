"""Which nodes may give a line: what rules forbid, and what a node does not have, is left out and remembered."""

from dataclasses import dataclass
from typing import Any

from domain.models.inventory import Node
from domain.ports.decisions import SourcingRules
from domain.sourcing.supply import VENDOR, Supply
from domain.sourcing.wanted import WantedLine


@dataclass(frozen=True, slots=True)
class Barred:
    """A node that may not give the line. `because`: closed, stock, or the effect of the `rule` that says so."""

    node: Node
    because: str
    available: int
    rule: str | None = None


def passing(line: WantedLine, rules: SourcingRules, supply: Supply) -> tuple[list[Node], list[Barred]]:
    """The nodes that may give all of `line`, and those that may not."""
    able: list[Node] = []
    barred: list[Barred] = []
    for node in supply.holders(line.sku):
        available = supply.available[node.id, line.sku]
        because, rule = _against(node, available >= line.pieces, rules)
        if because is None:
            able.append(node)
        elif available or rule:
            barred.append(Barred(node, because, available, rule))
    return able, barred


def places_of(node: Node) -> set[str]:
    """The country and the region that a node is in, as rules name them."""
    return {node.country.upper(), str(node.address.get("region", "")).upper()} - {""}


def rule_names(rules: SourcingRules) -> dict[str, Any]:
    """The names of the rules that fired, in both languages."""
    return {str(fired["rule"]): fired["name"] for fired in rules.decided.fired}


def _against(node: Node, has_it: bool, rules: SourcingRules) -> tuple[str | None, str | None]:
    """The first thing that stands against a node, and the rule that says so."""
    if not node.active:
        return "closed", None
    if node.code.upper() in rules.forbidden_nodes:
        return "forbid_node", rules.forbidden_nodes[node.code.upper()]
    if node.kind in rules.forbidden_kinds:
        return "forbid_kind", rules.forbidden_kinds[node.kind]
    if rules.vendor_only is not None and node.kind != VENDOR:
        return "vendor_only", rules.vendor_only
    if rules.allowed_kinds and node.kind not in rules.allowed_kinds:
        return "allow_kind", next(iter(rules.allowed_kinds.values()))
    return (None, None) if has_it else ("stock", None)
