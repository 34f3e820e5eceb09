"""The few agents who are likely the best for a case, found where they are kept: most of them need not be looked at."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import JSONB

from domain.assignment.choose import Wanted
from domain.assignment.in_hand import CALLS, COUNTS_ITSELF
from domain.assignment.standing import LANGUAGE_SKILLS
from domain.work.unit import Unit

MOST: Final = 8
_SPOKEN: Final = {skill: code for code, skill in LANGUAGE_SKILLS.items()}

# Ranked as `choices` does, save that whoever lacks anything comes after whoever lacks nothing.
_LIKELY: Final = text(
    f"""
    WITH held AS (
        SELECT owner_id AS staff_id, count(*) AS total, count(*) FILTER (WHERE channel = :channel) AS same
        FROM (
            SELECT owner_id, channel FROM cases
            WHERE owner_id IS NOT NULL AND status = 'open' AND snoozed_until IS NULL AND {COUNTS_ITSELF}
            UNION ALL SELECT staff_id, 'phone' FROM ({CALLS}) AS calling
        ) AS in_hand GROUP BY owner_id
    )
    SELECT agents.staff_id FROM agents LEFT JOIN held ON held.staff_id = agents.staff_id
    WHERE presence = 'online' AND agents.staff_id <> ALL(:not_these)
        AND languages @> :languages AND skills @> :skills
        AND coalesce(held.same, 0) < CAST(coalesce(capacity ->> :channel, '0') AS bigint)
        AND NOT EXISTS (
            SELECT FROM offers WHERE offers.staff_id = agents.staff_id AND offers.status = 'offered'
        )
    ORDER BY (languages @> :all_languages AND skills @> :all_skills) DESC,
        agents.staff_id IS NOT DISTINCT FROM CAST(:previous AS uuid) DESC,
        coalesce(held.total, 0) / greatest(
            (SELECT sum(CAST(value AS numeric)) FROM jsonb_each_text(capacity)), 1
        ),
        last_offer_at NULLS FIRST, agents.staff_id
    LIMIT :most
    """  # noqa: S608  (constants)
).bindparams(*(bindparam(name, type_=JSONB) for name in ("languages", "skills", "all_languages", "all_skills")))


def likely_agents(unit: Unit, wanted: Wanted, /) -> Sequence[UUID]:
    """At most `MOST` of them, the likeliest first. Whether each can take the case is looked at afterwards."""
    firm, whole = _asked(wanted.firm), _asked(wanted.demands)
    values = {
        "channel": wanted.channel,
        "not_these": list(wanted.not_these),
        "languages": firm[0],
        "skills": firm[1],
        "all_languages": whole[0],
        "all_skills": whole[1],
        "previous": wanted.previous,
        "most": MOST,
        "now": unit.now,
    }
    return list(unit.session.execute(_LIKELY, values).scalars())


def _asked(demands: Sequence[str]) -> tuple[list[str], list[str]]:
    """Languages and skills; a skill that is a language is asked for as one."""
    languages, skills = list(demands[:1]), list(demands[1:])
    spoken = [_SPOKEN[skill] for skill in skills if skill in _SPOKEN]
    return sorted({*languages, *spoken}), [skill for skill in skills if skill not in _SPOKEN]
