"""People as rows of the list. Pure."""

from collections.abc import Iterable

from console.admin.people.rows import PersonLine
from console.ui.figures import Reader
from console.ui.people import initials, role_label
from domain.staff.queries import PersonRow


def person_lines(people: Iterable[PersonRow], reader: Reader) -> list[PersonLine]:
    """One line each, in the order given."""
    return [_line(person, reader) for person in people]


def _line(person: PersonRow, reader: Reader) -> PersonLine:
    seen = person.last_seen_at
    return PersonLine(
        id=str(person.id),
        href=f"/admin?person={person.id}",
        name=person.name,
        email=person.email,
        initials=initials(person.name),
        role=role_label(person.role, reader.language),
        seen=reader.moment(seen) if seen else reader.say("never"),
        exact=reader.exact(seen) if seen else "",
        locked=person.locked,
        here=person.open_sessions > 0,
    )
