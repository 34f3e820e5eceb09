"""What alerting rules add to the catalogue, and take away: for previews, and for what has happened."""

from dataclasses import replace

from domain.alerts.foresee import foresee_messages
from domain.kernel.errors import Invalid
from domain.messages.rows import Contacts
from domain.work.unit import Unit
from notifications.catalogue import DIRECT, TEMPLATES, PlannedMessage, Told, planned, planned_of

SILENCED = "silenced"


def ruled(template: str) -> Told:
    """The message that a rule names, or `Invalid` for one that does not exist, or is not a rule's to send."""
    if template not in TEMPLATES or template in DIRECT:
        raise Invalid(
            field="template",
            code="unknown_template",
            en=f"A rule names the message template “{template}”, which does not exist.",
            fr=f"Une règle nomme le modèle de message « {template} », qui n’existe pas.",
        )
    return Told(template)


def planned_under_rules(unit: Unit, *, contacts: Contacts) -> list[PlannedMessage]:
    """The messages that follow from the events which `unit` has recorded, as the rules of now will have it.

    Those that a rule suppresses are told with `skipped` "silenced".
    """
    foreseen = foresee_messages(unit, unit.events)
    found: dict[tuple[str, str], PlannedMessage] = {}
    for event in unit.events:
        silent = event.id in foreseen.silent
        messages = [replace(each, skipped=SILENCED) if silent else each for each in planned([event], contacts=contacts)]
        added = [name for name in foreseen.added.get(event.id, ()) if name in TEMPLATES and name not in DIRECT]
        messages += [planned_of(Told(name), contacts, contacts.language) for name in added]
        for each in messages:
            known = found.get(key := (each.template, each.channel))
            if known is None or known.skipped:
                found[key] = each
    return list(found.values())
