"""Decide for all lines of an order: those that differ in nothing that the rules read are decided once."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from rules_engine.decision import Decision
from rules_engine.decisions.live_rules import LiveRules
from rules_engine.facts.check import check_facts
from rules_engine.readback.facts_read import facts_read


def decide_lines(live: LiveRules, facts: Sequence[Mapping[str, Any]]) -> list[tuple[UUID, Decision]] | None:
    """A decision for each line, with the line's own facts; None before the first version."""
    told: list[tuple[UUID, Decision]] = []
    known: dict[str, tuple[UUID, Decision]] = {}
    read: tuple[str, ...] = ()
    for line in facts:
        made = known.get(_seen(line, read)) if told else None
        if made is None:
            made = live.decide("sourcing", line)
            if made is None:
                return None
            read = read or tuple(fact.key for fact in facts_read(made[1].version.document))
            known[_seen(line, read)] = made
            told.append(made)
        else:
            told.append((made[0], _with_facts(made[1], line)))
    return told


def _seen(line: Mapping[str, Any], read: Sequence[str]) -> str:
    return repr([line.get(name) for name in read])


def _with_facts(decision: Decision, line: Mapping[str, Any]) -> Decision:
    family = decision.version.family
    own = {name: value for name, value in line.items() if name in family.facts}
    at = decision.facts.plain["now"]
    return replace(decision, facts=check_facts(family, {**own, "now": at}, now=line.get("now", at)), microseconds=0)
