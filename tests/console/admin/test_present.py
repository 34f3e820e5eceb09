"""People, roles and keys as the screen words them."""

from dataclasses import fields
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from console.admin.keys.present import key_lines
from console.admin.parts import ZONES
from console.admin.people.present import person_lines
from console.admin.person.present import _browser, person_card
from console.admin.person.suggest import suggest_password
from console.admin.roles.present import role_columns
from console.admin.webhooks.choices import event_groups
from console.admin.words import RIGHTS, SCOPES
from console.ui.figures import Reader
from domain.kernel.ids import new_id
from domain.kernel.permissions import Permission
from domain.kernel.time_zone import check_time_zone
from domain.staff.keys import KeyRow
from domain.staff.queries import PersonRow, RoleRow
from domain.staff.scopes import KNOWN
from domain.staff.secrecy import check_password

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def reader(language: str = "en") -> Reader:
    return Reader(language=language, zone=ZoneInfo("Europe/Paris"), now=NOW)


def ana(**values: object) -> PersonRow:
    standard: dict[str, object] = {
        "id": new_id(),
        "email": "ana@example.com",
        "name": "Ana Lima",
        "role": "agent",
        "language": "en",
        "time_zone": "UTC",
        "locked": False,
        "created_at": NOW - timedelta(days=2),
        "last_seen_at": NOW - timedelta(hours=1),
        "open_sessions": 1,
        "version": 3,
    }
    return PersonRow(**standard | values)  # type: ignore[arg-type]


def test_a_person_in_the_list() -> None:
    (line,) = person_lines([ana()], reader())
    assert (line.initials, line.role, line.seen, line.here) == ("AL", "Agent", "today 10:00", True)
    (line,) = person_lines([ana(last_seen_at=None, open_sessions=0)], reader("fr"))
    assert (line.seen, line.exact, line.here) == ("jamais", "", False)


def test_a_person_in_the_pane() -> None:
    card = person_card(ana(), reader("fr"), own=True)
    assert (card.role_word, card.own, card.version) == ("Conseil client", True, 3)


def test_a_role_counts_its_people() -> None:
    rows = [
        RoleRow(role=role, permissions=frozenset(), people=n, version=1)
        for role, n in [("agent", 1), ("administrator", 2)]
    ]
    columns = role_columns(rows, reader())
    assert [(column.held_by, column.fixed) for column in columns] == [("1 person", False), ("2 people", True)]


def test_a_key_says_what_it_may() -> None:
    row = KeyRow(
        id=new_id(),
        name="shop",
        hint="cpt_abcdef",
        role="agent",
        scopes=("orders.read", "from.before"),
        created_at=NOW,
        created_by="Ana",
        revoked_at=NOW,
        last_used_at=None,
    )
    (line,) = key_lines([row], reader("fr"))
    assert (line.hint, line.may, line.scopes) == ("cpt_abcdef…", "droits : 2", ["Voir les commandes", "from.before"])
    assert (line.used, bool(line.revoked)) == ("jamais", True)
    assert all(isinstance(getattr(line, field.name), str | list) for field in fields(line))


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/131.0 Safari/537.36 Edg/131.0", "Edge · Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19 like Mac OS X) Version/19 Safari/604.1", "Safari · iPhone"),
        ("curl/8.9", "curl"),
        ("", ""),
    ],
)
def test_browsers_are_named(agent: str, words: str) -> None:
    assert _browser(agent) == words


def test_every_right_and_scope_has_its_words() -> None:
    assert {right for rights in RIGHTS.values() for right in rights} == set(Permission)
    assert set(SCOPES) == set(KNOWN)


def test_every_zone_that_is_offered_is_accepted() -> None:
    assert [check_time_zone(zone) for zone in ZONES] == ZONES


def test_a_suggested_password_is_good_and_never_the_same() -> None:
    drawn = {check_password(suggest_password(), email="a@example.com") for _ in range(50)}
    assert len(drawn) == 50
    assert {len(password) for password in drawn} == {19}


def test_events_are_ticked_in_groups_that_are_called_as_the_reader_does() -> None:
    french = event_groups(["order.placed", "shop.opened"], reader("fr"))
    assert [group.label for group in french if group.label == group.family] == ["shop"]  # nobody knows it
    labels = [group.label for group in french]
    assert labels.index("Dossiers") < labels.index("Échanges") < labels.index("Fichiers")
    assert [group.label for group in french if group.opened] == ["Commandes", "shop"]
    orders = next(group for group in french if group.family == "order")
    assert ("order.placed", "Commande passée, …, …") in [(tick.label, tick.says) for tick in orders.ticks]
    assert {group.family for group in event_groups((), reader())}.isdisjoint({"webhook", "attempt", "shop"})
