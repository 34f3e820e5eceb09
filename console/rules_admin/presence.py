"""Who has which draft open, in this process. What is on nobody's screen any more is forgotten with the tab."""

import json
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from console.live import RULES, hub
from domain.staff.sessions import SignedIn


@dataclass(frozen=True, slots=True)
class _Reading:
    draft_id: UUID
    staff_id: UUID
    name: str


_open: Final[dict[str, _Reading]] = {}  # by tab


def look_at(token: str, draft_id: UUID | None, person: SignedIn) -> None:
    """From now on the tab shows this draft, or none; the others who have it open are told."""
    before = _open.pop(token, None)
    if draft_id is not None:
        _open[token] = _Reading(draft_id, person.staff_id, person.actor.name)
    if (before and before.draft_id) != draft_id:
        hub().hear(json.dumps({"t": "rules.presence"}))


def others_at(draft_id: UUID | None, person: SignedIn) -> list[str]:
    """Who else has the draft open, by name."""
    names = {each.name for each in _now() if each.draft_id == draft_id and each.staff_id != person.staff_id}
    return sorted(names)


def _now() -> list[_Reading]:
    if not _open:
        return []
    watchers, screens = hub().watchers, hub().screens
    for token in list(_open):
        watcher = watchers.get(token)
        if watcher is None or watcher.topic != RULES or not screens.is_open(watcher):
            del _open[token]
    return list(_open.values())
