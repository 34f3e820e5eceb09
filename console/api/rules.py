"""Rules as data: read, tried, drafted, reviewed, published, rolled back."""

from asyncio import to_thread
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from console.api.answers import Answer, answer
from console.api.asked import Asks, Changes, ExpectedVersion, Posts, as_its_maker
from console.api.shapes import rules as shapes
from console.bootstrap import console
from domain.kernel.errors import NotFound
from domain.kernel.permissions import Permission
from domain.work import Unit
from rules_engine.publishing import queries
from rules_engine.publishing.analysed import analysed, finding_as_plain
from rules_engine.publishing.changes_of import changes_of, compared_as_plain
from rules_engine.publishing.check import check_examples
from rules_engine.publishing.discard_draft import discard_draft
from rules_engine.publishing.publish_draft import publish_draft
from rules_engine.publishing.review_draft import review_draft
from rules_engine.publishing.roll_back import roll_back
from rules_engine.publishing.rows import DraftRow
from rules_engine.publishing.save_draft import save_draft
from rules_engine.publishing.start_draft import start_draft
from rules_engine.publishing.submit_draft import submit_draft
from rules_engine.publishing.try_out import not_fired_as_plain, try_out

router = APIRouter(prefix="/rules", tags=["rules"])

Family = Annotated[str, Path(max_length=20, description="routing, alerting, policy or sourcing.")]
Number = Annotated[int, Path(ge=1, le=1_000_000)]
Against = Annotated[int | None, Query(ge=1, le=1_000_000, description="The number of another version.")]


@router.get("", response_model=shapes.FamiliesShape)
async def list_families(asks: Asks) -> Response:
    """The four families: what is live, what starts next, what is being written."""
    return await asks.ask(lambda unit: {"items": queries.families(unit)}, shapes.FamiliesShape)


@router.get("/{family}/versions", response_model=shapes.VersionsShape)
async def list_versions(asks: Asks, family: Family) -> Response:
    """The versions of a family, newest first."""
    return await asks.ask(lambda unit: {"items": queries.versions(unit, family=family)}, shapes.VersionsShape)


@router.get("/{family}/versions/{number}", response_model=shapes.VersionShape)
async def read_version(asks: Asks, family: Family, number: Number) -> Response:
    """One version."""
    return await asks.ask(queries.version, shapes.VersionShape, family=family, number=number)


@router.get("/{family}/versions/{number}/changes", response_model=shapes.ChangesShape)
async def version_changes(asks: Asks, family: Family, number: Number, against: Against = None) -> Response:
    """What a version says otherwise than `against`, or than the one before it."""
    return await asks.ask(
        lambda unit: compared_as_plain(changes_of(unit, family=family, number=number, against=against)),
        shapes.ChangesShape,
    )


@router.get("/{family}/drafts/{draft_id}/changes", response_model=shapes.ChangesShape)
async def draft_changes(asks: Asks, family: Family, draft_id: UUID, against: Against = None) -> Response:
    """What a draft says otherwise than the version `against`, or than the live one."""
    return await asks.ask(
        lambda unit: compared_as_plain(changes_of(unit, family=family, draft_id=draft_id, against=against)),
        shapes.ChangesShape,
    )


@router.post("/{family}/evaluations", response_model=shapes.EvaluationShape)
async def evaluate(asks: Asks, family: Family, body: shapes.EvaluationBody) -> Response:
    """What a version (the live one without a number) would decide on these facts, and why. Nothing is kept."""

    def run(unit: Unit) -> dict[str, object]:
        trial = try_out(unit, family=family, facts=body.facts, number=body.version)
        return {
            "version": trial.number,
            "facts": trial.decision.facts_as_plain(),
            "fired": trial.decision.fired_as_plain(),
            "effects": trial.decision.effects_as_plain(),
            "not_fired": [not_fired_as_plain(each, trial.decision) for each in trial.not_fired],
            "answered_by": trial.decision.answered_by,
            "microseconds": trial.decision.microseconds,
        }

    return await asks.ask(run, shapes.EvaluationShape)


@router.get("/{family}/drafts", response_model=shapes.DraftsShape)
async def list_drafts(asks: Asks, family: Family) -> Response:
    """The drafts of a family that are worked on."""
    return await asks.ask(lambda unit: {"items": queries.drafts(unit, family=family)}, shapes.DraftsShape)


@router.get("/{family}/drafts/{draft_id}", response_model=shapes.DraftShape)
async def read_draft(asks: Asks, family: Family, draft_id: UUID) -> Response:
    """One draft."""
    return await asks.ask(lambda unit: draft_of(unit, family, draft_id), shapes.DraftShape)


@router.post("/{family}/drafts", status_code=201, response_model=shapes.DraftShape)
async def begin(posts: Posts, family: Family, body: shapes.NewDraftBody) -> Response:
    """Begin a draft from a version."""

    def run(unit: Unit) -> Answer:
        begun = start_draft(unit, family=family, **body.model_dump())
        return answer(shapes.DraftShape, queries.draft(as_its_maker(unit), draft_id=begun), status=201)

    return await posts.perform(start_draft, run, requires=Permission.RULES_READ)


@router.put("/{family}/drafts/{draft_id}", response_model=shapes.DraftShape)
async def save(
    changes: Changes, family: Family, draft_id: UUID, body: shapes.DraftChangeBody, expected_version: ExpectedVersion
) -> Response:
    """Keep the whole text of a draft; a review that it had is void."""

    def run(unit: Unit) -> Answer:
        now = draft_of(unit, family, draft_id).version
        said = body.model_dump()
        save_draft(unit, draft_id=draft_id, expected_version=expected_version or now, **said)
        return answer(shapes.DraftShape, queries.draft(as_its_maker(unit), draft_id=draft_id))

    return await changes.perform(save_draft, run, requires=Permission.RULES_READ)


@router.post("/{family}/drafts/{draft_id}/check", response_model=shapes.CheckShape)
async def check(asks: Asks, family: Family, draft_id: UUID) -> Response:
    """Run every example of a draft, and find what can be told to be wrong. What was found is advice: see `severity`."""

    row, at = await console().ask(lambda unit: (draft_of(unit, family, draft_id), unit.now), asks.actor)

    def run() -> dict[str, object]:  # may take seconds the first time: no connection is held meanwhile
        results = check_examples(family, row.document, row.examples, at=at)
        found = analysed(row.document)
        return {
            "sound": all(each.passed for each in results),
            "examples": results,
            "findings": [finding_as_plain(each, found) for each in found.analysis.findings],
            "undecided": found.analysis.undecided,
            "left_out": found.analysis.left_out,
        }

    return answer(shapes.CheckShape, await to_thread(run)).response()


@router.post("/{family}/drafts/{draft_id}/submission", status_code=201, response_model=shapes.DraftShape)
async def submit(posts: Posts, family: Family, draft_id: UUID, expected_version: ExpectedVersion) -> Response:
    """Ask for a review; refused while an example fails."""

    def run(unit: Unit) -> Answer:
        now = draft_of(unit, family, draft_id).version
        submit_draft(unit, draft_id=draft_id, expected_version=expected_version or now)
        return answer(shapes.DraftShape, queries.draft(as_its_maker(unit), draft_id=draft_id), status=201)

    return await posts.perform(submit_draft, run, requires=Permission.RULES_READ)


@router.post("/{family}/drafts/{draft_id}/review", status_code=201, response_model=shapes.DraftShape)
async def review(
    posts: Posts, family: Family, draft_id: UUID, body: shapes.ReviewBody, expected_version: ExpectedVersion
) -> Response:
    """Approve it or send it back; not by who wrote a part of it."""

    def run(unit: Unit) -> Answer:
        now = draft_of(unit, family, draft_id).version
        review_draft(
            unit, draft_id=draft_id, expected_version=expected_version or now, approve=body.approve, note=body.note
        )
        return answer(shapes.DraftShape, queries.draft(as_its_maker(unit), draft_id=draft_id), status=201)

    return await posts.perform(review_draft, run, requires=Permission.RULES_READ)


@router.post("/{family}/drafts/{draft_id}/publish", status_code=201, response_model=shapes.VersionShape)
async def publish(
    posts: Posts, family: Family, draft_id: UUID, body: shapes.PublicationBody, expected_version: ExpectedVersion
) -> Response:
    """Make an approved draft the next version, live at once or from a time on."""

    def run(unit: Unit) -> Answer:
        now = draft_of(unit, family, draft_id).version
        number = publish_draft(
            unit, draft_id=draft_id, expected_version=expected_version or now, starts_at=body.starts_at
        )
        row = queries.version(as_its_maker(unit), family=family, number=number)
        return answer(shapes.VersionShape, row, status=201)

    return await posts.perform(publish_draft, run, requires=Permission.RULES_READ)


@router.post("/{family}/drafts/{draft_id}/discard", status_code=201, response_model=shapes.DraftShape)
async def discard(posts: Posts, family: Family, draft_id: UUID, expected_version: ExpectedVersion) -> Response:
    """Give a draft up; it stays readable."""

    def run(unit: Unit) -> Answer:
        now = draft_of(unit, family, draft_id).version
        discard_draft(unit, draft_id=draft_id, expected_version=expected_version or now)
        return answer(shapes.DraftShape, queries.draft(as_its_maker(unit), draft_id=draft_id), status=201)

    return await posts.perform(discard_draft, run, requires=Permission.RULES_READ)


@router.post("/{family}/rollback", status_code=201, response_model=shapes.VersionShape)
async def go_back(posts: Posts, family: Family, body: shapes.RollbackBody) -> Response:
    """Make an earlier version live again, at once."""

    def run(unit: Unit) -> Answer:
        roll_back(unit, family=family, version=body.version, reason=body.reason)
        row = queries.version(as_its_maker(unit), family=family, number=body.version)
        return answer(shapes.VersionShape, row, status=201)

    return await posts.perform(roll_back, run, requires=Permission.RULES_READ)


def draft_of(unit: Unit, family: str, draft_id: UUID) -> DraftRow:
    """The draft, if it is one of the family, or `NotFound`."""
    row = queries.draft(unit, draft_id=draft_id)
    if row.family != family:
        raise NotFound.of("draft", "brouillon", draft_id)
    return row
