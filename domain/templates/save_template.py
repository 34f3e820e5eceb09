"""Change the words of a message."""

from domain.events.event import Stream
from domain.kernel.errors import NotFound
from domain.kernel.ids import new_id
from domain.kernel.permissions import Permission
from domain.models.template import TemplateVersion
from domain.ports.letters import Wording
from domain.templates.checks import check_number, check_template, check_wording
from domain.templates.live import newest, wording_of
from domain.templates.queries import version_row
from domain.work.unit import Unit


def save_template(
    unit: Unit, *, template: str, language: str, subject: str, text: str, sms: str, expected_number: int | None = None
) -> int:
    """Use these words from now on, and tell the number of the version that they are.

    Tried with everything that may be told by it before; refuses with `Invalid` what cannot be written, with every
    fault at its line. The words that count already are not kept twice. Records `template.saved`.
    """
    unit.actor.require(Permission.TEMPLATES_MANAGE)
    spoken = check_template(unit, template, language)
    wording = check_wording(unit, template, spoken, Wording(subject, text, sms))
    return _keep(unit, template, spoken, wording, expected=expected_number)


def restore_template(
    unit: Unit, *, template: str, language: str, number: int, expected_number: int | None = None
) -> int:
    """Use the words of an earlier version again, as a new version; 0 is what the product comes with.

    They are tried again first: what may be told has perhaps changed since. Records `template.saved`.
    """
    unit.actor.require(Permission.TEMPLATES_MANAGE)
    spoken = check_template(unit, template, language)
    earlier = version_row(unit, template, spoken, number) if number else None
    if number and earlier is None:
        raise NotFound.of("version", "version", number)
    if earlier is None or earlier.shipped:
        return _keep(unit, template, spoken, None, expected=expected_number, restored_from=number or None)
    wording = check_wording(unit, template, spoken, wording_of(earlier))
    return _keep(unit, template, spoken, wording, expected=expected_number, restored_from=number)


def _keep(
    unit: Unit,
    template: str,
    language: str,
    wording: Wording | None,
    *,
    expected: int | None,
    restored_from: int | None = None,
) -> int:
    standing = newest(unit, template, language)
    number = standing.number if standing else 0
    check_number(expected, number)
    counts = wording_of(standing) if standing is not None and not standing.shipped else None
    if counts == wording:
        return number
    made = TemplateVersion(
        id=new_id(at=unit.now),
        template=template,
        language=language,
        number=number + 1,
        shipped=wording is None,
        subject=wording.subject if wording else "",
        text=wording.text if wording else "",
        sms=wording.sms if wording else "",
        restored_from=restored_from,
        made_by=unit.actor.name,
        made_at=unit.now,
    )
    unit.session.add(made)
    unit.session.flush()
    data = {"template": template, "language": language, "number": made.number, "shipped": made.shipped}
    unit.record("template.saved", stream=Stream.named(f"template:{template}:{language}"), data=data)
    return made.number
