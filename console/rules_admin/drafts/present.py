"""Drafts as lines, and the open one as a checklist. Pure."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from console.rules_admin.drafts.rows import DraftCard, DraftLine, StepLine
from console.rules_admin.sheet.heads import TONES, draft_state
from console.rules_admin.titles import title_words
from console.ui.figures import Reader
from rules_engine.publishing.examples import ExampleResult
from rules_engine.publishing.rows import DraftRow

WORKED_ON: Final = ("open", "in_review", "approved")


@dataclass(frozen=True, slots=True)
class Rights:
    """What the reader may do in the family, and who they are."""

    draft: bool
    review: bool
    publish: bool
    person: str


def draft_lines(drafts: Iterable[DraftRow], shadows: Container[UUID], reader: Reader) -> list[DraftLine]:
    """One line each, in the order given; `shadows` are the drafts that run beside the live version."""
    return [
        DraftLine(
            id=str(each.id),
            href=f"/rules?family={each.family}&draft={each.id}",
            title=title_words(each.title, each.title_fr, reader),
            state=draft_state(each.status, reader),
            tone=TONES[each.status],
            by=f"{each.changed_by} · {reader.recently(each.changed_at)}",
            shadow=each.id in shadows,
        )
        for each in drafts
    ]


def draft_card(row: DraftRow, results: Sequence[ExampleResult], rights: Rights, reader: Reader) -> DraftCard:
    """The checklist of a draft and what may be done with it."""
    open_, own = row.status in WORKED_ON, rights.person in row.writer_ids
    return DraftCard(
        id=str(row.id),
        version=row.version,
        add_href=f"/rules?family={row.family}&draft={row.id}&new=rule",
        add_table_href=f"/rules?family={row.family}&draft={row.id}&new=table",
        steps=_steps(row, results, reader),
        note=row.review_note,
        noted_by=row.reviewed_by,
        can_write=open_ and rights.draft,
        can_submit=row.status == "open" and rights.draft,
        failing=_failing(results, reader),
        can_review=row.status == "in_review" and rights.review and not own,
        own=own,
        waits_for_review=row.status == "in_review",
        can_publish=row.status == "approved" and rights.publish,
        changes_void=row.status in ("in_review", "approved") and rights.draft,
    )


def _steps(row: DraftRow, results: Sequence[ExampleResult], reader: Reader) -> list[StepLine]:
    at = {"open": 0, "in_review": 1, "approved": 2, "published": 3, "discarded": -1}[row.status]
    written = StepLine(reader.say("Every rule can be read"), "done", reader.say("What is kept always can."))
    handed = row.submitted_at is not None and at >= 1
    return [
        written,
        _examples(results, reader),
        StepLine(
            reader.say("Handed over for review"),
            "done" if handed else "next" if at == 0 else "later",
            f"{row.submitted_by} · {reader.moment(row.submitted_at)}" if handed and row.submitted_at else "",
        ),
        _review(row, at, reader),
        StepLine(reader.say("Published"), "done" if at == 3 else "next" if at == 2 else "later"),
    ]


def _examples(results: Sequence[ExampleResult], reader: Reader) -> StepLine:
    label, failing = reader.say("Every example passes"), sum(not each.passed for each in results)
    if not results:
        return StepLine(label, "done", reader.say("There is none yet; add some from what you try out."))
    if failing:
        return StepLine(label, "wrong", reader.say("{count} of {all} failing", count=failing, all=len(results)))
    return StepLine(label, "done", reader.say("{count} of {all}", count=len(results), all=len(results)))


def _failing(results: Sequence[ExampleResult], reader: Reader) -> str:
    count, all_ = sum(not each.passed for each in results), len(results)
    if count == 1:
        return reader.say("1 of {all} examples fails.", all=all_)
    return reader.say("{count} of {all} examples fail.", count=count, all=all_) if count else ""


def _review(row: DraftRow, at: int, reader: Reader) -> StepLine:
    label = reader.say("Approved by somebody who wrote no part of it")
    if at >= 2 and row.reviewed_at is not None:
        return StepLine(label, "done", f"{row.reviewed_by} · {reader.moment(row.reviewed_at)}")
    writers = reader.say("Not by {writers}", writers=", ".join(row.writers))
    return StepLine(label, "next" if at == 1 else "later", writers)
