"""Macros: read by everybody who answers, kept by who may."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import func, select

from domain.conversations.macro_steps import check_steps
from domain.conversations.titles import Titled, clean_titles
from domain.events.event import Stream
from domain.kernel.errors import Conflict, NotFound, StaleVersion
from domain.kernel.ids import new_id
from domain.kernel.permissions import Permission
from domain.models.reply_kit import Macro
from domain.work.unit import Unit

MOST: Final = 200


@dataclass(frozen=True, slots=True)
class MacroRow(Titled):
    """A macro and its steps as they are kept."""

    id: UUID
    title: str
    title_fr: str
    steps: tuple[Mapping[str, Any], ...]
    version: int


def macros(unit: Unit) -> tuple[MacroRow, ...]:
    """All of them, by title."""
    unit.actor.require(Permission.CASES_READ)
    rows = unit.session.execute(select(Macro).order_by(Macro.title).limit(MOST)).scalars()
    return tuple(MacroRow(row.id, row.title, row.title_fr, tuple(row.steps), row.version) for row in rows)


def keep_macro(
    unit: Unit,
    *,
    title: str,
    title_fr: str = "",
    steps: Sequence[Mapping[str, Any]],
    macro_id: UUID | None = None,
    expected_version: int | None = None,
) -> UUID:
    """Add a macro, or change `macro_id`, and tell its id. Records `macro.kept`.

    Refuses with `Invalid` what `check_steps` refuses, with `Conflict` a title that is taken.
    """
    unit.actor.require(Permission.REPLIES_MANAGE)
    (called, in_french), checked = clean_titles(title, title_fr), check_steps(steps)
    taken = select(Macro.id).where(Macro.title == called, Macro.id.is_distinct_from(macro_id))
    if unit.session.execute(taken).scalar_one_or_none() is not None:
        raise Conflict(
            code="title_taken",
            en=f"Another macro is called “{called}”.",
            fr=f"Une autre macro s’appelle « {called} ».",
            field="title",
        )
    kept = load_macro(unit, macro_id, expected_version) if macro_id else _fresh(unit)
    kept.title, kept.title_fr, kept.steps = called, in_french, checked
    kept.changed_by, kept.changed_at = unit.actor.name, unit.now
    kept.version = (kept.version or 0) + 1
    unit.session.add(kept)
    unit.session.flush()
    unit.record("macro.kept", stream=Stream.of_actor(unit.actor), data={"macro_id": str(kept.id), "title": called})
    return kept.id


def remove_macro(unit: Unit, *, macro_id: UUID) -> None:
    """Take a macro away. Records `macro.removed`."""
    unit.actor.require(Permission.REPLIES_MANAGE)
    found = load_macro(unit, macro_id)
    unit.session.delete(found)
    unit.session.flush()
    unit.record(
        "macro.removed", stream=Stream.of_actor(unit.actor), data={"macro_id": str(macro_id), "title": found.title}
    )


def load_macro(unit: Unit, macro_id: UUID, expected_version: int | None = None, /) -> Macro:
    """The macro, locked, or `NotFound`."""
    found = unit.session.execute(select(Macro).where(Macro.id == macro_id).with_for_update()).scalar_one_or_none()
    if found is None:
        raise NotFound.of("macro", "macro", macro_id)
    if expected_version is not None and found.version != expected_version:
        raise StaleVersion.of(expected=expected_version, actual=found.version)
    return found


def _fresh(unit: Unit) -> Macro:
    if unit.session.execute(select(func.count()).select_from(Macro)).scalar_one() >= MOST:
        raise Conflict(
            code="too_many",
            en=f"There are {MOST} already. Remove one first.",
            fr=f"Il y en a déjà {MOST}. Supprimez-en d’abord.",
        )
    return Macro(id=new_id(at=unit.now), version=0)
