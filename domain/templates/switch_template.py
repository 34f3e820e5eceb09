"""Switch a kind of message off, or on again."""

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from domain.events.event import Stream
from domain.kernel.errors import Conflict, Invalid
from domain.kernel.permissions import Permission
from domain.models.template import TemplateSwitch
from domain.templates.checks import check_known, check_number
from domain.work.unit import Unit


def switch_template(unit: Unit, *, template: str, off: bool, expected_version: int | None = None) -> int:
    """Write no customer by this template any more, in either language, or again; the version of the switch.

    What is written already and has not left stays here as well. The words and their versions are not touched. Refuses
    with `Conflict` what customers ask for themselves (a code, a transcript). Records `template.switched_off` or
    `template.switched_on`, nothing if it is so already.
    """
    unit.actor.require(Permission.TEMPLATES_MANAGE)
    check_known(unit, template)
    if not isinstance(off, bool):
        raise Invalid(field="off", code="not_yes_or_no", en="“off” is true or false.", fr="« off » est vrai ou faux.")
    if off and template in unit.ports.letters.asked_for():
        raise _asked_for()
    standing = _standing(unit, template)
    check_number(expected_version, standing.version)
    if standing.off == off:
        return standing.version
    standing.off, standing.version = off, standing.version + 1
    standing.changed_by, standing.changed_at = unit.actor.name, unit.now
    what = "template.switched_off" if off else "template.switched_on"
    unit.record(what, stream=Stream.named(f"template:{template}"), data={"template": template})
    return standing.version


def _standing(unit: Unit, template: str) -> TemplateSwitch:
    """The switch, locked; one that nobody touched yet is on."""
    new = {"template": template, "off": False, "version": 0, "changed_by": "", "changed_at": unit.now}
    unit.session.execute(insert(TemplateSwitch).values(new).on_conflict_do_nothing())
    query = select(TemplateSwitch).where(TemplateSwitch.template == template).with_for_update()
    return unit.session.execute(query).scalar_one()


def _asked_for() -> Conflict:
    return Conflict(
        code="asked_for_by_customers",
        en="Customers ask for this message themselves and wait for it: it cannot be switched off.",
        fr="Les clients demandent eux-mêmes ce message et l’attendent : il ne peut pas être désactivé.",
    )
