"""Read the words of messages, and who changed them when."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from domain.kernel.permissions import Permission
from domain.models.template import TemplateSwitch, TemplateVersion
from domain.ports.letters import Wording
from domain.templates.checks import check_template
from domain.templates.live import newest, switched_off, wording_of
from domain.work.unit import Unit

LATEST = 100


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """A message in one language. `number` 0: nobody ever changed it; `off`: customers do not get it in any language."""

    template: str
    language: str
    number: int
    shipped: bool
    changed_by: str = ""
    changed_at: datetime | None = None
    off: bool = False


@dataclass(frozen=True, slots=True)
class TemplateDetail:
    """The words that count, those that the product comes with, and which version they are.

    `off`: customers do not get it, in any language; `switch_version` is that of the switch. `always_on`: it cannot be
    switched off.
    """

    template: str
    language: str
    number: int
    shipped: bool
    wording: Wording
    shipped_wording: Wording
    changed_by: str
    changed_at: datetime | None
    off: bool
    switch_version: int
    always_on: bool


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version. `wording` is what it says; of one that went back, what the product comes with."""

    number: int
    shipped: bool
    restored_from: int | None
    made_by: str
    made_at: datetime
    wording: Wording


def templates(unit: Unit) -> tuple[TemplateRow, ...]:
    """Every message in both languages, in the order in which the product knows them."""
    unit.actor.require(Permission.TEMPLATES_MANAGE)
    ranked = func.row_number().over(
        partition_by=(TemplateVersion.template, TemplateVersion.language), order_by=TemplateVersion.number.desc()
    )
    latest = select(TemplateVersion.id, ranked.label("rank")).subquery()
    query = select(TemplateVersion).join(latest, latest.c.id == TemplateVersion.id).where(latest.c.rank == 1)
    changed = {(row.template, row.language): row for row in unit.session.execute(query).scalars()}
    off = switched_off(unit)
    return tuple(
        _row(name, language, changed.get((name, language)), off=name in off)
        for name in unit.ports.letters.known()
        for language in ("en", "fr")
    )


def template(unit: Unit, *, template: str, language: str) -> TemplateDetail:
    """One message in one language, or `NotFound`."""
    unit.actor.require(Permission.TEMPLATES_MANAGE)
    spoken = check_template(unit, template, language)
    found, switch = newest(unit, template, spoken), unit.session.get(TemplateSwitch, template)
    shipped = unit.ports.letters.shipped(template=template, language=spoken)
    return TemplateDetail(
        template=template,
        language=spoken,
        number=found.number if found else 0,
        shipped=found.shipped if found else True,
        wording=wording_of(found) if found and not found.shipped else shipped,
        shipped_wording=shipped,
        changed_by=found.made_by if found else "",
        changed_at=found.made_at if found else None,
        off=switch.off if switch else False,
        switch_version=switch.version if switch else 0,
        always_on=template in unit.ports.letters.asked_for(),
    )


def template_versions(unit: Unit, *, template: str, language: str) -> tuple[VersionRow, ...]:
    """The versions of a message, the newest first."""
    unit.actor.require(Permission.TEMPLATES_MANAGE)
    spoken = check_template(unit, template, language)
    shipped = unit.ports.letters.shipped(template=template, language=spoken)
    query = select(TemplateVersion).where(TemplateVersion.template == template, TemplateVersion.language == spoken)
    newest_first = query.order_by(TemplateVersion.number.desc()).limit(LATEST)
    return tuple(
        VersionRow(
            number=row.number,
            shipped=row.shipped,
            restored_from=row.restored_from,
            made_by=row.made_by,
            made_at=row.made_at,
            wording=shipped if row.shipped else wording_of(row),
        )
        for row in unit.session.execute(newest_first).scalars()
    )


def version_row(unit: Unit, template: str, language: str, number: int) -> TemplateVersion | None:
    """The version with that number."""
    query = select(TemplateVersion).where(
        TemplateVersion.template == template, TemplateVersion.language == language, TemplateVersion.number == number
    )
    return unit.session.execute(query).scalar_one_or_none()


def _row(template: str, language: str, found: TemplateVersion | None, *, off: bool) -> TemplateRow:
    if found is None:
        return TemplateRow(template, language, 0, shipped=True, off=off)
    return TemplateRow(template, language, found.number, found.shipped, found.made_by, found.made_at, off)
