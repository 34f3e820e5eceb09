"""`/files/rules`: rules as YAML or JSON for who is signed in on a screen."""

from collections.abc import Awaitable, Callable
from typing import Any, Final, Literal
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from console.api.problems import status_of
from console.auth.form import FormRefused
from console.auth.origin import from_own_page
from console.auth.visits import present, refused_form
from console.bootstrap import console
from console.files.parcel import Parcel, read_parcel
from domain.kernel.errors import DomainError, NotFound
from domain.staff.sessions import SignedIn
from rules_engine.publishing.draft_from_file import draft_from_file
from rules_engine.publishing.queries import draft, version
from rules_engine.publishing.replace_draft import replace_draft
from rules_engine.publishing.rights import right_to
from rules_engine.publishing.rows import DraftRow, VersionRow
from rules_engine.publishing.rules_file import write_file

router: Final = APIRouter(include_in_schema=False)
Format = Literal["yaml", "json"]
_KEPT_PRIVATE: Final = {"x-content-type-options": "nosniff", "cache-control": "private, no-store"}
_TYPES: Final = {"yaml": "application/yaml", "json": "application/json"}


@router.get("/files/rules/{family}/versions/{number}.{format}")
async def give_version(request: Request, family: str, number: int, format: Format) -> Response:
    """A version as a file."""

    async def file(person: SignedIn) -> Response:
        row: VersionRow = await console().ask(version, person.actor, family=family, number=number)
        return _file(row, f"{family}-{row.number}", format)

    return await _answered(request, file)


@router.get("/files/rules/{family}/drafts/{draft_id}.{format}")
async def give_draft(request: Request, family: str, draft_id: UUID, format: Format) -> Response:
    """A draft as a file, as it stands."""

    async def file(person: SignedIn) -> Response:
        row = await _draft_of(person, family, draft_id)
        return _file(row, f"{family}-draft", format)

    return await _answered(request, file)


@router.post("/files/rules/{family}")
async def take_draft(request: Request, family: str) -> Response:
    """A new draft from a file. 201 with its address; else every fault with its place."""

    async def take(person: SignedIn, parcel: Parcel) -> UUID:
        begun: UUID = await console().perform(
            draft_from_file,
            person.actor,
            family=family,
            title=parcel.fields.get("title", ""),
            content=parcel.content,
        )
        return begun

    return await _taken(request, family, take)


@router.post("/files/rules/{family}/drafts/{draft_id}")
async def take_content(request: Request, family: str, draft_id: UUID) -> Response:
    """A file in the place of what a draft says. 201 with its address; else every fault with its place."""

    async def take(person: SignedIn, parcel: Parcel) -> UUID:
        await _draft_of(person, family, draft_id)
        seen = parcel.fields.get("version", "")
        await console().perform(
            replace_draft,
            person.actor,
            draft_id=draft_id,
            expected_version=int(seen) if seen.isdecimal() and len(seen) < 9 else 0,
            content=parcel.content,
        )
        return draft_id

    return await _taken(request, family, take)


async def _taken(request: Request, family: str, take: Callable[[SignedIn, Parcel], Awaitable[UUID]]) -> Response:
    """Session, origin and right are looked at before a byte of the file is read."""
    if not from_own_page(request.headers, public_url=console().settings.public_url):
        return refused_form(FormRefused(403))

    async def taken(person: SignedIn) -> Response:
        person.actor.require(right_to("draft", family))
        try:
            kept = await take(person, await read_parcel(request))
        except FormRefused as refusal:
            return refused_form(refusal)
        return JSONResponse({"to": f"/rules?family={family}&draft={kept}"}, status_code=201)

    return await _answered(request, taken)


async def _answered(request: Request, answer: Callable[[SignedIn], Awaitable[Response]]) -> Response:
    person = await present(request)
    if person is None:
        return JSONResponse({"code": "no_session"}, status_code=401)
    try:
        return await answer(person)
    except DomainError as refusal:
        return JSONResponse(_told(refusal, person.language), status_code=status_of(refusal))


def _told(refusal: DomainError, language: str) -> dict[str, Any]:
    faults = refusal.details.get("faults", ())
    spoken = "fr" if language == "fr" else "en"
    return {
        "code": refusal.code,
        "field": refusal.field,
        "detail": refusal.sentence(language),
        "faults": [{"at": each["at"], "sentence": each[spoken]} for each in faults],
    }


async def _draft_of(person: SignedIn, family: str, draft_id: UUID) -> DraftRow:
    row: DraftRow = await console().ask(draft, person.actor, draft_id=draft_id)
    if row.family != family:
        raise NotFound.of("draft", "brouillon", draft_id)
    return row


def _file(row: DraftRow | VersionRow, name: str, format: Format) -> Response:
    text = write_file(row.document, row.examples, format)
    named = {"content-disposition": f'attachment; filename="{name}.{format}"'}
    return Response(text.encode(), media_type=_TYPES[format], headers=_KEPT_PRIVATE | named)
