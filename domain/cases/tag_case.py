"""Put a tag on a case, or take one off."""

from typing import Final
from uuid import UUID

from domain.cases.load import load_case
from domain.cases.record import record_case
from domain.kernel.errors import Conflict
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text
from domain.models.case import Case
from domain.work.unit import Unit

LONGEST_TAG: Final = 40
MOST_TAGS: Final = 20


def tag_case(unit: Unit, *, case_id: UUID, tag: str) -> None:
    """Put `tag` (kept in small letters) on a case. Records `case.tagged`; one that it has stays.

    Refuses with `Conflict` one tag too many.
    """
    unit.actor.require(Permission.CASES_WRITE)
    wanted = clean_text(tag, field="tag", most=LONGEST_TAG).lower()
    case = load_case(unit, case_id)
    if wanted in case.tags:
        return
    if len(case.tags) >= MOST_TAGS:
        raise Conflict(
            code="too_many_tags",
            en=f"A case has {MOST_TAGS} tags at most.",
            fr=f"Un dossier a {MOST_TAGS} étiquettes au plus.",
        )
    _put(unit, case, [*case.tags, wanted])
    record_case(unit, "case.tagged", case, {"tag": wanted})


def untag_case(unit: Unit, *, case_id: UUID, tag: str) -> None:
    """Take `tag` off a case. Records `case.untagged`; one that it has not changes nothing."""
    unit.actor.require(Permission.CASES_WRITE)
    wanted = clean_text(tag, field="tag", most=LONGEST_TAG).lower()
    case = load_case(unit, case_id)
    if wanted not in case.tags:
        return
    _put(unit, case, [each for each in case.tags if each != wanted])
    record_case(unit, "case.untagged", case, {"tag": wanted})


def _put(unit: Unit, case: Case, tags: list[str]) -> None:
    case.tags, case.version = tags, case.version + 1
    unit.session.flush()
