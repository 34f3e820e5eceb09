"""A person as their pane shows them. Pure."""

import re
from collections.abc import Iterable
from typing import Final

from console.admin.person.rows import PersonCard, SessionLine, WrongPerson
from console.ui.figures import Reader
from console.ui.people import initials, role_label
from domain.kernel.errors import DomainError
from domain.staff.queries import PersonRow
from domain.staff.sessions import SessionRow

_BROWSERS: Final = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS: Final = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def person_card(person: PersonRow, reader: Reader, *, own: bool) -> PersonCard:
    """`own`: it is the reader themselves."""
    seen = person.last_seen_at
    return PersonCard(
        id=str(person.id),
        name=person.name,
        email=person.email,
        initials=initials(person.name),
        role=person.role,
        role_word=role_label(person.role, reader.language),
        language=person.language,
        time_zone=person.time_zone,
        added=reader.moment(person.created_at),
        seen=reader.moment(seen) if seen else reader.say("never"),
        seen_exact=reader.exact(seen) if seen else "",
        locked=person.locked,
        own=own,
        sessions=person.open_sessions,
        version=person.version,
    )


def session_lines(sessions: Iterable[SessionRow], reader: Reader) -> list[SessionLine]:
    """Newest first, as given."""
    return [
        SessionLine(
            id=str(session.id),
            since=reader.moment(session.created_at),
            exact=reader.exact(session.created_at),
            where=session.address,
            browser=_browser(session.user_agent),
            own=session.own,
        )
        for session in sessions
    ]


def wrong_person(refusal: DomainError, language: str) -> WrongPerson:
    """The refusal at the field it is about."""
    field = refusal.field if refusal.field in WrongPerson.__dataclass_fields__ else "form"
    return WrongPerson(**{str(field): refusal.sentence(language)})


def _browser(user_agent: str) -> str:
    """Firefox · Windows; the first word of what no list knows."""
    known = [next((name for mark, name in marks if mark in user_agent), "") for marks in (_BROWSERS, _SYSTEMS)]
    words = [word for word in known if word]
    return " · ".join(words) if words else re.split(r"[/ ]", user_agent)[0][:40]
