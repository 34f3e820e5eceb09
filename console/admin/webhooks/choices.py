"""The events that a webhook may be told of, in groups to be ticked. Pure."""

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from console.admin.webhooks.rows import EventGroup, EventTick
from console.ui.figures import Reader
from console.workspace.timeline.present import sentence
from console.workspace.timeline.sentences import SENTENCES
from domain.kernel.text import fold
from domain.webhooks.spread_events import NOT_TOLD

FIELD: Final = "on:"  # begins the name of a tick in the form
ALL, SOME = "all", "some"
FAMILIES: Final = {
    "agent": "Agents",
    "alert": "Alerts",
    "approval": "Approvals",
    "case": "Cases",
    "connector": "Connectors",
    "conversation": "Conversations and calls",
    "customer": "Customers",
    "dispute": "Disputes",
    "document": "Files",
    "exchange": "Exchanges",
    "identity": "Identity checks",
    "job": "Jobs",
    "message": "Messages to customers",
    "note": "Notes",
    "offer": "Cases offered to agents",
    "order": "Orders",
    "payment": "Payments",
    "queue": "Queues",
    "quote": "Quotes",
    "return": "Returns",
    "rules": "Rules",
    "service_level": "Service levels",
    "shipment": "Parcels",
    "survey": "Customers’ ratings",
    "template": "Templates",
    "watcher": "Watchers",
}


def event_groups(wanted: Collection[str], reader: Reader) -> list[EventGroup]:
    """Every family with its events, those of `wanted` ticked; what is wanted and unknown stands in a family as well."""
    types = {each for each in (*SENTENCES, *wanted) if each != "*" and not each.startswith(NOT_TOLD)}
    families: dict[str, list[str]] = {}
    for each in sorted(types):
        family, _, what = each.partition(".")
        families.setdefault(family, [])
        if what != "*":
            families[family].append(each)
    groups = [_group(family, names, wanted, reader) for family, names in sorted(families.items())]
    return sorted(groups, key=lambda group: fold(group.label))


def chosen_types(form: Mapping[str, str]) -> list[str]:
    """What the form asks for: everything where that was chosen, else what is ticked."""
    if form.get("which") == ALL:
        return ["*"]
    ticked = [name.removeprefix(FIELD) for name in form if name.startswith(FIELD)]
    whole = {each for each in ticked if each.endswith(".*")}
    return [each for each in ticked if each in whole or f"{each.partition('.')[0]}.*" not in whole]


def which(wanted: Iterable[str]) -> str:
    """Everything, or some of it."""
    return ALL if "*" in wanted else SOME


def _group(family: str, names: list[str], wanted: Collection[str], reader: Reader) -> EventGroup:
    whole = f"{family}.*"
    ticks = [EventTick(FIELD + each, each, _says(each, reader), each in wanted) for each in names]
    return EventGroup(
        family=family,
        label=reader.say(FAMILIES[family]) if family in FAMILIES else family,
        whole=EventTick(FIELD + whole, whole, ticked=whole in wanted),
        ticks=ticks,
        opened=whole in wanted or any(each.ticked for each in ticks),
    )


def _says(type: str, reader: Reader) -> str:
    """In the words of the timeline, an ellipsis for what differs from one to the next."""
    return sentence(type, {}, reader) if type in SENTENCES else ""
