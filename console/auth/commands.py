"""The first administrator and the first key, from the command line."""

import getpass
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager

from console.auth.argon2 import passwords
from console.bootstrap import build
from console.commands import Command
from console.postgres import PostgresFailed, database_at_hand
from console.say import complain, say
from console.settings import Settings
from domain.kernel.actor import Actor
from domain.kernel.errors import DomainError
from domain.kernel.permissions import Role
from domain.staff.add_api_key import add_api_key
from domain.staff.errors import AdministratorExists
from domain.staff.make_first_administrator import make_first_administrator
from domain.staff.scopes import KNOWN
from domain.work.application import Application

_OPERATOR = Actor.system("command line")


def make_administrator(settings: Settings, options: Namespace) -> int:
    """Make the first administrator, or say that there is one (exit code 0 either way: it can run at every start)."""
    password = _password(from_stdin=options.password_stdin)
    with _application(settings) as application:
        try:
            application.perform(
                make_first_administrator,
                _OPERATOR,
                email=options.email,
                name=options.name,
                password=password,
                passwords=passwords(),
                language=options.language,
                time_zone=options.time_zone,
            )
        except AdministratorExists as standing:
            say(standing.en)
            return 0
    say(f"{options.name} is administrator and signs in as {options.email}.")
    return 0


def make_key(settings: Settings, options: Namespace) -> int:
    """Make a key and print it, alone on standard output, this once."""
    with _application(settings) as application:
        made = application.perform(add_api_key, _OPERATOR, name=options.name, role=options.role, scopes=options.scope)
    complain("Keep this key now: it is not shown again.")
    say(made.key)
    return 0


def _administrator_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--email", required=True, help="what they sign in with")
    parser.add_argument("--name", required=True, help="what colleagues and the timeline call them")
    parser.add_argument("--language", choices=("en", "fr"), default="en")
    parser.add_argument("--time-zone", default="UTC", help="such as Europe/Paris")
    parser.add_argument("--password-stdin", action="store_true", help="read the password from standard input")


def _key_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--role", required=True, choices=[str(role) for role in Role])
    parser.add_argument("--name", required=True, help="what the timeline calls the other system")
    parser.add_argument(
        "--scope",
        action="append",
        default=[],
        metavar="SCOPE",
        help=f"narrows the role to these rights; may be repeated: {', '.join(KNOWN)}",
    )


def _password(*, from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise PasswordNotGiven("There is no terminal to ask for a password: pass it with --password-stdin.")
    first = getpass.getpass("Password (12 characters or more): ")
    if getpass.getpass("The same again: ") != first:
        raise PasswordNotGiven("The two passwords differ. Nothing was made.")
    return first


@contextmanager
def _application(settings: Settings) -> Iterator[Application]:
    with database_at_hand(settings) as ready:
        wired = build(ready)
        try:
            yield wired.application
        finally:
            wired.database.dispose()


class PasswordNotGiven(Exception):
    """There is no password to use; the text says why."""


_REFUSALS = (DomainError, PostgresFailed, PasswordNotGiven)

ADMIN = Command(
    help="make the first administrator, or say that there is one",
    run=make_administrator,
    add_arguments=_administrator_arguments,
    refusals=_REFUSALS,
)
API_KEY = Command(
    help="make a key for another system and print it once",
    run=make_key,
    add_arguments=_key_arguments,
    refusals=_REFUSALS,
)
