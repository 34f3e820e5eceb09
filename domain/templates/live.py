"""The words that count now."""

from sqlalchemy import select

from domain.models.template import TemplateSwitch, TemplateVersion
from domain.ports.letters import Wording
from domain.work.unit import Unit


def live_wording(unit: Unit, template: str, language: str) -> Wording | None:
    """What somebody wrote for the message, None while the words count that the product comes with.

    Read in the transaction of whoever writes the message: what is saved counts from the next message on.
    """
    found = newest(unit, template, language)
    return wording_of(found) if found is not None and not found.shipped else None


def switched_off(unit: Unit, /) -> frozenset[str]:
    """The messages that customers do not get."""
    return frozenset(unit.session.execute(select(TemplateSwitch.template).where(TemplateSwitch.off)).scalars())


def newest(unit: Unit, template: str, language: str) -> TemplateVersion | None:
    """The version that counts, None where nobody ever changed it."""
    query = select(TemplateVersion).where(TemplateVersion.template == template, TemplateVersion.language == language)
    return unit.session.execute(query.order_by(TemplateVersion.number.desc()).limit(1)).scalar_one_or_none()


def wording_of(version: TemplateVersion) -> Wording:
    """The texts of a version that has some."""
    return Wording(subject=version.subject, text=version.text, sms=version.sms)
