"""What is counted in a backtest, and its values, in words. Pure."""

from typing import Final

from console.ui.figures import Reader
from rules_engine.readback.values import value_words
from rules_engine.readback.words import capital, spoken_word
from rules_engine.vocabulary.terms import Family, Kind

MEASURE_TITLES: Final = {
    "queue": "Cases by queue",
    "priority": "Cases by priority",
    "service_level": "Cases by service level",
    "skill": "Skills that were required",
    "tag": "Tags",
    "severity": "Alerts by severity",
    "told": "Alerts by who is told",
    "moved_to": "Cases moved, by queue",
    "raised_to": "Cases raised, by priority",
    "message": "Messages to customers, by template",
    "answer": "What happens to what is asked for",
    "given_alone": "Amounts given without asking anybody",
    "return_window": "Returns by how long they are taken",
    "restocking_fee": "Returns by restocking fee",
    "refund_at": "Returns by when the money is given back",
    "together": "Orders and their parcels",
    "handling_cost": "What handling costs",
    "given_by": "Lines by the node that gives them",
    "allowed_kind": "Kinds of node allowed",
    "forbidden_kind": "Kinds of node forbidden",
    "preferred": "Nodes and regions preferred",
    "forbidden_node": "Nodes forbidden",
    "most_parcels": "Orders by most parcels",
    "weight": "What counts how much",
}
# Effect and parameter whose words a value has.
_WORDS: Final = {
    "queue": ("queue", "queue"),
    "service_level": ("service_level", "service_level"),
    "skill": ("require_skill", "skill"),
    "tag": ("tag", "tag"),
    "moved_to": ("move_to_queue", "queue"),
    "severity": ("alert", "severity"),
    "told": ("alert", "role"),
    "return_window": ("return_window", "days"),
    "restocking_fee": ("restocking_fee", "millionths"),
    "refund_at": ("refund_at", "when"),
    "allowed_kind": ("allow_kind", "kind"),
    "forbidden_kind": ("forbid_kind", "kind"),
}
_OWN: Final = {
    "alone": "Done without asking",
    "approval": "Approval asked for",
    "refused": "Refused",
    "watchers": "Watchers",
    "owner": "Owner of the case",
    "fastest": "Speed",
    "cheapest": "Cost",
    "fewest_parcels": "Few parcels",
    "orders": "Orders",
    "parcels": "Parcels",
    "": "No node has it",
}


ABOUT: Final = {
    "case": "Case",
    "gift": "Gift",
    "return": "Return",
    "line": "Order line",
}
STATES: Final = {
    "running": ("running", "blue"),
    "done": ("done", "green"),
    "cancelled": ("cancelled", ""),
    "outdated": ("out of date", "amber"),
    "failed": ("failed", "red"),
}
NOTES: Final = {
    "cancelled": "It was cancelled by {name}; the figures are those of what was replayed until then.",
    "outdated": "The draft was changed while it ran, so it ended. Run it again.",
    "failed": "It could not go on. Run it again; if it fails again, somebody has to look at the worker’s log.",
}
ENDED: Final = {
    "stopped": "stopped",
    "published": "ended: the draft is published",
    "discarded": "ended: the draft was given up",
    "expired": "ended: its time is over",
}


def all_words() -> list[str]:
    """Every English word above, for the catalogue."""
    states = [state for state, _ in STATES.values()]
    parts = (MEASURE_TITLES, _OWN, ABOUT, NOTES, ENDED)
    return [*states, *(words for part in parts for words in part.values()), "Decision"]


def value_label(family: Family, measure: str, value: str, reader: Reader) -> str:
    """A value of a measure in words; what people named themselves stays as it is."""
    if measure in ("priority", "raised_to"):
        return reader.say("Priority {number}", number=value)
    if measure in ("answer", "told", "weight", "together", "given_by") and value in _OWN:
        return reader.say(_OWN[value])
    if measure not in _WORDS:
        return value
    effect, parameter = _WORDS[measure]
    kind = family.effects[effect].parameter(parameter)
    if kind is None:
        return value
    if kind.kind is Kind.TEXT:
        return capital(spoken_word(value, kind, reader.language)) or value
    return capital(value_words(int(value) if value.isdecimal() else value, kind, family, reader.language))
