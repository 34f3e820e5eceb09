"""The people who work in the demo shop, one for each role and a second agent, and how they sign in."""

from dataclasses import dataclass
from typing import Final

from domain.assignment.agent import CAPACITY
from domain.assignment.change_agent import change_agent
from domain.kernel.actor import Actor, ActorKind
from domain.kernel.permissions import DEFAULT_RIGHTS, Role
from domain.ports.passwords import Passwords
from domain.staff.add_person import add_person
from seed.demo.actors import SHOPKEEPER
from seed.demo.teller import Teller


@dataclass(frozen=True)
class Colleague:
    """Somebody who signs in with a password that everybody may know."""

    name: str
    email: str
    role: Role
    language: str
    time_zone: str
    password: str
    skills: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()


COLLEAGUES: Final = (
    Colleague(
        "Léa Moreau",
        "lea@comptoir.example",
        Role.AGENT,
        "fr",
        "Europe/Paris",
        "marmite-horloge-7",
        ("refunds",),
        ("en", "fr"),
    ),
    Colleague(
        "Tom Baker",
        "tom@comptoir.example",
        Role.AGENT,
        "en",
        "Europe/London",
        "kettle-umbrella-4",
        ("disputes", "refunds"),
        ("en",),
    ),
    Colleague(
        "Inès Garnier",
        "ines@comptoir.example",
        Role.ASSOCIATE,
        "fr",
        "Europe/Paris",
        "vitrine-parasol-2",
        ("store",),
        ("en", "fr"),
    ),
    Colleague("Grace Turner", "grace@comptoir.example", Role.MERCHANDISER, "en", "Europe/London", "basket-lantern-9"),
    Colleague(
        "Hugo Lefèvre",
        "hugo@comptoir.example",
        Role.SUPERVISOR,
        "fr",
        "Europe/Paris",
        "phare-violon-5",
        ("disputes", "refunds", "store"),
        ("en", "fr"),
    ),
    Colleague("Ada Collins", "ada@comptoir.example", Role.ADMINISTRATOR, "en", "America/New_York", "harbor-compass-8"),
)


def hire(teller: Teller, passwords: Passwords) -> None:
    """Add every colleague; from then on stories may let them act, by first name."""
    for colleague in COLLEAGUES:
        id = teller.do(
            SHOPKEEPER,
            add_person,
            email=colleague.email,
            name=colleague.name,
            role=colleague.role,
            password=colleague.password,
            passwords=passwords,
            language=colleague.language,
            time_zone=colleague.time_zone,
        )
        teller.people[colleague.name.split()[0]] = Actor(
            kind=ActorKind.STAFF,
            name=colleague.name,
            permissions=DEFAULT_RIGHTS[colleague.role],
            id=id,
            role=colleague.role,
        )
        if colleague.languages:  # offline, until they say otherwise
            teller.do(
                SHOPKEEPER,
                change_agent,
                staff_id=id,
                skills=colleague.skills,
                languages=colleague.languages,
                capacity=CAPACITY,
            )


def sign_ins() -> str:
    """The lines that are shown to whoever tries the demo."""
    rows = [(str(c.role), c.email, c.password, c.name) for c in COLLEAGUES]
    widths = [max(len(row[i]) for row in rows) for i in range(3)]
    lines = ["Demo sign-ins (role, e-mail, password, name):"]
    for role, email, password, name in rows:
        lines.append(f"  {role:<{widths[0]}}  {email:<{widths[1]}}  {password:<{widths[2]}}  {name}")
    return "\n".join(lines) + "\n"
