"""Canned replies: read by everybody who answers, kept by who may."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import func, select

from domain.conversations.body import clean_body
from domain.conversations.titles import Titled, clean_titles
from domain.events.event import Stream
from domain.kernel.errors import Conflict, Invalid, NotFound, StaleVersion
from domain.kernel.ids import new_id
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text
from domain.models.reply_kit import CannedReply
from domain.work.unit import Unit

MOST: Final = 500
_SHORTCUT: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,29}")


@dataclass(frozen=True, slots=True)
class CannedRow(Titled):
    """A canned reply; a language in which it has no text is ""."""

    id: UUID
    shortcut: str
    title: str
    title_fr: str
    body_en: str
    body_fr: str
    version: int


def canned_replies(unit: Unit) -> tuple[CannedRow, ...]:
    """All of them, by shortcut."""
    unit.actor.require(Permission.CASES_READ)
    rows = unit.session.execute(select(CannedReply).order_by(CannedReply.shortcut).limit(MOST)).scalars()
    return tuple(
        CannedRow(row.id, row.shortcut, row.title, row.title_fr, row.body_en, row.body_fr, row.version) for row in rows
    )


def keep_canned_reply(
    unit: Unit,
    *,
    shortcut: str,
    title: str,
    title_fr: str = "",
    body_en: str = "",
    body_fr: str = "",
    canned_id: UUID | None = None,
    expected_version: int | None = None,
) -> UUID:
    """Add a canned reply, or change `canned_id`, and tell its id. Records `canned_reply.kept`.

    Refuses with `Invalid` a shortcut that is not small letters, figures and dashes, and one without any text; with
    `Conflict` a shortcut that is taken.
    """
    unit.actor.require(Permission.REPLIES_MANAGE)
    short = _shortcut(shortcut)
    texts = _texts(body_en, body_fr)
    called, in_french = clean_titles(title, title_fr)
    taken = select(CannedReply.id).where(CannedReply.shortcut == short, CannedReply.id.is_distinct_from(canned_id))
    if unit.session.execute(taken).scalar_one_or_none() is not None:
        raise Conflict(
            code="shortcut_taken",
            en=f"Another reply has the shortcut “{short}”.",
            fr=f"Une autre réponse a le raccourci « {short} ».",
            field="shortcut",
        )
    kept = _load(unit, canned_id, expected_version) if canned_id else _fresh(unit)
    kept.shortcut, kept.title, kept.title_fr = short, called, in_french
    kept.body_en, kept.body_fr = texts["en"], texts["fr"]
    kept.changed_by, kept.changed_at = unit.actor.name, unit.now
    unit.session.add(kept)
    unit.session.flush()
    unit.record("canned_reply.kept", stream=Stream.of_actor(unit.actor), data=_told(kept))
    return kept.id


def remove_canned_reply(unit: Unit, *, canned_id: UUID) -> None:
    """Take a canned reply away. Records `canned_reply.removed`."""
    unit.actor.require(Permission.REPLIES_MANAGE)
    found = _load(unit, canned_id, None)
    unit.session.delete(found)
    unit.session.flush()
    unit.record("canned_reply.removed", stream=Stream.of_actor(unit.actor), data=_told(found))


def _told(canned: CannedReply) -> dict[str, str]:
    return {"canned_id": str(canned.id), "shortcut": canned.shortcut}


def _shortcut(value: str) -> str:
    short = clean_text(value, field="shortcut", most=30).lower().lstrip("/")
    if not _SHORTCUT.fullmatch(short):
        raise Invalid(
            field="shortcut",
            code="not_a_shortcut",
            en="A shortcut is made of letters from a to z, figures and dashes.",
            fr="Un raccourci est fait de lettres de a à z, de chiffres et de tirets.",
        )
    return short


def _texts(en: str, fr: str) -> Mapping[str, str]:
    texts = {
        "en": clean_body(en, field="body_en", required=False),
        "fr": clean_body(fr, field="body_fr", required=False),
    }
    if not any(texts.values()):
        raise Invalid(
            field="body_en",
            code="missing",
            en="Write the text in one language at least.",
            fr="Écrivez le texte dans une langue au moins.",
        )
    return texts


def _fresh(unit: Unit) -> CannedReply:
    if unit.session.execute(select(func.count()).select_from(CannedReply)).scalar_one() >= MOST:
        raise Conflict(
            code="too_many",
            en=f"There are {MOST} already. Remove one first.",
            fr=f"Il y en a déjà {MOST}. Supprimez-en d’abord.",
        )
    return CannedReply(id=new_id(at=unit.now), version=1)


def _load(unit: Unit, canned_id: UUID, expected_version: int | None) -> CannedReply:
    query = select(CannedReply).where(CannedReply.id == canned_id).with_for_update()
    found = unit.session.execute(query).scalar_one_or_none()
    if found is None:
        raise NotFound.of("canned reply", "réponse type", canned_id)
    if expected_version is not None and found.version != expected_version:
        raise StaleVersion.of(expected=expected_version, actual=found.version)
    found.version += 1
    return found
