"""The words of messages to customers: read, tried, changed, taken back."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Path
from starlette.responses import Response

from console.api.answers import Answer, answer
from console.api.asked import Asks, Changes, ExpectedVersion, Posts, as_its_maker
from console.api.shapes import templates as shapes
from domain.kernel.permissions import Permission
from domain.templates import queries
from domain.templates.save_template import restore_template, save_template
from domain.templates.switch_template import switch_template
from domain.work import Unit
from notifications.catalogue import events_of
from notifications.kinds import KINDS
from notifications.try_template import try_template
from notifications.values import VALUES

router = APIRouter(prefix="/templates", tags=["templates"])
Name = Annotated[str, Path(max_length=60)]
Language = Annotated[str, Path(max_length=10)]


@router.get("", response_model=shapes.TemplatesShape)
async def list_templates(asks: Asks) -> Response:
    """Every message in both languages, by family."""

    def run(unit: Unit) -> dict[str, Any]:
        return {"items": [_line(row) for row in queries.templates(unit)]}

    return await asks.ask(run, shapes.TemplatesShape)


@router.get("/{template}/{language}", response_model=shapes.TemplateShape)
async def read(asks: Asks, template: Name, language: Language) -> Response:
    """A message in one language, with the values that it may name."""
    return await asks.ask(_one, shapes.TemplateShape, template=template, language=language)


@router.put("/{template}/switch", response_model=shapes.SwitchShape)
async def switch(
    changes: Changes, template: Name, body: shapes.SwitchBody, expected_version: ExpectedVersion
) -> Response:
    """Write to no customer by this template any more, in either language, or again. `expected_version` is that of the
    switch. A message that customers ask for themselves cannot be switched off."""

    def run(unit: Unit) -> Answer:
        version = switch_template(unit, template=template, off=body.off, expected_version=expected_version)
        return answer(shapes.SwitchShape, {"template": template, "off": body.off, "version": version})

    return await changes.perform(switch_template, run, requires=Permission.TEMPLATES_MANAGE)


@router.put("/{template}/{language}", response_model=shapes.TemplateShape)
async def save(
    changes: Changes, template: Name, language: Language, body: shapes.WordingBody, expected_version: ExpectedVersion
) -> Response:
    """Use these words from now on. What cannot be written with everything that may be told is refused, with each
    fault at its line in `details.faults`."""

    def run(unit: Unit) -> Answer:
        save_template(unit, template=template, language=language, expected_number=expected_version, **body.model_dump())
        return answer(shapes.TemplateShape, _one(as_its_maker(unit), template=template, language=language))

    return await changes.perform(save_template, run, requires=Permission.TEMPLATES_MANAGE)


@router.post("/{template}/{language}/previews", response_model=shapes.TrialShape)
async def preview(asks: Asks, template: Name, language: Language, body: shapes.TrialBody) -> Response:
    """What these words become, of a real order or of a sample. Nothing is kept."""
    return await asks.ask(try_template, shapes.TrialShape, template=template, language=language, **body.model_dump())


@router.get("/{template}/{language}/versions", response_model=shapes.TemplateVersionsShape)
async def list_versions(asks: Asks, template: Name, language: Language) -> Response:
    """Who changed it when, the newest first, with the words of each version."""

    def run(unit: Unit) -> dict[str, Any]:
        return {"items": queries.template_versions(unit, template=template, language=language)}

    return await asks.ask(run, shapes.TemplateVersionsShape)


@router.post("/{template}/{language}/restorations", status_code=201, response_model=shapes.TemplateShape)
async def restore(posts: Posts, template: Name, language: Language, body: shapes.RestorationBody) -> Response:
    """Use the words of an earlier version again, or with 0 those that the product comes with."""

    def run(unit: Unit) -> Answer:
        restore_template(unit, template=template, language=language, number=body.number)
        return answer(shapes.TemplateShape, _one(as_its_maker(unit), template=template, language=language), status=201)

    return await posts.perform(restore_template, run, requires=Permission.TEMPLATES_MANAGE)


def _one(unit: Unit, *, template: str, language: str) -> Mapping[str, Any]:
    found = queries.template(unit, template=template, language=language)
    values = {name: VALUES[name] for name in KINDS[template].values}
    return {
        **_line(found),
        "wording": found.wording,
        "shipped_wording": found.shipped_wording,
        "switch_version": found.switch_version,
        "always_on": found.always_on,
        "values": [
            {
                "name": name,
                "en": value.en,
                "fr": value.fr,
                "example": value.examples[found.language],
                "optional": value.optional,
                "yes_no": value.yes_no,
            }
            for name, value in values.items()
        ],
        "events": list(events_of(template)),
    }


def _line(row: queries.TemplateRow | queries.TemplateDetail) -> dict[str, Any]:
    return {
        "template": row.template,
        "family": KINDS[row.template].family,
        "language": row.language,
        "number": row.number,
        "shipped": row.shipped,
        "changed_by": row.changed_by,
        "changed_at": row.changed_at,
        "off": row.off,
    }
